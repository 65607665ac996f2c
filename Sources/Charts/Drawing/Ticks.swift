/// Round numbers along an axis: multiples of 1, 2, 2.5 or 5 times a power of ten.
public struct Ticks: Sendable, Equatable {
  /// What lies between two ticks.
  public let step: Double
  /// In ascending order.
  public let values: [Double]
  /// Decimal places that the step needs.
  public let places: Int

  /// The finest round step that puts no more than `most` ticks between two numbers; the ticks embrace both.
  public init(_ low: Double, _ high: Double, most: Int = 6) {
    let (low, high) = low <= high ? (low, high) : (high, low)
    let span = high > low ? high - low : max(abs(low), 1) * 0.2
    (step, places) = Ticks.step(atLeast: span / Double(max(most - 1, 1)))
    let first = (low / step).rounded(.down), last = (high / step).rounded(.up)
    let step = step
    values = stride(from: first, through: max(last, first + 1), by: 1).map { $0 * step }
  }

  private static func step(atLeast least: Double) -> (Double, Int) {
    let power = exponent(of: least)
    let base = tenTo(power)
    let multiple = [1, 2, 2.5, 5, 10].first { $0 * base >= least * (1 - 1e-9) } ?? 10
    let places = max(0, -power + (multiple == 2.5 ? 1 : 0) - (multiple == 10 ? 1 : 0))
    return (multiple * base, places)
  }

  /// The first tick.
  public var low: Double { values[0] }
  /// The last tick.
  public var high: Double { values[values.count - 1] }

  /// A tick's number with the places that the step needs.
  public func label(_ value: Double) -> String { digits(value, places: places) }
}
