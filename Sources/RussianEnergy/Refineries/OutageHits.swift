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
  /// Places among the draws for the strikes of a kind, and for those of one call of `strike`.
  private static let drawsPerKind = mostStrikes + 1, drawsPerTurn = StrikeKind.count * drawsPerKind
  /// Paths whose strikes are settled together, so that their clocks, 1.2 KB a path, stay in the second cache.
  private static let portion = 128
  /// Strikes of a batch of addresses, and the surplus of the last one.
  static let mostCandidates = (perAddress + 1) * blockWidth

  /// What each plant adds to a strike on a path.
  static func marks(_ fleet: RefineryFleet) -> [Hit] {
    fleet.plants.indices.map { Hit(cell: $0 * blockWidth, entity: fleet.keys[$0], draw: 0) }
  }

  func lengthenRepairs(_ paths: MonthView, into factor: Column) {
    let share = paths.before(shown.share), queue = paths[repair.queue], from = paths[repair.queueFrom]
    for path in paths.indices {
      factor[path] = 1 + queue[path] * max(0, share[path] / percent - from[path])
    }
  }

  /// Draws the strikes that `expected` says and lets them happen; `struck` has their number, and `availability` the share
  /// of the span that is lost, plant by plant, until it's turned into what is left.
  ///
  /// - Parameter turn: tells the draws of calls in one month apart.
  func strike(_ paths: MonthView, in span: DaySpan, struck: Column, turn: Int = 0) {
    var damage = Damage(self, paths, span)
    struck.fill(0)
    count(paths, turn: turn)
    for first in stride(from: 0, to: blockWidth, by: Outages.portion) {
      let portion = first..<first + Outages.portion
      hold(span, portion, paths)
      strike(paths, portion, struck, turn: turn, &damage)
    }
    damage.land(untilLeft: 0)
    // They were counted as the bits of whole numbers.
    for path in paths.indices { struck[path] = wholeNumber(fromBits: struck[path]) }
  }

  /// What running clocks take of a span on some paths, and which plants are near a hit.
  func hold(_ span: DaySpan, _ portion: Range<Int>, _ paths: MonthView) {
    FleetClocks(paths.matrix(clocks)).hold(
      span, portion, lost: paths.matrix(availability), near: nearHits(paths))
  }

  private func nearHits(_ paths: MonthView) -> NearHits {
    NearHits(flags: paths.matrix(near), window: paths[hazard.rehitDays], day: paths.firstDay)
  }

  /// Lists strikes on some paths and lets them happen, but for damage that waits for more.
  private func strike(
    _ paths: MonthView, _ portion: Range<Int>, _ struck: Column, turn: Int, _ damage: inout Damage
  ) {
    let later = turn * Outages.drawsPerTurn, drawn = paths.matrix(drawn)
    paths.listings { candidates, hits in
      list(portion, paths, into: &candidates)
      hits.write { writer in
        for batch in 0..<candidates.batches {
          let listed = candidates.listed(from: batch * blockWidth)
          paths.uniformQuads(plantsHit, at: candidates, from: batch * blockWidth, later: later, into: drawn)
          let number = spread(listed, candidates.used(inBatch: batch), paths)
          choose(number, paths, struck, into: &writer)
        }
      }
      for batch in 0..<hits.batches {
        let listed = hits.listed(inBatch: batch)
        paths.uniformQuads(self.hits, at: listed, later: later, into: drawn)
        damage.note(listed, hits.used(inBatch: batch))
        damage.land(untilLeft: blockWidth)
      }
    }
  }

  /// Draws how many strikes of each kind may happen.
  private func count(_ paths: MonthView, turn: Int) {
    let u = paths.matrix(drawn), none = paths.matrix(scratch)[1]
    let expected = paths.matrix(expected), number = paths.matrix(number), most = Outages.mostStrikes
    paths.uniformPair(counts, draw: turn, into: u[StrikeKind.any], u[StrikeKind.again])
    for kind in 0..<StrikeKind.count {
      let mean = expected[kind]
      for path in paths.indices { none[path] = exponential(-mean[path]) }
      poissonCounts(u[kind], mean: mean, none: none, most: most, into: number[kind])
    }
    // Together no more than a batch holds, so that all hits of a path fall in the order of their days.
    let any = number[StrikeKind.any], again = number[StrikeKind.again]
    for path in paths.indices { again[path] = smaller(again[path], Double(blockWidth) - any[path]) }
  }

  /// Lists them, a few to an address.
  private func list(_ portion: Range<Int>, _ paths: MonthView, into list: inout Addresses) {
    let number = paths.matrix(number), first = UInt32(paths.first)
    for path in portion {
      for kind in 0..<StrikeKind.count {
        let most = wholeNumber(number[kind][path]) &+ Outages.perAddress - 1
        list.append(entity: kind, path: first + UInt32(path), draws: most / Outages.perAddress)
      }
    }
  }

  /// Puts the strikes of a batch of addresses in a row, in `candidates`: the numbers that choose the plants, and where the
  /// strikes belong. Gives how many there are.
  private func spread(_ list: ListedAddresses, _ used: Int, _ paths: MonthView) -> Int {
    let u = paths.matrix(drawn), number = paths.matrix(number), candidates = paths.matrix(candidates)
    var filled = 0
    for place in 0..<used {
      let kind = list.entity(place), path = list.placeInBlock(place)
      let first = Outages.perAddress &* list.draw(place)
      // All that an address may have are written: where a loop by the number ends is a guess that the processor loses.
      for turn in 0..<Outages.perAddress { candidates[flat: filled &+ turn] = u[turn][place] }
      // As one vector, whose surplus the next address's covers.
      let own = Hit(cell: path, entity: 0, draw: kind &* Outages.drawsPerKind &+ first)
      candidates[eight: Outages.mostCandidates &+ filled] = own.eightDraws
      let surplus = wholeNumber(number[kind][path]) &- first &- Outages.perAddress
      filled = filled &+ Outages.perAddress &+ (surplus & (surplus &>> (Int.bitWidth - 1)))
    }
    return filled
  }

  /// Which plants strikes fall on, and whether they happen there.
  private func choose(_ count: Int, _ paths: MonthView, _ struck: Column, into hits: inout HitWriter) {
    let target = WeightedChoice(paths.matrix(targets)), candidates = paths.matrix(candidates)
    let near = nearHits(paths)
    marks.withUnsafeBufferPointer { marks in
      for place in 0..<count {
        let candidate = Hit(bits: candidates[flat: Outages.mostCandidates &+ place])
        let path = candidate.placeInBlock, plant = target(candidates[flat: place], path: path)
        let isFirst = candidate.draw < Outages.drawsPerKind ? 1 : 0
        let isHit = isFirst | near.isNear(plant, path: path) == 1
        hits.append(candidate + marks[plant], if: isHit)
        struck[path] = Double(bitPattern: struck[path].bitPattern &+ (isHit ? 1 : 0))
      }
    }
  }
}
