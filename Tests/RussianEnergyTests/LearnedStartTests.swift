import Kernels
import Sampling
import TestSupport
import Testing

@testable import Engine
@testable import RussianEnergy

/// What was last counted is where runs, exports and revenue begin, as far as it was known on the day.
@Suite struct LearnedStartTests {
  private static let peaceful = allSeeds.replacing("refinery_outages") { _ in [] }
    .replacing("strikes_monthly") { _ in [] }

  private func runs(_ asOf: String, _ first: String) throws -> Double {
    let trial = Trial(
      asOf: asOf, from: first, to: first, paths: 256,
      values: [
        "strikes.intensity": 0, "refining.level": 1, "refining.level_noise": 0, "refining.level_keep": 0.8,
      ], outputs: ["refining.runs"], seeds: Self.peaceful)
    let found = try trial.run()["refining.runs"][0]
    #expect((found.max() ?? 0) - (found.min() ?? 0) < 1e-6)
    return found[0]
  }

  /// Runs of 2024-01 were known on 2024-02-06, those of 2024-06 were the newest on that August day.
  @Test(
    "Runs begin off their season by what was counted, less for every month since",
    arguments: [
      ("2024-02-10", "2024-02", "2024-01", 5480.0, 5400.0), ("2024-02-05", "2024-02", "2023-12", 5540, 5460),
      ("2024-08-10", "2024-08", "2024-06", 5230, 5400),
    ])
  func runsBeginOff(asOf: String, first: String, counted: String, value: Double, level: Double) throws {
    let season = Season(allSeeds, "refining_season", "runs")
    let deviation = value / (level * season[month(counted)]) - 1
    let left = power(0.8, Double(month(first) - month(counted)))
    let expected = 5400 * season[month(first)] * (1 + left * deviation)
    #expect(abs(try runs(asOf, first) - expected) < 0.01, "\(expected)")
  }

  @Test("Runs that nobody counted lately begin at their season")
  func nothingCounted() throws {
    let season = Season(allSeeds, "refining_season", "runs")
    #expect(abs(try runs("2025-07-20", "2025-07") - 5320 * season[month("2025-07")]) < 0.01)
  }

  /// Strikes of a month before the run that no row names keep plants down as the law of hits and repairs says.
  @Test("Strikes that were counted and not named keep plants down")
  func unnamedStrikes() throws {
    let median = 21.0, sigma = 0.85
    let seeds = allSeeds.replacing("refinery_outages") { _ in [] }.replacing("strikes_monthly") { rows in
      rows.filter { $0.month("month") == month("2025-08") }
    }
    let trial = Trial(
      asOf: "2025-09-23", from: "2025-09", to: "2025-09", paths: 8192,
      values: [
        "strikes.intensity": 0, "outages.damage_chance": 1, "outages.full_stop_chance": 1,
        "outages.severe_share": 0, "outages.capacity_exponent": 0, "outages.repair_median": median,
        "outages.repair_sigma": sigma,
      ], outputs: ["outages.offline"], seeds: seeds)
    let counted = try #require(seeds["strikes_monthly"].first?.number("strikes"))
    let found = try trial.run()["outages.offline"][0]
    let fleet = RefineryFleet(allSeeds)
    let weights = fleet.plants.map { allSeeds["districts"][$0.district].number("exposure") ?? 0 }
    let total = weights.reduce(0, +)
    // The share of a hit of August that still lasts on each day of September, by quarter days.
    let lasting = (0..<120).map { now in
      mean(
        (0..<124).map { hit in
          let age = (Double(now) + Double(124 - hit)) / 4
          return normalCumulative(-logarithm(age / median) / sigma)
        })
    }
    let expected = zip(fleet.plants, weights).reduce(0) { sum, plant in
      let rate = counted * plant.1 / total
      return sum + plant.0.capacity * mean(lasting.map { 1 - exponential(-rate * $0) })
    }
    #expect(counted > 10)
    #expect(abs(score(found, expected)) < 4, "\(mean(found)), not \(expected)")
  }

