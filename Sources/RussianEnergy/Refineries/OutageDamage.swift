internal import Engine
internal import Kernels
internal import Sampling

/// What hits do: rows of numbers that differ from path to path, ready for use on any hit.
enum EffectRow {
  /// Chances of damage and of a whole stop, and what a part of it is drawn by.
  static let damage = 0, whole = 1, partial = 2, mean = 3, halfWidth = 4, severe = 5
  /// Of a repair, each followed by the row of severe damage.
  static let spread = 6, median = 8
  static let count = 10
}

/// What is drawn for a batch of hits, a column each.
enum HitRow {
  /// `spread` and `median` are of the repair's days.
  static let day = 0, share = 1, spread = 2, length = 3, median = 4
  static let count = 5
}

extension Outages {
  /// Works out what hits do on each path, from parameters and how much longer repairs take for being queued.
  func prepareEffects(_ paths: MonthView, queued: Column) {
    if paths.derives(
      from: hazard.damageChance, hazard.partialMean, hazard.partialSpread, hazard.fullChance,
      repair.severeShare, repair.sigma, repair.severeSigma)
    {
      prepareChances(paths)
    }
    let effects = paths.matrix(effects), factor = paths[repair.factor]
    let median = paths[repair.median], longMedian = paths[repair.severeMedian]
    for path in paths.indices {
      effects[EffectRow.median][path] = median[path] * factor[path] * queued[path]
      effects[EffectRow.median + 1][path] = longMedian[path] * factor[path] * queued[path]
    }
  }

  /// What of it no month changes.
  private func prepareChances(_ paths: MonthView) {
    let effects = paths.matrix(effects)
    effects[EffectRow.damage].assign(paths[hazard.damageChance])
    effects[EffectRow.mean].assign(paths[hazard.partialMean])
    effects[EffectRow.halfWidth].assign(paths[hazard.partialSpread])
    effects[EffectRow.severe].assign(paths[repair.severeShare])
    effects[EffectRow.spread].assign(paths[repair.sigma])
    effects[EffectRow.spread + 1].assign(paths[repair.severeSigma])
    let chance = paths[hazard.damageChance], full = paths[hazard.fullChance]
    for path in paths.indices {
      effects[EffectRow.whole][path] = chance[path] * full[path]
      // Not 0, so that what nothing is drawn by can be multiplied by 0.
      effects[EffectRow.partial][path] = larger(chance[path] * (1 - full[path]), .leastNormalMagnitude)
    }
  }

  /// Turns four uniform numbers of each hit into the day it falls on (left as it is), the share of the plant it stops (0
  /// where it does no damage), and how long that takes to repair.
  ///
  /// - Parameter path: of each of the first `count` hits.
  @inline(__always)
  static func workOut(_ drawn: ColumnMatrix, _ count: Int, _ effects: ColumnMatrix, path: (Int) -> Int) {
    let shares = drawn[HitRow.share], spreads = drawn[HitRow.spread], medians = drawn[HitRow.median]
    let length = drawn[HitRow.length]
    for event in 0..<count {
      let own = path(event), u = shares[event], chance = effects[EffectRow.damage][own]
      // The quantile of the share: the whole plant, a part, nothing. By sums and products, since the processor would
      // guess a third of the branches wrongly.
      let part = 2 * (chance - u) / effects[EffectRow.partial][own] - 1
      let share = effects[EffectRow.mean][own] + part * effects[EffectRow.halfWidth][own]
      let whole = Double(isBelow(u, effects[EffectRow.whole][own]))
      shares[event] = Double(isBelow(u, chance)) * (whole + (1 - whole) * share)
      let place = own &+ blockWidth &* isBelow(spreads[event], effects[EffectRow.severe][own])
      spreads[event] = effects[flat: EffectRow.spread &* blockWidth &+ place]
      medians[event] = effects[flat: EffectRow.median &* blockWidth &+ place]
    }
    replaceByNormalQuantiles(length)
    for event in length.indices {
      length[event] = medians[event] * exponential(spreads[event] * length[event])
    }
  }
}

/// Hits that do damage, in the order of their paths: they wait until there are enough for a batch, and then move the
/// clocks.
struct Damage {
  /// Places of one row among those that wait: a batch, and what the next one brings.
  static let room = 2 * blockWidth
  /// The rows of what waits: those that are drawn, and the cells.
  static let rows = (HitRow.median + 1) * room / blockWidth
  private static let hit = HitRow.median

  private let effects, drawn, waiting, lost: ColumnMatrix
  private let clocks: FleetClocks
  private let span: DaySpan
  private let perDay: Double
  private var count = 0

