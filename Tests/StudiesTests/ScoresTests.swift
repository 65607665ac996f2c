import Engine
import Kernels
import Sampling
import Testing

@testable import Studies

@Suite("Scores of forecasts")
struct ScoresTests {
  /// The quantiles of a standard normal at the middles of equal slices.
  private static let normal = Ensemble((0..<4000).map { normalQuantile((Double($0) + 0.5) / 4000) })

  /// CRPS of N(0, 1): y (2 Φ(y) − 1) + 2 φ(y) − 1/√π (Gneiting and Raftery 2007).
  @Test(
    "CRPS of a normal forecast is the closed form",
    arguments: [
      (-2.0, 1.4527918), (0.0, 0.2336950), (0.5, 0.3313935), (1.0, 0.6024414), (3.0, 2.4365739),
    ])
  func normal(_ truth: Double, _ expected: Double) {
    #expect(abs(Self.normal.crps(truth) - expected) < 0.002)
  }

  @Test("CRPS of two members is known by hand, and of one is the distance")
  func small() {
    #expect(abs(Ensemble([1, 3]).crps(2) - 0) < 1e-12)
    #expect(abs(Ensemble([1, 3]).crps(5) - 2) < 1e-12)
    #expect(Ensemble([4]).crps(1) == 3)
  }

  @Test("Intervals hold what lies in them, and ranks count ties half")
  func coverage() {
    let ensemble = Ensemble((0...100).map(Double.init))
    #expect(ensemble.covers(25, share: 0.5) && ensemble.covers(75, share: 0.5))
    #expect(!ensemble.covers(24, share: 0.5) && ensemble.covers(24, share: 0.9))
    #expect(ensemble.pit(-1) == 0 && ensemble.pit(101) == 1 && ensemble.pit(50) == 0.5)
  }

  @Test("Coverage counts hits of all starts, and its range holds the share")
  func counting() {
    let hits = (0..<30).flatMap { start in
      (1...12).map { IntervalHit(start: start, horizon: $0, isHit: start % 3 == 0 || $0 <= 6) }
    }
    let coverage = Coverage(hits, promise: 0.5, starts: 30, block: 6)
    #expect(abs(coverage.share - (10 * 12 + 20 * 6) / 360) < 1e-12)
    #expect(coverage.low <= coverage.share && coverage.share <= coverage.high)
    #expect(coverage.bootstrapLow <= coverage.share && coverage.share <= coverage.bootstrapHigh)
  }

  @Test("Forecasts that share no month are worth their number, the same one twice is worth one")
  func worth() {
    let apart = (0..<7).map { IntervalHit(start: 3 * $0, horizon: 3, isHit: true) }
    #expect(abs(OverlappingForecasts(promise: 0.9).worth(of: apart) - 7) < 1e-9)
    let twice = [
      IntervalHit(start: 0, horizon: 5, isHit: true), IntervalHit(start: 0, horizon: 5, isHit: true),
    ]
    #expect(abs(OverlappingForecasts(promise: 0.5).worth(of: twice) - 1) < 1e-9)
  }

  /// P(|x| < q, |y| < q) of a bivariate normal with correlation ½, by quadrature.
  @Test("Hits correlate as the bivariate normal says", arguments: [0.5, 0.9])
  func mehler(promise: Double) {
    let q = normalQuantile((1 + promise) / 2), steps = 4000
    var both = 0.0
    for step in 0..<steps {
      let x = q * (2 * (Double(step) + 0.5) / Double(steps) - 1), width = 2 * q / Double(steps)
      let spread = (1 - 0.25).squareRoot()
      let inside = normalCumulative((q - 0.5 * x) / spread) - normalCumulative((-q - 0.5 * x) / spread)
      both += normalDensity(x) * inside * width
    }
    let correlation = (both - promise * promise) / (promise * (1 - promise))
    #expect(abs(OverlappingForecasts(promise: promise).hitCorrelation(0.5) - correlation) < 1e-6)
  }

  /// Histories of a walk, forecast by who knows its law: thirty starts, twelve horizons.
  @Test(
    "An honest forecaster's promise lies in the 95 % range in 93 to 97 of 100 histories",
    arguments: [0.5, 0.9])
  func honest(promise: Double) {
    let stream = Stream(seed: 11, name: "test:honest"), q = normalQuantile((1 + promise) / 2)
    let histories = 2000
    var held = 0, heldByBootstrap = 0
    for history in 0..<histories {
      var level = [0.0]
      for month in 0..<42 {
        let u = stream.uniform(entity: UInt32(month), path: UInt32(history), month: 0, draw: 0)
        level.append(level[month] + normalQuantile(u))
      }
      let hits = (0..<30).flatMap { start in
        (1...12).map { horizon -> IntervalHit in
          let miss = abs(level[start + horizon] - level[start]) / Double(horizon).squareRoot()
          return IntervalHit(start: start, horizon: horizon, isHit: miss <= q)
        }
      }
      let coverage = Coverage(hits, promise: promise, starts: 30, block: 12, resamples: 100)
      held += coverage.admits(promise) ? 1 : 0
      let bootstrap = coverage.bootstrapLow...coverage.bootstrapHigh
      heldByBootstrap += bootstrap.contains(promise) ? 1 : 0
    }
    #expect((0.93...0.97).contains(Double(held) / Double(histories)))
    #expect(Double(heldByBootstrap) / Double(histories) < 0.8)
  }

