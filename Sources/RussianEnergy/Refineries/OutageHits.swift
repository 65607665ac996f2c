internal import Engine
internal import Kernels
internal import Sampling

/// The hits of a month: their rate, plant by plant, and what each does.
extension Outages {
  /// More hits on one plant in one month are not told apart.
  static let mostHits = 6
  /// Pairs of uniform numbers set aside for each hit.
  static let drawsPerHit = 3

  func lengthenRepairs(_ paths: MonthView, into factor: Column) {
    let share = paths.before(offlineShare), queue = paths[queue], from = paths[queueFrom]
    for path in paths.indices {
      factor[path] = 1 + queue[path] * max(0, share[path] / percent - from[path])
    }
  }

  /// Weights of the plants among the targets: exposure of the district times a power of capacity.
  func weigh(_ paths: MonthView) {
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
  /// Plants count with their expected re-hit factor, from their rates of the last months and the hits
  /// known at the start, rather than with the factor of their actual state: with that, no plant's rate ever
  /// falls on any path when the campaign is scaled up.
  func normaliseRate(_ paths: MonthView, into hazard: Column) {
    let rate = paths[rate], rehit = paths[rehit], window = paths[rehitDays]
    let recent = paths.matrix(scratch)[3], raised = hazard
    let past = paths.matrix(hazards)
    let span = Double(past.rows) * daysPerMonth
    raised.fill(0)
    recent.fill(0)
    let lately = past.sum(0..<past.rows, into: recent)
    for path in paths.indices { recent[path] = lately[path] * window[path] / span }
    let start = paths.firstDay
    for plant in fleet.plants.indices {
      let known = lastKnownHit[plant], weight = paths.matrix(weights)[plant]
      for path in paths.indices {
        let own = weight[path]
        let isKnown = known > start - window[path]
        let once = 1 - exponential(-recent[path] * own)
        let again = 1 - exponential(-recent[path] * own * (1 + (rehit[path] - 1) * once))
        let chance = chosen(isKnown, 1, again)
        raised[path] += own * (1 + (rehit[path] - 1) * chance)
      }
    }
    for path in paths.indices { hazard[path] = rate[path] / raised[path] }
    for month in (1..<past.rows).reversed() { past[month].assign(past[month - 1]) }
    past[0].assign(hazard)
  }

  /// Lists the month's hits on a plant, and leaves in `availability` what running clocks take from it.
  func count(_ plant: Int, _ paths: MonthView, hazard: Column, into list: inout Addresses) {
    let expected = paths.matrix(scratch)[3], bound = paths.matrix(scratch)[4], u = paths.matrix(scratch)[2]
    let key = fleet.keys[plant]
    paths.uniforms(counts, entity: key, into: u)
    expect(plant, paths, hazard: hazard, into: expected)
    let struck = paths[struckCount], first = UInt32(paths.first)
    forEachHit(at: u, mean: expected, scratch: bound) { path, none in
      let count = poissonCount(u[path], mean: expected[path], none: none, most: Outages.mostHits)
      struck[path] += Double(count)
      list.appendTogether(entity: key, path: first + UInt32(path), draws: count)
    }
  }

  /// How many hits a plant expects this month; a plant that is damaged or was hit lately expects more.
  private func expect(_ plant: Int, _ paths: MonthView, hazard: Column, into expected: Column) {
    let start = paths.firstDay, days = paths.days
    let weight = paths.matrix(weights)[plant], rehit = paths[rehit], window = paths[rehitDays]
    let full = paths.matrix(fullUntil)[plant], partial = paths.matrix(partialUntil)[plant]
    let last = paths.matrix(lastHit)[plant], size = paths.matrix(partialShare)[plant]
    let lost = paths.matrix(availability)[plant]
    for path in paths.indices {
      let latest = max(max(full[path], partial[path]), last[path] + window[path])
      expected[path] = hazard[path] * weight[path] * chosen(latest > start, rehit[path], 1)
    }
    for path in paths.indices {
      let stopped = min(max(full[path] - start, 0), days)
      let reduced = min(max(partial[path] - start, 0), days)
      lost[path] = (stopped + size[path] * max(reduced - stopped, 0)) / days
    }
  }

  /// Draws the hits of a batch: the day each falls on, the share of the plant it stops (0 where it does no
  /// damage), and how long that takes to repair.
  func draw(
    _ shock: Shock, _ list: borrowing Addresses, batch: Int, _ paths: MonthView, queued: Column,
    in span: DaySpan, later: Int = 0
  ) {
    let drawn = paths.matrix(drawn)
    let day = drawn[HitRow.day], chance = drawn[HitRow.chance], kind = drawn[HitRow.kind]
    let share = drawn[HitRow.share], severity = drawn[HitRow.severity], length = drawn[HitRow.length]
    paths.uniformPair(shock, at: list, batch: batch, later: later, into: day, chance)
    paths.uniformPair(shock, at: list, batch: batch, later: later + 1, into: kind, share)
    paths.uniformPair(shock, at: list, batch: batch, later: later + 2, into: severity, length)
    replaceByNormalQuantiles(length)
    let median = drawn[HitRow.median]
    gatherRepairs(list, batch, paths, queued)
    for event in day.indices {
      day[event] = span.first + day[event] * span.days
      length[event] = median[event] * exponential(severity[event] * length[event]) * chance[event]
    }
  }

  /// Looks up on each hit's own path what it does: the share stopped, the median and spread of the repair, and
  /// what lengthens it.
  private func gatherRepairs(
    _ list: borrowing Addresses, _ batch: Int, _ paths: MonthView, _ queued: Column
  ) {
    let drawn = paths.matrix(drawn)
    let chance = drawn[HitRow.chance], kind = drawn[HitRow.kind], share = drawn[HitRow.share]
    let severity = drawn[HitRow.severity], medians = drawn[HitRow.median]
    let damage = paths[damageChance], whole = paths[fullChance], mean = paths[partialMean]
    let spread = paths[partialSpread], severe = paths[severeShare]
    let median = paths[repairMedian], longMedian = paths[severeMedian]
    let sigma = paths[repairSigma], longSigma = paths[severeSigma], factor = paths[repairFactor]
    for event in share.indices {
      let path = list.placeInBlock(batch * blockWidth + event)
      let part = kind[event] < whole[path] ? 1 : mean[path] + (2 * share[event] - 1) * spread[path]
      share[event] = chance[event] < damage[path] ? part : 0
      let isSevere = severity[event] < severe[path]
      medians[event] = isSevere ? longMedian[path] : median[path]
      severity[event] = isSevere ? longSigma[path] : sigma[path]
      chance[event] = factor[path] * queued[path]
    }
  }

  /// Lets the hits of a batch happen, those of a plant's month in the order of their days.
  func land(
    _ list: borrowing Addresses, batch: Int, _ paths: MonthView, in span: DaySpan, counting: Bool = true
  ) {
    let clocks = FleetClocks(self, paths, span)
    let first = batch * blockWidth, end = first + list.used(inBatch: batch)
    var index = first
    while index < end {
      let number = list.run(at: index, before: end)
      let path = list.placeInBlock(index)
      if number > 0, let plant = fleet.keys.place(of: list.entity(index)) {
        clocks.hit(plant, path, index - first..<index - first + number, counting)
      }
      index += max(number, 1)
    }
  }
}

/// The clocks of all plants in a span of days.
private struct FleetClocks {
  private let full, partial, size, last, lost: ColumnMatrix
  private let day, share, length: Column
  private let start, days: Double

