import Engine
import Kernels
import Sampling
import Testing

@testable import RussianEnergy

/// Rules by hand: the notional duty's bands, the tax price, a plant's clocks, spare capacity.
@Suite struct FormulaTests {
  private let rules = TaxRules(allSeeds)

  /// At 7.3 barrels a tonne the bands begin at 15, 20 and 25 USD a barrel.
  @Test(
    "The duty follows its bands",
    arguments: [
      (10.0, 0.0), (15, 0), (17, 5.11), (20, 12.775), (22, 19.35), (25, 29.205), (60, 105.85), (100, 193.45),
    ])
  func theDutyFollowsItsBands(price: Double, expected: Double) {
    #expect(abs(rules.duty(price) - expected) < 0.01)
  }

  @Test("The duty never falls and has no jumps") func theDutyNeverFallsAndHasNoJumps() {
    var last = 0.0
    for cent in 0..<15_000 {
      let duty = rules.duty(Double(cent) / 100)
      #expect(duty >= last - 1e-9 && duty - last < 0.05)
      last = duty
    }
  }

  @Test(
    arguments: [
      ("2023-03", nil), ("2023-04", 34.0), ("2023-06", 28), ("2023-08", 25), ("2023-10", 20), ("2024-07", 20),
      ("2025-01", nil),
    ] as [(String, Double?)])
  func theTaxPriceHasItsFloorUnderBrentWhileTheRuleApplied(text: String, limit: Double?) {
    #expect(rules.floorDiscount(month(text)) == limit)
  }

  @Test("The extraction tax has its constants") func theExtractionTaxHasItsConstants() {
    let rule = rules.met(month("2025-08"))
    #expect(rule.base == 919 && rule.floor == 15 && rule.divisor == 261 && rule.addOn == 428)
    #expect(rule.dutyShare == 1)
    #expect(rules.met(month("2022-12")).dutyShare == 0.667)
  }

  /// The days that clocks take of a month of 30, from day 100 on, with hits on some days.
  private func lost(
    full: Double = 0, partial: Double = 0, share: Double = 0,
    hits: [(day: Double, length: Double, share: Double)] = []
  ) -> (days: Double, clocks: PlantClocks) {
    var clocks = PlantClocks(full: full, partial: partial, share: share)
    var days = clocks.lost(from: 100, to: 130)
    for hit in hits {
      days -= clocks.lost(from: hit.day, to: 130)
      clocks.stop(at: hit.day, for: hit.length, share: hit.share)
      days += clocks.lost(from: hit.day, to: 130)
    }
    return (days, clocks)
  }

  @Test("Clocks that run count until their end") func clocksThatRunCountUntilTheirEnd() {
    #expect(lost().days == 0)
    #expect(lost(full: 110).days == 10)
    #expect(lost(full: 200).days == 30)
    #expect(lost(partial: 120, share: 0.4).days == 8)
    #expect(abs(lost(full: 110, partial: 120, share: 0.4).days - 14) < 1e-12)
    #expect(lost(full: 120, partial: 110, share: 0.4).days == 20)
  }

