import Engine
import RussianEnergy
import Sampling
import TestSupport
import Testing

@testable import Studies

@Suite("Brent's long record")
struct BrentRecordTests {
  /// Brent's usual parameters come from these years, so this tests the form of the process: two volatilities, a
  /// pull and momentum hold a year's spread, which thirty starts of a calm time can't show.
  @Test("From 2005 to 2022 Brent's intervals hold as often as they promise")
  func record() throws {
    let seeds = try #require(StudyFixture.seeds)
    let truths = Observed.column("prices_monthly", "brent").months(seeds)
    let brent = try #require(RussianEnergy.mechanisms.first { $0.section == "brent" })
    let first = Month(year: 2005, month: 1), starts = 216
    var half: [IntervalHit] = [], nineTenths: [IntervalHit] = []
    for index in stride(from: 0, to: starts, by: 2) {
      let start = first + index
      let model = try Model(
        [QuietWorld.self, brent], register: RussianEnergy.register, influential: RussianEnergy.influential,
        home: RussianEnergy.home,
        seeds: seeds.known(on: start.first + Backtest.delay), start: start)
      let period = Period(first: start, last: start + (Backtest.horizons - 1))
      let settings = Settings(
        name: "brent", asOf: start.first + Backtest.delay, period: period, paths: 512, seed: 3,
        design: .nested
      )
      let found = try Trial(model: model, settings: settings).pathValues(
        Span.months(of: period), RunOptions())
      let row = try #require(found.row("brent.price", region: "World"))
      for horizon in 1...Backtest.horizons {
        let truth = try #require(truths[start + (horizon - 1)])
        let ensemble = Ensemble(found.values[row][horizon - 1])
        half.append(
          IntervalHit(start: index, horizon: horizon, isHit: ensemble.covers(truth, share: 0.5)))
        nineTenths.append(
          IntervalHit(start: index, horizon: horizon, isHit: ensemble.covers(truth, share: 0.9)))
      }
    }
    let middle = Coverage(half, promise: 0.5, starts: starts, block: 24)
    let most = Coverage(nineTenths, promise: 0.9, starts: starts, block: 24)
    #expect(middle.admits(0.5) && middle.effective > 60, "\(middle)")
    #expect(most.admits(0.9) && most.effective > 60, "\(most)")
  }
}
