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

  /// The point with this index, whose octave and order are given; the key scrambles the strata.
  @inline(__always)
  static func coordinate(
    _ index: UInt32, octave: UInt32, order: (first: UInt32, second: UInt32), key: UInt32
  ) -> Double {
    let place = permuted(index &- octave, below: octave, key: order.first)
    return Sobol.scrambled(octave | permuted(place, below: octave, key: order.second), key: key)
  }

  /// The place of a number below a power of two in an order of all of them.
  ///
  /// Steps that can be undone modulo that power: products with odd numbers, and exclusive-ors with upper bits
  /// (A. Kensler, "Correlated multi-jittered sampling", Pixar Technical Memo 13-01, 2013). Once alone leaves the
  /// correlations of two orders 6 % wider than chance has them, twice 1 %.
  @inline(__always)
  static func permuted(_ number: UInt32, below power: UInt32, key: UInt32) -> UInt32 {
    let mask = power &- (power == 0 ? 0 : 1)
    var x = number
    x ^= key
    x &*= 0xe170_893d
    x ^= key &>> 16
    x ^= (x & mask) &>> 4
    x ^= key &>> 8
    x &*= 0x0929_eb3f
    x ^= key &>> 23
    x ^= (x & mask) &>> 1
    x &*= 1 | key &>> 27
    x &*= 0x6935_fa69
    x ^= (x & mask) &>> 11
    x &*= 0x74dc_b303
    x ^= (x & mask) &>> 2
    x &*= 0x9e50_1cc3
    x ^= (x & mask) &>> 2
    x &*= 0xc860_a3df
    x &= mask
    x ^= x &>> 5
    return (x &+ key) & mask
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
    let octave = NestedLatin.octave(of: index)
    return NestedLatin.coordinate(index, octave: octave, order: NestedLatin.order(octave, key), key: key)
  }
}
