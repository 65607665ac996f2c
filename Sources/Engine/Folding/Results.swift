/// A series of a run's results.
public struct Series: Sendable {
  /// Its place among the model's outputs.
  public let slot: Int
  /// What the model says of it, in the unit in which it is shown.
  public let declaration: OutputDeclaration
  /// How its values come to that unit; nil where it is the model's own.
  public let conversion: Conversion?

  /// A series in the model's own unit, or in another.
  init(slot: Int, declaration: OutputDeclaration, conversion: Conversion? = nil) {
    self.slot = slot
    self.declaration = declaration
    self.conversion = conversion
  }

  /// How its months become a span's value.
  public var rule: SpanRule {
    SpanRule(aggregation: declaration.aggregation, weights: conversion?.weights ?? [])
  }
}

/// How the months of a series become the value of a span.
public struct SpanRule: Sendable, Equatable {
  /// Sum, mean, or the last month.
  public let aggregation: Aggregation
  /// What each month of the period weighs in a mean; empty where they count alike.
  public let weights: [Double]

  /// A rule for months that count alike, unless weights are given.
  public init(aggregation: Aggregation, weights: [Double] = []) {
    self.aggregation = aggregation
    self.weights = weights
  }
}

/// How often an event of the scenario happened.
public struct EventSummary: Sendable {
  /// The event's name.
  public let name: String
  /// By month of the period: how many times it began, on average over paths.
  public let begun: [Double]
  /// By month: the share of the month in which it was under way, on average over paths.
  public let active: [Double]
}

/// What a run found.
public struct Results: Sendable {
  /// What was run; `paths` is the number that was simulated.
  public let settings: Settings
  /// The reported series: the first index of all that follows.
  public let series: [Series]
  /// The years of the period, in order.
  public let years: [Int]
  /// `[series][month]`, `[series][year]`, `[series]`.
  public let monthly: [[Statistics]]
  /// `[series][year]`, over the months of the period in it.
  public let annual: [[Statistics]]
  /// `[series]`, over the whole period.
  public let total: [Statistics]
  /// How often each event of the scenario happened.
  public let events: [EventSummary]
  /// What the user should know, a sentence each.
  public let warnings: [String]
  /// What the checks found; empty where they were off.
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
  /// How many paths it has.
  public let count: Int

  /// The value of a series in a month of the period, on one path of the chunk.
  public func value(series: Int, month: Int, path: Int) -> Double {
    values.pointer(series: series, month: month)[offset + path]
  }

  /// The values of a series in a month of the period, path by path.
  func values(series: Int, month: Int) -> UnsafePointer<Double> {
    UnsafePointer(values.pointer(series: series, month: month) + offset)
  }

  /// The values of a series over the whole horizon, path by path.
  public func totals(series: Int) -> [Double] {
    values.totals(series: series, paths: offset..<offset + count)
  }
}
