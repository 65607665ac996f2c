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

  let damageChance, fullChance, partialMean, partialSpread: Parameter
  let rehit, rehitDays, capacityExponent, longerRange: Parameter
  let repairMedian, repairSigma, severeShare, severeMedian, severeSigma: Parameter
  let repairFactor, queue, queueFrom, estimateSlip: Parameter
  let rate: Input
  let counts, plantsHit, hits, starts: Shock
  let clocks, availability, then: State
  let hazards, weights, allWeights, grouped, targets, expected, number, drawn, scratch: State
  let candidates, effects, waiting: State
  let offline, offlineShare, offlineEnd, offlinePrimary, struckCount: Output
  let fleet: RefineryFleet
  let exposures: [(normal: Double, longer: Double)]
  let groups: [[Int]]
  /// What a plant adds to a strike on a path: its cells, and the address of what is drawn for it.
  let marks: [Hit]
  let known: [KnownOutage]
  let lastKnownHit: [Double]
  /// The month of the newest published runs, of which the fleet's state is told too.
  let counted: CountedRuns?
  /// Strikes of the months before the run that were counted and that no row of the table of outages names, the oldest
  /// month first.
  let unnamed: [Double]
  /// What units that still run can add, and the share from which a known stop is one of the whole plant.
  let overdrive, wholeStop: Double

  init(_ declare: Declarations) {
    // Which plant is hit, and how much of it is lost.
    let sample = "means over refinery_outages.csv (24 durations, 9 actual)"
    damageChance = declare.uncertain(
      "damage_chance", .central(median: 0.62, low: 0.45, high: 0.78), .share, in: 0...1,
      "Chance that a hit costs crude runs.",
      source: "8 of 13 plants in early 2024 (rubryka.com), whose Wilson range is 0.39 to 0.80; " + sample)
    fullChance = declare.uncertain(
      "full_stop_chance", .central(median: 0.63, low: 0.5, high: 0.7), .share, in: 0...1,
      "Chance that damage stops the whole plant.", source: sample + ": 24 of 38")
    partialMean = declare.uncertain(
      "partial_share", .central(median: 0.45, low: 0.35, high: 0.55), .share, in: 0.05...0.95,
      "Mean share of the plant that a partial stop takes.", source: sample)
    partialSpread = declare.lever(
      "partial_spread", 0.2, .share, in: 0...0.5, "Half-width of that share around its mean.",
      source: sample + ": 0.2 to 0.64")
    rehit = declare.uncertain(
      "rehit", .central(median: 2.5, low: 1.5, high: 3.5), .share, in: 1...8,
      "How much likelier a damaged or lately hit plant is hit again.",
      source: sample + ": 27 % of strikes follow within 90 days")
    rehitDays = declare.lever(
      "rehit_days", 90, .days, in: 0...365, "How long a hit counts as lately.", source: sample)
    capacityExponent = declare.uncertain(
      "capacity_exponent", .central(median: 0.5, low: 0.3, high: 0.8), .share, in: 0...1.5,
      "How exposure grows with capacity.", source: "fitted: 40 hits reach 16-19 plants (published)")
    longerRange = declare.lever(
      "longer_range", 0, .share, in: 0...1,
      "How far longer-range systems raise exposure beyond European Russia.",
      source: "scenario; exposures in districts.csv are guesses")
    // How long a loss lasts.
    repairMedian = declare.uncertain(
      "repair_median", .central(median: 21, low: 16, high: 27), .days, in: 2...200,
      "Median repair of ordinary damage.", source: sample)
    repairSigma = declare.uncertain(
      "repair_sigma", .central(median: 0.85, low: 0.7, high: 1), .share, in: 0.1...2,
      "Spread of the log of ordinary repairs.", source: sample)
    severeShare = declare.uncertain(
      "severe_share", .central(median: 0.10, low: 0.03, high: 0.22), .share, in: 0...0.5,
      "Share of damage that needs imported equipment.",
      source: sample + "; 3 of 24 reported, 1.6 to 25 % by chance; less for reporting bias")
    severeMedian = declare.uncertain(
      "severe_median", .central(median: 175, low: 150, high: 210), .days, in: 30...600,
      "Median repair of such damage.", source: "themonexus.com 2026-06-24; ibbit.at")
    severeSigma = declare.lever(
      "severe_sigma", 0.2, .share, in: 0...1, "Spread of the log of such repairs.", source: "guess")
    repairFactor = declare.lever(
      "repair_factor", 1, .share, in: 0.3...4, "Multiplies repair times, for tighter equipment sanctions.",
      source: "scenario")
    queue = declare.uncertain(
      "repair_queue", .central(median: 3, low: 1, high: 5), .share, in: 0...10,
      "How much longer new repairs take for each share of capacity struck beyond a threshold.",
      source: "fitted to runs of 2026-06 (3950 kb/d)")
    queueFrom = declare.lever(
      "repair_queue_from", 0.08, .share, in: 0...1,
      "Share of capacity struck at which repairs begin to queue.",
      source: "fitted to runs of 2026-06")
    estimateSlip = declare.uncertain(
      "estimate_slip", .central(median: 1.5, low: 0.7, high: 2.7), .share, in: 0.3...5,
      "Actual repair time of a reported outage over its first published estimate.",
      source: sample + ": Tuapse 96/35, Astrakhan 206/90, Kirishi 22/30")
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
    unnamed = Outages.unnamed(declare)
    overdrive = declare.constant("refining.overdrive")
    wholeStop = declare.constant("outages.whole")
    // Read from others, and remembered.
    rate = declare.input("strikes.rate")
    counts = declare.shock("counts")
    plantsHit = declare.shock("plants")
    hits = declare.shock("hits")
    starts = declare.shock("starts")
    let plants = fleet.plants.count
    clocks = declare.state("clocks", rows: ClockRow.count * plants)
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
    // What it shows.
    offline = declare.output(
      "offline", .kbPerDay, .mean, "Distillation capacity that strikes keep offline, gross.",
      counterpart: "Reuters and Siala idle capacity, strike part", headline: true)
    offlineShare = declare.output(
      "offline_share", .percent, .mean, "The same as a share of nameplate.",
      counterpart: "Reuters: 17 % at the peak of August 2025")
    offlineEnd = declare.output(
      "offline_end", .percent, .last, "Share of nameplate that strikes keep offline on the month's last day.",
      counterpart: "Reuters, Siala: shares reported for a day or week at a month's end")
    offlinePrimary = declare.output(
      "offline_primary", .percent, .mean,
      "Share of the primary distillation of crude, condensate plants apart, that strikes keep offline.",
      counterpart: "Reuters, Siala: primary units")
    struckCount = declare.output("hits", .count, .sum, "Refinery strikes.")
  }

  func step(_ paths: MonthView) {
    if needsWeights(paths) { weigh(paths, longer: paths[longerRange]) }
    let month = DaySpan(first: paths.firstDay, days: paths.days), queued = paths.matrix(scratch)[2]
    expect(paths)
    lengthenRepairs(paths, into: queued)
    holdStops(month, paths)
    prepareEffects(paths, queued: queued)
    strike(paths, in: month, struck: paths[struckCount])
    total(paths)
  }

  /// True where the weights of the month before are none of this one's: they change with one lever alone, which is 0 before
  /// a run.
  private func needsWeights(_ paths: MonthView) -> Bool {
    guard paths.index <= 0 else { return paths.isDated(longerRange) }
    let longer = paths[longerRange]
    return paths.isDated(capacityExponent) || paths.indices.contains { longer[$0] != 0 }
  }

  /// What is offline on average, among crude distillation alone, and what the clocks keep down at the end.
  private func total(_ paths: MonthView) {
    let offline = paths[offline], share = paths[offlineShare], primary = paths[offlinePrimary]
    offline.fill(0)
    primary.fill(0)
    paths[offlineEnd].fill(0)
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant], own = fleet.plants[plant]
      // Reports of crude distillation leave condensate plants out.
      let weight = own.isCondensate ? 0 : percent * own.capacity / max(fleet.primary, 1e-9)
      for path in paths.indices {
        available[path] = roundedToGrid(1 - available[path], bits: availabilityBits)
        let lost = 1 - available[path]
        offline[path] += own.capacity * lost
        primary[path] += weight * lost
      }
      addEnd(plant, paths)
    }
    for path in paths.indices { share[path] = percent * offline[path] / fleet.nameplate }
  }

  /// What the clocks of a plant keep down at midnight of the last day.
  private func addEnd(_ plant: Int, _ paths: MonthView) {
    let result = paths[offlineEnd], end = paths.firstDay + paths.days
    let clocks = plantClocks(plant, paths), full = clocks[ClockRow.full]
    let partial = clocks[ClockRow.partial], size = clocks[ClockRow.share]
    let weight = percent * fleet.plants[plant].capacity / fleet.nameplate
    for path in paths.indices {
      let down = chosen(partial[path] > end, size[path], 0)
      result[path] += weight * chosen(full[path] > end, 1, down)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant]
      report.within(available, 0, 1, "availability of a plant")
    }
  }
}
