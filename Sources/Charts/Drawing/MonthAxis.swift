/// Months along the bottom of a chart. A month is `year × 12 + month − 1`; its marks stand in its middle.
public struct MonthAxis: Sendable, Equatable {
  /// The first month.
  public let first: Int
  /// The last month, which belongs to it.
  public let last: Int
  let scale: Scale

  /// Months between two places across.
  public init(first: Int, last: Int, from start: Double, to end: Double) {
    self.first = first
    self.last = last
    scale = Scale(Double(first), Double(last + 1), from: start, to: end)
  }

  /// The middle of a month.
  public func middle(_ month: Int) -> Double { scale(Double(month) + 0.5) }

  /// A moment, in months with their fraction.
  public func moment(_ month: Double) -> Double { scale(month) }

  /// The months that carry a label: Januaries as years, and quarters or halves between where there is room.
  public var labels: [(month: Int, text: String)] {
    let width = abs(scale.end - scale.start) / Double(last - first + 1)
    let every = [1, 3, 6, 12, 24, 60].first { width * Double($0) >= 40 } ?? 120
    return (first...last).filter {
      $0 % 12 == 0 ? ($0 / 12) % max(1, every / 12) == 0 : $0 % every == 0 && every < 12
    }
    .map { ($0, $0 % 12 == 0 ? String($0 / 12) : MonthAxis.names[$0 % 12]) }
  }

  static let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Sep 2025`
  public static func name(_ month: Int) -> String { "\(names[month % 12]) \(month / 12)" }

  /// `2025-09`
  public static func code(_ month: Int) -> String {
    let number = month % 12 + 1
    return "\(month / 12)-\(number < 10 ? "0" : "")\(number)"
  }
}
