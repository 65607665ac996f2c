internal import Engine
internal import Kernels
internal import Sampling

/// The hits of a month: their rate, plant by plant, and what each does.
extension Outages {
  /// More hits on one plant in one month are not told apart.
  private static let mostHits = 6
  /// Pairs of uniform numbers set aside for each hit.
  private static let drawsPerHit = 3

  func lengthenRepairs(_ paths: Paths, into factor: Column) {
    let share = paths.before(offlineShare), queue = paths[queue], from = paths[queueFrom]
    for path in paths.indices {
      factor[path] = 1 + queue[path] * max(0, share[path] / percent - from[path])
    }
  }

  /// Weights of the plants among the targets: exposure of the district times a power of capacity.
  func weigh(_ paths: Paths) {
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
  func normaliseRate(_ paths: Paths, into hazard: Column) {
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
        let once = 1 - exponential(-recent[path] * own)
        let again = 1 - exponential(-recent[path] * own * (1 + (rehit[path] - 1) * once))
        let chance = isKnown ? 1 : again
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

  func strike(_ plant: Int, _ paths: Paths, hazard: Column, queued: Column) {
    let u = paths.matrix(scratch)[2]
    let start = paths.firstDay
    let weight = paths.matrix(weights)[plant]
    let rehit = paths[rehit], window = paths[rehitDays], struck = paths[struckCount]
    let full = paths.matrix(fullUntil)[plant], partial = paths.matrix(partialUntil)[plant]
    let last = paths.matrix(lastHit)[plant], available = paths.matrix(availability)[plant]
    let size = paths.matrix(partialShare)[plant]
    let expected = paths.matrix(scratch)[3]
    let none = paths.matrix(scratch)[4]
    paths.uniforms(counts, entity: plant, into: u)
    for path in paths.indices {
      let latest = max(full[path], partial[path], last[path] + window[path])
      let factor = latest > start ? rehit[path] : 1
      expected[path] = hazard[path] * weight[path] * factor
      none[path] = exponential(-expected[path])
    }
    for path in paths.indices {
      available[path] = Outages.lostShare(start, paths.days, full[path], partial[path], size[path])
    }
    for path in paths.indices where u[path] > none[path] {
      let count = poissonCount(u[path], mean: expected[path], most: Outages.mostHits)
      struck[path] += Double(count)
      hit(plant, path, count, paths, queued[path])
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
    for fate in fates(plant, path, count, paths) {
      let day = start + fate.day * days
      last[path] = max(last[path], day)
      guard fate.damages else { continue }
      let damage = Damage(outages: self, paths: paths, path: path, fate: fate)
      clocks.stop(at: day, for: damage.days * queued, share: damage.share)
    }
    full[path] = clocks.full
    partial[path] = clocks.partial
    size[path] = clocks.share
    paths.matrix(availability)[plant][path] = clocks.lost / days
  }

  /// The hits of a plant's month in the order of their days.
  private func fates(_ plant: Int, _ path: Int, _ count: Int, _ paths: Paths) -> [Fate] {
    let all = (0..<count).map { turn in
      Fate(outages: self, paths: paths, path: path, shock: hits, entity: plant, turn: turn)
    }
    return count < 2 ? all : all.sorted { $0.day < $1.day }
  }

  /// When in its month a hit falls, and whether it damages.
  struct Fate {
    /// The share of the month that has passed.
    let day: Double
    let damages: Bool
    let shock: Shock
    let entity: Int
    let turn: Int

    init(outages: Outages, paths: Paths, path: Int, shock: Shock, entity: Int, turn: Int) {
      let (day, chance) = paths.pair(shock, path: path, entity: entity, draw: turn * Outages.drawsPerHit)
      self.day = day
      damages = chance < paths[outages.damageChance][path]
      self.shock = shock
      self.entity = entity
      self.turn = turn
    }
  }

  /// What a damaging hit does: the share of the plant it stops, and the repair, queue apart.
  struct Damage {
    let share: Double
    let days: Double

    init(outages: Outages, paths: Paths, path: Int, fate: Fate) {
      let draw = fate.turn * Outages.drawsPerHit
      let (kind, size) = paths.pair(fate.shock, path: path, entity: fate.entity, draw: draw + 1)
      let (severity, length) = paths.pair(fate.shock, path: path, entity: fate.entity, draw: draw + 2)
      let spread = (2 * size - 1) * paths[outages.partialSpread][path]
      share = kind < paths[outages.fullChance][path] ? 1 : paths[outages.partialMean][path] + spread
      let isSevere = severity < paths[outages.severeShare][path]
      let median = isSevere ? paths[outages.severeMedian][path] : paths[outages.repairMedian][path]
      let sigma = isSevere ? paths[outages.severeSigma][path] : paths[outages.repairSigma][path]
      let factor = paths[outages.repairFactor][path]
      days = median * exponential(sigma * normalQuantile(length)) * factor
    }
  }
}
