import Engine
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

  private func clocks(full: Double = 0, partial: Double = 0, share: Double = 0) -> PlantClocks {
    PlantClocks(start: 100, end: 130, full: full, partial: partial, share: share)
  }

  @Test("Clocks that run count until their end") func clocksThatRunCountUntilTheirEnd() {
    #expect(clocks().lost == 0)
    #expect(clocks(full: 110).lost == 10)
    #expect(clocks(full: 200).lost == 30)
    #expect(clocks(partial: 120, share: 0.4).lost == 8)
    #expect(abs(clocks(full: 110, partial: 120, share: 0.4).lost - 14) < 1e-12)
    #expect(clocks(full: 120, partial: 110, share: 0.4).lost == 20)
  }

  @Test("Overlapping stops count once") func overlappingStopsCountOnce() {
    var plant = clocks()
    plant.stop(at: 105, for: 10, share: 1)
    plant.stop(at: 110, for: 10, share: 1)
    #expect(plant.lost == 15 && plant.full == 120)
  }

  @Test("A short stop never ends a long one") func aShortStopNeverEndsALongOne() {
    var plant = clocks()
    plant.stop(at: 101, for: 100, share: 1)
    plant.stop(at: 102, for: 3, share: 1)
    #expect(plant.full == 201 && plant.lost == 29)
  }

  @Test("A partial stop is hidden by a full one") func aPartialStopIsHiddenByAFullOne() {
    var plant = clocks()
    plant.stop(at: 110, for: 20, share: 0.5)
    plant.stop(at: 115, for: 5, share: 1)
    #expect(abs(plant.lost - (2.5 + 5 + 5)) < 1e-12)
    #expect(plant.partial == 130 && plant.full == 120)
  }

  @Test("Partial stops keep the larger share while they overlap")
  func partialStopsKeepTheLargerShareWhileTheyOverlap() {
    var plant = clocks()
    plant.stop(at: 100, for: 10, share: 0.6)
    plant.stop(at: 105, for: 10, share: 0.2)
    #expect(abs(plant.lost - 9) < 1e-12)
    plant.stop(at: 120, for: 5, share: 0.2)
    #expect(abs(plant.lost - 10) < 1e-12 && plant.share == 0.2)
  }

  @Test("What ordinary plants share adds up") func whatOrdinaryPlantsShareAddsUp() {
    let fleet = RefineryFleet(allSeeds)
    #expect(fleet.plants.count == allSeeds["refineries"].count && fleet.plants.count >= 38)
    #expect((6700...7100).contains(fleet.nameplate))
    #expect(fleet.desiredShares.reduce(0, +) == 1)
    #expect(fleet.headroomShares(overdrive: 0.2).reduce(0, +) == 1)
  }

  private func loss(_ values: [String: Double]) throws -> [Double] {
    let trial = Trial(
      to: "2025-09", paths: 256, values: values, outputs: ["refining.loss"])
    return try trial.run()["refining.loss"][0]
  }

  /// What is made up is a smooth minimum of a share of the loss and the spare.
  @Test("Spare makes up a share of the loss as long as there is some")
  func spareMakesUpAShareOfTheLossAsLongAsThereIsSome() throws {
    let all = try loss(["refining.made_up": 0])
    let none = try loss(["refining.made_up": 0.8, "refining.spare_usable": 0, "refining.deferred_usable": 0])
    let ample = try loss(["refining.made_up": 0.8, "refining.spare_usable": 0.3])
    for path in all.indices {
      #expect(abs(none[path] - all[path]) < 1e-4)
      #expect(ample[path] >= 0.2 * all[path] - 1e-9 && ample[path] < 0.35 * all[path] + 1e-9)
    }
  }
}
