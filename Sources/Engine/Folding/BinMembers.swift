internal import Sampling

/// The values of the few bins that hold a wanted rank, with memory that is used again.
struct BinMembers {
  /// The place in `values` of each bin; −1 for those that nobody wants.
  private var places = [Int8](repeating: -1, count: BinnedSelection.bins)
  private var wanted: [Int] = [], values: [[Double]] = []
  /// So many values are looked through at a time.
  private static let stretch = 256

  /// Forgets all values, and wants those of other bins.
  mutating func choose(_ found: [(bin: Int, offset: Int)]) {
    for bin in wanted { places[bin] = -1 }
    wanted.removeAll(keepingCapacity: true)
    for (bin, _) in found where places[bin] < 0 {
      places[bin] = Int8(wanted.count)
      wanted.append(bin)
      if values.count < wanted.count { values.append([]) }
      values[wanted.count - 1].removeAll(keepingCapacity: true)
    }
  }

  mutating func collect(_ all: UnsafeBufferPointer<Double>, _ bins: UnsafeMutableBufferPointer<UInt16>) {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: BinMembers.stretch) { flags in
      for first in stride(from: 0, to: all.count, by: BinMembers.stretch) {
        let count = min(BinMembers.stretch, all.count - first)
        flags.update(repeating: 0)
        for bin in wanted {
          let bin = UInt16(truncatingIfNeeded: bin)
          for index in 0..<count { flags[index] |= bins[first &+ index] == bin ? 1 : 0 }
        }
        take(from: first, UnsafeRawBufferPointer(flags), all, bins)
      }
    }
    for place in wanted.indices { values[place].sort() }
  }

  /// Takes the values of a stretch whose flags are set; sixteen are asked at a time, since few are.
  private mutating func take(
    from first: Int, _ flags: UnsafeRawBufferPointer, _ all: UnsafeBufferPointer<Double>,
    _ bins: UnsafeMutableBufferPointer<UInt16>
  ) {
    for group in 0..<flags.count / 32 {
      guard flags.loadUnaligned(fromByteOffset: 32 &* group, as: SIMD4<UInt64>.self) != .zero else {
        continue
      }
      for part in 4 &* group..<4 &* group &+ 4 {
        var left = flags.loadUnaligned(fromByteOffset: 8 &* part, as: UInt64.self)
        let start = first &+ 4 &* part
        while left != 0 {
          let index = start &+ left.trailingZeroBitCount &>> 4
          values[Int(places[Int(bins[index])])].append(all[index])
          left &= left &- 1
        }
      }
    }
  }

  func value(_ place: (bin: Int, offset: Int)) -> Double { values[Int(places[place.bin])][place.offset] }

  /// Whether the value of a place stands there often enough for every replicate to have it once on average.
  func isAtom(_ place: (bin: Int, offset: Int)) -> Bool {
    let own = values[Int(places[place.bin])], value = own[place.offset]
    var count = 1
    var before = place.offset - 1, after = place.offset + 1
    while count < designReplicates, before >= 0, own[before] == value {
      (count, before) = (count + 1, before - 1)
    }
    while count < designReplicates, after < own.count, own[after] == value {
      (count, after) = (count + 1, after + 1)
    }
    return count == designReplicates
  }
}
