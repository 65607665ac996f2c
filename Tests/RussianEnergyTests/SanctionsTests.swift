import Engine
import Sampling
import TestSupport
import Testing

@testable import RussianEnergy

/// Two pressures: prices answer what is announced, volumes what bites.
@Suite struct SanctionsTests {
  private static func trial(_ asOf: String, _ from: String, _ to: String) -> Trial {
    Trial(
      asOf: asOf, from: from, to: to, paths: 256,
      values: [
        "sanctions.listing_rate": 0, "sanctions.decay": 0.96, "sanctions.voyage": 30,
        "sanctions.start_pressure": 0.1, "sanctions.start_price_pressure": 0.1,
        "sanctions.after_waivers": 0.5,
      ],
      outputs: ["sanctions.price_pressure", "sanctions.pressure", "sanctions.hesitation"])
  }

  /// The listing of 22 October 2025 (0.85) held from 21 November and bit on 21 December.
  @Test("The listing of October moves prices at once, volumes a voyage later")
  func theListingOfOctoberMovesPricesAtOnceAndVolumesAVoyageLater() throws {
    let found = try Self.trial("2025-10-23", "2025-10", "2026-02").run()
    let price = found.means("sanctions.price_pressure"), volume = found.means("sanctions.pressure")
    let first = 0.1 * 0.96
    #expect(abs(price[0] - (first + 10.0 / 31 * (0.85 - first))) < 1e-9, "\(price)")
    #expect(abs(price[1] - 0.85 * 0.96) < 1e-9)
    #expect(abs(volume[1] - 0.1 * 0.96 * 0.96) < 1e-9, "\(volume)")
    let third = 0.1 * 0.96 * 0.96 * 0.96
    #expect(abs(volume[2] - (third + 11.0 / 31 * (0.85 - third))) < 1e-9)
    #expect(abs(volume[3] - 0.85 * 0.96) < 1e-9)
    let wary = found.means("sanctions.hesitation")
    #expect(abs(wary[1] - (0.85 - first * 0.96)) < 1e-9 && wary[2] == 0, "\(wary)")
  }

  /// Waivers lift 0.7 of what bites from 5 March to 17 June 2026; half of the rest comes back.
  @Test("Waivers lift what bites, and only a part comes back")
  func waiversLiftWhatBitesAndOnlyPartComesBack() throws {
    let found = try Self.trial("2026-07-01", "2026-03", "2026-08").run()
    let volume = found.means("sanctions.pressure"), price = found.means("sanctions.price_pressure")
    func faded(_ months: Int) -> Double { (0..<months).reduce(0.1) { level, _ in level * 0.96 } }
    #expect(abs(volume[1] - 0.3 * faded(2)) < 1e-9, "\(volume)")
    #expect(abs(volume[0] - (1 - 0.7 * 27 / 31) * faded(1)) < 1e-9)
    #expect(abs(volume[3] - (1 - 0.7 * 17 / 30) * faded(4)) < 1e-9)
    #expect(abs(volume[4] - 0.5 * faded(5)) < 1e-9)
    #expect(abs(price[1] - faded(2)) < 1e-9)
  }

  /// Without noise, residual and freight's own noise: DES′ = DES + speed (2 + a₁ glut + a₁ᵥ overhang + a₂ S − DES).
  @Test("The delivered discount goes its way to its aim")
  func theDeliveredDiscountGoesItsWayToItsAim() throws {
    let trial = Trial(
      asOf: "2025-10-23", from: "2025-10", to: "2026-03", paths: 256,
      values: [
        "urals.noise": 0, "urals.turmoil_noise": 0, "urals.residual_keep": 0, "urals.speed": 0.4,
        "urals.base_discount": 2, "urals.glut_response": 8, "urals.overhang_response": 1.5,
        "urals.pressure_response": 10, "urals.tightness_response": 0.5,
      ],
      outputs: [
        "urals.delivered_discount", "buyers.glut", "buyers.overhang", "sanctions.price_pressure_india",
        "world.tightness",
      ])
    let found = try trial.run()
    let des = found["urals.delivered_discount", "India"], glut = found["buyers.glut"]
    let over = found["buyers.overhang"], fear = found["sanctions.price_pressure_india"]
    let tight = found["world.tightness"]
    for month in 1..<des.count {
      for path in des[month].indices {
        let excess = 8 * glut[month][path] + 1.5 * over[month][path] - 0.5 * tight[month][path]
        let aim = 2 + excess + 10 * fear[month][path]
        let expected = des[month - 1][path] + 0.4 * (aim - des[month - 1][path])
        #expect(abs(des[month][path] - expected) < 1e-9)
      }
    }
  }

  /// Turmoil is full in the month of an embargo and then keeps its share.
  @Test("Turmoil comes with an embargo and fades") func turmoilComesWithAnEmbargoAndFades() throws {
    let trial = Trial(
      asOf: "2023-02-10", from: "2023-02", to: "2023-08", paths: 256,
      values: [
        "sanctions.listing_rate": 0, "urals.turmoil_keep": 0.7, "brent.calm_volatility": 0.01,
        "brent.start_crisis": 0, "brent.stay_calm": 1, "brent.reversion": 0.005, "world.event_rate": 0,
        "strait.closure_rate": 0,
      ], outputs: ["urals.turmoil"])
    let turmoil = try trial.run().means("urals.turmoil")
    for (month, value) in turmoil.enumerated() {
      let expected = (0..<month).reduce(1.0) { level, _ in level * 0.7 }
      #expect(abs(value - expected) < 1e-9, "\(turmoil)")
    }
  }

  /// A month's loadings before a rise of pressure bound those of the month it holds from.
  @Test("A major listing holds up the loadings of the month it holds from")
  func aMajorListingHoldsUpTheLoadingsOfTheMonthItHoldsFrom() throws {
    func limit(_ wait: Double) throws -> (limit: [[Double]], loaded: [[Double]]) {
      var trial = Self.trial("2025-10-23", "2025-10", "2025-12")
      trial.values["fleet.first_month_wait"] = wait
      trial.outputs = ["fleet.limit", "crude.seaborne"]
      let found = try trial.run()
      return (found["fleet.limit"], found["crude.seaborne"])
    }
    let held = try limit(0.5)
    let rise = 0.85 - 0.1 * 0.96 * 0.96
    for path in held.limit[1].indices {
      #expect(abs(held.limit[1][path] - (1 - 0.5 * rise) * held.loaded[0][path]) < 1e-6)
    }
    #expect(mean(try limit(0).loaded[1]) > mean(held.loaded[1]))
  }

  @Test("India buys by season and the season is no trend")
  func indiaBuysBySeasonAndTheSeasonIsNoTrend() throws {
    let season = allSeeds["buyer_season"].compactMap { $0.number("india") }
    #expect(season.count == 12 && abs(mean(season) - 1) < 0.002)
    func april(_ size: Double) throws -> Double {
      let trial = Trial(
        asOf: "2024-12-10", from: "2024-12", to: "2025-05", paths: 256, values: ["buyers.season": size],
        outputs: ["buyers.crude"])
      return try trial.run().means("buyers.crude", "india")[5]
    }
    #expect(try april(1) > 1.05 * april(0))
  }
}
