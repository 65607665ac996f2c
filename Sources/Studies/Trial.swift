public import Engine

/// A model with the settings of one case, ready to be run: what every study is made of.
public struct Trial: Sendable {
  public let model: Model
  public var settings: Settings

  public init(model: Model, settings: Settings) {
    self.model = model
    self.settings = settings
  }

  /// Runs the case; the same shocks for the same seed, whatever the settings.
  public func run(_ options: RunOptions) throws -> Results {
    try Simulation(model: model, settings: settings, options: options).run()
  }
}
