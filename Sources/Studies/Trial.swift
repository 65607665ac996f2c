public import Engine
internal import Scenarios

/// A model with the settings of one case, ready to be run: what every study is made of.
public struct Trial: Sendable {
  /// The model as known on the case's day.
  public let model: Model
  /// What the case sets; a study may change it.
  public var settings: Settings

  /// A case; `run` throws where the settings don't fit the model.
  public init(model: Model, settings: Settings) {
    self.model = model
    self.settings = settings
  }

  /// Runs the case; the same shocks for the same seed, whatever the settings.
  public func run(_ options: RunOptions) throws -> Results {
    try Simulation(model: model, settings: settings).run(options)
  }
}

/// Runs as of past days, as studies of the record make them.
struct PastRuns: Sendable {
  let source: ModelSource
  let paths: Int
  let seed: UInt64
  /// `section.key=value` as `--set` takes it, in every run; what a run sets itself wins.
  let sets: [String]

  /// The model as known on a day, with its usual parameters and what is set.
  func trial(asOf: Day, period: Period, sets own: [String] = []) throws -> Trial {
    let text = """
      as_of: \(asOf)
      period: \(period)
      history: off
      paths: \(paths)
      seed: \(seed)
      """
    let names = Set(own.map(PastRuns.name))
    let others = sets.filter { !names.contains(PastRuns.name($0)) }
    let scenario = try Scenario.load("-", shipped: [], sets: others + own) { _ in text }
    let bound = try BoundScenario(scenario, source)
    return Trial(model: bound.model, settings: bound.settings)
  }

  private static func name(_ set: String) -> Substring { set.prefix { $0 != "=" && $0 != " " } }
}
