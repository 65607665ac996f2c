internal import Engine
internal import Kernels
internal import Sampling

/// The strikes of a month: how many there are on a path, which plants they fall on, and what each does.
///
/// Poisson numbers for the fleet as a whole are spread over the plants by weight. Strikes of the second kind come at the
/// rate of the first times what a re-hit is likelier, and happen only where the plant is damaged or was hit lately: so each
/// plant's hits are Poisson at its own rate, and a larger rate keeps all strikes of a smaller one.
extension Outages {
  /// More strikes of a kind on one path in one month are not told apart.
  static let mostStrikes = 255
  /// Strikes whose plants are drawn at one address.
  private static let perAddress = 4
  /// Places among the draws for the strikes of one call of `strike`.
  private static let drawsPerTurn = StrikeKind.count * (mostStrikes + 1)

  func lengthenRepairs(_ paths: MonthView, into factor: Column) {
    let share = paths.before(offlineShare), queue = paths[queue], from = paths[queueFrom]
    for path in paths.indices {
      factor[path] = 1 + queue[path] * max(0, share[path] / percent - from[path])
    }
  }

  /// Draws the strikes that `expected` says and lets them happen; `struck` has their number.
  ///
  /// - Parameter turn: tells the draws of calls in one month apart.
  func strike(_ paths: MonthView, in span: DaySpan, queued: Column, struck: Column, turn: Int = 0) {
    let later = turn * Outages.drawsPerTurn
    struck.fill(0)
    paths.listings { candidates, hits in
      count(paths, turn: turn, into: &candidates)
      choose(paths, from: candidates, later: later, into: &hits)
      var first = 0
      while first < hits.count {
        let batch = hits.wholePaths(from: first)
        draw(self.hits, hits, batch, paths, queued: queued, in: span, later: later)
        land(hits, batch, paths, in: span, struck: struck)
        first = batch.upperBound
      }
    }
  }

  /// Lists the strikes that may happen, a few to an address.
  private func count(_ paths: MonthView, turn: Int, into list: inout Addresses) {
    let u = paths.matrix(drawn), none = paths.matrix(scratch)[1], first = UInt32(paths.first)
    let expected = paths.matrix(expected), number = paths.matrix(number)
    paths.uniformPair(counts, draw: turn, into: u[StrikeKind.any], u[StrikeKind.again])
    for kind in 0..<StrikeKind.count {
      for path in paths.indices { none[path] = exponential(-expected[kind][path]) }
      for path in paths.indices {
        number[kind][path] = Double(
          poissonCount(
            u[kind][path], mean: expected[kind][path], none: none[path], most: Outages.mostStrikes))
      }
    }
    for path in paths.indices {
      for kind in 0..<StrikeKind.count {
        let most = Int(number[kind][path]) + Outages.perAddress - 1
        list.append(entity: kind, path: first + UInt32(path), draws: most / Outages.perAddress)
      }
    }
  }

  /// Which plants strikes fall on, and whether they happen there.
  private func choose(
    _ paths: MonthView, from list: borrowing Addresses, later: Int, into hits: inout Addresses
  ) {
    let target = WeightedChoice(paths.matrix(targets)), u = paths.matrix(drawn)
    let number = paths.matrix(number), window = paths[rehitDays], start = paths.firstDay
    let full = paths.matrix(fullUntil), partial = paths.matrix(partialUntil), last = paths.matrix(lastHit)
    for batch in 0..<list.batches {
      let first = batch * blockWidth
      paths.uniformQuads(plantsHit, at: list, from: first, later: later, into: u)
      for place in 0..<list.used(inBatch: batch) {
        let address = first + place, kind = list.entity(address), path = list.placeInBlock(address)
        let draw = Outages.perAddress * list.draw(address)
        for turn in 0..<min(Outages.perAddress, Int(number[kind][path]) - draw) {
          let plant = target(u[turn][place], path: path), cell = plant * blockWidth + path
          let latest = max(max(full[flat: cell], partial[flat: cell]), last[flat: cell] + window[path])
          hits.append(
            entity: fleet.keys[plant], path: UInt32(list.path(address)),
            draw: kind * (Outages.mostStrikes + 1) + draw + turn,
            if: kind == StrikeKind.any || latest > start)
        }
      }
    }
  }

  /// Draws what the hits of a batch do: the day each falls on, the share of the plant it stops (0 where it does no
  /// damage), and how long that takes to repair.
  func draw(
    _ shock: Shock, _ list: borrowing Addresses, _ batch: Range<Int>, _ paths: MonthView, queued: Column,
    in span: DaySpan, later: Int = 0
  ) {
    let drawn = paths.matrix(drawn)
    let day = drawn[HitRow.day], length = drawn[HitRow.length], median = drawn[HitRow.median]
    let spread = drawn[HitRow.spread]
    paths.uniformQuads(shock, at: list, from: batch.lowerBound, later: later, into: drawn)
    replaceByNormalQuantiles(length)
    gather(list, batch, paths, queued)
    for event in day.indices {
      day[event] = span.first + day[event] * span.days
      length[event] = median[event] * exponential(spread[event] * length[event])
    }
  }

