public import Engine

/// What a back-test found, in one mode.
public struct BacktestResult: Sendable {
  /// Whether Brent and the rouble were pinned.
  public let mode: BacktestMode
  /// The months in which forecasts were made.
  public let starts: Period
  /// The series that were scored.
  public let series: [BacktestSeries]
  /// Every forecast that something was published for.
  public let points: [BacktestPoint]
  /// By series: forecasts that nothing was published for.
  public let missing: [String: Int]
  /// By series: what intervals would hold if the model were right.
  public let nulls: [String: BacktestNull]

  /// Months ahead that are looked at together.
  public static let groups = [1...1, 2...3, 4...6, 7...12]

  /// The scores of a series over some horizons; nil where nothing was scored.
  public func summary(_ series: String, horizons: ClosedRange<Int> = 1...Backtest.horizons)
    -> BacktestSummary?
  {
    let chosen = points.filter { $0.series == series && horizons.contains($0.horizon) }
    return chosen.isEmpty ? nil : BacktestSummary(chosen, starts: starts)
  }

  /// Forecasts of months from this one on are reported, not aimed at: no law was kept and no width set by them.
  public static let reportedFrom = Month(year: 2026, month: 1)

  /// How many forecasts were made of months before `reportedFrom`, or of those from it on, the share whose 90 %
  /// interval held what came true, and the mean share of paths below that; nil where none was scored.
  public func held(_ series: String, horizons: ClosedRange<Int>, isReported: Bool)
    -> (count: Int, nineTenths: Double, pit: Double)?
  {
    let chosen = points.filter {
      $0.series == series && horizons.contains($0.horizon)
        && ($0.month >= BacktestResult.reportedFrom) == isReported
    }
    guard !chosen.isEmpty else { return nil }
    let count = Double(chosen.count)
    return (
      chosen.count, Double(chosen.count { $0.inNineTenths }) / count, chosen.reduce(0) { $0 + $1.pit } / count
    )
  }
}

/// What intervals of one series would hold if the model were right, by group of horizons.
public struct BacktestNull: Sendable {
  /// Over all months.
  public private(set) var all = BacktestResult.groups.map { _ in NullCoverage() }
  /// Over those before `BacktestResult.reportedFrom`.
  public private(set) var before = BacktestResult.groups.map { _ in NullCoverage() }

  mutating func add(_ paths: [Double], _ quantiles: [Double], horizon: Int, month: Month) {
    guard let group = BacktestResult.groups.firstIndex(where: { $0.contains(horizon) }) else { return }
    all[group].add(paths, quantiles)
    if month < BacktestResult.reportedFrom { before[group].add(paths, quantiles) }
  }
}

/// The scores of one series.
public struct BacktestSummary: Sendable {
  /// The model's mean score beside a rule's, on the forecasts that both made.
  public struct Duel: Sendable {
    /// The rule's name, one of `BacktestSummary.rules`.
    public let rule: String
    /// How many forecasts both made.
    public let count: Int
    /// The model's mean CRPS on them, in the unit of the series.
    public let model: Double
    /// The rule's mean CRPS on them, in the same unit.
    public let naive: Double
    /// Model over rule, with the 5–95 % range of a block bootstrap over starts: below 1 the model is better.
    public let ratio: Double
    /// The lower end of the ratio's 5–95 % range.
    public let low: Double
    /// The upper end of the ratio's 5–95 % range.
    public let high: Double
  }

  /// The rules without a model, in the order of reports; `rule` needs Brent and the rouble pinned.
  public static let rules = ["walk", "recent_walk", "last_year", "mean_6", "mean_12", "rule"]
  /// Starts that are drawn together: forecasts of neighbouring starts are about the same months.
  static let block = 12

  /// How many forecasts were scored.
  public let count: Int
  /// The mean CRPS, in the unit of the series.
  public let crps: Double
  /// The mean of forecast less truth, in the same unit.
  public let bias: Double
  /// The mean share of paths below what came true: a half for an honest forecaster.
  public let pit: Double
  /// The mean width of the 90 % interval.
  public let width: Double
  /// How often 25–75 % intervals hold the truth.
  public let half: Coverage
  /// How often 5–95 % intervals hold the truth.
  public let nineTenths: Coverage
  /// Forecasts by tenth of the ensemble into which what came true fell.
  public let histogram: [Int]
  /// The model beside each rule that made forecasts at all.
  public let duels: [Duel]

  /// Whether the model's score is below every rule's.
  public var wins: Bool { duels.allSatisfy { $0.ratio < 1 } }

  init(_ points: [BacktestPoint], starts: Period) {
    let byStart = (0..<starts.count).map { index in points.filter { $0.start == starts.month(index) } }
    func coverage(_ promise: Double, _ isHit: (BacktestPoint) -> Bool) -> Coverage {
      let hits = byStart.enumerated().flatMap { index, points in
        points.map { IntervalHit(start: index, horizon: $0.horizon, isHit: isHit($0)) }
      }
      return Coverage(hits, promise: promise, starts: starts.count, block: BacktestSummary.block)
    }
    count = points.count
    crps = points.reduce(0) { $0 + $1.crps } / Double(points.count)
    bias = points.reduce(0) { $0 + $1.mean - $1.truth } / Double(points.count)
    pit = points.reduce(0) { $0 + $1.pit } / Double(points.count)
    width = points.reduce(0) { $0 + $1.quantiles[4] - $1.quantiles[0] } / Double(points.count)
    half = coverage(0.5, \.inHalf)
    nineTenths = coverage(0.9, \.inNineTenths)
    var histogram = [Int](repeating: 0, count: 10)
    for point in points { histogram[min(Int(point.pit * 10), 9)] += 1 }
    self.histogram = histogram
    duels = BacktestSummary.rules.compactMap { BacktestSummary.duel($0, byStart) }
  }

  private static func duel(_ rule: String, _ byStart: [[BacktestPoint]]) -> Duel? {
    let shared = byStart.map { $0.filter { $0.naive[rule] != nil } }
    let count = shared.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    let model = shared.map { $0.reduce(0) { $0 + $1.crps } }
    let naive = shared.map { $0.reduce(0) { $0 + ($1.naive[rule] ?? 0) } }
    let bootstrap = BlockBootstrap(count: byStart.count, block: block, resamples: 1000)
    let ratios = bootstrap.statistics { drawn in
      let below = drawn.reduce(0) { $0 + naive[$1] }
      return below > 0 ? drawn.reduce(0) { $0 + model[$1] } / below : nil
    }.sorted()
    let sums = (model: model.reduce(0, +), naive: naive.reduce(0, +))
    return Duel(
      rule: rule, count: count, model: sums.model / Double(count), naive: sums.naive / Double(count),
      ratio: sums.model / sums.naive, low: quantile(ratios, 0.05), high: quantile(ratios, 0.95))
  }
}
