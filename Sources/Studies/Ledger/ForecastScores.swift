public import Engine

/// How frozen forecasts fared against what has been published since.
public struct ForecastScores: Sendable {
  /// One month of one series of one forecast.
  public struct Row: Sendable, Equatable {
    /// The number of the forecast in its ledger.
    public let forecast: Int
    /// The day of the forecast.
    public let reference: Day
    /// The series.
    public let target: String
    /// Its region.
    public let location: String
    /// Months from the month of the reference date.
    public let horizon: Int
    /// The last day of the month.
    public let end: Day
    /// What was published.
    public let truth: Double
    /// The median that was forecast.
    public let median: Double
    /// The continuous ranked probability score by the mean of the quantiles' scores, in the unit of the series.
    public let crps: Double
    /// Whether the truth lies between the 25 and 75 % quantiles.
    public let isInHalf: Bool
    /// Whether it lies between the 5 and 95 % ones.
    public let isInNinety: Bool
    /// The unit of truth, median and score.
    public let unit: String
  }

  /// A series of all forecasts together.
  public struct Summary: Sendable, Equatable {
    /// The series.
    public let target: String
    /// How many months of forecasts were scored.
    public let count: Int
    /// The mean score.
    public let crps: Double
    /// The mean distance of the median.
    public let miss: Double
    /// The share inside of the middle half.
    public let inHalf: Double
    /// The share inside of the middle nine tenths.
    public let inNinety: Double
    /// The unit of score and distance.
    public let unit: String
  }

  /// Everything that could be scored, in the order of the ledger.
  public let rows: [Row]
  /// Targets of frozen forecasts that the model no longer publishes, or in another unit.
  public let unknown: [String]
  /// How many months of forecasts are still to come.
  public let waiting: Int

  /// - Parameter seeds: all that is known now.
  public init(_ forecasts: [(number: Int, forecast: FrozenForecast)], _ seeds: SeedTables, _ model: Model) {
    let series = Dictionary(
      BacktestSeries.all(model).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let published = series.mapValues { $0.published(seeds) }
    var rows: [Row] = [], unknown: Set<String> = [], waiting = 0
    for (number, forecast) in forecasts {
      for group in ForecastScores.groups(forecast.rows) {
        let target = group[0].target
        guard let series = series[target], forecast.units[target] == series.unit else {
          unknown.insert(target)
          continue
        }
        guard let truth = published[target]?[group[0].end.month] else {
          waiting += 1
          continue
        }
        rows += ForecastScores.score(group, truth, number, forecast.reference, series.unit).map { [$0] } ?? []
      }
    }
    self.rows = rows
    self.unknown = unknown.sorted()
    self.waiting = waiting
  }

  /// Rows that are of one month of one series; they stand together.
  private static func groups(_ rows: [FrozenForecast.Row]) -> [[FrozenForecast.Row]] {
    var groups: [[FrozenForecast.Row]] = []
    for row in rows {
      if let last = groups.last?.first, last.target == row.target, last.location == row.location,
        last.end == row.end
      {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  private static func score(
    _ group: [FrozenForecast.Row], _ truth: Double, _ number: Int, _ reference: Day, _ unit: String
  ) -> Row? {
    let levels = group.compactMap { row in row.level.map { (level: $0, value: row.value) } }
    func at(_ level: Double) -> Double? { levels.first { abs($0.level - level) < 1e-9 }?.value }
    guard let median = at(0.5), let low = at(0.05), let high = at(0.95), let first = at(0.25),
      let third = at(0.75)
    else { return nil }
    let crps = pinball(levels, truth)
    return Row(
      forecast: number, reference: reference, target: group[0].target, location: group[0].location,
      horizon: group[0].horizon, end: group[0].end, truth: truth, median: median, crps: crps,
      isInHalf: first <= truth && truth <= third, isInNinety: low <= truth && truth <= high, unit: unit)
  }

  /// Twice the mean of the quantiles' scores: the weighted interval score, which nears the CRPS with many levels.
  static func pinball(_ levels: [(level: Double, value: Double)], _ truth: Double) -> Double {
    let sum = levels.reduce(0) { sum, quantile in
      let isBelow = truth < quantile.value
      return sum + ((isBelow ? 1 : 0) - quantile.level) * (quantile.value - truth)
    }
    return levels.isEmpty ? 0 : 2 * sum / Double(levels.count)
  }

  /// Series by series, in the order in which they come.
  public var summaries: [Summary] {
    let targets = rows.map(\.target).uniqued
    return targets.map { target in
      let own = rows.filter { $0.target == target }, count = Double(own.count)
      func mean(_ part: (Row) -> Double) -> Double { own.reduce(0) { $0 + part($1) } / count }
      return Summary(
        target: target, count: own.count, crps: mean(\.crps), miss: mean { abs($0.median - $0.truth) },
        inHalf: mean { $0.isInHalf ? 1 : 0 }, inNinety: mean { $0.isInNinety ? 1 : 0 }, unit: own[0].unit)
    }
  }
}
