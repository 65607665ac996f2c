public import Kernels

extension Column {
  /// Whether all numbers have the same bits, or are the same numbers where zeros differ in sign.
  public func isSame(as other: Column) -> Bool {
    indices.allSatisfy { self[$0].bitPattern == other[$0].bitPattern || self[$0] == other[$0] }
  }

  /// Whether every path has a number.
  public var isFinite: Bool {
    var differences = 0.0
    for path in indices { differences += self[path] - self[path] }
    return differences == 0
  }

  /// Every number goes into a hash; zeros of either sign are one.
  public func hash(into hasher: inout Hasher) {
    for path in indices { hasher.combine(self[path] + 0) }
  }
}
