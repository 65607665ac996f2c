internal import Kernels
internal import Sampling

/// Products that outages leave on each path and month; overlapping outages of a plant take no more than the plant.
///
/// One row of eight numbers for each path and month: six products, throughput, and a spare.
final class LossLedger: @unchecked Sendable {
  /// The place of throughput in a row.
  static let throughput = 6

  /// Products of the undamaged fleet.
  private let whole: SIMD8<Double>
  private let rows: UnsafeMutablePointer<SIMD8<Double>>
  /// `[refinery]`: what a month's full stop of it takes.
  private let plants: UnsafeMutablePointer<SIMD8<Double>>
  /// `[refinery][month]` of the path in hand: the share that is lost so far.
  private let shares: UnsafeMutablePointer<Double>
  private var path = -1

  /// More months than there are, so that the first three of an outage need no question.
  private static let months = Shape.months + 2

  init(_ parameters: Parameters) {
    rows = .allocate(capacity: blockWidth * LossLedger.months)
    rows.initialize(repeating: .zero, count: blockWidth * LossLedger.months)
    plants = .allocate(capacity: Shape.refineries)
    shares = .allocate(capacity: Shape.refineries * LossLedger.months)
    shares.initialize(repeating: 0, count: Shape.refineries * LossLedger.months)
    var whole = SIMD8<Double>.zero
    for refinery in 0..<Shape.refineries {
      var plant = SIMD8<Double>.zero
      for product in 0..<Shape.products {
        plant[product] =
          parameters.capacity[refinery] * parameters.yields[refinery * Shape.products + product]
      }
      plant[LossLedger.throughput] = parameters.capacity[refinery]
      whole += plant
      (plants + refinery).initialize(to: plant)
    }
    self.whole = whole
  }

  /// Equal plants of one product each, for measuring.
  init(plants count: Int) {
    rows = .allocate(capacity: blockWidth * LossLedger.months)
    rows.initialize(repeating: .zero, count: blockWidth * LossLedger.months)
    plants = .allocate(capacity: count)
    plants.initialize(repeating: SIMD8(repeating: 1), count: count)
    shares = .allocate(capacity: count * LossLedger.months)
    shares.initialize(repeating: 0, count: count * LossLedger.months)
    whole = SIMD8(repeating: Double(count))
  }

  deinit {
    rows.deallocate()
    plants.deallocate()
    shares.deallocate()
  }

  @inline(__always)
  func left(path: Int, month: Int) -> SIMD8<Double> { rows[path * LossLedger.months + month] }

  /// The whole fleet for these paths of the block.
  func begin(_ paths: Range<Int>) {
    (rows + paths.lowerBound * LossLedger.months).update(
      repeating: whole, count: paths.count * LossLedger.months)
    path = -1
  }

  /// Adds a batch of outages, which must come path after path.
  func add(_ addresses: borrowing Addresses, index: Int, _ batch: OutageBatch) {
    let first = index * blockWidth
    let (one, two, three) = (batch.lost(0), batch.lost(1), batch.lost(2))
    let (end, severity) = (batch.end, batch.severity)
    for event in 0..<addresses.used(inBatch: index) {
      let (own, refinery) = (addresses.path(first + event), addresses.entity(first + event))
      if own != path {
        path = own
        shares.update(repeating: 0, count: Shape.refineries * LossLedger.months)
      }
      let plant = plants[refinery]
      var month = batch.firstMonth(event)
      let share = shares + refinery * LossLedger.months + month
      let row = rows + (own % blockWidth) * LossLedger.months + month
      lose(one[event], of: plant, share, row)
      lose(two[event], of: plant, share + 1, row + 1)
      lose(three[event], of: plant, share + 2, row + 2)
      var turn = OutageBatch.sure
      month &+= turn
      while Double(month) < end[event] {
        lose(severity[event] * min(end[event] - Double(month), 1), of: plant, share + turn, row + turn)
        turn &+= 1
        month &+= 1
      }
    }
  }

  @inline(__always)
  private func lose(
    _ part: Double, of plant: SIMD8<Double>, _ share: UnsafeMutablePointer<Double>,
    _ row: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    let old = share.pointee
    let sum = old + part
    let new = sum < 1 ? sum : 1
    share.pointee = new
    row.pointee -= plant * (new - old)
  }
}
