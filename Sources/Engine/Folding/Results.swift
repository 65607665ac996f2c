/// A series of a run's results.
public struct Series: Sendable {
  public let slot: Int
  public let declaration: OutputDeclaration
}

/// How often an event of the scenario happened.
public struct EventSummary: Sendable {
  public let name: String
  /// By month of the period: how many times it began, on average over paths.
  public let begun: [Double]
  /// By month: the share of the month in which it was under way, on average over paths.
  public let active: [Double]
}

/// What a run found.
public struct Results: Sendable {
  public let settings: Settings
  public let series: [Series]
  /// The years of the period, in order.
  public let years: [Int]
  /// `[series][month]`, `[series][year]`, `[series]`.
  public let monthly: [[Statistics]]
  public let annual: [[Statistics]]
  public let total: [Statistics]
  public let events: [EventSummary]
  public let warnings: [String]
  public let conservation: ConservationReport
  /// True where quantiles come from the values themselves, false where from counts in fine bins.
  public let hasExactQuantiles: Bool
  /// How far the run came towards its target, if it had one.
  public let attained: Attained?
}

/// The values of a chunk of paths, while they are at hand.
public struct Chunk: Sendable {
  let values: Kept
  /// The place of its first path among the values.
  let offset: Int
  /// The number of its first path in the run.
  public let firstPath: Int
  public let count: Int

  /// The value of a series in a month of the period, on one path of the chunk.
  public func value(series: Int, month: Int, path: Int) -> Double {
    values.pointer(series: series, slot: month)[offset + path]
  }

  /// The value over the whole horizon.
  public func total(series: Int, path: Int) -> Double {
    values.pointer(series: series, slot: values.layout.slots - 1)[offset + path]
  }
}
