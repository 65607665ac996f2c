import Engine
import Kernels
import Sampling
import TestSupport
import Testing

@testable import RussianEnergy

/// Strikes at a constant rate.
private struct SteadyStrikes: Mechanism {
  static let section = "strikes"
  static let summary = "Strikes at a constant rate."
  let intensity: Parameter
  let rate: Output
  let unnamed: State

  init(_ declare: Declarations) {
    intensity = declare.lever("intensity", 1, .perMonth, in: 0...50, "Strikes a month.", source: "test")
    rate = declare.output("rate", .perMonth, .mean, "Strikes a month.")
    unnamed = declare.state("unnamed", shared: true)
  }

  func step(_ paths: MonthView) {
    paths[rate].assign(paths[intensity])
    paths[unnamed].assign(paths[intensity])
  }
}

/// The outage process alone, with constant parameters, against the laws of Poisson arrivals.
@Suite struct OutageLawTests {
  private static let rate = 6.0, median = 21.0, sigma = 0.85

  /// Every hit stops a plant for a lognormal time; all plants of a district are hit alike.
  private func trial(rate: Double = rate, seeds: SeedTables, to: String = "2026-08") -> Trial {
    Trial(
      to: to, paths: 8192,
      values: [
        "strikes.intensity": rate, "outages.damage_chance": 1, "outages.full_stop_chance": 1,
        "outages.rehit": 1, "outages.repair_queue": 0, "outages.severe_share": 0,
        "outages.capacity_exponent": 0, "outages.repair_median": Self.median,
        "outages.repair_sigma": Self.sigma,
      ], outputs: ["outages.offline", "outages.offline_share", "outages.hits"], seeds: seeds,
      mechanisms: [SteadyStrikes.self, Outages.self])
  }

  private var peaceful: SeedTables {
    allSeeds.replacing("refinery_outages") { _ in [] }.replacing("strikes_monthly") { _ in [] }
  }

  @Test("Hits a month are Poisson") func hitsAMonthArePoisson() throws {
    let hits = try trial(seeds: peaceful, to: "2025-11").run()["outages.hits"]
    for month in hits {
      #expect(abs(score(month, Self.rate)) < 4)
      let error = ((Self.rate + 2 * Self.rate * Self.rate) / Double(month.count)).squareRoot()
      #expect(abs(variance(month) - Self.rate) < 4 * error)
    }
  }

  /// From an empty start a plant is down at t with chance 1 − exp(−∫ rate(u) P(T > t − u) du) (M/G/∞).
  @Test("A fleet is down as much as the law says") func aFleetIsDownAsMuchAsTheLawSays() throws {
    let seeds = peaceful
    let fleet = RefineryFleet(seeds)
    let exposure = seeds["districts"].map { $0.number("exposure") ?? 0 }
    let weights = fleet.plants.map { exposure[$0.district] }
    let total = weights.reduce(0, +)
    let found = try trial(seeds: seeds).run()
    let load = Load(from: month("2025-09"), months: 12, median: Self.median, sigma: Self.sigma)
    for (index, values) in found["outages.offline"].enumerated() {
      let expected = zip(fleet.plants, weights).reduce(0) { sum, plant in
        sum + plant.0.capacity * load.downShare(month: index, rate: Self.rate * plant.1 / total)
      }
      #expect(abs(score(values, expected)) < 4, "month \(index): \(mean(values)), not \(expected)")
    }
  }

  /// In the long run P(up) = exp(−rate × mean repair).
  @Test("A single plant is up as often as the law says") func aSinglePlantIsUpAsOftenAsTheLawSays() throws {
    let seeds = peaceful.replacing("refineries") { Array($0.prefix(1)) }
    let down = try trial(rate: 0.4, seeds: seeds, to: "2027-08").run()["outages.offline_share"]
    let load = Load(from: month("2025-09"), months: 24, median: Self.median, sigma: Self.sigma)
    for index in [0, 1, 2, 23] {
      #expect(abs(score(down[index], 100 * load.downShare(month: index, rate: 0.4))) < 4)
    }
    let repair = Self.median * exponential(0.5 * Self.sigma * Self.sigma)
    let up = exponential(-0.4 / 31 * repair)
    #expect(abs(load.downShare(month: 23, rate: 0.4) - (1 - up)) < 0.005)
  }

