/// A sequence of uniform numbers whose first 2^k points lie in 2^k different strata, for every k, in a random order.
///
/// The first points are those of a scrambled van der Corput sequence. An octave, the points 2^k to 2^(k+1) − 1, fills
/// the halves that its predecessors left empty, in an order of its own. So each dimension doubles like a Latin
/// hypercube that grows (Qian 2009, "nested Latin hypercube designs"), while two dimensions have no more in common
/// than two random orders: unlike Sobol points, whose columns repeat among many dimensions.
enum NestedLatin {
  /// The first point of the octave that a point belongs to: 0, 1, 2, 2, 4, 4, 4, 4, 8 …
  static func octave(of index: UInt32) -> UInt32 {
    index == 0 ? 0 : 1 << UInt32(31 - index.leadingZeroBitCount)
  }

  /// The two keys of an octave's order.
  @inline(__always)
  static func order(_ octave: UInt32, _ key: UInt32) -> (first: UInt32, second: UInt32) {
    let order = mixed(UInt64(octave) &<< 32 | UInt64(key))
    return (UInt32(truncatingIfNeeded: order), UInt32(truncatingIfNeeded: order &>> 32))
  }

  /// The point with this index of 16 sequences, each with its own key, of which the octave and the orders are given; the
  /// keys scramble the strata.
  @inline(__always)
  static func coordinates(
    _ index: UInt32, octave: UInt32, orders: (first: SIMD16<UInt32>, second: SIMD16<UInt32>),
    keys: SIMD16<UInt32>
  ) -> Uniforms16 {
    let place = permuted(SIMD16(repeating: index &- octave), below: octave, keys: orders.first)
    return Sobol.scrambled(permuted(place, below: octave, keys: orders.second) | octave, keys: keys)
  }

  /// The places of numbers below a power of two in orders of all of them.
  ///
  /// Steps that can be undone modulo that power: products with odd numbers, and exclusive-ors with upper bits
  /// (A. Kensler, "Correlated multi-jittered sampling", Pixar Technical Memo 13-01, 2013). Once alone leaves the
  /// correlations of two orders 6 % wider than chance has them, twice 1 %.
  @inline(__always)
  private static func permuted(
    _ numbers: SIMD16<UInt32>, below power: UInt32, keys: SIMD16<UInt32>
  ) -> SIMD16<UInt32> {
    let mask = power &- (power == 0 ? 0 : 1)
    var x = numbers
    x ^= keys
    x &*= 0xe170_893d
    x ^= keys &>> 16
    x ^= (x & mask) &>> 4
    x ^= keys &>> 8
    x &*= 0x0929_eb3f
    x ^= keys &>> 23
    x ^= (x & mask) &>> 1
    x &*= keys &>> 27 | 1
    x &*= 0x6935_fa69
    x ^= (x & mask) &>> 11
    x &*= 0x74dc_b303
    x ^= (x & mask) &>> 2
    x &*= 0x9e50_1cc3
    x ^= (x & mask) &>> 2
    x &*= 0xc860_a3df
    x &= mask
    x ^= x &>> 5
    return (x &+ keys) & mask
  }
}

/// Points of one set without replicates, for designs of experiments: Sobol points in the first coordinates, nested
/// Latin sequences in those after, of which Sobol points would tie some to others.
public struct SpreadPoints: Sendable {
  /// So many Sobol coordinates tie no two in any number of points.
  public static let leading = 12

  private let seed: UInt64

  /// A set of its own for each seed.
  public init(seed: UInt64) {
    self.seed = stableHash(seed: seed, name: "points")
  }

  /// A coordinate of a point in (0, 1).
  public func coordinate(_ dimension: Int, ofPoint point: Int) -> Double {
    let key = UInt32(truncatingIfNeeded: mixed(seed ^ mixed(UInt64(dimension))))
    let index = UInt32(truncatingIfNeeded: point)
    guard dimension >= SpreadPoints.leading else {
      return Sobol.scrambled(Sobol.reversedPoint(index, dimension: dimension), key: key)
    }
    let octave = NestedLatin.octave(of: index), order = NestedLatin.order(octave, key)
    let orders = (first: SIMD16(repeating: order.first), second: SIMD16(repeating: order.second))
    return NestedLatin.coordinates(index, octave: octave, orders: orders, keys: SIMD16(repeating: key))[0]
  }
}
