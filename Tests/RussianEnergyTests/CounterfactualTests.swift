import Engine
import Sampling
import TestSupport
import Testing

/// Revenue and what was lost add up to one sum, whatever takes the loss.
@Suite struct CounterfactualTests {
  private static func sums(_ values: [String: Double]) throws -> [Double] {
    var trial = Trial(
      to: "2026-08", paths: 64, values: values, outputs: ["oil.revenue", "oil.revenue_loss"])
    trial.tables = ["brent.price": [month("2025-09"): 70]]
    let found = try trial.run()
    return zip(found["oil.revenue"], found["oil.revenue_loss"]).map { mean($0) + mean($1) }
  }

  @Test(
    "Revenue and loss add up to the same sum",
    arguments: [
      ["strikes.intensity": 0], ["strikes.intensity": 2],
      ["price_cap.level": 30, "price_cap.compliance": 1],
      ["sanctions.on_india": 1, "sanctions.on_china": 0.5, "fleet.services_ban": 0.5],
      ["ports.baltic_capacity": 0.2, "sanctions.eu_crude_ban": 1],
    ])
  func revenueAndLossAddUpToTheSameSum(values: [String: Double]) throws {
    let calm = try Self.sums([:]), other = try Self.sums(values)
    for (a, b) in zip(calm, other) { #expect(abs(a - b) < 1e-6, "\(a) and \(b)") }
  }

  /// 70 USD less the discount of before the war on what wells give and refineries don't run.
  @Test("The unhindered revenue by hand") func theUnhinderedRevenueByHand() throws {
    var trial = Trial(
      to: "2025-12", paths: 16,
      values: [
        "oil.realised_premium": 2, "oil.realised_noise": 0, "oil.prewar_discount": 1,
        "oil.unexplained_keep": 0, "crude.direct_burn": 200,
        "product_prices.cost": 5, "product_prices.crack_spread": 0, "product_prices.crack_share": 0,
      ],
      outputs: [
        "oil.unhindered_revenue", "oil.unhindered_crude", "oil.unhindered_products", "production.potential",
        "refining.wanted",
      ])
    trial.tables = ["brent.price": [month("2025-09"): 70]]
    let found = try trial.run()
    for path in 0..<16 {
      func value(_ series: String) -> Double { found[series][2][path] }
      let crude = value("production.potential") - value("refining.wanted") - 200
      #expect(abs(value("oil.unhindered_crude") - crude) < 1e-9)
      let money = crude * 71 + value("oil.unhindered_products") * (65 - 1)
      #expect(abs(value("oil.unhindered_revenue") - money * 30 / 1e6) < 1e-9)
    }
  }
}
