internal import Engine
internal import Kernels
internal import Sampling

/// Refinery runs: what plants would run, less what strikes take, plus what spare capacity gives back.
///
/// Lost runs are made up from spare capacity as long as there is some, but never wholly: the made-up part is a
/// smooth minimum of a share of the loss and the spare. Spare that is used tires. All sums over the fleet
/// (totals, fuels, districts) are one matrix product with the plants' availability.
struct Refining: Mechanism {
  static let section = "refining"
  static let summary = "Refinery runs and output by fuel and district, with spare capacity that can run out."
  /// So many kb/d are no room.
  static let leastRoom = 1e-12

  let desired, level, trend, levelNoise, levelKeep: Parameter
  let reserve: SpareReserve
  let yieldFactors: [Parameter]
  let shown: RefiningOutputs
  let availability, then: State
  let deferred, potential, burn: Input
  let sums, usable, drift, scratch: State
  let accidents: Shock
  let fleet: RefineryFleet
  let weights: Weights
  let season: Season
  /// What was last published, if that is not long ago.
  let counted: CountedRuns?
  /// The month up to which the level of wanted runs was known.
  let levelKnown: Month
  /// The level of wanted runs in that month, and in the one before the run, whatever a scenario decides for later.
  let levelThen, levelBefore: Double
  /// Strikes that the fleet felt in the months before the run.
  let campaign: [Double]
  /// What made-up runs give in place of gasoline, and the fleet's yield when all is well, by fuel.
  let replacement, usualYields: [Double]

  init(_ declare: Declarations) {
    // What plants would run, how lost runs are made up, and what they give.
    let own = "fitted to published runs"
    let levels = FittedLevels(declare.seeds, "refining.desired"), asOf = declare.seeds.asOf
    desired = declare.lever(
      "desired", levels.schedule(knownOn: asOf), .kbPerDay, in: 3000...7000,
      "Runs if nothing were struck, mean of a year.",
      source: "official totals (272 Mt in 2022, 266.5 in 2024) and Bloomberg monthly runs; " + own,
      origin: FittedLevels.file)
    level = declare.uncertain(
      "level", .uniform(low: 0.985, high: 1.012), .share, in: 0.9...1.1, "Error of that level.",
      source:
        "eight months to 2025-06: counts and what strikes took over level and season: 0.997 in 2023 (three), 1.002 in 2024 (four), 0.997 in 2025"
    )
    trend = declare.uncertain(
      "trend", .median(-0.005, -0.03...0.02), .perYear, in: -0.2...0.2,
      "Growth of that level a year after the day of the run.",
      source:
        "official totals: 285.2 Mt in 2016 (TASS 961852), 272 in 2022, 275 in 2023; single years move by 2 %")
    levelNoise = declare.uncertain(
      "level_noise", .median(0.012, 0.006...0.02), .share, in: 0...0.1,
      "Standard deviation of wanted runs about their level and season: accidents, floods, margins.",
      source: "calculated: seven published months with few strikes, 2021-25")
    levelKeep = declare.uncertain(
      "level_keep", .median(0.8, 0.6...0.92), .share, in: 0...0.99,
      "Share of such a deviation left a month later.",
      source: "guess: the broken unit of January 2024 and the flood of April took months")
    reserve = SpareReserve(declare, fit: own)
    let fuels = FuelNumbers(declare.seeds)
    for fuel in fuels.missing { declare.fault("seeds/fuels.csv has no row for '\(fuel.name)'") }
    replacement = fuels.replacement
    yieldFactors = zip(MotorFuel.allCases, fuels.yieldFactor).map { fuel, usual in
      declare.uncertain(
        "\(fuel.name)_yield", .central(median: usual, low: usual * 0.98, high: usual * 1.02), .share,
        in: 0.7...1.3, "Yield of \(fuel.words) over the plants' listed yields.",
        source: fuels.sources[fuel.rawValue])
    }
    season = Season(declare.seeds, "refining_season", "runs")
    counted = CountedRuns(declare)
    func standing(_ month: Month) -> Double { levels.value(on: month.first, knownOn: asOf) ?? 0 }
    levelKnown = (asOf ?? declare.start.first).month
    levelBefore = standing(declare.start - 1)
    levelThen = counted.map { standing($0.month) } ?? levelBefore
    campaign = Refining.campaign(declare)
    fleet = RefineryFleet(declare.seeds)
    usualYields = fleet.usualYields
    weights = Refining.weights(fleet, overdrive: declare.constant("refining.overdrive"))
    availability = declare.state(of: "outages.availability")
    then = declare.state(of: "outages.then")
    // Read from others, and remembered.
    deferred = declare.input("maintenance.deferred")
    potential = declare.input("production.potential")
    burn = declare.input("crude.direct_burn")
    sums = declare.state("sums", rows: SumRow.national + weights.rows)
    usable = declare.state("usable")
    drift = declare.state("drift")
    scratch = declare.state("scratch", rows: 4)
    accidents = declare.shock("accidents")
    shown = RefiningOutputs(declare, districts: fleet.districts)
  }

