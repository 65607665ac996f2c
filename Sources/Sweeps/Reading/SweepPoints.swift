/// All combinations of a sweep that its constraints allow.
struct SweepPoints: Sendable {
  var values: [Double] = []
  var count = 0
  var excluded = 0
  /// Which of the combinations these are; empty where none was excluded.
  var numbers: [Int] = []

  /// The number of a combination before any was excluded.
  func number(_ place: Int) -> Int { numbers.isEmpty ? place : numbers[place] }
}

/// `price_cap.level <= 50 USD/bbl`, or two axes against each other.
struct SweepConstraint: Sendable {
  enum Side: Sendable { case axis(Int), number(Double) }
  static let signs = ["<=", ">=", "!=", "<", ">", "="]

  let left: Int
  let sign: String
  let right: Side

  func holds(_ values: ArraySlice<Double>) -> Bool {
    let first = values[values.startIndex + left]
    let second =
      switch right {
      case .axis(let axis): values[values.startIndex + axis]
      case .number(let number): number
      }
    let isEqual = abs(first - second) <= 1e-9 * max(abs(first), abs(second))
    switch sign {
    case "<=": return first < second || isEqual
    case ">=": return first > second || isEqual
    case "<": return first < second && !isEqual
    case ">": return first > second && !isEqual
    case "=": return isEqual
    default: return !isEqual
    }
  }
}
