import Engine
import Sampling
import Testing

/// Strikes and what they do to the fleet, path by path under the same shocks.
@Suite struct CampaignTests {
  private func trial(_ values: [String: Double], to: String = "2026-08", paths: Int = 512) -> Trial {
    Trial(
      to: to, paths: paths, values: values,
      outputs: [
        "outages.offline", "outages.hits", "refining.runs", "strikes.rate", "maintenance.offline_total",
      ])
  }

  @Test func moreStrikesNeverLeaveLessOffline() throws {
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

  @Test func longerRepairsNeverLeaveLessOffline() throws {
    let found = try [0.5, 1, 2].map { try trial(["outages.repair_factor": $0]).run() }
    for (shorter, longer) in zip(found, found.dropFirst()) {
      for (low, high) in zip(shorter["outages.offline"], longer["outages.offline"]) {
        #expect(zip(low, high).allSatisfy { $0 <= $1 })
      }
      let pairs = zip(shorter.means("refining.runs"), longer.means("refining.runs"))
      #expect(pairs.allSatisfy { $0 > $1 })
    }
  }

  @Test func withoutStrikesWhatIsDownComesBack() throws {
    let found = try trial(["strikes.intensity": 0], to: "2028-12").run()
    #expect(found["outages.hits"].allSatisfy { $0.allSatisfy { $0 == 0 } })
    let offline = found["outages.offline"]
    #expect(mean(offline[0]) > 100, "plants struck in August 2025 are still down")
    for (month, next) in zip(offline, offline.dropFirst()) {
      #expect(zip(month, next).allSatisfy { $0 >= $1 })
    }
    #expect(offline[offline.count - 1].allSatisfy { $0 == 0 })
  }

  @Test func longerRangeRaisesWhatIsOffline() throws {
    let near = try trial(["outages.longer_range": 0], paths: 2048).run()
    let far = try trial(["outages.longer_range": 1], paths: 2048).run()
    #expect(far.sum("outages.offline") > near.sum("outages.offline"))
    #expect(far.sum("refining.runs") < near.sum("refining.runs"))
  }

  /// The regimes' rates, times scale, intensity, funds and restraint.
  @Test func theRateOfStrikesIsTheProductOfItsParts() throws {
    let found = try trial([
      "strikes.rate_quiet": 10, "strikes.rate_medium": 10, "strikes.rate_high": 10, "strikes.scale": 0.5,
      "strikes.intensity": 2, "strikes.funding": 0.81, "strikes.funding_elasticity": 0.5,
      "ukraine.loan_share": 0, "ukraine.gap_share": 0,
      "strikes.restraint": 0.5, "strikes.domestic_share": 0.6, "strikes.restraint_from": 20,
      "strikes.restraint_full": 30, "strikes.ceasefire_hazard": 0, "brent.start": 72,
      "brent.calm_volatility": 0.01, "brent.start_crisis": 0, "brent.stay_calm": 1,
    ]).run()
    let expected = 10 * 0.9 * (1 - 0.5 * 0.4)
    #expect(found["strikes.rate"].allSatisfy { $0.allSatisfy { abs($0 - expected) < 1e-9 } })
  }

  @Test func aCeasefireEndsTheStrikesForGood() throws {
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

  @Test func hitsFollowTheRateOfTheCampaign() throws {
    let found = try trial(["strikes.ceasefire_hazard": 0], paths: 2048).run()
    let hits = found.sum("outages.hits"), rate = found.sum("strikes.rate")
    #expect(abs(hits / rate - 1) < 0.05, "\(hits) hits at a rate of \(rate)")
  }
}
