import Engine
import TestSupport
import Testing

/// What analysts agree on about gas, bans and funds, under the same shocks.
@Suite struct GasSignTests {
  private static let noDecisions: [String: Double] = [
    "eu.lng_bans_decided": 0, "eu.pipeline_bans_decided": 0,
  ]

  private func run(_ values: [String: Double], _ outputs: [String], to: String = "2026-12") throws -> Found {
    let all = Self.noDecisions.merging(values, uniquingKeysWith: { $1 })
    return try Trial(to: to, values: all, outputs: outputs).run()
  }

  private func neverRises(_ from: [[Double]], _ to: [[Double]], slack: Double = 1e-12) -> Bool {
    zip(from, to).allSatisfy { zip($0, $1).allSatisfy { $0 + slack >= $1 } }
  }

  @Test("A stronger ban never raises what the EU imports")
  func aStrongerBanNeverRaisesWhatTheEUImports() throws {
    let outputs = ["lng.exports_by_destination", "pipeline.exports_by_route"]
    for contract in ["lng_short", "lng_long", "pipeline_short", "pipeline_long"] {
      let found = try [0, 0.3, 0.7, 1].map { try run(["eu.\(contract)_term_ban": $0], outputs) }
      for (weak, strong) in zip(found, found.dropFirst()) {
        let lng = (weak["lng.exports_by_destination", "EU"], strong["lng.exports_by_destination", "EU"])
        let pipe = (
          weak["pipeline.exports_by_route", "turkstream_eu"],
          strong["pipeline.exports_by_route", "turkstream_eu"]
        )
        #expect(neverRises(lng.0, lng.1), "\(contract)")
        #expect(neverRises(pipe.0, pipe.1), "\(contract)")
      }
    }
  }

  @Test("A ban costs Russia and the EU") func aBanCostsRussiaAndTheEU() throws {
    let outputs = ["lng.revenue_lost", "gas.ban_effect", "eu.cost", "gas.ttf", "gas_budget.loss"]
    let before = try run([:], outputs), after = try run(["eu.lng_long_term_ban": 1], outputs)
    for output in outputs { #expect(after.sum(output) > before.sum(output), "\(output)") }
    #expect(before.sum("lng.revenue_lost") == 0 && before.sum("eu.cost") == 0)
  }

  @Test("Less loan never raises the campaign at a given oil price")
  func lessLoanNeverRaisesTheCampaignAtAGivenOilPrice() throws {
    func rates(_ loan: Double) throws -> [[Double]] {
      try Trial(
        to: "2027-06", values: ["ukraine.eu_loan": loan], tables: ["brent.price": [month("2025-09"): 100]],
        outputs: ["strikes.rate"]
      ).run()["strikes.rate"]
    }
    let full = try rates(45), half = try rates(20), none = try rates(0)
    #expect(neverRises(full, half) && neverRises(half, none))
    #expect(mean(none[20]) < 0.9 * mean(full[20]))
  }

  @Test("American aid fills the gap") func americanAidFillsTheGap() throws {
    let outputs = ["ukraine.gap", "ukraine.campaign_funds"]
    let without = try run([:], outputs), with = try run(["ukraine.us_aid": 30], outputs)
    #expect(with.sum("ukraine.gap") < without.sum("ukraine.gap"))
    #expect(neverRises(with["ukraine.campaign_funds"], without["ukraine.campaign_funds"]))
  }

  @Test("Lost LNG and cold raise the price and empty storage")
  func lostLNGAndColdRaiseThePriceAndEmptyStorage() throws {
    let outputs = ["gas.ttf", "gas.jkm", "eu_storage.fill", "lng.revenue"]
    let calm = try run([:], outputs)
    let shut = try run(["gas.qatar_loss": 77], outputs), cold = try run(["eu_storage.cold": 0.15], outputs)
    for other in [shut, cold] {
      #expect(other.sum("gas.ttf") > calm.sum("gas.ttf") && other.sum("gas.jkm") > calm.sum("gas.jkm"))
      #expect(other.sum("lng.revenue") > calm.sum("lng.revenue"))
    }
    #expect(cold.means("eu_storage.fill")[6] < calm.means("eu_storage.fill")[6] - 3)
  }

  @Test("A tariff on China costs what the triangle says")
  func aTariffOnChinaCostsWhatTheTriangleSays() throws {
    let values = [
      "eu_cost.tariff_china": 1, "eu_cost.tariff_india": 1, "eu_cost.import_elasticity": 1.5,
      "eu_cost.retaliation_loss": 0.2,
    ]
    let found = try run(values, ["eu_cost.tariffs"], to: "2026-08")
    // 630 × (2 − √2 − 1/√8) + 0.3 × 0.2 × 262 a year.
    #expect(abs(found.sum("eu_cost.tariffs") / (630 * 0.232_233 + 15.72) - 1) < 0.01)
  }
}
