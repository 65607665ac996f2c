/// Finite numbers in no order, of which those of some ranks are wanted. They are followed by infinities up to a multiple of
/// `lanes`.
///
/// They are counted and not moved: no comparison becomes a branch, which the processor would guess wrongly half the time.
struct Unsorted {
  /// So many numbers are looked at together.
  static let lanes = 8
  /// After so many guesses the numbers are sorted: where each is a fraction of the next, a guess leaves few of them out.
  private static let patience = 40
  private let numbers: UnsafeBufferPointer<Double>
  private let count: Int

  /// The first of some numbers.
  init(_ numbers: UnsafeBufferPointer<Double>, count: Int) {
    precondition(numbers.count % Unsorted.lanes == 0 && count <= numbers.count, "filled up")
    self.numbers = numbers
    self.count = count
  }

  /// The multiple of `lanes` that so many numbers take.
  static func room(for count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  /// The number that has a rank, from 0, in ascending order.
  func number(ofRank rank: Int) -> Double {
    // It lies between two of the numbers, or is one of them; so many are below the first, or not above the second.
    var low = split(at: -.infinity, rank).bound, high = split(at: .infinity, -1).bound
    var below = 0, until = count
    for _ in 0..<Unsorted.patience {
      if low == high || rank == below { return low }
      if rank == until &- 1 { return high }
      // However numbers are rounded, each step leaves one number less at least.
      let guess = low + (Double(rank &- below) + 0.5) / Double(until &- below) * (high - low)
      let found = split(at: guess > low && guess <= high ? guess : high, rank)
      if found.below <= rank {
        (low, below) = (found.bound, found.below)
      } else {
        (high, until) = (found.bound, found.below)
      }
    }
    return numbers[..<count].sorted()[rank]
  }

  /// The number of the rank behind one whose number is given.
  func number(behind number: Double, ofRank rank: Int) -> Double {
    let above = split(at: number.nextUp, .max)
    return rank &+ 1 < above.below ? number : above.bound
  }

  /// How many are the same as a number.
  func count(of number: Double) -> Int {
    split(at: number.nextUp, .max).below &- split(at: number, .max).below
  }

  /// How many numbers are below a limit; and the least of the others if a rank isn't among those, else their greatest.
  private func split(at limit: Double, _ rank: Int) -> (below: Int, bound: Double) {
    let limits = SIMD8(repeating: limit), none = SIMD8<Double>(repeating: .infinity)
    var count = SIMD8<Int64>.zero, under = none, over = none
    for first in stride(from: 0, to: numbers.count, by: Unsorted.lanes) {
      let next = numbers.eight(from: first), isBelow = next .< limits
      count &+= SIMD8.zero.replacing(with: 1, where: isBelow)
      // The greatest is the least of what is negated.
      let negated = none.replacing(with: -next, where: isBelow),
        other = next.replacing(with: none, where: isBelow)
      under.replace(with: negated, where: negated .< under)
      over.replace(with: other, where: other .< over)
    }
    let below = Int(count.wrappedSum())
    return below <= rank ? (below, least(over)) : (below, -least(under))
  }
}

/// The least of eight numbers, by halves: one after the other each would wait for the one before.
@inline(__always)
private func least(_ numbers: SIMD8<Double>) -> Double {
  let (a, b) = (numbers.lowHalf, numbers.highHalf)
  let four = a.replacing(with: b, where: b .< a)
  let (c, d) = (four.lowHalf, four.highHalf)
  return c.replacing(with: d, where: d .< c).min()
}

extension UnsafeBufferPointer<Double> {
  /// Eight numbers in a row.
  @inline(__always)
  func eight(from first: Int) -> SIMD8<Double> {
    UnsafeRawPointer(baseAddress! + first).loadUnaligned(as: SIMD8<Double>.self)
  }
}
