public import Engine

/// A series that the model forecasts and somebody publishes.
public struct BacktestSeries: Sendable {
  /// A short name, as tables have it.
  public let name: String
  /// As people call it.
  public let title: String
  /// The unit of all values.
  public let unit: String
  /// The model's output and the regions that are added up.
  let variable: String
  let regions: [String]
  /// Whether the model is told it where forecasts are made with given series.
  let isGiven: Bool
  let observed: Observed
  let rule: ScoredSeries.Rule?

  /// The regions that it is of.
  public var location: String { regions.joined(separator: "+") }

  /// The published months in these tables.
  public func published(_ seeds: SeedTables) -> [Month: Double] { observed.months(seeds) }

  /// The series that a back-test of a model scores, as its mechanisms declare them.
  public static func all(_ model: Model) -> [BacktestSeries] {
    model.scored.map { BacktestSeries($0, model) }
  }

  private init(_ scored: ScoredSeries, _ model: Model) {
    let declared = scored.outputs.map(model.declaration)
    name = scored.name
    title = scored.title
    unit = declared[0].unit.symbol
    variable = declared[0].variable
    regions = declared.map(\.region)
    isGiven = scored.isGiven
    observed = scored.observed
    rule = scored.rule
  }

  /// The rows of a run whose sum is this series; none where the run has them not.
  func rows(_ series: [Series]) -> [Int] {
    series.indices.filter { row in
      series[row].declaration.variable == variable && regions.contains(series[row].declaration.region)
    }
  }
}
