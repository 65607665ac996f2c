import Kernels
import Sampling
import TestSupport
import Testing

@testable import Engine
@testable import RussianEnergy

/// What is known of the first month of a run on its day: strikes that are named have happened, and say how hot the
/// campaign is.
@Suite struct FirstMonthTests {
  private static let rates = (quiet: 1.0, medium: 6.0, high: 20.0)

  /// Nothing but regimes moves the rate.
  private func trial(_ asOf: String, _ values: [String: Double], _ outputs: [String], paths: Int = 256)
    -> Trial
  {
    var values = values
    for name in ["ceasefire_hazard", "funding_elasticity", "restraint", "growth"] {
      values["strikes.\(name)"] = 0
    }
    return Trial(asOf: asOf, from: "2025-09", to: "2025-09", paths: paths, values: values, outputs: outputs)
  }

  /// One plant of the tables is hit on 5 September, known on the 8th, for 10 days: a third of the month.
  @Test(
    "A stop of the first month takes its days from the day on that it is known",
    arguments: [("2025-09-23", 1.0), ("2025-09-08", 1), ("2025-09-07", 0)])
  func aKnownStop(asOf: String, share: Double) throws {
    let hit = try #require(
      allSeeds["refinery_outages"].first { $0.day("date") == day("2025-09-05") && $0.number("fraction") == 1 }
    )
    var trial = trial(
      asOf, ["strikes.intensity": 0, "outages.estimate_slip": 1], ["outages.offline", "outages.hits"])
    trial.seeds = allSeeds.replacing("refinery_outages") { _ in
      [hit.setting("days", to: .number(10))]
    }
    .replacing("strikes_monthly") { _ in [] }
    let found = try trial.run()
    let plant = try #require(
      RefineryFleet(allSeeds).plants.first { plant in
        allSeeds["outage_names"].contains {
          $0.text("outage_name") == hit.text("name") && $0.text("plant") == plant.name
        }
      })
    #expect(found["outages.offline"][0].allSatisfy { abs($0 - share * plant.capacity / 3) < 0.01 })
    #expect(found["outages.hits"][0].allSatisfy { $0 == share })
  }

  /// On 23 September the list knows 20 of 30 days.
  @Test("Strikes that are named are not drawn again") func namedStrikes() throws {
    let values = [
      "strikes.rate_quiet": 12.0, "strikes.rate_medium": 12, "strikes.rate_high": 12, "strikes.scale": 1,
      "outages.rehit": 1,
    ]
    let news = try self.news("2025-09-23")
    var free = trial("2025-09-23", values, ["outages.hits", "strikes.rate"], paths: 8192)
    let found = try free.run()
    #expect(found["strikes.rate"][0].allSatisfy { abs($0 - 12) < 1e-9 })
    #expect(news.named == 6 && news.share > 0.4 && news.share < 0.7, "\(news)")
    #expect(abs(score(found["outages.hits"][0], news.named + 12 * (1 - news.share))) < 4)
    free.tables = ["strikes.rate": [month("2025-09"): 16]]
    #expect(abs(score(try free.run()["outages.hits"][0], 16)) < 4, "told strikes are told exactly")
  }

  private func news(_ asOf: String, in seeds: SeedTables = allSeeds) throws -> StrikeNews {
    let declare = Declarations(seeds: seeds.known(on: day(asOf)), start: month("2025-09"), home: "")
    return StrikeNews(declare, MonthlyHistory(declare.seeds, "strikes_monthly", "strikes"))
  }

  @Test("The list of outages is held against what was counted in six months") func listedShare() throws {
    let counts = monthly("strikes_monthly", "strikes")
    var all = 0.0, named = 0.0
    for month in (3...8).map({ month("2025-0\($0)") }) {
      let rows = allSeeds["refinery_outages"].count {
        $0.text("cause") == "strike" && $0.day("date")?.month == month
      }
      all += counts[month] ?? 0
      named += min(Double(rows), counts[month] ?? 0)
    }
    #expect(abs(try news("2025-09-23").share - named / all * 20 / 30) < 1e-12)
    #expect(try news("2025-09-02").share == 0, "nothing of the month is known so early")
    #expect(try news("2025-10-02").named == 0, "the day of the run lies in another month")
  }

  @Test("A list that names nothing of the month is no lull") func silence() throws {
    let silent = allSeeds.replacing("refinery_outages") { rows in
      rows.filter { $0.day("date")?.month != month("2025-09") }
    }
    let news = try news("2025-09-23", in: silent)
    #expect(news.named == 0 && news.share == 0)
    #expect(news.likelihood(of: 1) == 1 && news.likelihood(of: 20) == 1)
  }

  /// August was quiet for certain. By the middle of September 3 strikes are named of those of 15 days, all of them listed:
  /// chances after a month, 1 − 1/5, 0.75/5 and 0.25/5, times e^(−r/2) (r/2)³ for 1, 6 and 20 a month.
  @Test("The first month's regime is the last one's, changed as regimes do and weighed by what is named")
  func firstRegime() {
    let changes = RegimeChanges(
      leaveQuiet: 0.2, leaveMedium: 0.25, leaveHigh: 0.5, quietToHigh: 0.25, mediumToHigh: 0.4,
      highToQuiet: 0.3)
    var chances = RegimeChances(0)
    chances.pass(changes)
    #expect(abs(chances.quiet - 0.8) < 1e-12 && abs(chances.medium - 0.15) < 1e-12)
    #expect(abs(chances.high - 0.05) < 1e-12)
    var later = chances
    later.pass(changes)
    let quiet = 0.8 * 0.8 + 0.15 * 0.25 * 0.6 + 0.05 * 0.5 * 0.3
    let high = 0.8 * 0.2 * 0.25 + 0.15 * 0.25 * 0.4 + 0.05 * 0.5
    #expect(abs(later.quiet - quiet) < 1e-12 && abs(later.high - high) < 1e-12)
    #expect(abs(later.quiet + later.medium + later.high - 1) < 1e-12)
    chances.weigh(1, 6, 20, StrikeNews(month: month("2025-09"), named: 3, share: 0.5))
    // e^−0.5 0.5³ = 0.0758, e^−3 3³ = 1.3443, e^−10 10³ = 0.0454: 0.0607, 0.2016 and 0.0023 of 0.2646.
    let total = chances.quiet + chances.medium + chances.high
    #expect(abs(chances.quiet / total - 0.2293) < 5e-4 && abs(chances.medium / total - 0.7622) < 5e-4)
    #expect(chances.regime(at: 0.22) == 0 && chances.regime(at: 0.23) == 1 && chances.regime(at: 0.995) == 2)
  }

  /// On 1 September nothing of the month is known; August counts as high.
  @Test("A run draws its first regime with those chances") func drawnRegime() throws {
    let values = [
      "strikes.rate_quiet": Self.rates.quiet, "strikes.rate_medium": Self.rates.medium,
      "strikes.rate_high": Self.rates.high, "strikes.scale": 1, "strikes.stay_high": 2.5,
      "strikes.high_to_quiet": 0.4, "strikes.start_regime": 2,
    ]
    let trial = trial("2025-09-02", values, ["strikes.rate"], paths: 8192)
    let seeds = allSeeds.known(on: day("2025-09-02"))
    let isOld = MonthlyHistory(seeds, "strikes_monthly", "strikes")[month("2025-08")] == nil
    #expect(isOld, "August is counted on the 5th, so that two months have passed since July")
    let found = try trial.run()["strikes.rate"][0]
    var chances = RegimeChances(2)
    for _ in 0..<2 {
      chances.pass(
        RegimeChanges(
          leaveQuiet: 0, leaveMedium: 0, leaveHigh: 0.4, quietToHigh: 0, mediumToHigh: 0, highToQuiet: 0.4))
    }
    // Of high months 0.36 are left; few of those that ended it have changed again.
    let high = Double(found.count { $0 == Self.rates.high }) / Double(found.count)
    #expect(high > chances.high && high < chances.high + 0.12, "\(high)")
    #expect(Set(found) == [Self.rates.quiet, Self.rates.medium, Self.rates.high])
  }
}