  /// Hits come in any order, and only in that of their days is each counted from its day on.
  @Test("A plant that is hit many times a month is down as much as the law says")
  func aPlantThatIsHitManyTimesAMonthIsDownAsMuchAsTheLawSays() throws {
    let median = 5.0, rate = 10.0
    let seeds = peaceful.replacing("refineries") { Array($0.prefix(1)) }
    var trial = trial(rate: rate, seeds: seeds, to: "2025-11")
    trial.values["outages.repair_median"] = median
    trial.values["outages.full_stop_chance"] = 0
    trial.values["outages.partial_share"] = 0.5
    trial.values["outages.partial_spread"] = 0
    let load = Load(from: month("2025-09"), months: 3, median: median, sigma: Self.sigma)
    for (index, down) in try trial.run()["outages.offline_share"].enumerated() {
      #expect(abs(score(down, 50 * load.downShare(month: index, rate: rate))) < 4)
    }
  }

  @Test("A part of hits does damage") func aPartOfHitsDoesDamage() throws {
    var trial = trial(seeds: peaceful, to: "2025-09")
    trial.values["outages.damage_chance"] = 0.25
    let load = Load(from: month("2025-09"), months: 1, median: Self.median, sigma: Self.sigma)
    let fleet = RefineryFleet(peaceful)
    let exposure = peaceful["districts"].map { $0.number("exposure") ?? 0 }
    let weights = fleet.plants.map { exposure[$0.district] }
    let scale = 0.25 * Self.rate / weights.reduce(0, +)
    let expected = zip(fleet.plants, weights).reduce(0) {
      $0 + $1.0.capacity * load.downShare(month: 0, rate: scale * $1.1)
    }
    #expect(abs(score(try trial.run()["outages.offline"][0], expected)) < 4)
  }

  /// The factor of all plants' weights by which re-hits raise them, plant by plant and by two points for each group.
  @Test("Two points stand for a group of plants where re-hits are expected") func twoPoints() {
    let fleet = RefineryFleet(allSeeds)
    let exposures = allSeeds["districts"].map {
      (normal: $0.number("exposure") ?? 0, longer: $0.number("exposure_longer_range") ?? 0)
    }
    let groups = Outages.groups(fleet, exposures)
    #expect(groups.flatMap { $0 }.sorted() == Array(fleet.plants.indices) && groups.count < 12)
    for exponent in [0.3, 0.5, 0.8] {
      let weights = fleet.plants.map { exposures[$0.district].normal * power($0.capacity, exponent) }
      let total = weights.reduce(0, +)
      for (strikes, rehit) in [(3.0, 1.5), (15, 2.5), (34, 3.5)] {
        func raised(_ weight: Double, _ place: Double) -> Double {
          weight * (1 + Outages.extra(3 * strikes / total * place, rehit))
        }
        let each = weights.reduce(0) { $0 + raised($1, $1) }
        let condensed = groups.reduce(0) { sum, plants in
          func powers(_ degree: Double) -> Double { plants.reduce(0) { $0 + power(weights[$1], degree) } }
          let points = TwoPoints(powers(1), powers(2), powers(3), powers(4))
          return sum + raised(points.weights.0, points.places.0) + raised(points.weights.1, points.places.1)
        }
        #expect(abs(condensed / each - 1) < 1e-4, "\(exponent), \(strikes): \(condensed / each - 1)")
      }
    }
  }

  /// Plants hit lately are hit more often; the campaign's rate stays what it is.
  @Test("Repeated hits leave the rate of the campaign alone")
  func repeatedHitsLeaveTheRateOfTheCampaignAlone() throws {
    var trial = trial(seeds: peaceful)
    trial.values["outages.rehit"] = 2.5
    let hits = try trial.run().means("outages.hits")
    #expect(abs(mean(hits) / Self.rate - 1) < 0.05, "\(hits)")
  }
}

/// The expected stops of a plant that is hit once a month, still under way, by quarter days.
private struct Load {
  private let hours: [[Double]]

  init(from first: Month, months: Int, median: Double, sigma: Double) {
    let parts = 4
    var rates: [Double] = []
    var starts: [Range<Int>] = []
    for index in 0..<months {
      let days = (first + index).days
      starts.append(rates.count..<rates.count + parts * days)
      rates += Array(repeating: 1 / Double(parts * days), count: parts * days)
    }
    // The chance to be still down after so many quarter days; half a step for hits of the same quarter.
    let survival = rates.indices.map { step -> Double in
      step == 0 ? 1 : normalCumulative(-logarithm(Double(step) / Double(parts) / median) / sigma)
    }
    let loads = rates.indices.map { now in
      (0..<now).reduce(0.5 * rates[now]) { $0 + rates[$1] * survival[now - $1] }
    }
    hours = starts.map { Array(loads[$0]) }
  }

  /// The mean share of a month that a plant is down which is hit so often a month.
  func downShare(month: Int, rate: Double) -> Double {
    mean(hours[month].map { 1 - exponential(-rate * $0) })
  }
}
