public import Engine

/// A forecast that somebody published, beside the model's of the same day.
public struct Rival: Sendable {
  public let forecaster: String
  public let known: Day
  public let series: String
  public let first: Month
  public let last: Month
  public let value: Double
  public let unit: String
  /// The months of it that are published by now, and their mean.
  public let months: Int
  public let truth: Double
  /// The model's mean over those months, the 90 % interval, and its score beside the other's distance.
  public let mean: Double
  public let low: Double
  public let high: Double
  public let crps: Double

  /// The published point's distance to what came true, which is its CRPS.
  public var miss: Double { abs(value - truth) }
  /// Whether the forecast's months are all published.
  public var isOver: Bool { months == last - first + 1 }
}

extension Backtest {
  /// The rows of `rival_forecasts.csv` that something is published for, each with the model's forecast as of its day.
  public func rivals(_ options: RunOptions) throws -> [Rival] {
    try seeds["rival_forecasts"].compactMap { row in
      guard let known = row.day("known"), let first = row.month("first_month"),
        let last = row.month("last_month"), let value = row.number("value"),
        let series = BacktestSeries.all.first(where: { $0.name == row.text("series") })
      else { return nil }
      let truths = series.published(seeds)
      let months = (0...(last - first)).map { first + $0 }.filter { truths[$0] != nil }
      guard let end = months.last, first >= known.month else { return nil }
      let period = Period(first: known.month, last: end)
      var trial = try runs.trial(asOf: known, period: period)
      trial.settings.outputs = [series.variable]
      let values = try trial.pathValues(Span.months(of: period), options)
      let rows = series.rows(values.series)
      let paths = (0..<values.paths).map { path in
        months.reduce(0.0) { sum, month in
          sum + rows.reduce(0) { $0 + values.values[$1][month - period.first][path] }
        } / Double(months.count)
      }
      let ensemble = Ensemble(paths)
      let truth = months.reduce(0) { $0 + truths[$1, default: 0] } / Double(months.count)
      return Rival(
        forecaster: row.text("forecaster"), known: known, series: series.title, first: first, last: last,
        value: value, unit: row.text("unit"), months: months.count, truth: truth, mean: ensemble.mean,
        low: ensemble.quantile(0.05), high: ensemble.quantile(0.95), crps: ensemble.crps(truth))
    }
  }
}
