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
  withUnsafeTemporaryAllocation(of: Double.self, capacity: pieceWidth) { tails in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pieceWidth + 8) { places in
      for first in stride(from: 0, to: blockWidth, by: pieceWidth) {
        fillPiece(first..<first + pieceWidth, of: column, uniforms, tails, places)
      }
    }
  }
}

/// So wide that what is set aside fits on the stack.
private let pieceWidth = 128

@inline(__always)
private func fillPiece(
  _ piece: Range<Int>, of column: Column, _ uniforms: Column,
  _ tails: UnsafeMutableBufferPointer<Double>, _ places: UnsafeMutableBufferPointer<UInt8>
) {
  let count = listTails(piece, of: uniforms, places)
  let first = piece.lowerBound
  for index in 0..<count { tails[index] = uniforms[first &+ Int(places[index])] }
  for path in piece { column[path] = centralNormalQuantile(uniforms[path]) }
  // Whole vectors: the surplus is computed and dropped.
  let whole = min((count &+ 7) & ~7, pieceWidth)
  for index in count..<max(count, whole) { tails[index] = 0.5 }
  for index in 0..<whole { tails[index] = outerNormalQuantile(tails[index]) }
  for index in 0..<count { column[first &+ Int(places[index])] = tails[index] }
}

/// The places in a piece of the numbers outside 0.075 ... 0.925; gives how many there are.
@inline(__always)
private func listTails(
  _ piece: Range<Int>, of column: Column, _ places: UnsafeMutableBufferPointer<UInt8>
) -> Int {
  let limit = (0.425).bitPattern
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pieceWidth) { flags in
    for place in 0..<pieceWidth {
      // Magnitudes rise as their bits do. To ask by a branch would be a bad guess a quarter of the time.
      let magnitude = (column[piece.lowerBound &+ place] - 0.5).magnitude.bitPattern
      flags[place] = UInt8(truncatingIfNeeded: (limit &- magnitude) &>> 63)
    }
    return listPlaces(
      ofFlags: UnsafeRawBufferPointer(flags), into: UnsafeMutableRawBufferPointer(places))
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