  /// Rows: the other fuels, then runs, headroom and gasoline by district; each plant's share of the national figure, so
  /// that a row times availabilities of 1 is the national yield, or adds up to 1 (gasoline: to its yield).
  private static func weights(_ fleet: RefineryFleet, overdrive: Double) -> Weights {
    let desired = fleet.desiredShares
    let spare = fleet.headroomShares(overdrive: overdrive)
    var rows: [[Double]] = []
    for fuel in MotorFuel.allCases.dropFirst() {
      rows.append(zip(fleet.plants, desired).map { $0.yields[fuel.rawValue] * $1 })
    }
    for group in 0..<SumRow.national {
      for district in fleet.districts.indices {
        rows.append(
          fleet.plants.indices.map { plant in
            guard fleet.plants[plant].district == district else { return 0 }
            switch group {
            case SumRow.runs: return desired[plant]
            case SumRow.headroom: return spare[plant]
            default: return desired[plant] * fleet.plants[plant].yields[MotorFuel.gasoline.rawValue]
            }
          })
      }
    }
    return Weights(
      exact: rows.flatMap { $0 }, rows: rows.count, columns: fleet.plants.count, bits: weightBits)
  }

  /// The sums over the fleet. Rows: 0 desired runs, 1 headroom, then runs by fuel, and the same three by district.
  func add(_ paths: MonthView) {
    let sums = paths.matrix(sums), districts = fleet.districts.count
    multiplyExactly(weights, paths.matrix(availability), into: sums[SumRow.national..<sums.rows])
    for group in 0..<SumRow.national {
      let first = sums.rows - (SumRow.national - group) * districts
      sums[group].fill(0)
      // They are on one grid, so that nothing is rounded.
      _ = sums.sum(first..<first + districts, into: sums[group])
    }
  }

  func step(_ paths: MonthView) {
    add(paths)
    deviate(paths)
    run(paths)
    produce(paths)
    split(paths)
  }

  /// Deviations of wanted runs fade and come anew, with the same spread at all times.
  private func deviate(_ paths: MonthView) {
    let drift = paths[drift], z = paths[scratch]
    paths.normals(accidents, into: z)
    drift.renew(drift, keep: paths[levelKeep], spread: paths[levelNoise], normals: z)
  }

