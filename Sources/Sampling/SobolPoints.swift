/// Points of one scrambled Sobol sequence, for designs of experiments: no replicates, one set of points.
public struct SobolPoints: Sendable {
  /// How many dimensions there are.
  public static let dimensions = Sobol.dimensions

  private let seed: UInt64

  /// A sequence of its own for each seed.
  public init(seed: UInt64) {
    self.seed = stableHash(seed: seed, name: "points")
  }

  /// The coordinate of a point in (0, 1).
  public func coordinate(_ dimension: Int, ofPoint index: Int) -> Double {
    let key = UInt32(truncatingIfNeeded: mixed(seed ^ mixed(UInt64(dimension))))
    return Sobol.scrambled(
      Sobol.reversedPoint(UInt32(truncatingIfNeeded: index), dimension: dimension), key: key)
  }
}
