/// Calls `body` with each path, in order, on which a Poisson count with the given mean is at least 1 at its uniform
/// number, and with e^(−mean), the chance of none.
///
/// That is above 1 − mean, which is cheap: only paths above it are asked. `scratch` is overwritten.
@inlinable @inline(__always)
public func forEachHit(
  at uniforms: Column, mean: Column, scratch: Column, _ body: (_ path: Int, _ none: Double) -> Void
) {
  for path in uniforms.indices {
    // Less than 1 by what the exponential may be wrong.
    let bound = 0.999_999_999_999_999 - mean[path]
    scratch[path] = bound > 0 ? bound : 0
  }
  forEachPath(where: uniforms, isAbove: scratch) { path in
    let none = exponential(-mean[path])
    if uniforms[path] > none { body(path, none) }
  }
}

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
