public import Engine
internal import Synchronization

/// What a scenario says of every series that is published, in months that weren't known on its day.
public struct FrozenForecast: Sendable, Equatable {
  /// The levels of the quantiles that are kept: the 23 of the forecasting hubs.
  public static let levels =
    [0.01, 0.025] + (1...19).map { Double($0) / 20 } + [0.975, 0.99]

  /// What is kept of one series in one month, as hubverse tables have it.
  public struct Row: Sendable, Equatable {
    /// The series' short name.
    public let target: String
    /// The region that it is of.
    public let location: String
    /// Months from the month of the reference date.
    public let horizon: Int
    /// The last day of the month.
    public let end: Day
    /// The level of the quantile; nil for the mean.
    public let level: Double?
    /// In the series' unit.
    public let value: Double

    /// One number of a forecast.
    public init(target: String, location: String, horizon: Int, end: Day, level: Double?, value: Double) {
      self.target = target
      self.location = location
      self.horizon = horizon
      self.end = end
      self.level = level
      self.value = value
    }
  }

  /// The day up to which things were known.
  public let reference: Day
  /// In the order of targets, months and levels.
  public let rows: [Row]
  /// The unit of each target.
  public let units: [String: String]

  /// A forecast that was frozen before.
  public init(reference: Day, rows: [Row], units: [String: String]) {
    self.reference = reference
    self.rows = rows
    self.units = units
  }

  /// Runs a case and keeps what it says of the months that these tables don't know on its day.
  ///
  /// - Parameter seeds: all tables; what was known on the case's day is taken of them.
  public init(_ trial: Trial, _ seeds: SeedTables, _ options: RunOptions) throws {
    let series = BacktestSeries.all(trial.model), known = seeds.known(on: trial.settings.asOf)
    var settings = trial.settings
    settings.outputs = FrozenForecast.variables(series)
    settings.units = []
    let simulation = try Simulation(model: trial.model, settings: settings)
    let sums = try FrozenForecast.sums(
      series.map { $0.rows(simulation.series) }, simulation, settings.period.count, options)
    reference = settings.asOf
    units = Dictionary(series.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
    rows = series.enumerated().flatMap { place, series -> [Row] in
      let published = series.published(known)
      return (0..<settings.period.count).flatMap { index -> [Row] in
        let month = settings.period.month(index)
        guard published[month] == nil, !sums[place].isEmpty else { return [] }
        return FrozenForecast.rows(series, month, Ensemble(sums[place][index]), trial.settings.asOf)
      }
    }
  }

  private static func variables(_ series: [BacktestSeries]) -> [String] {
    series.map(\.variable).uniqued
  }

  private static func rows(
    _ series: BacktestSeries, _ month: Month, _ ensemble: Ensemble, _ reference: Day
  ) -> [Row] {
    let end = month.first + (month.days - 1)
    func row(_ level: Double?, _ value: Double) -> Row {
      Row(
        target: series.name, location: series.location, horizon: month - reference.month, end: end,
        level: level, value: value)
    }
    return [row(nil, ensemble.mean)] + levels.map { row($0, ensemble.quantile($0)) }
  }

  /// `[series][month][path]`: the sum over the rows of each series; empty where the run has none of them.
  private static func sums(
    _ rows: [[Int]], _ simulation: Simulation, _ months: Int, _ options: RunOptions
  ) throws -> [[[Double]]] {
    let sums = Mutex(rows.map { $0.isEmpty ? [] : [[Double]](repeating: [], count: months) })
    var options = options
    options.onChunk = { chunk in
      let parts = rows.map { rows in
        (0..<(rows.isEmpty ? 0 : months)).map { month in
          (0..<chunk.count).map { path in
            rows.reduce(0) { $0 + chunk.value(series: $1, month: month, path: path) }
          }
        }
      }
      sums.withLock { sums in
        for (place, part) in parts.enumerated() {
          for (month, values) in part.enumerated() { sums[place][month] += values }
        }
      }
    }
    _ = try simulation.run(options)
    return sums.withLock { $0 }
  }
}