  @Test("Strikes that are named aren't counted again")
  func named() {
    let declare = Declarations(
      seeds: allSeeds.known(on: day("2025-09-23")), start: month("2025-09"), home: "")
    let august = allSeeds["refinery_outages"].filter {
      $0.text("cause") == "strike" && $0.day("date")?.month == month("2025-08")
    }
    let counted = monthly("strikes_monthly", "strikes")[month("2025-08")] ?? 0
    let unnamed = Outages.unnamed(declare)
    #expect(unnamed.count == 6)
    #expect(unnamed.last == counted - Double(august.count) && august.count > 3)
    // Months of the spring without a row were counted as one.
    #expect(unnamed.dropLast().allSatisfy { (0...1).contains($0) })
  }

  /// August 2025 had 17 strikes, the months before it 1, 1, 1, 1, 3, 3, 2 and none before those.
  @Test("A fleet feels half as many of last month's strikes") func feltStrikes() {
    let declare = Declarations(
      seeds: allSeeds.known(on: day("2025-09-23")), start: month("2025-09"), home: "")
    let felt = Refining.campaign(declare)
    let older = 1 + 0.5 * (1 + 0.5 * (1 + 0.5 * (1 + 0.5 * (3 + 0.5 * (3 + 0.5 * 2)))))
    #expect(felt.count == 12)
    #expect(abs(felt[11] - (17 + 0.5 * older)) < 0.02 && abs(felt[10] - older) < 0.02, "\(felt)")
  }

  /// What fatigue costs of the runs of a first month, kb/d.
  private func fatigue(_ asOf: String, _ first: String) throws -> Double {
    func runs(_ fatigue: Double) throws -> Double {
      let values = ["refining.fatigue": fatigue, "refining.recovery": 0.04, "refining.start_spare": 1]
      return try Trial(
        asOf: asOf, from: first, to: first, paths: 512, values: values, outputs: ["refining.runs"]
      ).run().means("refining.runs")[0]
    }
    return try runs(0) - runs(0.11)
  }

  @Test("A run amid a campaign begins with tired spare, one before it with fresh spare")
  func tiredSpare() throws {
    #expect(try abs(fatigue("2025-03-20", "2025-03")) < 20)
    #expect(try fatigue("2026-06-20", "2026-06") > 60)
  }

  /// The mean of a series in the first month with a column of exports moved by so much in the month before.
  private func first(_ series: String, moving column: String, by more: Double) throws -> Double {
    let seeds = allSeeds.replacing("oil_exports_monthly") { rows in
      rows.map { row in
        guard row.month("month") == month("2025-08"), let value = row.number(column) else { return row }
        return row.setting(column, to: .number(value + more))
      }
    }
    let trial = Trial(
      to: "2025-09", paths: 1024,
      values: ["fuel.unseen_keep": 0.7, "oil.unexplained_keep": 0.6], outputs: [series], seeds: seeds)
    return try trial.run().means(series)[0]
  }

  @Test("What the balance of products missed last is missed again, less by what fades")
  func products() throws {
    let series = "products.exports"
    let more = try first(series, moving: "products", by: 60) - first(series, moving: "products", by: 0)
    #expect(abs(more - 0.7 * 60) < 0.5, "\(more)")
  }

  @Test("What prices and volumes didn't explain of revenue goes on, less by what fades")
  func revenue() throws {
    let series = "oil.premium"
    let more = try first(series, moving: "revenue", by: 1) - first(series, moving: "revenue", by: 0)
    let barrels = 31 * (monthly("oil_exports_monthly", "crude")[month("2025-08")] ?? 0) / 1e6
    #expect(abs(more - 0.6 / barrels) < 0.02, "\(more), not \(0.6 / barrels)")
  }
}
