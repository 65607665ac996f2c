/// Numbers placed on a line of the picture.
public struct Scale: Sendable, Equatable {
  /// The least number.
  public let low: Double
  /// The largest number.
  public let high: Double
  /// Where `low` and `high` are drawn; the first may be below the second, as heights grow downwards.
  public let start: Double
  /// Where `high` is drawn.
  public let end: Double

  /// A scale over a domain; one without length is widened, so that its number lies in the middle.
  public init(_ low: Double, _ high: Double, from start: Double, to end: Double) {
    let isFlat = !(high > low)
    let margin = low == 0 ? 1 : abs(low) * 0.1
    self.low = isFlat ? low - margin : low
    self.high = isFlat ? low + margin : high
    self.start = start
    self.end = end
  }

  /// Where a number is drawn.
  public func callAsFunction(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }
}
