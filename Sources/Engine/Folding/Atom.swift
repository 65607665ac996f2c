internal import Sampling

/// A value that many paths share, such as a fund that is empty: how many values of each replicate lie below it, and how
/// many are the same.
///
/// Where a quantile is an atom its replicates' are mostly the very same number, and then its error is 0; bins would
/// blur it.
struct Atom {
  private let value: Double
  private var below = SIMD16<Double>.zero
  private var equal = SIMD16<Double>.zero

  init(_ value: Double, among values: UnsafeBufferPointer<Double>) {
    self.value = value
    let limit = SIMD16(repeating: value), one = SIMD16<Double>(repeating: 1)
    let whole = values.count & ~15
    for first in stride(from: 0, to: whole, by: 16) {
      let next = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(values)[(8 * first)...])
        .loadUnaligned(as: SIMD16<Double>.self)
      below += SIMD16.zero.replacing(with: one, where: next .< limit)
      equal += SIMD16.zero.replacing(with: one, where: next .== limit)
    }
    for index in whole..<values.count {
      below[index - whole] += values[index] < value ? 1 : 0
      equal[index - whole] += values[index] == value ? 1 : 0
    }
  }

  /// A replicate's quantile: the atom where its ranks fall on it, else read from its values.
  func quantile(_ level: Double, of replicate: Int, _ values: UnsafeBufferPointer<Double>) -> Double {
    let rank = Rank(level: level, count: Tally.size(of: replicate, in: values.count))
    let from = Int(below[replicate]), to = from + Int(equal[replicate])
    if rank.below >= from && rank.above < to { return value }
    var own = stride(from: replicate, to: values.count, by: designReplicates).map { values[$0] }
    let count = own.count
    own += repeatElement(.infinity, count: Unsorted.room(for: count) - count)
    return own.withUnsafeBufferPointer {
      let own = Unsorted($0, count: count), low = own.number(ofRank: rank.below)
      let high = rank.above > rank.below ? own.number(behind: low, ofRank: rank.below) : low
      return low + rank.fraction * (high - low)
    }
  }
}
