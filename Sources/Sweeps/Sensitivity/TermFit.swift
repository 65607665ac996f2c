internal import Studies

/// Products of Legendre polynomials of ranks, fitted by least squares: what sets of axes explain of a result, from any
/// sample.
///
/// Ranks make it the same for any monotonic scale of an axis; an axis with a few values gets as many terms as tell
/// them apart. Where axes are independent, one fit of all terms splits the variance among them; where they aren't,
/// every set has a fit of its own. Both take off what as many terms would explain of noise.
struct TermFit: Sendable {
  /// Values of the terms, `[term][point]`.
  private let columns: [[Double]]
  /// The axes that a term is made of.
  private let sets: [[Int]]

  private static let mostTerms = 100
  private static let mostPowers = 8

  /// - Parameters:
  ///   - axes: values of each axis, `[axis][point]`.
  ///   - points: those that are used.
  init?(axes: [[Double]], points: [Int]) {
    let most = axes.count > ShapleyEffects.most ? points.count / 4 : min(TermFit.mostTerms, points.count / 6)
    let limits = axes.map { values in Set(points.map { values[$0] }).count - 1 }
    var chosen: [[Int]] = []
    for degree in 1...TermFit.mostPowers {
      let terms = TermFit.powers(limits: limits, degree: degree)
      guard terms.count <= most else { break }
      chosen = terms
    }
    guard !chosen.isEmpty else { return nil }
    let bases = axes.map { TermFit.polynomials(TermFit.ranks($0, points), degree: TermFit.mostPowers) }
    columns = chosen.map { powers in
      var column = [Double](repeating: 1, count: points.count)
      for (axis, power) in powers.enumerated() where power > 0 {
        for point in column.indices { column[point] *= bases[axis][power][point] }
      }
      return column
    }
    sets = chosen.map { powers in powers.indices.filter { powers[$0] > 0 } }
  }

  /// Powers of single axes, and of up to five axes all whose sum is within a degree. Single axes go
  /// further.
  private static func powers(limits: [Int], degree: Int) -> [[Int]] {
    let single = limits.indices.flatMap { axis -> [[Int]] in
      let most = min(limits[axis], limits.count > ShapleyEffects.most ? degree : TermFit.alone(degree))
      return (0..<max(0, most)).map { power in limits.indices.map { $0 == axis ? power + 1 : 0 } }
    }
    guard limits.count <= ShapleyEffects.most else { return single }
    var rows: [[Int]] = [[]]
    for limit in limits {
      rows = rows.flatMap { row -> [[Int]] in
        let left = degree - row.reduce(0, +)
        return (0...max(0, min(left, limit))).map { row + [$0] }
      }
    }
    return single + rows.filter { row in row.count { $0 > 0 } > 1 }
  }

  /// How far the powers of a single axis go where products reach a degree.
  private static func alone(_ degree: Int) -> Int { degree == 1 ? 1 : degree == 2 ? 3 : mostPowers }

  /// Ranks between −1 and 1, the mean rank for equal values.
  private static func ranks(_ values: [Double], _ points: [Int]) -> [Double] {
    let order = points.indices.sorted { (values[points[$0]], $0) < (values[points[$1]], $1) }
    var ranks = [Double](repeating: 0, count: points.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count && values[points[order[last + 1]]] == values[points[order[first]]] {
        last += 1
      }
      let rank = Double(first + last + 1) / Double(order.count) - 1
      for place in first...last { ranks[order[place]] = rank }
      first = last + 1
    }
    return ranks
  }

  /// Legendre polynomials of mean square 1, `[degree][point]`.
  private static func polynomials(_ x: [Double], degree: Int) -> [[Double]] {
    var rows = [[Double](repeating: 1, count: x.count), x]
    for n in 2...degree {
      let a = Double(2 * n - 1) / Double(n), b = Double(n - 1) / Double(n)
      rows.append(x.indices.map { a * x[$0] * rows[n - 1][$0] - b * rows[n - 2][$0] })
    }
    return rows.enumerated().map { n, row in row.map { $0 * Double(2 * n + 1).squareRoot() } }
  }

  /// The fit for given weights of the points, ready for any number of results.
  func weighted(_ weights: [Double]) -> WeightedFit { WeightedFit(columns, sets, weights) }
}
