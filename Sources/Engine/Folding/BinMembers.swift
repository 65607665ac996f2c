internal import Kernels
internal import Sampling

/// The values of the few bins that hold a wanted rank, with memory that is used again.
struct BinMembers {
  /// Of one bin after another.
  private var values: [Double] = []
  /// By bin, where its values begin and end; of wanted ones alone.
  private var starts = [Int](repeating: 0, count: BinnedSelection.bins)
  private var ends = [Int](repeating: 0, count: BinnedSelection.bins)
  private var wanted: [Int] = []
  /// Bins with more values than this are sorted: they hold a value that many paths share.
  private var most = 0
  /// So many bins are looked for at a time.
  private static let group = 6

  /// Collects the values of the bins of some places; all bins' counts are given.
  mutating func collect(
    _ all: UnsafeBufferPointer<Double>, _ bins: UnsafeMutableBufferPointer<UInt16>,
    of places: [(bin: Int, offset: Int)], _ counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    wanted.removeAll(keepingCapacity: true)
    var room = 0
    for (bin, _) in places where !wanted.contains(bin) {
      wanted.append(bin)
      (starts[bin], ends[bin]) = (room, room)
      room += Int(counts[bin])
    }
    if values.count < room { values = Array(repeating: 0, count: room) }
    most = all.count / 8
    for first in stride(from: 0, to: wanted.count, by: BinMembers.group) {
      take(wanted[first..<min(first + BinMembers.group, wanted.count)], all, bins)
    }
    for bin in wanted where ends[bin] - starts[bin] > most {
      inside(bin) { $0.sort() }
    }
  }

  private mutating func inside<Result>(
    _ bin: Int, _ body: (inout UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    let range = starts[bin]..<ends[bin]
    return values.withUnsafeMutableBufferPointer {
      var own = UnsafeMutableBufferPointer(rebasing: $0[range])
      return body(&own)
    }
  }

  private mutating func take(
    _ own: ArraySlice<Int>, _ all: UnsafeBufferPointer<Double>, _ bins: UnsafeMutableBufferPointer<UInt16>
  ) {
    values.withUnsafeMutableBufferPointer { values in
      ends.withUnsafeMutableBufferPointer { ends in
        forEachIndex(of: own, in: UnsafeBufferPointer(bins)[..<all.count]) { index in
          let bin = Int(bins[index]), place = ends[bin]
          values[place] = all[index]
          ends[bin] = place &+ 1
        }
      }
    }
  }

  /// The value of a place.
  mutating func value(_ place: (bin: Int, offset: Int)) -> Double {
    let isSorted = ends[place.bin] - starts[place.bin] > most
    return inside(place.bin) { isSorted ? $0[place.offset] : select(place.offset, of: $0) }
  }

  /// The value of the place behind one of the same bin whose value was asked for last: the least of those that were left
  /// behind it.
  mutating func value(behind place: (bin: Int, offset: Int)) -> Double {
    let isSorted = ends[place.bin] - starts[place.bin] > most
    return inside(place.bin) { own in
      var least = own[place.offset &+ 1]
      if !isSorted { for index in place.offset &+ 2..<own.count { least = smaller(least, own[index]) } }
      return least
    }
  }

  /// Whether a value of a bin stands there often enough for every replicate to have it once on average.
  func isAtom(_ value: Double, in bin: Int) -> Bool {
    values[starts[bin]..<ends[bin]].count { $0 == value } >= designReplicates
  }
}

/// Calls with each place at which one of up to six bins stands. The places are written down first, without a branch: members
/// are neither so rare nor so usual that the processor would guess them.
@inline(__always)
private func forEachIndex(
  of own: ArraySlice<Int>, in bins: Slice<UnsafeBufferPointer<UInt16>>, _ body: (Int) -> Void
) {
  func bin(_ turn: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: own[min(own.startIndex + turn, own.endIndex - 1)])
  }
  let (a, b, c, d, e, f) = (bin(0), bin(1), bin(2), bin(3), bin(4), bin(5))
  let bins = UnsafeBufferPointer(rebasing: bins), whole = bins.count & ~(blockWidth - 1)
  withUnsafeTemporaryAllocation(byteCount: 2 * blockWidth + 8, alignment: 8) { bytes in
    let found = UnsafeMutableRawBufferPointer(rebasing: bytes[blockWidth...])
    for first in stride(from: 0, to: whole, by: blockWidth) {
      for place in 0..<blockWidth {
        let next = bins[first &+ place]
        // The highest bit of a difference less one is set where there is none.
        func less(_ bin: UInt16) -> UInt16 { (next ^ bin) &- 1 }
        let isOwn = less(a) | less(b) | less(c) | less(d) | less(e) | less(f)
        bytes[place] = UInt8(truncatingIfNeeded: isOwn &>> 15)
      }
      let count = listPlaces(ofFlags: UnsafeRawBufferPointer(rebasing: bytes[..<blockWidth]), into: found)
      for turn in 0..<count { body(first &+ Int(found[turn])) }
    }
  }
  for index in whole..<bins.count where own.contains(Int(bins[index])) { body(index) }
}

/// The number that belongs at a place in ascending order; numbers are moved until it stands there (Hoare's FIND, 1961).
private func select(_ place: Int, of numbers: UnsafeMutableBufferPointer<Double>) -> Double {
  var low = 0, high = numbers.count - 1
  while low < high {
    let pivot = numbers[place]
    var (left, right) = (low, high)
    while left <= right {
      while numbers[left] < pivot { left &+= 1 }
      while numbers[right] > pivot { right &-= 1 }
      guard left <= right else { break }
      numbers.swapAt(left, right)
      left &+= 1
      right &-= 1
    }
    if right < place { low = left }
    if left > place { high = right }
  }
  return numbers[place]
}
