public import Engine

/// A forecast that somebody published, beside the model's of the same day.
public struct Rival: Sendable {
  /// Who published it.
  public let forecaster: String
  /// When it was published.
  public let known: Day
  /// What the series is called in reports.
  public let series: String
  /// The first month that it is about.
  public let first: Month
  /// The last month that it is about.
  public let last: Month
  /// The forecast of the months' mean, in `unit`.
  public let value: Double
  /// The unit of the forecast and of all that stands beside it.
  public let unit: String
  /// How many of its months are published by now.
  public let months: Int
  /// The mean of what was published for those months.
  public let truth: Double
  /// The model's mean over those months, as of the same day.
  public let mean: Double
  /// The lower end of the model's 5–95 % interval.
  public let low: Double
  /// The upper end of the model's 5–95 % interval.
  public let high: Double
  /// The model's CRPS.
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
        let last = row.month("last_month"), let value = row.number("value"), first >= known.month
      else { return nil }
      var trial = try runs.trial(asOf: known, period: Period(first: known.month, last: last))
      guard let series = BacktestSeries.all(trial.model).first(where: { $0.name == row.text("series") })
      else {
        return nil
      }
      let truths = series.published(seeds)
      let months = (0...(last - first)).map { first + $0 }.filter { truths[$0] != nil }
      guard let end = months.last else { return nil }
      let period = Period(first: known.month, last: end)
      trial.settings.period = period
      trial.settings.outputs = [series.variable]
      let values = try trial.pathValues(Span.months(of: period), options)
      let rows = series.rows(values.series)
      let paths = (0..<values.paths).map { path -> Double in
        var sum = 0.0
        for month in months {
          sum += rows.reduce(0.0) { $0 + values.values[$1][month - period.first][path] }
        }
        return sum / Double(months.count)
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
