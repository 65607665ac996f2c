import Engine
import TestSupport
import Testing

/// Published volumes, and what bans can cost by them.
@Suite struct GasYardstickTests {
  private static let year2025 = Trial(
    asOf: "2026-02-20", from: "2025-01", to: "2025-12", paths: 2048,
    pins: ["brent.price", "gas.ttf", "gas.eur_per_usd"],
    outputs: [
      "lng.exports", "lng.exports_by_destination", "lng.eu_bill", "pipeline.exports_by_route",
      "pipeline.revenue_by_route", "pipeline.price",
    ])

  /// LNG 31.35 Mt of which EU 15.0 and Yamal's 7.28 bn EUR; TurkStream 18.0, China 38.8 bcm at 248 USD/mcm.
  @Test("The year 2025 comes out as it was") func theYear2025IsItself() throws {
    let found = try Self.year2025.run()
    #expect(abs(found.sum("lng.exports") / 31.35 - 1) < 0.02)
    #expect(abs(found.sum("lng.exports_by_destination", "EU") / 15 - 1) < 0.01)
    #expect(abs(found.sum("lng.eu_bill") / 7.28 - 1) < 0.04)
    #expect(abs(found.sum("pipeline.exports_by_route", "turkstream_eu") / 18 - 1) < 0.01)
    let china =
      found.sum("pipeline.revenue_by_route", "china") / found.sum("pipeline.exports_by_route", "china")
    #expect(abs(china * 1000 / 248 - 1) < 0.04)
    #expect(abs(mean(found.means("pipeline.price")) / 380 - 1) < 0.05)
  }

  private func years(_ found: Found, _ output: String, from first: Int, months: Int = 12) -> [Double] {
    let rows = found[output][first..<first + months]
    return rows.dropFirst().reduce(rows[first]) { zip($0, $1).map(+) }
  }

  /// Before the bans the EU bought 15.0 Mt for 7.28 bn EUR a year (8.2 bn USD), and 18.0 bcm by TurkStream at 380 USD a
  /// thousand cubic metres (6.8 bn USD). A ban costs the price of what is shut in, and freight and rebates of what is
  /// sold elsewhere, so some of that and no more. The duty is 30 % of the price, and 50 % from 400 USD on.
  @Test("Bans cost the price of what is shut in, and less than all that the EU paid")
  func bansCostWhatIsShutInAndLessThanAllThatTheEUPaid() throws {
    let values = ["eu.amendment": 0.0, "eu.annulment": 0, "eu.lapse": 0]
    let trial = Trial(
      asOf: "2026-02-20", from: "2026-01", to: "2028-12", paths: 2048, values: values,
      outputs: [
        "lng.revenue_lost", "lng.shut", "pipeline.revenue_lost", "pipeline.duty_lost",
      ])
    let found = try trial.run()
    let lng = median(years(found, "lng.revenue_lost", from: 12)),
      shut = median(years(found, "lng.shut", from: 12))
    let pipe = median(years(found, "pipeline.revenue_lost", from: 24))
    let shutIn = shut / 15 * 8.2
    #expect(shut < 15 && lng > shutIn && lng < 8.2, "\(lng) of \(shutIn), \(shut) Mt")
    #expect(pipe > 6.8 / 2 && pipe < 6.8, "\(pipe)")
    for (duty, lost) in zip(found["pipeline.duty_lost"][24], found["pipeline.revenue_lost"][24]) {
      #expect(duty >= 0.3 * lost - 1e-12 && duty <= 0.5 * lost + 1e-12, "\(duty) of \(lost)")
    }
  }

  /// Bruegel: 6.9 bcm in the first quarter of 2026, before the end of short contracts.
  @Test("The EU buys more before a deadline") func theEUBuysMoreBeforeADeadline() throws {
    let trial = Trial(
      asOf: "2026-01-20", from: "2026-01", to: "2026-03", paths: 1024, outputs: ["lng.exports_by_destination"]
    )
    let quarter = try trial.run().sum("lng.exports_by_destination", "EU") * 1.353
    #expect(abs(quarter / 6.9 - 1) < 0.06, "\(quarter)")
  }
}
