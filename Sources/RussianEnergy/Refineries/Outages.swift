internal import Engine
internal import Kernels
internal import Sampling

/// Strikes as random events on the fleet, and how long plants stay down.
///
/// The month's hits on a plant are Poisson, its rate a share of the campaign's by exposure and capacity and
/// larger for a plant that is damaged or was hit lately. A hit that damages stops the plant or part of it for
/// a lognormal time with a heavy tail. Full and partial stops have a clock each, and a new hit never brings a
/// return forward, so that P(up) = exp(−rate × mean repair) holds. Days are counted, not months.
struct Outages: Mechanism {
  static let section = "outages"
  static let summary = "Refinery outages by strikes: hits, damage and repair, plant by plant."

  let hazard: OutageHazard
  let repair: OutageRepair
  let rate: Input
  /// Strikes a month of the first month that are not named.
  let unnamedRate: State
  let counts, plantsHit, hits, starts: Shock
  let clocks, near, availability, then: State
  let hazards, weights, allWeights, grouped, targets, expected, number, drawn, scratch: State
  let candidates, effects, waiting: State
  let shown: OutageOutputs
  let fleet: RefineryFleet
  let exposures: [(normal: Double, longer: Double)]
  let groups: [[Int]]
  /// What a plant adds to a strike on a path: its cells, and the address of what is drawn for it.
  let marks: [Hit]
  let known: [KnownOutage]
  let lastKnownHit: [Double]
  private let weightsOffline: [OfflineWeights]
  /// The month of the newest published runs, of which the fleet's state is told too.
  let counted: CountedRuns?
  /// Strikes of the months before the run that were counted and that no row of the table of outages names, the oldest
  /// month first.
  let unnamed: [Double]
  /// The first month, of which strikes may be known.
  let start: Month
  /// What units that still run can add, and the share from which a known stop is one of the whole plant.
  let overdrive, wholeStop: Double

  init(_ declare: Declarations) {
    hazard = OutageHazard(declare)
    repair = OutageRepair(declare)
    fleet = RefineryFleet(declare.seeds)
    exposures = declare.seeds["districts"].map {
      ($0.number("exposure") ?? 0, $0.number("exposure_longer_range") ?? 0)
    }
    groups = Outages.groups(fleet, exposures)
    marks = Outages.marks(fleet)
    let known = KnownOutage.read(declare, fleet)
    self.known = known
    lastKnownHit = fleet.plants.indices.map { plant in
      known.filter { $0.plant == plant }.map(\.day).max() ?? -1e9
    }
    counted = CountedRuns(declare)
    start = declare.start
    unnamed = Outages.unnamed(declare)
    weightsOffline = OfflineWeights.all(fleet)
    overdrive = declare.constant("refining.overdrive")
    wholeStop = declare.constant("outages.whole")
    shown = OutageOutputs(declare)
    // Read from others, and remembered.
    rate = declare.input("strikes.rate")
    unnamedRate = declare.state(of: "strikes.unnamed")
    counts = declare.shock("counts")
    plantsHit = declare.shock("plants")
    hits = declare.shock("hits")
    starts = declare.shock("starts")
    let plants = fleet.plants.count
    clocks = declare.state("clocks", rows: FleetClocks.rows(of: plants))
    near = declare.state("near", rows: NearHits.rows(of: plants))
    availability = declare.state("availability", rows: plants, shared: true)
    hazards = declare.state("hazards", rows: declare.count("outages.recent_months"))
    weights = declare.state("weights", rows: plants)
    allWeights = declare.state("all_weights")
    grouped = declare.state("grouped", rows: TwoPoints.rows * groups.count)
    targets = declare.state("targets", rows: WeightedChoice.rows(of: plants))
    expected = declare.state("expected", rows: StrikeKind.count)
    number = declare.state("number", rows: StrikeKind.count)
    drawn = declare.state("drawn", rows: HitRow.count)
    candidates = declare.state("candidates", rows: 2 * Outages.mostCandidates / blockWidth)
    effects = declare.state("effects", rows: EffectRow.count)
    waiting = declare.state("waiting", rows: Damage.rows)
    scratch = declare.state("scratch", rows: 3)
    then = declare.state("then", rows: 2, shared: true)
    let forgotten = declare.constant("outages.forgotten"), long = declare.constant("outages.long_repair")
    declare.estimate(.repairs(upTo: long) { KnownOutage.durations($0, forgotten: forgotten) })
    declare.reserveEvents(perBlockMonth: StrikeKind.count * Outages.mostStrikes * blockWidth)
  }

  func step(_ paths: MonthView) {
    if needsWeights(paths) { weigh(paths, longer: paths[hazard.longerRange]) }
    let month = DaySpan(first: paths.firstDay, days: paths.days), queued = paths.matrix(scratch)[2]
    expect(paths)
    lengthenRepairs(paths, into: queued)
    prepareEffects(paths, queued: queued)
    strike(paths, in: month, struck: paths[shown.hits])
    if paths.month == start { addNamed(paths, month) }
    total(paths)
  }

  /// True where the weights of the month before are none of this one's: they change with one lever alone, which is 0 before
  /// a run.
  private func needsWeights(_ paths: MonthView) -> Bool {
    guard paths.index <= 0 else { return paths.isDated(hazard.longerRange) }
    let longer = paths[hazard.longerRange]
    return paths.isDated(hazard.capacityExponent) || paths.indices.contains { longer[$0] != 0 }
  }

  /// What is offline on average, among crude distillation alone, and what the clocks keep down at the end.
  private func total(_ paths: MonthView) {
    let clocks = FleetClocks(paths.matrix(clocks)), availability = paths.matrix(availability)
    let end = paths.firstDay + paths.days, share = paths[shown.share]
    let shown = (offline: paths[shown.offline], primary: paths[shown.primary], end: paths[shown.end])
    weightsOffline.withUnsafeBufferPointer { weights in
      for path in stride(from: 0, to: blockWidth, by: FleetClocks.lanes) {
        var offline = SIMD8<Double>.zero, primary = offline, down = offline
        for plant in weights.indices {
          let own = clocks.place(plant, path: path), weight = weights[plant]
          let cell = plant &* blockWidth &+ path
          let available = roundedToGrid(1 - availability[eight: cell], bits: availabilityBits)
          availability[eight: cell] = available
          let lost = 1 - available
          offline += weight.capacity * lost
          primary += weight.primary * lost
          down += weight.end * clocks.down(at: end, own)
        }
        shown.offline[eight: path] = offline
        shown.primary[eight: path] = primary
        shown.end[eight: path] = down
      }
    }
    for path in paths.indices { share[path] = percent * shown.offline[path] / fleet.nameplate }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant]
      report.within(available, 0, 1, "availability of a plant")
    }
  }
}

/// What a plant counts in what is shown, for each share of it that is offline.
private struct OfflineWeights {
  /// kb/d, and percent of crude distillation and of all units.
  let capacity, primary, end: Double

  static func all(_ fleet: RefineryFleet) -> [OfflineWeights] {
    fleet.plants.map { OfflineWeights($0, fleet) }
  }

  private init(_ plant: RefineryFleet.Plant, _ fleet: RefineryFleet) {
    capacity = plant.capacity
    // Reports of crude distillation leave condensate plants out.
    primary = plant.isCondensate ? 0 : percent * plant.capacity / max(fleet.primary, 1e-9)
    end = percent * plant.capacity / fleet.nameplate
  }
}