  private func run(_ paths: MonthView) {
    let desired = paths[desired], level = paths[level], share = paths[reserve.usable],
      made = paths[reserve.madeUp]
    let freed = paths[deferred], counts = paths[reserve.deferred]
    let sums = paths.matrix(sums), base = sums[0], headroom = sums[1]
    let drift = paths[drift]
    let usable = paths[usable], runs = paths[shown.runs], loss = paths[shown.loss], spare = paths[shown.spare]
    let wanted = paths[shown.wanted], potential = paths[potential], burn = paths[burn]
    let factor = season[paths.month], nameplate = fleet.nameplate
    let trend = paths[trend]
    let years = Double(max(paths.month - levelKnown, 0)) / monthsPerYear
    for path in paths.indices {
      let grown = desired[path] * level[path] * exponential(trend[path] * years)
      let aim = grown * factor * max(1 + drift[path], 0)
      wanted[path] = min(aim, max(potential[path] - burn[path], 0))
      loss[path] = wanted[path] * (1 - base[path])
      let extra = freed[path] / percent * nameplate * counts[path]
      let normal = share[path] * nameplate
      spare[path] = max(normal * usable[path] * headroom[path] + extra, Refining.leastRoom)
      runs[path] = made[path] * loss[path]
    }
    bound(runs, by: spare, paths)
    wear(usable, by: runs, paths)
    for path in paths.indices {
      let made = runs[path]
      runs[path] = wanted[path] - loss[path] + made
      loss[path] -= made
      spare[path] -= made
    }
    guard let pinned = paths.pinned(shown.runs) else { return }
    for path in paths.indices {
      runs[path] = pinned[path]
      // What was run says what was wanted, given what strikes cost.
      wanted[path] = pinned[path] + loss[path]
      let grown = desired[path] * level[path] * exponential(trend[path] * years)
      drift[path] = wanted[path] / (grown * factor) - 1
    }
  }

  /// Spare that was used for some runs of a month tires, the rest recovers.
  func wear(_ usable: Column, by made: Column, _ paths: MonthView) {
    let share = paths[reserve.usable], nameplate = fleet.nameplate, most = reserve.most
    let fatigue = paths[reserve.fatigue], recovery = paths[reserve.recovery], fresh = paths[reserve.start]
    for path in paths.indices {
      let normal = share[path] * nameplate
      let used = chosen(normal > 0, made[path] / normal, 0)
      let rested = usable[path] + recovery[path] * (fresh[path] - usable[path])
      usable[path] = min(max(rested - fatigue[path] * used, 0), most)
    }
  }

  /// Brings numbers to the smaller of them and others, rounded off where the two are close.
  func bound(_ numbers: Column, by others: Column, _ paths: MonthView) {
    let ratio = paths.matrix(scratch)[0], power = paths.matrix(scratch)[1], sharpness = reserve.sharpness
    for path in paths.indices {
      let a = numbers[path], b = others[path], low = min(a, b)
      ratio[path] = low / max(a, b)
      power[path] = ratio[path]
      numbers[path] = low
    }
    // A loop inside one over paths would keep that scalar.
    for _ in 1..<sharpness {
      for path in paths.indices { power[path] *= ratio[path] }
    }
    let root = Double(sharpness)
    for path in paths.indices { numbers[path] *= exponential(-logarithm(1 + power[path]) / root) }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let runs = paths[shown.runs], own = paths[shown.ownUse], potential = paths[potential], burn = paths[burn]
    let products = paths.sum(shown.output), districts = paths.sum(shown.districtRuns, in: 1)
    let perMonth = paths.month.megatonnesPerKbd
    report.equal("products, own use and loss are what was run") {
      (products[$0] + own[$0], runs[$0] * perMonth, runs[$0] * perMonth)
    }
    report.equal("runs of the districts are the country's") { (districts[$0], runs[$0], runs[$0]) }
    report.within("refinery own use and loss") { (own[$0], 0, runs[$0] * perMonth) }
    guard paths.pinned(shown.runs) == nil else { return }
    report.within("runs within output") {
      let most = potential[$0] - burn[$0]
      return (runs[$0], 0, most > 0 ? most : 0)
    }
  }
}

/// The sums over the fleet that its districts have too, in the order of the rows.
private enum SumRow {
  static let runs = 0, headroom = 1, gasoline = 2
  /// How many they are.
  static let national = 3
}

extension Month {
  /// Million tonnes of crude in a month of one kb/d.
  var megatonnesPerKbd: Double { Double(days) / (barrelsPerTonne * kilo) }
}
