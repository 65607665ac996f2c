import Engine
import TestSupport
import Testing

/// Published volumes and the trial's estimates of what bans cost.
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

  /// The trial model: Yamal 2027 lost 4.8 (3.6-6.6) bn USD, budget 0.95 (0.65-1.37), 8.3 Mt shut in;
  /// pipeline 2028 lost 4.4 (3.0-6.5), budget 1.9 (0.9-3.2).
  @Test("Bans cost what the trial found") func bansCostWhatTheTrialFound() throws {
    let values = ["eu.amendment": 0.0, "eu.annulment": 0, "eu.lapse": 0]
    let trial = Trial(
      asOf: "2026-02-20", from: "2026-01", to: "2028-12", paths: 2048, values: values,
      outputs: [
        "lng.revenue_lost", "lng.shut", "pipeline.revenue_lost", "pipeline.duty_lost", "gas.ban_effect",
      ])
    let found = try trial.run()
    let lng = median(years(found, "lng.revenue_lost", from: 12)),
      shut = median(years(found, "lng.shut", from: 12))
    let pipe = median(years(found, "pipeline.revenue_lost", from: 24))
    let duty = median(years(found, "pipeline.duty_lost", from: 24))
    #expect(lng > 3.6 && lng < 6.6 && lng * 0.22 > 0.65 && lng * 0.22 < 1.37, "\(lng)")
    #expect(abs(shut / 8.3 - 1) < 0.15, "\(shut)")
    #expect(pipe > 3 && pipe < 6.5 && duty > 0.9 && duty < 3.2, "\(pipe) \(duty)")
    let rise = median(years(found, "gas.ban_effect", from: 12)) / 12
    #expect(rise > 0.9 && rise < 4, "\(rise)")
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
