internal import Engine

/// What a report shows beside a folder's own tables, and which of its series it begins with.
public struct ReportContext: Sendable {
  /// A stream of the flow chart: from a node to a node, as wide as a series, or as what is left of the first node.
  public struct Stream: Sendable {
    let from: String
    let to: String
    let variable: String?

    /// - Parameter variable: the series that flows; nil for what only stands between others.
    public init(from: String, to: String, variable: String?) {
      self.from = from
      self.to = to
      self.variable = variable
    }
  }

  /// Another unit of the same quantity.
  public struct OtherUnit: Sendable {
    let symbol: String
    /// How many of it one of the first is.
    let factor: Double

    /// - Parameter factor: how many of this unit one of the own unit is.
    public init(symbol: String, factor: Double) {
      self.symbol = symbol
      self.factor = factor
    }
  }

  /// Other units in which figures can be read, by the one that they are in.
  public var units: [String: [OtherUnit]] = [:]
  /// The series that answers begin with, in their order.
  public var findings: [String] = []
  /// What each variable means, in a sentence.
  public var meanings: [String: String] = [:]
  /// How regions are called in words, where their names are short forms.
  public var regions: [String: String] = [:]
  /// The sections whose shocks are told apart from all others.
  public var drivers: [String] = []
  /// What the scenario asks, in its own words; empty where it isn't known.
  public var asked = ""
  /// The series that is shown by region as tiles.
  public var tiles = ""
  /// What flows where, for the picture of streams.
  public var streams: [Stream] = []
  /// Published months, by `variable|region`: year × 12 + month − 1 and the value.
  public var published: [String: [Int: Double]] = [:]
  /// The unit of what was published, by `variable|region`: results in another are shown without it.
  public var publishedUnits: [String: String] = [:]
  /// The program and its version.
  public var program = "simulate"

  /// Nothing known about the model yet.
  public init() {}

  /// A series with the first clause of what it means: `oil.revenue (export revenue of crude and products)`.
  func named(_ variable: String, _ label: String) -> String {
    guard let clause = meanings[variable].map(RunWords.clause) else { return label }
    return "\(label) (\(ProperNames.within(clause)))"
  }
}