  @Test("Clocks of eight paths take what those of each do") func clocksOfEightPathsTakeWhatThoseOfEachDo() {
    let plants = 0..<35, month = DaySpan(first: 100, days: 30)
    let store = ColumnStore(columns: FleetClocks.rows(of: plants.count))
    let clocks = FleetClocks(store.matrix(0..<store.columns))
    func places(_ body: (_ plant: Int, _ path: Int, _ days: PlantClocks) -> Void) {
      for plant in plants {
        for path in 0..<blockWidth {
          let full = Double(80 + plant + path % 60), partial = Double(70 + path % 90)
          body(plant, path, PlantClocks(full: full, partial: partial, share: Double(path) / 256))
        }
      }
    }
    places { plant, path, own in
      let place = clocks.place(plant, path: path)
      clocks[place] = own.full
      clocks[place + ClockRow.last] = Double(40 + 3 * plant + path % 20)
      clocks[place + ClockRow.partial] = own.partial
      clocks[place + ClockRow.share] = own.share
    }
    let flags = ColumnStore(columns: 3)
    flags[2].fill(10)
    let near = NearHits(flags: flags.matrix(0..<1), window: flags[2], day: 125)
    let lost = ColumnStore(columns: plants.count)
    clocks.hold(month, 0..<blockWidth, lost: lost.matrix(plants), near: near)
    places { plant, path, own in
      let place = clocks.place(plant, path: path)
      #expect(lost[plant][path] == own.lost(from: 100, to: 130) * (1 / 30))
      let isNear = max(own.full, own.partial, clocks[place + ClockRow.last] + 10) > 125
      #expect(near.isNear(plant, path: path) == (isNear ? 1 : 0))
      let down = clocks.down(at: 120, place & ~(FleetClocks.lanes - 1))[place & (FleetClocks.lanes - 1)]
      #expect(down == (own.full > 120 ? 1 : own.partial > 120 ? own.share : 0))
    }
  }

  @Test("Overlapping stops count once") func overlappingStopsCountOnce() {
    let plant = lost(hits: [(105, 10, 1), (110, 10, 1)])
    #expect(plant.days == 15 && plant.clocks.full == 120)
  }

  @Test("A short stop never ends a long one") func aShortStopNeverEndsALongOne() {
    let plant = lost(hits: [(101, 100, 1), (102, 3, 1)])
    #expect(plant.clocks.full == 201 && plant.days == 29)
  }

  @Test("A partial stop is hidden by a full one") func aPartialStopIsHiddenByAFullOne() {
    let plant = lost(hits: [(110, 20, 0.5), (115, 5, 1)])
    #expect(abs(plant.days - (2.5 + 5 + 5)) < 1e-12)
    #expect(plant.clocks.partial == 130 && plant.clocks.full == 120)
  }

  @Test("Partial stops keep the larger share while they overlap")
  func partialStopsKeepTheLargerShareWhileTheyOverlap() {
    let hits: [(Double, Double, Double)] = [(100, 10, 0.6), (105, 10, 0.2), (120, 5, 0.2)]
    #expect(abs(lost(hits: Array(hits.prefix(2))).days - 9) < 1e-12)
    let all = lost(hits: hits)
    #expect(abs(all.days - 10) < 1e-12 && all.clocks.share == 0.2)
  }

  @Test("What ordinary plants share adds up") func whatOrdinaryPlantsShareAddsUp() {
    let fleet = RefineryFleet(allSeeds)
    #expect(!fleet.plants.isEmpty && fleet.plants.count == allSeeds["refineries"].count)
    #expect((6700...7100).contains(fleet.nameplate))
    #expect(fleet.desiredShares.reduce(0, +) == 1)
    #expect(fleet.headroomShares(overdrive: 0.2).reduce(0, +) == 1)
  }

  private func loss(_ values: [String: Double]) throws -> [Double] {
    let trial = Trial(
      to: "2025-09", paths: 256, values: values, outputs: ["refining.loss"])
    return try trial.run()["refining.loss"][0]
  }

  /// What is made up is a smooth minimum of a share of the loss and the spare, of which plants that still run give less
  /// the more stand still: up to 1,700 kb/d lost there is as much as is wanted.
  @Test("Spare makes up a share of the loss as long as there is some")
  func spareMakesUpAShareOfTheLossAsLongAsThereIsSome() throws {
    let all = try loss(["refining.made_up": 0])
    let none = try loss(["refining.made_up": 0.8, "refining.spare_usable": 0, "refining.deferred_usable": 0])
    let ample = try loss(["refining.made_up": 0.8, "refining.spare_usable": 0.3])
    for path in all.indices {
      #expect(abs(none[path] - all[path]) < 1e-4)
      #expect(ample[path] >= 0.2 * all[path] - 1e-9)
      #expect(ample[path] < 0.35 * all[path] + 1e-9 || all[path] > 1700, "\(ample[path]) of \(all[path])")
    }
    #expect(all.count { $0 < 1700 } > 200)
  }
}
