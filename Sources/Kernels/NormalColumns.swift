/// Replaces the uniform numbers of a column by their normal quantiles: the bits of `normalQuantile` in half its time.
///
/// The numbers must lie in (0, 1), none below 10^−300, as those of streams and designs do. The central formula runs
/// for all; the seventh part that lies in the tails is collected first and done again.
public func replaceByNormalQuantiles(_ column: Column) { fill(column, fromUniforms: column) }

/// Writes the normal quantiles of such numbers into a column, which may be their own.
public func normalQuantiles(of uniforms: Column, into column: Column) {
  if uniforms.base == column.base { return replaceByNormalQuantiles(column) }
  fill(column, fromUniforms: uniforms)
}

/// Compiled for one column and for two: that one is another at no place can't be checked of the same.
@inline(__always)
private func fill(_ column: Column, fromUniforms uniforms: Column) {
  withUnsafeTemporaryAllocation(of: Double.self, capacity: mostTails) { tails in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockWidth + 16) { places in
      // Whole vectors: what is missing of the last is a tail that is done twice.
      let whole = (listTails(of: uniforms, places) &+ 7) & ~7
      guard whole <= mostTails else {
        for path in column.indices { column[path] = normalQuantile(uniforms[path]) }
        return
      }
      for index in 0..<whole { tails[index] = uniforms[Int(places[index])] }
      for path in column.indices { column[path] = centralNormalQuantile(uniforms[path]) }
      for index in 0..<whole { tails[index] = outerNormalQuantile(tails[index]) }
      for index in 0..<whole { column[Int(places[index])] = tails[index] }
    }
  }
}

/// So many that what is set aside fits on the stack; three times as many as there are on average.
private let mostTails = 128

/// The places of the numbers outside 0.075 ... 0.925, then the first of them eight times; gives how many there are.
@inline(__always)
private func listTails(of column: Column, _ places: UnsafeMutableBufferPointer<UInt8>) -> Int {
  let limit = (0.425).bitPattern
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockWidth) { flags in
    for path in column.indices {
      // Magnitudes rise as their bits do. To ask by a branch would be a bad guess a quarter of the time.
      let magnitude = (column[path] - 0.5).magnitude.bitPattern
      flags[path] = UInt8(truncatingIfNeeded: (limit &- magnitude) &>> 63)
    }
    let bytes = UnsafeMutableRawBufferPointer(places)
    let count = listPlaces(ofFlags: UnsafeRawBufferPointer(flags), into: bytes)
    bytes.storeBytes(
      of: UInt64(places[0]) &* 0x0101_0101_0101_0101, toByteOffset: count, as: UInt64.self)
    return count
  }
}

/// The part of `normalQuantile` that holds for |u − ½| ≤ 0.425, with its bits.
@inline(__always)
private func centralNormalQuantile(_ u: Double) -> Double {
  let q = u - 0.5
  let centre = centralQuantile(q * q)
  // Rounding knows no sign, so that of q needs no care.
  return q * (centre.top / centre.bottom)
}

/// The part of `normalQuantile` that holds for the rest, with its bits.
@inline(__always)
private func outerNormalQuantile(_ u: Double) -> Double {
  let tail = tailQuantile(root(normalLogarithm(smaller(u, 1 - u))))
  let sign = (u - 0.5).bitPattern & (-0.0).bitPattern
  return Double(bitPattern: (tail.top / tail.bottom).bitPattern ^ sign)
}
