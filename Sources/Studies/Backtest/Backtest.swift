public import Engine
internal import Sampling

/// Whether a back-test pins the given series: Brent and the rouble.
public enum BacktestMode: String, Sendable, CaseIterable {
  /// Both are simulated, as everything else is.
  case unpinned
  /// Both are pinned to what was published.
  case pinned
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

  /// The tables that a forecast sees, of which some hold decisions alone.
  func seen(_ known: SeedTables, of all: SeedTables, decisions: [String]) -> SeedTables {
    guard self == .known else { return known }
    var tables = known.tables
    for name in decisions where all.tables[name] != nil { tables[name] = all.tables[name] }
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
      source: source.seeing { policy.seen($0, of: all, decisions: source.decisions) }, paths: paths,
      seed: seed, sets: sets)
    self.adjust = adjust
  }

  /// Runs all starts of a period.
  public func run(_ mode: BacktestMode, starts: Period, options: RunOptions) throws -> BacktestResult {
    var points: [BacktestPoint] = []
    var missing: [String: Int] = [:]
    var present: [BacktestSeries] = []
    var nulls: [String: BacktestNull] = [:]
    for index in 0..<starts.count {
      let start = starts.month(index)
      let asOf = start.first + Backtest.delay
      let known = seeds.known(on: asOf)
      let (values, all) = try forecast(start, asOf, known, mode, options)
      present = all.filter { mode == .unpinned || !$0.isGiven }
      let given = all.filter(\.isGiven).map { $0.published(seeds) }
      for series in present {
        var null = nulls[series.name] ?? BacktestNull()
        let scored = score(series, values, known, start, mode, given, &null)
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
  ) throws -> (values: PathValues, series: [BacktestSeries]) {
    let period = Period(first: start, last: start + (Backtest.horizons - 1))
    var trial = try runs.trial(asOf: asOf, period: period)
    let all = BacktestSeries.all(trial.model)
    trial.settings.outputs = Set(all.map(\.variable)).sorted()
    if mode == .pinned {
      for series in all where series.isGiven {
        trial.settings.pins[series.variable] = .table(series.published(seeds))
      }
    }
    try adjust(&trial.settings, trial.model, known)
    return (try trial.pathValues(Span.months(of: period), options), all)
  }

  private func score(
    _ series: BacktestSeries, _ values: PathValues, _ known: SeedTables, _ start: Month,
    _ mode: BacktestMode, _ given: [[Month: Double]], _ null: inout BacktestNull
  ) -> [BacktestPoint] {
    let truths = series.published(seeds)
    let naive = NaiveForecasts(known: series.published(known))
    let rows = series.rows(values.series)
    return (1...Backtest.horizons).compactMap { horizon in
      let month = start + (horizon - 1)
      guard let truth = truths[month], mode == .unpinned || given.allSatisfy({ $0[month] != nil })
      else { return nil }
      let paths = (0..<values.paths).map { path in
        rows.reduce(0) { $0 + values.values[$1][horizon - 1][path] }
      }
      var others = [
        "walk": naive.walk(month), "recent_walk": naive.recentWalk(month),
        "last_year": naive.sameMonthLastYear(month), "mean_6": naive.mean(of: 6, month),
        "mean_12": naive.mean(of: 12, month),
      ]
      if mode == .pinned, let rule = series.rule {
        others["rule"] = naive.ensemble(month, rule: rule(seeds, known, start, month))
      }
      let point = BacktestPoint(
        series: series.name, start: start, horizon: horizon, truth: truth, Ensemble(paths),
        others.compactMapValues { $0?.crps(truth) })
      null.add(paths, point.quantiles, horizon: horizon, month: month)
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
