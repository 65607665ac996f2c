internal import Engine
public import Scenarios

/// Expressions and conditions on every path.
extension Question.Term {
  /// The value on each path; in a month of the run where the expression is asked month by month.
  func values(_ table: PathTable, month: Int = 0) -> [Double] {
    switch self {
    case .quantity(let quantity):
      guard let months = quantity.months else { return table.month(quantity.series, month) }
      return table.span(quantity.series, months)
    case .number(let number, _): return [Double](repeating: number, count: table.paths)
    case .scaled(let term, let factor, _): return term.values(table, month: month).map { $0 * factor }
    case .sum(let left, let right): return Self.pairs(left, right, table, month, +)
    case .difference(let left, let right): return Self.pairs(left, right, table, month, -)
    case .product(let left, let right): return Self.pairs(left, right, table, month, *)
    case .ratio(let left, let right): return Self.ratios(left, right, table, month)
    }
  }

  private static func pairs(
    _ left: Self, _ right: Self, _ table: PathTable, _ month: Int, _ rule: (Double, Double) -> Double
  ) -> [Double] {
    zip(left.values(table, month: month), right.values(table, month: month)).map(rule)
  }

  /// What both measure alike is a share, whatever units they are in.
  private static func ratios(_ left: Self, _ right: Self, _ table: PathTable, _ month: Int) -> [Double] {
    let factor = left.unit.plainFactor(to: right.unit) ?? 1
    return pairs(left, right, table, month) { factor * $0 / $1 }
  }
}

extension Question.Condition {
  /// On which paths it holds.
  func holds(_ table: PathTable, month: Int = 0) -> [Bool] {
    let pairs = zip(left.values(table, month: month), right.values(table, month: month))
    switch relation {
    case .below: return pairs.map { $0 < $1 }
    case .above: return pairs.map { $0 > $1 }
    case .atMost: return pairs.map { $0 <= $1 }
    case .atLeast: return pairs.map { $0 >= $1 }
    case .equal: return pairs.map { $0 == $1 }
    }
  }

  /// On which paths all of them hold.
  static func allHold(_ conditions: [Self], _ table: PathTable, month: Int = 0) -> [Bool] {
    conditions.reduce([Bool](repeating: true, count: table.paths)) { held, next in
      zip(held, next.holds(table, month: month)).map { $0 && $1 }
    }
  }
}

extension Question {
  /// The paths that the conditions after `given` leave.
  func paths(_ table: PathTable) -> [Int] {
    guard !given.isEmpty else { return Array(0..<table.paths) }
    return Condition.allHold(given, table).indices(where: true)
  }

  /// Whether what is asked for holds, on each path; nil where the question isn't a chance.
  public func holds(_ table: PathTable) -> [Bool]? {
    guard case .chance(let conditions) = wanted else { return nil }
    return Condition.allHold(conditions, table)
  }

  /// Whether a path is looked at: all are, unless something is given.
  public func isLookedAt(_ table: PathTable) -> [Bool] { Condition.allHold(given, table) }

  /// The first month in which all conditions hold, on each of the paths; the number of months where none is.
  func firstMonths(_ conditions: [Condition], _ table: PathTable, _ paths: [Int]) -> [Double] {
    var found = [Double](repeating: Double(table.period.count), count: table.paths)
    for month in (0..<table.period.count).reversed() {
      let held = Condition.allHold(conditions, table, month: month)
      for path in held.indices where held[path] { found[path] = Double(month) }
    }
    return paths.map { found[$0] }
  }
}

extension [Bool] {
  fileprivate func indices(where wanted: Bool) -> [Int] { indices.filter { self[$0] == wanted } }
}
