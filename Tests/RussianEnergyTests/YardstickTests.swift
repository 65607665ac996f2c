import Engine
import Sampling
import TestSupport
import Testing

/// The model against published figures, as their sources name them.
@Suite struct YardstickTests {
  /// Seventeen strikes a month, whatever the regime, the attacker's means and his friends.
  private static func strikes(_ rate: Double, intensity: Double = 1) -> [String: Double] {
    [
      "strikes.rate_quiet": rate, "strikes.rate_medium": rate, "strikes.rate_high": rate,
      "strikes.scale": 1, "strikes.ceasefire_hazard": 0, "strikes.restraint": 0,
      "strikes.intensity": intensity,
    ]
  }

  /// Official totals and Bloomberg's months: 5.25 to 5.55 mb/d.
  @Test("Runs without strikes are those of a quiet year")
  func runsWithoutStrikesAreThoseOfAQuietYear() throws {
    let trial = Trial(
      asOf: "2025-01-10", from: "2025-01", to: "2025-12", paths: 1024, values: ["strikes.intensity": 0],
      outputs: ["refining.runs"])
    let runs = try trial.run().means("refining.runs")
    #expect((5250...5550).contains(mean(runs)), "\(runs)")
  }

  /// IEA, October 2025: about half a million barrels a day, which is from 400 to 600 as it is said, and a third either
  /// way as months of runs are published; what Reuters counts offline is from two to four times as much.
  @Test("Seventeen strikes a month cost half a million barrels in the third month")
  func seventeenStrikesAMonthCostHalfAMillionBarrelsInTheThirdMonth() throws {
    var trial = Trial(
      asOf: "2025-08-01", from: "2025-08", to: "2025-10", paths: 2048, values: Self.strikes(17),
      outputs: ["refining.runs", "refining.loss", "outages.offline", "outages.offline_share"])
    let struck = try trial.run()
    trial.values = Self.strikes(17, intensity: 0)
    let calm = try trial.run()
    let loss = calm.means("refining.runs")[2] - struck.means("refining.runs")[2]
    #expect((400...800).contains(loss), "net loss \(loss)")
    let gross = struck.means("outages.offline")[2]
    #expect((2...4).contains(gross / loss), "gross \(gross), net \(loss)")
  }

  /// June 2026 was published with 3.95 mb/d of runs and a third offline, maintenance included.
  @Test("Twelve strikes a month for ten months exhaust the spare")
  func twelveStrikesAMonthForTenMonthsExhaustTheSpare() throws {
    let trial = Trial(
      asOf: "2025-09-01", from: "2025-09", to: "2026-06", paths: 2048, values: Self.strikes(12),
      outputs: ["refining.runs", "maintenance.offline_total"])
    let found = try trial.run()
    let runs = median(found["refining.runs"][9]), offline = median(found["maintenance.offline_total"][9])
    #expect((3500...4500).contains(runs), "\(runs)")
    #expect((26...40).contains(offline), "\(offline)")
  }

  /// The share of lost capacity that runs lose grows as spare runs out.
  @Test("The share of lost capacity that runs lose grows with the loss") func passThroughIsConvex() throws {
    func share(_ rate: Double) throws -> (offline: Double, passed: Double) {
      let trial = Trial(
        asOf: "2025-08-01", from: "2025-08", to: "2025-09", paths: 1024, values: Self.strikes(rate),
        outputs: ["refining.loss", "outages.offline"])
      let found = try trial.run()
      let offline = found.means("outages.offline")[1]
      return (offline, found.means("refining.loss")[1] / offline)
    }
    let points = try [3.0, 10, 20, 40].map(share)
    for (low, high) in zip(points, points.dropFirst()) {
      #expect(high.offline > low.offline && high.passed > low.passed, "\(points)")
    }
    #expect(points[0].passed < 0.3 && points[3].passed > 0.4, "\(points)")
  }

  /// Published: 10 USD more a barrel are 18.3 bn USD a year for crude and 10.5 for products.
  @Test(
    "Ten dollars more earn what is published", arguments: [("2023-01", "2023-12"), ("2024-01", "2024-12")])
  func tenDollarsMoreEarnWhatIsPublished(from: String, to: String) throws {
    func year(_ added: Double) throws -> (crude: Double, products: Double) {
      var trial = Trial(
        asOf: from + "-10", from: from, to: to, paths: 1024,
        outputs: ["oil.crude_revenue", "oil.product_revenue"])
      trial.tables = ["brent.price": monthly("prices_monthly", "brent").mapValues { $0 + added }]
      let found = try trial.run()
      return (found.sum("oil.crude_revenue"), found.sum("oil.product_revenue"))
    }
    let low = try year(0), high = try year(10)
    let crude = high.crude - low.crude, products = high.products - low.products
    #expect(abs(crude / 18.3 - 1) < 0.15, "crude +\(crude), products +\(products)")
    #expect(abs(products / 10.5 - 1) < 0.15, "products +\(products)")
  }

  /// 2026-03: a net loss of 5.5 % of world supply took Brent from 70.9 to 103, 114 and 113.
  @Test("A loss of world supply lifts Brent as it did") func aLossOfWorldSupplyLiftsBrentAsItDid() throws {
    var trial = Trial(
      asOf: "2026-02-20", from: "2026-03", to: "2026-05", paths: 1024,
      outputs: ["brent.price", "world.tightness"])
    trial.values = [
      "world.other_loss": 0.055 * 103, "world.offset_share": 0, "brent.start": 70.9, "brent.anchor": 70.9,
      "world.event_rate": 0, "brent.start_crisis": 0, "brent.calm_volatility": 0.01, "brent.stay_calm": 1,
      "strikes.intensity": 0,
    ]
    let brent = try trial.run().means("brent.price")
    for (found, published) in zip(brent, [103.0, 114, 113]) {
      #expect(abs(found / published - 1) < 0.08, "\(brent)")
    }
  }
}
