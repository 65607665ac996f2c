public import Engine
internal import Sampling

/// Whether a back-test tells the model what Brent and the rouble did.
public enum BacktestMode: String, Sendable, CaseIterable {
  case unpinned
  case pinned

  /// Series whose history is told.
  static let told = ["brent.price", "rub.rate"]
}

/// One forecast beside what came true, and beside what rules without a model said.
public struct BacktestPoint: Sendable {
  public let series: String
  public let start: Month
  /// 1 for the month that the forecast is made in.
  public let horizon: Int
  public let truth: Double
  public let mean: Double
  /// At 5, 25, 50, 75 and 95 %.
  public let quantiles: [Double]
  public let crps: Double
  public let pit: Double
  public let inHalf: Bool
  public let inNineTenths: Bool
  /// By rule: `walk`, `last_year`, and in the pinned mode `rule`; nil where one had too little to go by.
  public let naive: [String: Double]

  public var month: Month { start + (horizon - 1) }
}

/// Forecasts made as if it were the past, from what was known then, scored against what was published.
public struct Backtest: Sendable {
  /// Days into the first month at which a forecast is made: by then last month's prices, exports and budget are
  /// out, and nothing of the month itself.
  public static let delay = 14
  public static let horizons = 12
  public static let starts = Period(
    first: Month(year: 2023, month: 1), last: Month(year: 2025, month: 6))

  let runs: PastRuns
  /// Changes the settings of a start, given what was known at it: parameters estimated on that alone.
  let adjust: @Sendable (inout Settings, Model, SeedTables) throws -> Void

  var seeds: SeedTables { runs.source.seeds }

  /// - Parameters:
  ///   - source: what came later than a start is hidden from the model and from the rules.
  ///   - sets: `section.key=value` as `--set` takes it, for every run.
  public init(
    _ source: ModelSource, paths: Int, seed: UInt64, sets: [String] = [],
    adjust: @escaping @Sendable (inout Settings, Model, SeedTables) throws -> Void = { _, _, _ in }
  ) {
    runs = PastRuns(source: source, paths: paths, seed: seed, sets: sets)
    self.adjust = adjust
  }

  /// Runs all starts of a period.
  public func run(_ mode: BacktestMode, starts: Period, options: RunOptions) throws -> BacktestResult {
    var points: [BacktestPoint] = []
    var missing: [String: Int] = [:]
    var present: [BacktestSeries] = []
    for index in 0..<starts.count {
      let start = starts.month(index)
      let asOf = start.first + Backtest.delay
      let known = seeds.known(on: asOf)
      let values = try forecast(start, asOf, known, mode, options)
      present = BacktestSeries.all.filter { !$0.rows(values.series).isEmpty }
      for series in present {
        let scored = score(series, values, known, start, mode)
        points += scored
        missing[series.name, default: 0] += Backtest.horizons - scored.count
      }
    }
    return BacktestResult(mode: mode, starts: starts, series: present, points: points, missing: missing)
  }

  private func forecast(
    _ start: Month, _ asOf: Day, _ known: SeedTables, _ mode: BacktestMode, _ options: RunOptions
  ) throws -> PathValues {
    let period = Period(first: start, last: start + (Backtest.horizons - 1))
    var trial = try runs.trial(asOf: asOf, period: period)
    let wanted = Set(BacktestSeries.all.map(\.variable))
    trial.settings.outputs = wanted.filter { !trial.model.outputSlots(of: $0).isEmpty }.sorted()
    if mode == .pinned {
      trial.settings.pins["brent.price"] = .table(BacktestSeries.monthly(seeds, "prices_monthly", "brent"))
      trial.settings.pins["rub.rate"] = .table(BacktestSeries.monthly(seeds, "prices_monthly", "rub"))
    }
    try adjust(&trial.settings, trial.model, known)
    return try trial.pathValues(Span.months(of: period), options)
  }

  private func score(
    _ series: BacktestSeries, _ values: PathValues, _ known: SeedTables, _ start: Month, _ mode: BacktestMode
  ) -> [BacktestPoint] {
    let truths = series.published(seeds)
    let naive = NaiveForecasts(known: series.published(known))
    let rule = PinnedRule(series: series.name, seeds: seeds, known: known, start: start)
    let rows = series.rows(values.series)
    return (1...Backtest.horizons).compactMap { horizon in
      let month = start + (horizon - 1)
      guard let truth = truths[month], mode == .unpinned || rule.tells(month) else { return nil }
      let paths = (0..<values.paths).map { path in
        rows.reduce(0) { $0 + values.values[$1][horizon - 1][path] }
      }
      var others = [
        "walk": naive.walk(month), "recent_walk": naive.recentWalk(month),
        "last_year": naive.sameMonthLastYear(month),
      ]
      if mode == .pinned { others["rule"] = rule.forecast(month, naive) }
      return BacktestPoint(
        series: series.name, start: start, horizon: horizon, truth: truth, Ensemble(paths),
        others.compactMapValues { $0?.crps(truth) })
    }
  }
}

extension BacktestPoint {
  fileprivate init(
    series: String, start: Month, horizon: Int, truth: Double, _ ensemble: Ensemble, _ naive: [String: Double]
  ) {
    self.series = series
    self.start = start
    self.horizon = horizon
    self.truth = truth
    mean = ensemble.mean
    quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map(ensemble.quantile)
    crps = ensemble.crps(truth)
    pit = ensemble.pit(truth)
    inHalf = ensemble.covers(truth, share: 0.5)
    inNineTenths = ensemble.covers(truth, share: 0.9)
    self.naive = naive
  }
}

/// The rule that is told Brent and the rouble, for the series that have one.
private struct PinnedRule {
  private let series: String
  private let rules: PinnedForecasts
  /// The newest month whose discount was known at the start.
  private let last: Month?

  init(series: String, seeds: SeedTables, known: SeedTables, start: Month) {
    self.series = series
    let brent = BacktestSeries.monthly(seeds, "prices_monthly", "brent")
    let urals = BacktestSeries.monthly(known, "prices_monthly", "urals")
    var discount: [Month: Double] = [:]
    for (month, price) in urals { discount[month] = brent[month].map { $0 - price } }
    rules = PinnedForecasts(
      brent: brent, rouble: BacktestSeries.monthly(seeds, "prices_monthly", "rub"), discount: discount)
    last = discount.keys.filter { $0 < start }.max()
  }

  /// Whether Brent and the rouble of the month are published at all.
  func tells(_ month: Month) -> Bool { rules.brent[month] != nil && rules.rouble[month] != nil }

  func forecast(_ month: Month, _ naive: NaiveForecasts) -> Ensemble? {
    guard let last else { return nil }
    let lag = month - last
    switch series {
    case "urals.price": return naive.ensemble(month) { rules.urals($0, lag: lag) }
    case "budget.oil_gas":
      return naive.ensemble(month) { rules.oilGas($0, lag: lag, known: naive.known) }
    default: return nil
    }
  }
}
