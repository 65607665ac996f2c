public import Engine

/// What a table of results has a row for.
public enum ResultSpan: String, Sendable, CaseIterable { case monthly, annual, total }

/// One row of results: a series over a stretch of time.
public struct ResultRow: Sendable {
  /// Months, years or the whole.
  public let span: ResultSpan
  /// What was measured.
  public let series: Series
  /// `2026-03`, `2026`, or `2025-09 to 2027-12`.
  public let time: String
  /// The unit of the statistics.
  public let unit: String
  /// Its mean and percentiles, with their errors.
  public let statistics: Statistics
}

extension Results {
  /// The rows of the series at a place, in the order of time.
  public func rows(_ span: ResultSpan, of place: Int) -> [ResultRow] {
    let series = series[place], period = settings.period
    let found: [(String, Statistics)] =
      switch span {
      case .monthly: monthly[place].enumerated().map { (period.month($0).description, $1) }
      case .annual: zip(years, annual[place]).map { (String($0), $1) }
      case .total: [(period.description, total[place])]
      }
    let unit = span == .monthly ? series.declaration.unit.symbol : series.spanUnit
    return found.map { ResultRow(span: span, series: series, time: $0, unit: unit, statistics: $1) }
  }
}

extension CSVTable {
  /// Adds the cells of `Fields.series` but the unit.
  public mutating func add(_ series: Series) {
    add(series.declaration.variable)
    add(series.declaration.region)
  }

  /// Adds the cells of `Fields.statistics`.
  public mutating func add(_ statistics: Statistics) {
    add(statistics.mean)
    add(statistics.meanError)
    for (value, error) in zip(statistics.quantiles, statistics.quantileErrors) {
      add(value)
      add(error)
    }
    for (value, error) in zip(statistics.shortfalls, statistics.shortfallErrors) {
      add(value)
      add(error)
    }
  }
}
