internal import Engine
internal import Kernels
internal import Sampling

/// The hits of a month: their rate, plant by plant, and what each does.
extension Outages {
  /// More hits on one plant in one month are not told apart.
  private static let mostHits = 6
  /// Uniform numbers set aside for each hit.
  private static let drawsPerHit = 6

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
      if fate.damages {
        clocks.stop(at: day, for: fate.days(queued: queued), share: fate.isFull ? 1 : fate.share)
      }
    }
    full[path] = clocks.full
    partial[path] = clocks.partial
    size[path] = clocks.share
    paths.matrix(availability)[plant][path] = clocks.lost / days
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