  /// Looks up on each hit's own path what it does: the plant it falls on, the share it stops, and the median and spread of
  /// the repair.
  private func gather(
    _ list: borrowing Addresses, _ batch: Range<Int>, _ paths: MonthView, _ queued: Column
  ) {
    let drawn = paths.matrix(drawn), share = drawn[HitRow.share], cell = drawn[HitRow.cell]
    let spreads = drawn[HitRow.spread], medians = drawn[HitRow.median]
    let damage = paths[damageChance], whole = paths[fullChance], mean = paths[partialMean]
    let spread = paths[partialSpread], severe = paths[severeShare], factor = paths[repairFactor]
    let median = paths[repairMedian], longMedian = paths[severeMedian]
    let sigma = paths[repairSigma], longSigma = paths[severeSigma]
    for event in 0..<batch.count {
      let address = batch.lowerBound + event, path = list.placeInBlock(address)
      let u = share[event], chance = damage[path], plant = fleet.keys.place(of: list.entity(address)) ?? 0
      cell[event] = Double(plant * blockWidth + path)
      // The quantile of the share: the whole plant, a part, nothing.
      let isWhole = u < chance * whole[path]
      let part = mean[path] + (2 * (chance - u) / (chance * (1 - whole[path])) - 1) * spread[path]
      share[event] = u < chance ? (isWhole ? 1 : part) : 0
      let isSevere = spreads[event] < severe[path]
      spreads[event] = isSevere ? longSigma[path] : sigma[path]
      medians[event] = (isSevere ? longMedian[path] : median[path]) * factor[path] * queued[path]
    }
  }

  /// Lets the hits of a batch happen, those of a path in the order of their days.
  private func land(
    _ list: borrowing Addresses, _ batch: Range<Int>, _ paths: MonthView, in span: DaySpan, struck: Column
  ) {
    let clocks = FleetClocks(self, paths, span)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: blockWidth) { order in
      var index = batch.lowerBound
      while index < batch.upperBound {
        let end = list.endOfPath(at: index, before: batch.upperBound)
        struck[list.placeInBlock(index)] += Double(end - index)
        var damaging = 0
        for event in index - batch.lowerBound..<end - batch.lowerBound where clocks.note(event) {
          var place = damaging
          while place > 0 && clocks.day[order[place - 1]] > clocks.day[event] {
            order[place] = order[place - 1]
            place -= 1
          }
          order[place] = event
          damaging += 1
        }
        for turn in 0..<damaging { clocks.stop(order[turn]) }
        index = end
      }
    }
  }
}

/// The clocks of all plants in a span of days, and the hits that move them.
private struct FleetClocks {
  let day: Column
  private let share, length, cell: Column
  private let full, partial, size, last, lost: ColumnMatrix
  private let end, days: Double

  init(_ outages: Outages, _ paths: MonthView, _ span: DaySpan) {
    full = paths.matrix(outages.fullUntil)
    partial = paths.matrix(outages.partialUntil)
    size = paths.matrix(outages.partialShare)
    last = paths.matrix(outages.lastHit)
    lost = paths.matrix(outages.availability)
    let drawn = paths.matrix(outages.drawn)
    (day, share, length) = (drawn[HitRow.day], drawn[HitRow.share], drawn[HitRow.length])
    cell = drawn[HitRow.cell]
    end = span.first + span.days
    days = span.days
  }

  /// Remembers when a plant was hit, and tells whether the hit does damage.
  @inline(__always)
  func note(_ event: Int) -> Bool {
    let cell = Int(cell[event])
    last[flat: cell] = max(last[flat: cell], day[event])
    return share[event] > 0
  }

  /// Stops a plant, and adds to the lost share in `availability` what that takes of the days that are left.
  @inline(__always)
  func stop(_ event: Int) {
    let cell = Int(cell[event])
    var clocks = PlantClocks(full: full[flat: cell], partial: partial[flat: cell], share: size[flat: cell])
    let before = clocks.lost(from: day[event], to: end)
    clocks.stop(at: day[event], for: length[event], share: share[event])
    full[flat: cell] = clocks.full
    partial[flat: cell] = clocks.partial
    size[flat: cell] = clocks.share
    lost[flat: cell] += (clocks.lost(from: day[event], to: end) - before) / days
  }
}

/// What is drawn for a batch of hits, a column each.
enum HitRow {
  /// `spread` and `median` are of the repair's days; `cell` is the place among the plants' columns.
  static let day = 0, share = 1, spread = 2, length = 3, median = 4, cell = 5
  static let count = 6
}
