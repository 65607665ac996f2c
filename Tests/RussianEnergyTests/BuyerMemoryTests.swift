import Kernels
import TestSupport
import Testing

@testable import Engine
@testable import RussianEnergy

/// What lasts of a month's count: in the state that a run begins with, from month to month, and in prices.
@Suite struct BuyerMemoryTests {
  /// Without noise and almost without adaptation the first month's sales are what lasts of the months before.
  private static func still(_ more: [String: Double]) -> [String: Double] {
    [
      "buyers.noise": 0, "buyers.small_noise": 0, "buyers.china_sea_noise": 0,
      "buyers.speed_down": 0.01, "buyers.speed_up": 0.01, "buyers.india_maximum": 6000, "buyers.season": 0,
      "sanctions.listing_rate": 0, "strikes.intensity": 0,
    ].merging(more) { $1 }
  }

  @Test("A run begins with what lasts of each month's count", arguments: [0.0, 0.3, 0.8])
  func beginsWithWhatLasts(weight: Double) throws {
    let china = monthly("oil_exports_monthly", "china"), india = monthly("oil_exports_monthly", "india")
    func lasting(_ counted: (Month) -> Double?) throws -> Double {
      let months = try (1...12).reversed().map { try #require(counted(month("2024-10") - $0)) }
      return months.dropFirst().reduce(months[0]) { $0 + weight * ($1 - $0) }
    }
    let trial = Trial(
      asOf: "2024-10-15", from: "2024-10", to: "2024-10", paths: 64,
      values: Self.still(["buyers.china_sea_newest": weight, "buyers.india_newest": weight]),
      outputs: ["buyers.crude"])
    let found = try trial.run()
    // Where less is loaded than is wanted all get the same share of it.
    let ratio = mean(found["buyers.crude", "china_sea"][0]) / mean(found["buyers.crude", "india"][0])
    let expected = try lasting { china[$0].map { $0 - 800 } } / lasting { india[$0] }
    #expect(abs(ratio / expected - 1) < 0.01, "\(ratio) \(expected)")
  }

  /// Where all of it lasts a year's spread is that of a walk, √12 = 3.5 times the first month's; where none does it is the
  /// first month's, and what loadings and normal volumes add.
  @Test("Cargoes of another month come back")
  func cargoesComeBack() throws {
    func growth(_ weight: Double) throws -> Double {
      let trial = Trial(
        asOf: "2024-10-15", from: "2024-10", to: "2025-09", paths: 1024,
        values: Self.still(["buyers.china_sea_newest": weight, "buyers.china_sea_noise": 0.15]),
        outputs: ["buyers.crude"])
      let found = try trial.run()["buyers.crude", "china_sea"]
      func spread(_ index: Int) -> Double {
        let logs = found[index].map { logarithm($0) }, middle = mean(logs)
        return mean(logs.map { ($0 - middle) * ($0 - middle) }).squareRoot()
      }
      return spread(11) / spread(0)
    }
    let none = try growth(0), all = try growth(1)
    #expect(none < 1.65 && all > 2.8, "\(none) \(all)")
  }

  /// A step of 0.8 that holds 20 days into a month of 30 bites 30 days later: twenty days into the next, for the 11 left of 31.
  @Test("Known pressure is that of the month's days") func knownPressure() {
    func month(_ first: Double, _ days: Double, left: Double = 1, isLast: Bool = false)
      -> PressureRecord.Known
    {
      PressureRecord.Known(
        first: first, days: days, steps: first < 60 ? [(0.8, 20)] : [], left: left, isLastOfWaivers: isLast)
    }
    let record = PressureRecord(months: [
      month(0, 30), month(30, 31), month(61, 30, left: 0.4), month(91, 31, left: 0.5, isLast: true),
    ])
    let found = record.pressures(keep: 0.9, voyage: 30, returning: 0.25)
    let expected = [0, 0.8 * 11 / 31, 0.4 * 0.72, 0.5 * 0.648]
    for (value, right) in zip(found.means, expected) { #expect(abs(value - right) < 1e-12, "\(found)") }
    #expect(abs(found.end - 0.25 * 0.648) < 1e-12)
    // The same on all paths, the newest month first.
    let store = ColumnStore(columns: 8), means = store.matrix(0..<4), end = store[4]
    for (column, value) in zip(5..., [0.9, 30, 0.25]) { store[column].fill(value) }
    record.fill(means, level: end, keep: store[5], voyage: store[6], returning: store[7])
    for (back, value) in found.means.reversed().enumerated() {
      #expect(means[back].indices.allSatisfy { means[back][$0] == value }, "\(back) months back")
    }
    #expect(end.indices.allSatisfy { end[$0] == found.end })
  }

  /// Barrels that pressure rejects tell what is normal: each month before over what pressure left of it. Without a voyage
  /// steps bite on their days: 0.05 before August, 0.08 from 27 August, 0.85 from 21 November.
  @Test("What India takes under pressure isn't her normal volume") func normalWithoutPressure() throws {
    let drop = 0.7
    let trial = Trial(
      asOf: "2026-02-15", from: "2026-02", to: "2026-02", paths: 64,
      values: Self.still([
        "buyers.india_drop": drop, "buyers.china_sea_drop": 0, "buyers.turkey_drop": 0, "sanctions.decay": 1,
        "sanctions.voyage": 0,
      ]), outputs: ["buyers.rejected", "sanctions.pressure_india"])
    let found = try trial.run(), bought = monthly("oil_exports_monthly", "india")
    let fear = [0.85, 0.85, 0.08 + 0.77 * 10 / 30, 0.08, 0.08, 0.05 + 0.03 * 5 / 31]
    let calm = try fear.enumerated().map { back, felt in
      try #require(bought[month("2026-01") - back]) / (1 - drop * felt)
    }
    let normal = 0.25 * calm[0] + 0.75 * mean(calm)
    let rejected = mean(found["buyers.rejected"][0]), felt = mean(found["sanctions.pressure_india"][0])
    #expect(
      abs(felt - 0.85) < 1e-9 && abs(rejected / (drop * felt) / normal - 1) < 1e-6, "\(rejected) \(normal)")
  }

  /// Smoothing y by l + w e, e = y − l, with errors that scatter alike: the likeliest weight has the least sum of squares.
  @Test("The weight of the newest month is the likeliest one", arguments: ["china_sea", "india"])
  func likeliestWeight(buyer: String) throws {
    let season = Season(allSeeds, "buyer_season", "india")
    let counted = monthly("oil_exports_monthly", buyer == "india" ? buyer : "china")
    let logs = try (0..<36).map { index -> Double in
      let month = month("2022-07") + index, volume = try #require(counted[month])
      return logarithm(buyer == "india" ? volume / (1 + 1.4 * (season[month] - 1)) : volume - 800)
    }
    func squares(_ weight: Double) -> Double {
      var level = logs[0], sum = 0.0
      for value in logs.dropFirst() {
        let error = value - level
        sum += error * error
        level += weight * error
      }
      return sum
    }
    let weights = (1...120).map { Double($0) / 100 }
    let likeliest = try #require(weights.min { squares($0) < squares($1) })
    let row = try #require(allSeeds["buyers"].first { $0.text("buyer") == buyer })
    #expect(abs(likeliest - (row.number("newest") ?? 0)) < 0.015, "\(likeliest)")
    let spread = (squares(likeliest) / 35).squareRoot()
    #expect(abs(spread - (row.number("noise") ?? spread)) < 0.01, "\(spread)")
  }

  /// With nothing but the usual discount to go to, what is left of the way fades by its share a month, and each month
  /// goes `speed` of the way there; the last move was such a part.
  @Test("The discount goes on where its last move went", arguments: [0.0, 3, -2])
  func discountGoesOn(move: Double) throws {
    let base = 2.0, speed = 0.4, keep = 0.6, share = 0.7, weight = 0.22, gap = 20.0, port = 3.0
    let trial = Trial(
      asOf: "2024-10-15", from: "2024-10", to: "2024-12", paths: 64,
      values: [
        "urals.start": gap, "urals.start_move": move, "urals.base_discount": base, "urals.glut_response": 0,
        "urals.overhang_response": 0, "urals.pressure_response": 0, "urals.speed": speed, "urals.noise": 0,
        "urals.turmoil_noise": 0, "urals.residual_keep": keep, "urals.espo_share": share,
        "urals.espo_weight": weight, "urals.port_cost": port, "urals.freight_india": 6.5,
        "urals.espo_freight": 2.5, "fleet.start_idle": 0, "fleet.start_war_premium": 0,
      ], outputs: ["urals.delivered_discount"])
    let found = try trial.run().means("urals.delivered_discount", "India")
    let feels = 1 - weight + weight * share
    var discount = (gap - (1 - weight) * (port + 6.5) - weight * (2.5 - share * base)) / feels
    var left = discount + (1 / speed - 1) * move / feels - base
    for value in found {
      left *= keep
      discount += speed * (base + left - discount)
      #expect(abs(value - discount) < 1e-9, "\(found)")
    }
  }
}