  init(_ outages: Outages, _ paths: MonthView, _ span: DaySpan) {
    full = paths.matrix(outages.fullUntil)
    partial = paths.matrix(outages.partialUntil)
    size = paths.matrix(outages.partialShare)
    last = paths.matrix(outages.lastHit)
    lost = paths.matrix(outages.availability)
    let drawn = paths.matrix(outages.drawn)
    (day, share, length) = (drawn[HitRow.day], drawn[HitRow.share], drawn[HitRow.length])
    start = span.first
    days = span.days
  }

  /// Lets a plant's hits of the month happen on one path, and leaves the lost share in `availability`.
  @inline(__always)
  func hit(_ plant: Int, _ path: Int, _ events: Range<Int>, _ isCounted: Bool) {
    guard events.contains(where: { share[$0] > 0 }) else { return miss(plant, path, events) }
    var clocks = PlantClocks(
      start: start, end: start + days, full: full[plant][path], partial: partial[plant][path],
      share: size[plant][path])
    var latest = last[plant][path]
    for _ in events {
      var next = events.lowerBound
      if events.count > 1 {
        for event in events where day[event] < day[next] { next = event }
      }
      latest = max(latest, day[next])
      if share[next] > 0 { clocks.stop(at: day[next], for: length[next], share: share[next]) }
      day[next] = .infinity
    }
    last[plant][path] = latest
    full[plant][path] = clocks.full
    partial[plant][path] = clocks.partial
    size[plant][path] = clocks.share
    if isCounted { lost[plant][path] = clocks.lost / days }
  }

  /// Hits that damage nothing leave the clocks, and what they take, as they were.
  @inline(__always)
  private func miss(_ plant: Int, _ path: Int, _ events: Range<Int>) {
    for event in events { last[plant][path] = max(last[plant][path], day[event]) }
  }
}

/// What is drawn for a batch of hits, a column each.
enum HitRow {
  /// `chance` holds what lengthens the repair in the end, `severity` the spread of its log.
  static let day = 0, chance = 1, kind = 2, share = 3, severity = 4, length = 5, median = 6
  static let count = 7
}