  @Test("A block bootstrap draws blocks of neighbours, the same ones each time")
  func blocks() {
    let bootstrap = BlockBootstrap(count: 12, block: 4, resamples: 50)
    let steps = bootstrap.statistics { drawn in
      Double(drawn.indices.dropFirst().count { (drawn[$0 - 1] + 1) % 12 == drawn[$0] })
    }
    #expect(steps.allSatisfy { $0 >= 9 })
    #expect(
      steps
        == bootstrap.statistics { drawn in
          Double(drawn.indices.dropFirst().count { (drawn[$0 - 1] + 1) % 12 == drawn[$0] })
        })
  }
}

@Suite("Forecasts without a model")
struct ForecastsTests {
  private static let start = Month(year: 2024, month: 1)

  @Test("The walk carries the last value on, with its own past errors at that distance")
  func walk() throws {
    let known = Dictionary(uniqueKeysWithValues: (1...24).map { (Self.start - $0, Double(100 - $0)) })
    let ensemble = try #require(NaiveForecasts(known: known).walk(Self.start + 2))
    #expect(ensemble.values.count == 21)
    #expect(ensemble.values.allSatisfy { abs($0 - 102) < 1e-12 })
  }

  @Test("The year-ago rule takes the same month, or the one before where that is not out")
  func lastYear() throws {
    let known = Dictionary(
      uniqueKeysWithValues: (2...40).map { (Self.start - $0, Double((Self.start - $0).ofYear)) })
    let naive = NaiveForecasts(known: known)
    #expect(try #require(naive.sameMonthLastYear(Self.start)).mean == 1)
    #expect(try #require(naive.sameMonthLastYear(Self.start + 11)).mean == 12)
  }

  @Test("Nothing is forecast from fewer than five errors")
  func few() {
    let known = [Self.start - 1: 1.0, Self.start - 2: 2.0]
    #expect(NaiveForecasts(known: known).walk(Self.start) == nil)
    #expect(NaiveForecasts(known: known).sameMonthLastYear(Self.start) == nil)
  }

  @Test("What becomes known after the start changes no forecast")
  func asOf() throws {
    let seeds = try #require(StudyFixture.seeds)
    let start = Month(year: 2024, month: 6)
    let day = start.first + Backtest.delay
    for series in BacktestSeries.all(try StudyFixture.trial().model) {
      let known = series.published(seeds.known(on: day))
      #expect(known.keys.allSatisfy { $0 < start }, "\(series.name)")
    }
    let source = ModelSource(seeds: seeds) { known, first in
      #expect(known.asOf == first.first + Backtest.delay)
      return try StudyFixture.model(asOf: first.first + Backtest.delay, start: first)
    }
    let backtest = Backtest(source, paths: 16, seed: 1)
    let result = try backtest.run(.unpinned, starts: Period(first: start, last: start), options: RunOptions())
    #expect(result.points.allSatisfy { $0.month >= start && $0.month < start + Backtest.horizons })
    #expect(Set(result.points.map(\.series)).isSuperset(of: ["urals.price", "budget.oil_gas", "china"]))
  }

  @Test("What holds of months before 2026 and what holds since add up to what holds of all")
  func eras() throws {
    let source = ModelSource(seeds: try #require(StudyFixture.seeds)) { known, first in
      try StudyFixture.model(asOf: first.first + Backtest.delay, start: first)
    }
    let start = Month(year: 2025, month: 9)
    let result = try Backtest(source, paths: 64, seed: 1).run(
      .unpinned, starts: Period(first: start, last: start + 1), options: RunOptions())
    let all = try #require(result.summary("brent.price"))
    let before = try #require(result.held("brent.price", horizons: 1...12, isReported: false))
    let since = try #require(result.held("brent.price", horizons: 1...12, isReported: true))
    // September and October 2025 look 4 and 3 months into 2025; July 2026 is the last month published.
    #expect(before.count == 7 && since.count == 14 && before.count + since.count == all.count)
    let held = 7 * before.nineTenths + 14 * since.nineTenths
    #expect(abs(held / 21 - all.nineTenths.share) < 1e-12)
    #expect(abs((7 * before.pit + 14 * since.pit) / 21 - all.pit) < 1e-12)
    #expect(result.held("brent.price", horizons: 6...12, isReported: false) == nil)
  }

  @Test("The mean of the last months is carried on with its own past errors")
  func means() throws {
    let known = Dictionary(uniqueKeysWithValues: (1...30).map { (Self.start - $0, Double($0 % 2)) })
    let found = try #require(NaiveForecasts(known: known).mean(of: 6, Self.start))
    #expect(found.values.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(NaiveForecasts(known: known.filter { $0.key > Self.start - 6 }).mean(of: 6, Self.start) == nil)
  }

  @Test("The model's own paths say what its intervals would hold, and that larger errors would be found")
  func null() {
    let stream = Stream(seed: 5, name: "test:null")
    var null = NullCoverage()
    for month in 0..<60 {
      let paths = (0..<400).map {
        normalQuantile(stream.uniform(entity: 0, path: UInt32($0), month: UInt32(month), draw: 0))
      }
      null.add(paths, [0.05, 0.25, 0.5, 0.75, 0.95].map(Ensemble(paths).quantile))
    }
    #expect(null.nineTenthsRange.contains(0.9))
    // 60 independent months: a standard deviation of √(0.9 × 0.1 / 60) = 0.039.
    #expect(abs(null.nineTenthsRange.lowerBound - (0.9 - 1.96 * 0.039)) < 0.03)
    #expect(null.power > 0.9, "errors half as large again hold 73 %")
    // The mean of 60 uniform numbers: a standard deviation of √(1 / 12 / 60) = 0.037.
    #expect(abs(null.pitRange.lowerBound - (0.5 - 1.96 * 0.037)) < 0.015)
    #expect(abs(null.pitRange.upperBound - (0.5 + 1.96 * 0.037)) < 0.015)
  }
}
