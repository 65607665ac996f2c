public import Engine
internal import Sampling

/// Whether a back-test tells the model what Brent and the rouble did.
public enum BacktestMode: String, Sendable, CaseIterable {
  /// Both are simulated, as everything else is.
  case unpinned
  /// Both are pinned to what was published.
  case pinned

  /// Series whose history is told.
  static let told = ["brent.price", "rub.rate"]
}

/// What a back-test's forecasts see of decisions: those known on the day, or all of them.
///
/// The second splits the score: what is left with every decision known is shocks and parameters, the rest is
/// news of policy. The sizes that later decisions carry in the tables were set afterwards, so it is an upper bound.
public enum BacktestPolicy: String, Sendable, CaseIterable {
  /// Those known on the day.
  case asKnown = "as-known"
  /// All of them, later ones too.
  case known

  /// Tables that hold decisions alone.
  static let tables = [
    "sanction_steps", "price_caps", "embargoes", "fuel_policies", "eu_packages", "eu_bans", "eu_steps",
    "tax_parameters", "opec_quotas",
  ]

  /// The tables that a forecast sees.
  func seen(_ known: SeedTables, of all: SeedTables) -> SeedTables {
    guard self == .known else { return known }
    var tables = known.tables
    for name in BacktestPolicy.tables where all.tables[name] != nil { tables[name] = all.tables[name] }
    return SeedTables(tables: tables, asOf: known.asOf)
  }
}

/// One forecast beside what came true, and beside what rules without a model said.
public struct BacktestPoint: Sendable {
  /// The short name of the series: `BacktestSeries.name`.
  public let series: String
  /// The month that the forecast is made in.
  public let start: Month
  /// 1 for the month that the forecast is made in.
  public let horizon: Int
  /// What was published for the month, in the unit of the series.
  public let truth: Double
  /// The mean over the forecast's paths, in the same unit.
  public let mean: Double
  /// At 5, 25, 50, 75 and 95 %.
  public let quantiles: [Double]
  /// The continuous ranked probability score of the paths, in the same unit: 0 is perfect.
  public let crps: Double
  /// The share of paths below the truth, 0 to 1.
  public let pit: Double
  /// Whether the 25–75 % interval holds the truth.
  public let inHalf: Bool
  /// Whether the 5–95 % interval holds the truth.
  public let inNineTenths: Bool
  /// By rule: `walk`, `last_year`, `mean_6` ..., and in the pinned mode `rule`; nil where one had too little to go by.
  public let naive: [String: Double]

  /// The month that is forecast.
  public var month: Month { start + (horizon - 1) }
}

/// Forecasts made as if it were the past, from what was known then, scored against what was published.
public struct Backtest: Sendable {
  /// Days into the first month at which a forecast is made: by then last month's prices, exports and budget are
  /// out, and nothing of the month itself.
  public static let delay = 14
  /// How many months a forecast covers, the month that it is made in included.
  public static let horizons = 12
  /// The months in which forecasts are made where nobody says otherwise.
  public static let starts = Period(
    first: Month(year: 2023, month: 1), last: Month(year: 2026, month: 7))

  let runs: PastRuns
  /// Changes the settings of a start, given what was known at it: parameters estimated on that alone.
  let adjust: @Sendable (inout Settings, Model, SeedTables) throws -> Void

  var seeds: SeedTables { runs.source.seeds }

  /// - Parameters:
  ///   - source: what came later than a start is hidden from the model and from the rules.
  ///   - sets: `section.key=value` as `--set` takes it, for every run.
  ///   - policy: whether decisions of later days are seen.
  public init(
    _ source: ModelSource, paths: Int, seed: UInt64, sets: [String] = [], policy: BacktestPolicy = .asKnown,
    adjust: @escaping @Sendable (inout Settings, Model, SeedTables) throws -> Void = { _, _, _ in }
  ) {
    let all = source.seeds
    runs = PastRuns(
      source: source.seeing { policy.seen($0, of: all) }, paths: paths, seed: seed, sets: sets)
    self.adjust = adjust
  }

  /// Runs all starts of a period.
  public func run(_ mode: BacktestMode, starts: Period, options: RunOptions) throws -> BacktestResult {
    var points: [BacktestPoint] = []
    var missing: [String: Int] = [:]
    var present: [BacktestSeries] = []
    var nulls: [String: [NullCoverage]] = [:]
    for index in 0..<starts.count {
      let start = starts.month(index)
      let asOf = start.first + Backtest.delay
      let known = seeds.known(on: asOf)
      let values = try forecast(start, asOf, known, mode, options)
      present = BacktestSeries.all.filter { series in
        !series.rows(values.series).isEmpty
          && (mode == .unpinned || !BacktestMode.told.contains(series.variable))
      }
      for series in present {
        var null = nulls[series.name] ?? BacktestResult.groups.map { _ in NullCoverage() }
        let scored = score(series, values, known, start, mode, &null)
        nulls[series.name] = null
        points += scored
        missing[series.name, default: 0] += Backtest.horizons - scored.count
      }
    }
    return BacktestResult(
      mode: mode, starts: starts, series: present, points: points, missing: missing, nulls: nulls)
  }

  /// The start whose forecast stands whole in the report, and the paths it is made with.
  public static let sample = (start: Month(year: 2024, month: 6), paths: 256)

  /// One forecast, quick enough for a test.
  public static func sample(_ source: ModelSource, _ options: RunOptions) throws -> BacktestResult {
    let backtest = Backtest(source, paths: sample.paths, seed: 20_250_923)
    return try backtest.run(
      .unpinned, starts: Period(first: sample.start, last: sample.start), options: options)
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
    _ series: BacktestSeries, _ values: PathValues, _ known: SeedTables, _ start: Month,
    _ mode: BacktestMode, _ null: inout [NullCoverage]
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
        "last_year": naive.sameMonthLastYear(month), "mean_6": naive.mean(of: 6, month),
        "mean_12": naive.mean(of: 12, month),
      ]
      if mode == .pinned { others["rule"] = rule.forecast(month, naive) }
      let point = BacktestPoint(
        series: series.name, start: start, horizon: horizon, truth: truth, Ensemble(paths),
        others.compactMapValues { $0?.crps(truth) })
      if let group = BacktestResult.groups.firstIndex(where: { $0.contains(horizon) }) {
        null[group].add(paths, point.quantiles)
      }
      return point
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
