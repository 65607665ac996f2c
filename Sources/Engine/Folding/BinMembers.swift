internal import Kernels
internal import Sampling

/// The values of the few bins that hold a wanted rank, with memory that is used again.
struct BinMembers {
  /// Of one bin after another, each filled up with infinities.
  private var values: [Double] = []
  /// By bin, where its values begin and end; of wanted ones alone.
  private var starts = [Int](repeating: 0, count: BinnedSelection.bins)
  private var ends = [Int](repeating: 0, count: BinnedSelection.bins)
  private var wanted: [Int] = []
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
      room += Unsorted.room(for: Int(counts[bin]))
    }
    if values.count < room { values = Array(repeating: 0, count: room) }
    for first in stride(from: 0, to: wanted.count, by: BinMembers.group) {
      take(wanted[first..<min(first + BinMembers.group, wanted.count)], all, bins)
    }
    for bin in wanted {
      let count = ends[bin] - starts[bin]
      for place in count..<Unsorted.room(for: count) { values[starts[bin] + place] = .infinity }
    }
  }

  private func inside<Result>(_ bin: Int, _ body: (Unsorted) -> Result) -> Result {
    let first = starts[bin], count = ends[bin] - first
    return values.withUnsafeBufferPointer {
      body(
        Unsorted(UnsafeBufferPointer(rebasing: $0[first..<first + Unsorted.room(for: count)]), count: count))
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
  func value(_ place: (bin: Int, offset: Int)) -> Double {
    inside(place.bin) { $0.number(ofRank: place.offset) }
  }

  /// The value of the place behind one of the same bin, whose value is given.
  func value(behind value: Double, _ place: (bin: Int, offset: Int)) -> Double {
    inside(place.bin) { $0.number(behind: value, ofRank: place.offset) }
  }

  /// Whether a value of a bin stands there often enough for every replicate to have it once on average.
  func isAtom(_ value: Double, in bin: Int) -> Bool {
    inside(bin) { $0.count(of: value) } >= designReplicates
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
