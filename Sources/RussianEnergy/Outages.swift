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
  /// More hits on one plant in one month are not told apart.
  private static let mostHits = 6
  /// Uniform numbers set aside for each hit.
  private static let drawsPerHit = 6

  let damageChance, fullChance, partialMean, partialSpread: Parameter
  let rehit, rehitDays, capacityExponent, longerRange: Parameter
  let repairMedian, repairSigma, severeShare, severeMedian, severeSigma: Parameter
  let repairFactor, queue, queueFrom, estimateSlip: Parameter
  let rate: Input
  let counts, hits, starts: Shock
  let fullUntil, partialUntil, partialShare, lastHit, availability, hazards, weights, sizes, scratch: State
  let offline, offlineShare, struckCount: Output
  let fleet: RefineryFleet
  private let exposures: [(normal: Double, longer: Double)]
  private let known: [KnownOutage]
  private let lastKnownHit: [Double]

  init(_ declare: Declarations) {
    let sample = "own statistics of refinery_outages.csv (24 durations, 9 actual)"
    damageChance = declare.uncertain(
      "damage_chance", .central(median: 0.6, low: 0.5, high: 0.7), .share, in: 0...1,
      "Chance that a hit costs crude runs.", source: "8 of 13 plants in early 2024 (rubryka.com); " + sample)
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
      "How exposure grows with capacity.", source: "own fit: 40 hits reach 16-19 plants (published)")
    longerRange = declare.lever(
      "longer_range", 0, .share, in: 0...1, "How far longer-range systems raise exposure beyond European Russia.",
      source: "scenario; exposures in districts.csv are guesses")
    repairMedian = declare.uncertain(
      "repair_median", .central(median: 21, low: 16, high: 27), .days, in: 2...200,
      "Median repair of ordinary damage.", source: sample)
    repairSigma = declare.uncertain(
      "repair_sigma", .central(median: 0.85, low: 0.7, high: 1), .share, in: 0.1...2,
      "Spread of the log of ordinary repairs.", source: sample)
    severeShare = declare.uncertain(
      "severe_share", .central(median: 0.08, low: 0.04, high: 0.12), .share, in: 0...0.5,
      "Share of damage that needs imported equipment.", source: sample + "; 3 of 24 reported, reporting bias")
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
      source: "own fit to runs of 2026-06 (3950 kb/d)")
    queueFrom = declare.lever(
      "repair_queue_from", 0.08, .share, in: 0...1, "Share of capacity struck at which repairs begin to queue.",
      source: "own fit to runs of 2026-06")
    estimateSlip = declare.uncertain(
      "estimate_slip", .central(median: 1.5, low: 0.7, high: 2.7), .share, in: 0.3...5,
      "Actual repair time of a reported outage over its first published estimate.",
      source: sample + ": Tuapse 96/35, Astrakhan 206/90, Kirishi 22/30")
    fleet = RefineryFleet(declare.seeds)
    exposures = declare.seeds["districts"].map {
      ($0.number("exposure") ?? 0, $0.number("exposure_longer_range") ?? 0)
    }
    let known = KnownOutage.read(declare.seeds, fleet, start: declare.start)
    self.known = known
    lastKnownHit = fleet.plants.indices.map { plant in
      known.filter { $0.plant == plant }.map(\.day).max() ?? -1e9
    }
    rate = declare.input("strikes.rate")
    counts = declare.shock("counts")
    hits = declare.shock("hits")
    starts = declare.shock("starts")
    let plants = fleet.plants.count
    fullUntil = declare.state("full_until", rows: plants)
    partialUntil = declare.state("partial_until", rows: plants)
    partialShare = declare.state("partial_share", rows: plants)
    lastHit = declare.state("last_hit", rows: plants)
    availability = declare.state("availability", rows: plants)
    hazards = declare.state("hazards", rows: 3)
    weights = declare.state("weights", rows: plants)
    sizes = declare.state("sizes", rows: plants)
    scratch = declare.state("scratch", rows: 4)
    offline = declare.output(
      "offline", .kbPerDay, .mean, "Distillation capacity that strikes keep offline, gross.",
      counterpart: "Reuters and Siala idle capacity, strike part", headline: true)
    offlineShare = declare.output(
      "offline_share", .percent, .mean, "The same as a share of nameplate.",
      counterpart: "Reuters: 17 % at the peak of August 2025")
    struckCount = declare.output("hits", .count, .sum, "Refinery strikes.")
  }

  func begin(_ paths: Paths) {
    let longAgo = -1e9
    for plant in fleet.plants.indices {
      paths.matrix(fullUntil)[plant].fill(longAgo)
      paths.matrix(partialUntil)[plant].fill(longAgo)
      paths.matrix(lastHit)[plant].fill(longAgo)
      let size = paths.matrix(sizes)[plant], exponent = paths[capacityExponent]
      let capacity = fleet.plants[plant].capacity
      for path in paths.indices { size[path] = power(capacity, exponent[path]) }
    }
    for (entity, outage) in known.enumerated() { place(outage, entity, paths) }
  }

  /// Puts an outage that was known before the period on the clocks.
  private func place(_ outage: KnownOutage, _ entity: Int, _ paths: Paths) {
    let plant = outage.plant, slip = paths[estimateSlip]
    for path in paths.indices {
      let fates = Fates(outages: self, paths: paths, path: path, shock: starts, entity: entity, turn: 0)
      let length = outage.estimate.map { $0 * slip[path] } ?? fates.days(queued: 1)
      let until = outage.until ?? (outage.day + length)
      let share = outage.share ?? (fates.damages ? (fates.isFull ? 1 : fates.share) : 0)
      let last = paths.matrix(lastHit)[plant]
      if outage.isStrike { last[path] = max(last[path], outage.day) }
      if share > 0.95 {
        let clock = paths.matrix(fullUntil)[plant]
        clock[path] = max(clock[path], until)
      } else if share > 0 {
        let clock = paths.matrix(partialUntil)[plant]
        let size = paths.matrix(partialShare)[plant]
        clock[path] = max(clock[path], until)
        size[path] = max(size[path], share)
      }
    }
  }

  func step(_ paths: Paths) {
    let queued = paths.matrix(scratch)[0], hazard = paths.matrix(scratch)[1]
    weigh(paths)
    lengthenRepairs(paths, into: queued)
    normaliseRate(paths, into: hazard)
    paths[struckCount].fill(0)
    for plant in fleet.plants.indices { strike(plant, paths, hazard: hazard, queued: queued) }
    total(paths)
  }

  private func lengthenRepairs(_ paths: Paths, into factor: Column) {
    let share = paths.before(offlineShare), queue = paths[queue], from = paths[queueFrom]
    for path in paths.indices {
      factor[path] = 1 + queue[path] * max(0, share[path] / percent - from[path])
    }
  }

  /// Weights of the plants among the targets: exposure of the district times a power of capacity.
  private func weigh(_ paths: Paths) {
    let longer = paths[longerRange]
    for plant in fleet.plants.indices {
      let exposure = exposures[fleet.plants[plant].district]
      let weight = paths.matrix(weights)[plant], size = paths.matrix(sizes)[plant]
      for path in paths.indices {
        let reach = exposure.normal + longer[path] * (exposure.longer - exposure.normal)
        weight[path] = reach * size[path]
      }
    }
  }

  /// Rate per unit of weight, such that all plants together are hit at the campaign's rate on average.
  ///
  /// Plants count with their expected re-hit factor, from their rates of the last three months and the hits
  /// known at the start, rather than with the factor of their actual state: with that, no plant's rate ever
  /// falls on any path when the campaign is scaled up.
  private func normaliseRate(_ paths: Paths, into hazard: Column) {
    let rate = paths[rate], rehit = paths[rehit], window = paths[rehitDays]
    let recent = paths.matrix(scratch)[3], raised = hazard
    let past = paths.matrix(hazards)
    for path in paths.indices {
      raised[path] = 0
      let lately = past[0][path] + past[1][path] + past[2][path]
      recent[path] = lately * window[path] / (3 * daysPerMonth)
    }
    let start = paths.firstDay
    for plant in fleet.plants.indices {
      let known = lastKnownHit[plant], weight = paths.matrix(weights)[plant]
      for path in paths.indices {
        let own = weight[path]
        let isKnown = known > start - window[path]
        let chance = isKnown ? 1 : 1 - exponential(-recent[path] * own)
        raised[path] += own * (1 + (rehit[path] - 1) * chance)
      }
    }
    for path in paths.indices {
      hazard[path] = rate[path] / raised[path]
      past[2][path] = past[1][path]
      past[1][path] = past[0][path]
      past[0][path] = hazard[path]
    }
  }

  private func strike(_ plant: Int, _ paths: Paths, hazard: Column, queued: Column) {
    let u = paths.matrix(scratch)[2]
    let start = paths.firstDay
    let weight = paths.matrix(weights)[plant]
    let rehit = paths[rehit], window = paths[rehitDays], struck = paths[struckCount]
    let full = paths.matrix(fullUntil)[plant], partial = paths.matrix(partialUntil)[plant]
    let last = paths.matrix(lastHit)[plant], available = paths.matrix(availability)[plant]
    let size = paths.matrix(partialShare)[plant]
    let expected = paths.matrix(scratch)[3]
    paths.uniforms(counts, entity: plant, into: u)
    for path in paths.indices {
      let isRaised = full[path] > start || partial[path] > start || last[path] > start - window[path]
      let factor = isRaised ? rehit[path] : 1
      expected[path] = hazard[path] * weight[path] * factor
    }
    for path in paths.indices {
      let none = exponential(-expected[path])
      if u[path] > none {
        let count = poissonCount(u[path], mean: expected[path], most: Outages.mostHits)
        struck[path] += Double(count)
        hit(plant, path, count, paths, queued[path])
      } else {
        available[path] = Outages.lostShare(
          start, paths.days, full[path], partial[path], size[path])
      }
    }
    for path in paths.indices { available[path] = roundedToGrid(1 - available[path], bits: availabilityBits) }
  }

  /// The share of a month that clocks running at its start take from a plant.
  private static func lostShare(
    _ start: Double, _ days: Double, _ full: Double, _ partial: Double, _ size: Double
  ) -> Double {
    let stopped = min(max(full - start, 0), days)
    let reduced = min(max(partial - start, 0), days)
    return (stopped + size * max(reduced - stopped, 0)) / days
  }

  /// Lets hits happen in the order of their days, and leaves the lost share of the month in `availability`.
  private func hit(_ plant: Int, _ path: Int, _ count: Int, _ paths: Paths, _ queued: Double) {
    let start = paths.firstDay, days = paths.days
    let full = paths.matrix(fullUntil)[plant], partial = paths.matrix(partialUntil)[plant]
    let size = paths.matrix(partialShare)[plant], last = paths.matrix(lastHit)[plant]
    var clocks = PlantClocks(
      start: start, end: start + days, full: full[path], partial: partial[path], share: size[path])
    let fates = (0..<count).map { turn in
      Fates(outages: self, paths: paths, path: path, shock: hits, entity: plant, turn: turn)
    }
    for fate in fates.sorted(by: { $0.day < $1.day }) {
      let day = start + fate.day * days
      last[path] = max(last[path], day)
      if fate.damages { clocks.stop(at: day, for: fate.days(queued: queued), share: fate.isFull ? 1 : fate.share) }
    }
    full[path] = clocks.full
    partial[path] = clocks.partial
    size[path] = clocks.share
    paths.matrix(availability)[plant][path] = clocks.lost / days
  }

  private func total(_ paths: Paths) {
    let offline = paths[offline], share = paths[offlineShare]
    offline.fill(0)
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant], capacity = fleet.plants[plant].capacity
      for path in paths.indices { offline[path] += capacity * (1 - available[path]) }
    }
    for path in paths.indices { share[path] = percent * offline[path] / fleet.nameplate }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant]
      for path in paths.indices { report.within(available[path], 0, 1, "availability of a plant") }
    }
  }

  /// What one hit does, from its own numbers.
  struct Fates {
    let day: Double
    let damages: Bool
    let isFull: Bool
    let share: Double
    private let repair: Double

    init(outages: Outages, paths: Paths, path: Int, shock: Shock, entity: Int, turn: Int) {
      func u(_ draw: Int) -> Double {
        paths.uniform(shock, path: path, entity: entity, draw: turn * Outages.drawsPerHit + draw)
      }
      day = u(0)
      damages = u(1) < paths[outages.damageChance][path]
      isFull = u(2) < paths[outages.fullChance][path]
      share = paths[outages.partialMean][path] + (2 * u(3) - 1) * paths[outages.partialSpread][path]
      let isSevere = u(4) < paths[outages.severeShare][path]
      let median = isSevere ? paths[outages.severeMedian][path] : paths[outages.repairMedian][path]
      let sigma = isSevere ? paths[outages.severeSigma][path] : paths[outages.repairSigma][path]
      repair = median * exponential(sigma * normalQuantile(u(5))) * paths[outages.repairFactor][path]
    }

    func days(queued: Double) -> Double { repair * queued }
  }
}
