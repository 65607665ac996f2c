import Engine
import Kernels
import Sampling
import TestSupport
import Testing

/// Strikes and what they do to the fleet, path by path under the same shocks.
@Suite struct StrikesTests {
  private func trial(_ values: [String: Double], to: String = "2026-08", paths: Int = 512) -> Trial {
    Trial(
      to: to, paths: paths, values: values,
      outputs: [
        "outages.offline", "outages.hits", "refining.runs", "strikes.rate", "maintenance.offline_total",
      ])
  }

  @Test("More strikes never leave less offline") func moreStrikesNeverLeaveLessOffline() throws {
    let found = try [0.0, 1, 1.5, 3].map { try trial(["strikes.intensity": $0]).run() }
    for (fewer, more) in zip(found, found.dropFirst()) {
      for (low, high) in zip(fewer["outages.offline"], more["outages.offline"]) {
        #expect(zip(low, high).allSatisfy { $0 <= $1 })
      }
      for (low, high) in zip(fewer["outages.hits"], more["outages.hits"]) {
        #expect(zip(low, high).allSatisfy { $0 <= $1 })
      }
      let runs = zip(fewer.means("refining.runs"), more.means("refining.runs"))
      #expect(runs.allSatisfy { $0 >= $1 })
    }
  }

  @Test("Longer repairs never leave less offline") func longerRepairsNeverLeaveLessOffline() throws {
    let found = try [0.5, 1, 2].map { try trial(["outages.repair_factor": $0]).run() }
    for (shorter, longer) in zip(found, found.dropFirst()) {
      for (low, high) in zip(shorter["outages.offline"], longer["outages.offline"]) {
        #expect(zip(low, high).allSatisfy { $0 <= $1 })
      }
      let pairs = zip(shorter.means("refining.runs"), longer.means("refining.runs"))
      #expect(pairs.allSatisfy { $0 > $1 })
    }
  }

  @Test("Without strikes, what is down comes back") func withoutStrikesWhatIsDownComesBack() throws {
    var trial = trial(["strikes.intensity": 0], to: "2028-12")
    // Nothing is known of September itself.
    trial.asOf = "2025-09-01"
    let found = try trial.run()
    #expect(found["outages.hits"].allSatisfy { $0.allSatisfy { $0 == 0 } })
    let offline = found["outages.offline"]
    #expect(mean(offline[0]) > 100, "plants struck in August 2025 are still down")
    for (month, next) in zip(offline, offline.dropFirst()) {
      #expect(zip(month, next).allSatisfy { $0 >= $1 })
    }
    #expect(offline[offline.count - 1].allSatisfy { $0 == 0 })
  }

  @Test("Longer range raises what is offline") func longerRangeRaisesWhatIsOffline() throws {
    let near = try trial(["outages.longer_range": 0], paths: 2048).run()
    let far = try trial(["outages.longer_range": 1], paths: 2048).run()
    #expect(far.sum("outages.offline") > near.sum("outages.offline"))
    #expect(far.sum("refining.runs") < near.sum("refining.runs"))
  }

  /// The regimes' rates, times scale, intensity, funds and restraint.
  @Test("The rate of strikes is the product of its parts")
  func theRateOfStrikesIsTheProductOfItsParts() throws {
    let found = try trial([
      "strikes.rate_quiet": 10, "strikes.rate_medium": 10, "strikes.rate_high": 10, "strikes.scale": 0.5,
      "strikes.intensity": 2, "strikes.funding": 0.81, "strikes.funding_elasticity": 0.5,
      "ukraine.loan_share": 0, "ukraine.gap_share": 0,
      "strikes.restraint": 0.5, "strikes.domestic_share": 0.6, "strikes.restraint_from": 20,
      "strikes.restraint_full": 30, "strikes.ceasefire_hazard": 0, "strikes.growth": 0, "brent.start": 72,
      "brent.calm_volatility": 0.01, "brent.start_crisis": 0, "brent.stay_calm": 1,
    ]).run()
    let expected = 10 * 0.9 * (1 - 0.5 * 0.4)
    #expect(found["strikes.rate"].allSatisfy { $0.allSatisfy { abs($0 - expected) < 1e-9 } })
  }

