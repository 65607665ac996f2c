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

  let desired, level, levelNoise, levelKeep, spareUsable, madeUp, fatigue, recovery, startSpare: Parameter
  let gasolineSpare, deferredUsable: Parameter
  let yieldFactors: [Parameter]
  let availability, then: State
  let deferred, potential, burn: Input
  let sums, usable, drift, scratch: State
  let accidents: Shock
  let runs, wanted, loss, spare, yieldLoss: Output
  let output, wantedOutput: [Output]
  let districtRuns: [Output]
  let districtGasoline: [Output]
  let fleet: RefineryFleet
  let weights: Weights
  let season: Season
  /// What was last published, if that is not long ago.
  let counted: CountedRuns?
  /// The level of wanted runs in that month, and in the one before the run, whatever a scenario decides for later.
  let levelThen, levelBefore: Double
  /// What made-up runs give in place of gasoline, and the fleet's yield when all is well, by fuel.
  let replacement, usualYields: [Double]
  /// The smooth minimum's sharpness, and spare capacity at its freshest over the usual.
  let sharpness: Int, mostSpare: Double

  init(_ declare: Declarations) {
    // What plants would run, and how lost runs are made up.
    let own = "fitted to published runs"
    desired = declare.lever(
      "desired", FittedLevels(declare.seeds, "refining.desired").schedule(knownOn: declare.seeds.asOf),
      .kbPerDay, in: 3000...7000,
      "Runs if nothing were struck, mean of a year.",
      source: "official totals (275 Mt in 2023, 266.5 in 2024) and Bloomberg monthly runs; " + own,
      origin: FittedLevels.file)
    level = declare.uncertain(
      "level", .uniform(low: 0.985, high: 1.012), .share, in: 0.9...1.1, "Error of that level.", source: own)
    levelNoise = declare.uncertain(
      "level_noise", .central(median: 0.012, low: 0.006, high: 0.02), .share, in: 0...0.1,
      "Standard deviation of wanted runs about their level and season: accidents, floods, margins.",
      source: "calculated: seven published months with few strikes, 2021-25")
    levelKeep = declare.uncertain(
      "level_keep", .central(median: 0.8, low: 0.6, high: 0.92), .share, in: 0...0.99,
      "Share of such a deviation left a month later.",
      source: "guess: the broken unit of January 2024 and the flood of April took months")
    spareUsable = declare.uncertain(
      "spare_usable", .central(median: 0.115, low: 0.09, high: 0.14), .share, in: 0...0.3,
      "Spare capacity that can be switched on within weeks, share of nameplate.",
      source: "derived from comments.ua (Reuters): 5-14 %; narrowed by " + own)
    madeUp = declare.uncertain(
      "made_up", .central(median: 0.80, low: 0.68, high: 0.90), .share, in: 0...1,
      "Share of a loss that is made up while spare lasts.",
      source: own + ": plain minimum gives no loss until 13 % offline, 0.2-0.3 seen")
    fatigue = declare.uncertain(
      "fatigue", .central(median: 0.11, low: 0.06, high: 0.16), .share, in: 0...0.5,
      "Share of the spare that a month at full use costs.", source: own + " of 2026-06")
    recovery = declare.uncertain(
      "recovery", .central(median: 0.04, low: 0.02, high: 0.08), .share, in: 0...1,
      "Share of tired spare that recovers in a month.", source: own + " of 2026-06")
    startSpare = declare.startValue(
      "start_spare",
      Observation(
        distribution: .central(median: 1, low: 0.85, high: 1.1), source: "guess: fresh", origin: "drawn"),
      .share, in: 0...1.2, "Fresh spare at the start, share of the usual.")
    gasolineSpare = declare.uncertain(
      "gasoline_spare", .central(median: 0.35, low: 0.15, high: 0.6), .share, in: 0...1,
      "Gasoline yield of made-up runs over the normal yield.",
      source: "report.az: 14 % offline cost 12 % of gasoline, 3.5 % of diesel")
    deferredUsable = declare.uncertain(
      "deferred_usable", .central(median: 0.5, low: 0.2, high: 0.8), .share, in: 0...1,
      "Share of put-off maintenance that becomes spare.", source: "guess")
    sharpness = declare.count("refining.sharpness")
    mostSpare = declare.constant("refining.most_spare")
    let fuels = FuelNumbers(declare.seeds)
    for fuel in fuels.missing { declare.fault("seeds/fuels.csv has no row for '\(fuel.name)'") }
    replacement = fuels.replacement
    yieldFactors = MotorFuel.allCases.map { fuel in
      let usual = fuels.yieldFactor[fuel.rawValue]
      return declare.uncertain(
        "\(fuel.name)_yield", .central(median: usual, low: usual * 0.98, high: usual * 1.02), .share,
        in: 0.7...1.3, "Yield of \(fuel.name.replacing("_", with: " ")) over the plants' listed yields.",
        source: fuels.sources[fuel.rawValue])
    }
    season = Season(declare.seeds, "refining_season", "runs")
    counted = CountedRuns(declare)
    let levels = FittedLevels(declare.seeds, "refining.desired"), asOf = declare.seeds.asOf
    func standing(_ month: Month) -> Double { levels.value(on: month.first, knownOn: asOf) ?? 0 }
    levelBefore = standing(declare.start - 1)
    levelThen = counted.map { standing($0.month) } ?? levelBefore
    let fleet = RefineryFleet(declare.seeds)
    self.fleet = fleet
    usualYields = MotorFuel.allCases.map { fuel in
      zip(fleet.plants, fleet.desiredShares).reduce(0) { $0 + $1.0.yields[fuel.rawValue] * $1.1 }
    }
    weights = Refining.weights(fleet, overdrive: declare.constant("refining.overdrive"))
    availability = declare.state(of: "outages.availability")
    then = declare.state(of: "outages.then")
    // Read from others, and remembered.
    deferred = declare.input("maintenance.deferred")
    potential = declare.input("production.potential")
    burn = declare.input("crude.direct_burn")
    sums = declare.state("sums", rows: weights.rows)
    usable = declare.state("usable")
    drift = declare.state("drift")
    scratch = declare.state("scratch")
    accidents = declare.shock("accidents")
    // Runs, losses and products.
    runs = declare.output(
      "runs", .kbPerDay, .mean, "Crude and condensate that refineries run.",
      counterpart: "Bloomberg / OilX refinery runs", headline: true,
      observed: .column("refinery_runs_monthly", "runs"))
    declare.pin(runs)
    declare.score(runs, as: "refinery runs")
    loss = declare.output(
      "loss", .kbPerDay, .mean, "Runs that strikes cost, net of what spare capacity makes up.",
      counterpart: "IEA October 2025: about 500 kb/d", headline: true)
    wanted = declare.output("wanted", .kbPerDay, .mean, "What refineries would run if nothing were struck.")
    spare = declare.output("spare", .kbPerDay, .mean, "Spare capacity that could still be switched on.")
    yieldLoss = declare.output(
      "own_use", .megatonnes, .sum, "Crude that becomes no product: refinery fuel and loss.")
    output = MotorFuel.allCases.map { fuel in
      declare.output(
        "\(fuel.name)_output", .megatonnes, .sum, "Output of \(fuel.name.replacing("_", with: " ")).",
        counterpart: fuel.rawValue < 2 ? "Rosstat, Ministry of Energy" : "")
    }
    wantedOutput = MotorFuel.allCases.map { fuel in
      declare.output(
        "\(fuel.name)_wanted", .megatonnes, .sum,
        "Output of \(fuel.name.replacing("_", with: " ")) if nothing were struck.")
    }
    districtRuns = fleet.districts.map {
      declare.output("district_runs", .kbPerDay, .mean, "Refinery runs by federal district.", region: $0)
    }
    districtGasoline = fleet.districts.map {
      declare.output("district_gasoline", .megatonnes, .sum, "Gasoline output by district.", region: $0)
    }
  }

  /// Rows: 0 desired runs, 1 headroom, then runs by fuel, runs, headroom and gasoline by district; each plant's
  /// share of the national figure, so that a row times availabilities of 1 is 1 (fuels: the national yield).
  private static func weights(_ fleet: RefineryFleet, overdrive: Double) -> Weights {
    let desired = fleet.desiredShares
    let spare = fleet.headroomShares(overdrive: overdrive)
    var rows = [desired, spare]
    for fuel in MotorFuel.allCases {
      rows.append(zip(fleet.plants, desired).map { $0.yields[fuel.rawValue] * $1 })
    }
    for group in 0..<3 {
      for district in fleet.districts.indices {
        rows.append(
          fleet.plants.indices.map { plant in
            guard fleet.plants[plant].district == district else { return 0 }
            switch group {
            case 0: return desired[plant]
            case 1: return spare[plant]
            default: return desired[plant] * fleet.plants[plant].yields[MotorFuel.gasoline.rawValue]
            }
          })
      }
    }
    return Weights(
      exact: rows.flatMap { $0 }, rows: rows.count, columns: fleet.plants.count, bits: weightBits)
  }

  func step(_ paths: MonthView) {
    multiplyExactly(weights, paths.matrix(availability), into: paths.matrix(sums))
    deviate(paths)
    run(paths)
    produce(paths)
    split(paths)
  }

  /// Deviations of wanted runs fade and come anew, with the same spread at all times.
  private func deviate(_ paths: MonthView) {
    let drift = paths[drift], noise = paths[levelNoise], keep = paths[levelKeep], z = paths[scratch]
    paths.normals(accidents, into: z)
    for path in paths.indices {
      let fresh = (1 - keep[path] * keep[path]).squareRoot() * noise[path]
      drift[path] = keep[path] * drift[path] + fresh * z[path]
    }
  }

  private func run(_ paths: MonthView) {
    let desired = paths[desired], level = paths[level], share = paths[spareUsable], made = paths[madeUp]
    let fatigue = paths[fatigue], recovery = paths[recovery], fresh = paths[startSpare]
    let freed = paths[deferred], counts = paths[deferredUsable]
    let sums = paths.matrix(sums), base = sums[0], headroom = sums[1]
    let drift = paths[drift]
    let usable = paths[usable], runs = paths[runs], loss = paths[loss], spare = paths[spare]
    let wanted = paths[wanted], potential = paths[potential], burn = paths[burn]
    let factor = season[paths.month], nameplate = fleet.nameplate
    for path in paths.indices {
      let aim = desired[path] * level[path] * factor * max(1 + drift[path], 0)
      wanted[path] = min(aim, max(potential[path] - burn[path], 0))
      let lost = wanted[path] * (1 - base[path])
      let normal = share[path] * nameplate
      let extra = freed[path] / percent * nameplate * counts[path]
      let room = max(normal * usable[path] * headroom[path] + extra, Refining.leastRoom)
      let made = smoothMinimum(made[path] * lost, room)
      let used = chosen(normal > 0, made / normal, 0)
      let rested = usable[path] + recovery[path] * (fresh[path] - usable[path])
      usable[path] = min(max(rested - fatigue[path] * used, 0), mostSpare)
      runs[path] = wanted[path] - lost + made
      loss[path] = lost - made
      spare[path] = room - made
    }
    guard let pinned = paths.pinned(self.runs) else { return }
    for path in paths.indices {
      runs[path] = pinned[path]
      // What was run says what was wanted, given what strikes cost.
      wanted[path] = pinned[path] + loss[path]
      drift[path] = wanted[path] / (desired[path] * level[path] * factor) - 1
    }
  }

  /// min(a, b), rounded off where the two are close.
  @inline(__always)
  func smoothMinimum(_ a: Double, _ b: Double) -> Double {
    let low = min(a, b), ratio = low / max(a, b)
    var power = ratio
    for _ in 1..<sharpness { power *= ratio }
    return low * exponential(-logarithm(1 + power) / Double(sharpness))
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let runs = paths[runs], own = paths[yieldLoss], potential = paths[potential], burn = paths[burn]
    let products = paths.sum(output), districts = paths.sum(districtRuns, in: 1)
    let perMonth = paths.month.megatonnesPerKbd
    report.equal("products, own use and loss are what was run") {
      (products[$0] + own[$0], runs[$0] * perMonth, runs[$0] * perMonth)
    }
    report.equal("runs of the districts are the country's") { (districts[$0], runs[$0], runs[$0]) }
    report.within("refinery own use and loss") { (own[$0], 0, runs[$0] * perMonth) }
    guard paths.pinned(self.runs) == nil else { return }
    report.within("runs within output") {
      let most = potential[$0] - burn[$0]
      return (runs[$0], 0, most > 0 ? most : 0)
    }
  }
}

extension Month {
  /// Million tonnes of crude in a month of one kb/d.
  var megatonnesPerKbd: Double { Double(days) / (barrelsPerTonne * kilo) }
}
