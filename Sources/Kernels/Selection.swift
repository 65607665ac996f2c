/// Calls `body` with each path, in order, on which the first column is above the second.
///
/// All numbers must be 0 or more, as chances are. The paths are written down first, eight at a time and without a branch:
/// for events that are neither rare nor usual the processor would guess wrongly too often.
@inlinable @inline(__always)
public func forEachPath(where first: Column, isAbove second: Column, _ body: (Int) -> Void) {
  withUnsafeTemporaryAllocation(byteCount: 2 * blockWidth + 8, alignment: 8) { bytes in
    let found = UnsafeMutableRawBufferPointer(rebasing: bytes[blockWidth...])
    for path in first.indices {
      // Positive numbers rise as their bits do; a comparison would become a branch again.
      bytes[path] = UInt8(truncatingIfNeeded: (second[path].bitPattern &- first[path].bitPattern) &>> 63)
    }
    let count = listPlaces(ofFlags: UnsafeRawBufferPointer(rebasing: bytes[..<blockWidth]), into: found)
    for index in 0..<count { body(Int(found[index])) }
  }
}

/// Writes down the places, at most 256, at which bytes are 1 and not 0, and tells how many there are: eight at a time. The
/// bytes are a multiple of eight, and there is room for eight more places.
@inlinable @inline(__always)
public func listPlaces(
  ofFlags bytes: UnsafeRawBufferPointer, into found: UnsafeMutableRawBufferPointer
) -> Int {
  placesByFlags.withUnsafeBufferPointer { places in
    var count = 0
    for group in 0..<bytes.count / 8 {
      let flags = bytes.loadUnaligned(fromByteOffset: 8 &* group, as: UInt64.self)
      // The flags as the eight bits of a byte: each is moved to its place in the highest.
      let mask = Int(truncatingIfNeeded: (flags &* 0x0102_0408_1020_4080) &>> 56)
      let next = places[mask] &+ UInt64(truncatingIfNeeded: 8 &* group) &* 0x0101_0101_0101_0101
      found.storeBytes(of: next, toByteOffset: count, as: UInt64.self)
      count &+= mask.nonzeroBitCount
    }
    return count
  }
}

/// For eight flags the places of those that are set, a byte each, the first in the lowest.
@usableFromInline
let placesByFlags: [UInt64] = (0..<256).map { flags in
  (0..<8).filter { flags & 1 << $0 != 0 }.enumerated().reduce(0) {
    $0 | UInt64($1.element) << UInt64(8 * $1.offset)
  }
}