  @Test("A ceasefire ends the strikes for good") func aCeasefireEndsTheStrikesForGood() throws {
    let found = try trial(["strikes.ceasefire_hazard": 0.3]).run()
    let rates = found["strikes.rate"]
    for (month, next) in zip(rates, rates.dropFirst()) {
      #expect(zip(month, next).allSatisfy { $0 > 0 || $1 == 0 })
    }
    let alive = rates.map { Double($0.count { $0 > 0 }) / 512 }
    for (index, share) in alive.enumerated() {
      let expected = pow(0.740_818, index + 1)
      #expect(abs(share - expected) < 4 * (expected * (1 - expected) / 512).squareRoot())
    }
  }

  private func pow(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  @Test("Hits follow the rate of the campaign") func hitsFollowTheRateOfTheCampaign() throws {
    let found = try trial(["strikes.ceasefire_hazard": 0], paths: 2048).run()
    let hits = found.sum("outages.hits"), rate = found.sum("strikes.rate")
    #expect(abs(hits / rate - 1) < 0.05, "\(hits) hits at a rate of \(rate)")
  }

  /// The campaign's scale n months after the day of the run is exp(g Σ 2^(−j/half-life), j = 1…n), up to the ceiling.
  @Test("The campaign grows by a share that fades up to its ceiling")
  func theCampaignGrowsByAShareThatFadesUpToItsCeiling() throws {
    let found = try trial([
      "strikes.rate_quiet": 10, "strikes.rate_medium": 10, "strikes.rate_high": 10, "strikes.scale": 1,
      "strikes.growth": 0.1, "strikes.growth_half_life": 6, "strikes.most": 14, "strikes.restraint": 0,
      "strikes.funding_elasticity": 0, "strikes.ceasefire_hazard": 0,
    ]).run()
    for (month, rates) in found["strikes.rate"].enumerated() {
      let grown = (0..<month).reduce(0.0) { $0 + 0.1 * power(0.5, Double($1 + 1) / 6) }
      let expected = min(10 * exponential(grown), 14)
      #expect(rates.allSatisfy { abs($0 - expected) < 1e-9 }, "\(month): \(rates[0])")
    }
  }

  /// Told 10, 12 and 15: nothing of funds, restraint or regime changes them.
  @Test("Pinned strikes are the rate exactly") func pinnedStrikesAreTheRateExactly() throws {
    var trial = trial(["strikes.restraint": 1, "strikes.domestic_share": 0, "strikes.funding": 0.2])
    trial.tables = ["strikes.rate": [month("2025-09"): 10, month("2025-10"): 12, month("2025-11"): 15]]
    let rates = try trial.run()["strikes.rate"]
    for (rate, told) in zip(rates, [10.0, 12, 15]) { #expect(rate.allSatisfy { $0 == told }) }
  }

  /// One plant, down from 20 August to 10 October 2025: whole at the end of September, back at the end of October.
  @Test("What is offline at a month's end is what its clocks say")
  func whatIsOfflineAtAMonthsEndIsWhatItsClocksSay() throws {
    let plant = try #require(allSeeds["outage_names"].first { $0.text("outage_name") == "Saratov" })
    let refinery = try #require(
      allSeeds["refineries"].first { $0.text("plant") == plant.text("plant") })
    let nameplate = allSeeds["refineries"].reduce(0.0) { $0 + ($1.number("capacity") ?? 0) }
    let template = try #require(
      allSeeds["refinery_outages"].first { $0.text("name") == "Saratov" && $0.text("cause") == "strike" })
    var trial = trial(["strikes.intensity": 0], to: "2025-11", paths: 256)
    trial.asOf = "2025-10-15"
    trial.outputs = ["outages.offline_end", "outages.offline_share", "outages.offline_primary"]
    trial.seeds = allSeeds.replacing("refinery_outages") { _ in
      [
        template.setting("date", to: .day(day("2025-08-20"))).setting("known", to: .day(day("2025-08-21")))
          .setting("fraction", to: .number(1)).setting("restart", to: .day(day("2025-10-10")))
          .setting("restart_known", to: .day(day("2025-10-11")))
      ]
    }.replacing("strikes_monthly") { _ in [] }
    let found = try trial.run()
    let share = 100 * (refinery.number("capacity") ?? 0) / nameplate
    let ends = found.means("outages.offline_end"), means = found.means("outages.offline_share")
    #expect(abs(ends[0] - share) < 1e-3 && ends[1] == 0, "\(ends), \(share)")
    #expect(abs(means[1] - share * 9 / 31) < 1e-3, "\(means)")
    #expect(means[0] < found.means("outages.offline_primary")[0])
  }
}
