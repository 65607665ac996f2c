/// Calls `body` with each path, in order, on which the first column is above the second.
///
/// All numbers must be 0 or more, as chances are. The paths are written down first, without a branch: for events
/// that are neither rare nor usual the processor would guess wrongly too often.
@inlinable @inline(__always)
public func forEachPath(where first: Column, isAbove second: Column, _ body: (Int) -> Void) {
  withUnsafeTemporaryAllocation(of: UInt16.self, capacity: blockWidth + 1) { found in
    var count = 0
    for path in first.indices {
      found[count] = UInt16(truncatingIfNeeded: path)
      // Positive numbers rise as their bits do; a comparison would become a branch again.
      count &+= Int(truncatingIfNeeded: (second[path].bitPattern &- first[path].bitPattern) &>> 63)
    }
    for index in 0..<count { body(Int(found[index])) }
  }
}
