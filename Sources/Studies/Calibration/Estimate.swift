internal import Engine
public import Sampling

/// A parameter estimated from the seed tables.
public struct Estimate: Sendable {
  /// The parameter's full name.
  public let parameter: String
  /// What was found, in the parameter's unit.
  public let value: Double
  /// Its standard error, in the same unit.
  public let error: Double
  /// Observations behind it.
  public let count: Int
  /// How it was found, and what is to be said about it.
  public let method: String
  /// Whether the data settle it; otherwise the standard value is kept.
  public let suffices: Bool

  /// Fewer observations settle nothing.
  public static let fewest = 24
  /// An estimate within so many errors of zero settles nothing.
  public static let clear = 2.0

  /// - Parameter isUsable: false where the table can't be held against the parameter, whatever its length.
  init(
    _ parameter: String, _ value: Double, _ error: Double, _ count: Int, _ method: String,
    fewest: Int = Estimate.fewest, isUsable: Bool = true
  ) {
    self.parameter = parameter
    self.value = value
    self.error = error
    self.count = count
    self.method = method
    suffices =
      isUsable && count >= fewest && value.isFinite && error.isFinite && error > 0
      && Estimate.clear * error < abs(value)
  }

  /// Whether the data settle it and it lies inside what the parameter may be: at an edge, the likelihood's curvature
  /// says nothing about the error.
  public func isUsed(in range: ClosedRange<Double>) -> Bool {
    suffices && range.lowerBound < value && value < range.upperBound
  }

  /// The lower end of the 5–95 % range for a normal error.
  public var low: Double { value - 1.645 * error }
  /// The upper end of the 5–95 % range for a normal error.
  public var high: Double { value + 1.645 * error }

  /// What a run draws from: the estimate with its range, cut at what the parameter may be.
  public func distribution(in range: ClosedRange<Double>, isLever: Bool) -> Distribution {
    guard !isLever else { return .constant(value) }
    let low = max(self.low, range.lowerBound), high = min(self.high, range.upperBound)
    return Distribution.central(median: value, low: low, high: high).clamped(to: range)
  }
}
