import Engine
import Kernels
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
    let hits = (0..<30).map { Double($0 % 3 == 0 ? 12 : 6) }
    let coverage = Coverage(hits: hits, counts: [Double](repeating: 12, count: 30), block: 6)
    #expect(abs(coverage.share - (10 * 12 + 20 * 6) / 360) < 1e-12)
    #expect(coverage.low <= coverage.share && coverage.share <= coverage.high)
    let sure = Coverage(hits: [2, 2, 2], counts: [2, 2, 2], block: 1)
    #expect(sure.low == 1 && sure.high == 1 && !sure.admits(0.9))
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
    for series in BacktestSeries.all {
      let known = series.published(seeds.known(on: day))
      #expect(known.keys.allSatisfy { $0 < start }, "\(series.name)")
    }
    let backtest = Backtest(
      seeds: seeds, paths: 16, seed: 1,
      makeModel: { known, first in
        #expect(known.asOf == first.first + Backtest.delay)
        return try StudyFixture.model(asOf: first.first + Backtest.delay, start: first)
      })
    let result = try backtest.run(.unpinned, starts: Period(first: start, last: start), options: RunOptions())
    #expect(result.points.allSatisfy { $0.month >= start && $0.month < start + Backtest.horizons })
    #expect(Set(result.points.map(\.series)).isSuperset(of: ["urals.price", "budget.oil_gas", "china"]))
  }

  @Test("Told the truth, the discount rule misses only by the change of the discount")
  func rule() {
    let months = (0..<24).map { Self.start - $0 }
    let brent = Dictionary(uniqueKeysWithValues: months.map { ($0, 80.0 + Double($0.ofYear)) })
    let rules = PinnedForecasts(brent: brent, rouble: [:], discount: brent.mapValues { _ in 12 })
    #expect(rules.urals(Self.start, lag: 1) == 69)
    #expect(rules.oilGas(Self.start, lag: 1, known: [:]) == nil)
  }
}