  init(_ outages: Outages, _ paths: MonthView, _ span: DaySpan) {
    effects = paths.matrix(outages.effects)
    drawn = paths.matrix(outages.drawn)
    waiting = paths.matrix(outages.waiting)
    lost = paths.matrix(outages.availability)
    clocks = FleetClocks(paths.matrix(outages.clocks))
    self.span = span
    perDay = 1 / span.days
  }

  /// Remembers when plants were hit, and puts the hits that do damage among those that wait.
  mutating func note(_ list: ListedHits, _ used: Int) {
    let first = span.first, days = span.days, chance = effects[EffectRow.damage]
    var count = count
    for event in 0..<used {
      let hit = list[event], share = drawn[HitRow.share][event]
      let day = first + drawn[HitRow.day][event] * days
      let last = clocks.place(of: hit) &+ ClockRow.last
      clocks[last] = larger(clocks[last], day)
      waiting[flat: HitRow.day &* Damage.room &+ count] = day
      waiting[flat: HitRow.share &* Damage.room &+ count] = share
      waiting[flat: HitRow.spread &* Damage.room &+ count] = drawn[HitRow.spread][event]
      waiting[flat: HitRow.length &* Damage.room &+ count] = drawn[HitRow.length][event]
      waiting[flat: Damage.hit &* Damage.room &+ count] = hit.bits
      count = count &+ isBelow(share, chance[hit.placeInBlock])
    }
    self.count = count
  }

  /// Lets hits happen, batch by batch, until no more wait than `left`.
  mutating func land(untilLeft left: Int) {
    while count > left {
      let batch = wholePaths()
      for row in HitRow.day..<HitRow.median {
        for event in drawn[row].indices { drawn[row][event] = waiting[flat: row &* Damage.room &+ event] }
      }
      Outages.workOut(drawn, batch, effects) { hit($0).placeInBlock }
      order(batch)
      for event in 0..<batch where drawn[HitRow.share][event] > 0 { stop(event) }
      for row in 0...Damage.hit {
        let first = row &* Damage.room
        for event in batch..<max(batch, count) {
          waiting[flat: first &+ event &- batch] = waiting[flat: first &+ event]
        }
      }
      count -= batch
    }
  }

  /// A hit that waits.
  @inline(__always)
  private func hit(_ event: Int) -> Hit { Hit(bits: waiting[flat: Damage.hit &* Damage.room &+ event]) }

  /// At most 256 hits that leave none behind of the last one's path, which has no more.
  private func wholePaths() -> Int {
    guard count > blockWidth else { return count }
    let next = hit(blockWidth).placeInBlock
    var end = blockWidth
    while end > 0 && hit(end - 1).placeInBlock == next { end -= 1 }
    return end > 0 ? end : blockWidth
  }

  /// Brings hits of one plant on one path into the order of their days.
  private func order(_ count: Int) {
    withUnsafeTemporaryAllocation(of: Int16.self, capacity: 2 * blockWidth) { before in
      // The hit before each on its plant, and the last one of each plant so far.
      before.initialize(repeating: -1)
      var path = -1, first: Int16 = 0
      for event in 0..<count {
        let hit = hit(event), own = hit.placeInBlock, here = Int16(truncatingIfNeeded: event)
        first = own == path ? first : here
        path = own
        before[event] = before[blockWidth &+ hit.column]
        before[blockWidth &+ hit.column] = here
        if before[event] >= first { sink(event, first, before) }
      }
    }
  }

  /// Moves a hit before those of its plant and path that fall on later days.
  private func sink(_ event: Int, _ first: Int16, _ before: UnsafeMutableBufferPointer<Int16>) {
    let day = drawn[HitRow.day]
    var event = event
    while before[event] >= first {
      let other = Int(before[event])
      guard day[other] > day[event] else { return }
      for row in HitRow.day...HitRow.length {
        (drawn[row][other], drawn[row][event]) = (drawn[row][event], drawn[row][other])
      }
      event = other
    }
  }

  /// Stops a plant, and adds what that takes of the days that are left to the share that is lost.
  @inline(__always)
  private func stop(_ event: Int) {
    let hit = hit(event), own = clocks.place(of: hit)
    let day = drawn[HitRow.day][event], end = span.first + span.days
    var plant = PlantClocks(
      full: clocks[own], partial: clocks[own &+ ClockRow.partial], share: clocks[own &+ ClockRow.share])
    let before = plant.lost(from: day, to: end)
    plant.stop(at: day, for: drawn[HitRow.length][event], share: drawn[HitRow.share][event])
    clocks[own] = plant.full
    clocks[own &+ ClockRow.partial] = plant.partial
    clocks[own &+ ClockRow.share] = plant.share
    lost[flat: hit.cell] += (plant.lost(from: day, to: end) - before) * perDay
  }
}
