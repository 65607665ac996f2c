import Engine
import Sampling
import TestSupport
import Testing

/// What analysts agree on about directions, under the same shocks.
@Suite struct SignTests {
  private func pair(
    _ first: [String: Double], _ second: [String: Double], _ outputs: [String], paths: Int = 512
  ) throws -> (Found, Found) {
    (
      try Trial(paths: paths, values: first, outputs: outputs).run(),
      try Trial(paths: paths, values: second, outputs: outputs).run()
    )
  }

  private func neverRises(_ from: [[Double]], _ to: [[Double]]) -> Bool {
    zip(from, to).allSatisfy { zip($0, $1).allSatisfy { $0 >= $1 } }
  }

  @Test("A tighter cap never raises the price received")
  func aTighterCapNeverRaisesThePriceReceived() throws {
    let outputs = ["price_cap.received", "crude.exports", "oil.crude_revenue"]
    for (loose, tight) in [(60.0, 47.6), (47.6, 30)] {
      let (before, after) = try pair(
        ["price_cap.level": loose, "price_cap.western_response": 0],
        ["price_cap.level": tight, "price_cap.western_response": 0], outputs)
      #expect(neverRises(before["price_cap.received"], after["price_cap.received"]))
      #expect(before["crude.exports"] == after["crude.exports"])
      #expect(after.sum("oil.crude_revenue") < before.sum("oil.crude_revenue"))
    }
  }

  @Test("More compliance costs the seller") func moreComplianceCostsTheSeller() throws {
    let (before, after) = try pair(
      ["price_cap.compliance": 0.1], ["price_cap.compliance": 0.9], ["price_cap.received"])
    #expect(neverRises(before["price_cap.received"], after["price_cap.received"]))
  }

  @Test("Pressure on India cuts its purchases and deepens the discount")
  func pressureOnIndiaCutsItsPurchasesAndDeepensTheDiscount() throws {
    let (before, after) = try pair(
      ["sanctions.on_india": 0], ["sanctions.on_india": 0.8],
      ["buyers.crude", "urals.delivered_discount", "oil.revenue"])
    #expect(after.sum("buyers.crude", "india") < 0.9 * before.sum("buyers.crude", "india"))
    #expect(after.sum("buyers.crude", "china_sea") > before.sum("buyers.crude", "china_sea"))
    let discounts = zip(before.means("urals.delivered_discount"), after.means("urals.delivered_discount"))
    #expect(discounts.allSatisfy { $0 < $1 })
    #expect(after.sum("oil.revenue") < before.sum("oil.revenue"))
  }

  @Test("A closed port lowers exports") func aClosedPortLowersExports() throws {
    for port in ["baltic", "black_sea", "pacific"] {
      let (before, after) = try pair(
        [:], ["ports.\(port)_capacity": 0], ["crude.exports", "crude.production", "refining.runs"])
      #expect(after.sum("crude.exports") < before.sum("crude.exports"), "\(port)")
      #expect(after.sum("crude.production") < before.sum("crude.production"), "\(port)")
    }
  }

  @Test("Without a ban more gasoline is exported") func withoutABanMoreGasolineIsExported() throws {
    let (before, after) = try pair(
      ["fuel.export_ban": 1], ["fuel.export_ban": 0], ["products.gasoline_exports", "fuel.export_ban_on"])
    #expect(after.sum("products.gasoline_exports") > before.sum("products.gasoline_exports"))
    #expect(after.means("fuel.export_ban_on")[11] == 0)
  }

  @Test("Dearer Brent earns more") func dearerBrentEarnsMore() throws {
    let outputs = ["oil.revenue", "budget.oil_gas", "urals.price"]
    let (before, after) = try pair(
      ["brent.start": 65, "brent.anchor": 65], ["brent.start": 80, "brent.anchor": 80], outputs)
    for output in ["oil.revenue", "urals.price"] {
      let months = zip(before.means(output), after.means(output))
      #expect(months.allSatisfy { $0 < $1 }, "\(output)")
    }
    #expect(after.sum("budget.oil_gas") > before.sum("budget.oil_gas"))
  }

  @Test("Idle ships raise freight and lower the price") func idleShipsRaiseFreightAndLowerThePrice() throws {
    let outputs = ["fleet.freight_index", "urals.west_fob", "crude.seaborne"]
    let (before, after) = try pair(["fleet.extra_idle": 0], ["fleet.extra_idle": 0.3], outputs)
    #expect(after.sum("fleet.freight_index") > before.sum("fleet.freight_index"))
    #expect(after.sum("urals.west_fob") < before.sum("urals.west_fob"))
    #expect(after.sum("crude.seaborne") < before.sum("crude.seaborne"))
  }

  @Test("A weaker rouble fills the budget") func aWeakerRoubleFillsTheBudget() throws {
    let (before, after) = try pair(
      ["rub.start": 80, "rub.anchor": 80], ["rub.start": 100, "rub.anchor": 100], ["budget.oil_gas"])
    #expect(after.sum("budget.oil_gas") > 1.1 * before.sum("budget.oil_gas"))
  }

  /// The noise of a month's discounts, made large, has the correlation that the model declares.
  @Test("The discounts of India and China move together")
  func theDiscountsOfIndiaAndChinaMoveTogether() throws {
    let trial = Trial(
      to: "2025-12", paths: 4096,
      values: [
        "urals.noise": 8, "urals.turmoil_noise": 8, "urals.speed": 0.01, "urals.residual_keep": 0,
        "strikes.intensity": 0,
      ],
      outputs: ["urals.delivered_discount"])
    let found = try trial.run()
    let india = found["urals.delivered_discount", "India"], china = found["urals.delivered_discount", "China"]
    func moves(_ months: [[Double]]) -> [Double] {
      zip(months[2], months[3]).map { ($1 - $0) / 8 }
    }
    let products = zip(moves(india), moves(china)).map { $0 * $1 }
    #expect(abs(score(products, 0.5)) < 4, "\(mean(products))")
  }
}
