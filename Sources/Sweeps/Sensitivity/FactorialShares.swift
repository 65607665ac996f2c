internal import Studies

/// First and total indices and Shapley effects of a complete grid: exact for its values, as every combination is there.
struct FactorialShares {
  /// More axes would take too many subsets for Shapley effects.
  static let mostForShapley = 8

  private let factors: [(name: String, levels: [Int])]

  init(_ layout: SweepLayout) { factors = layout.factors }

  var labels: [ShareLabel] {
    let names = factors.map(\.name)
    let indices = names.flatMap { name in
      [SweepMeasure.first, .total].map { ShareLabel(measure: $0, parameter: name) }
    }
    return indices
      + (hasShapley ? names.map { ShareLabel(measure: .shapley, parameter: $0, group: names) } : [])
  }

  private var hasShapley: Bool { (2...FactorialShares.mostForShapley).contains(factors.count) }

  /// A value for each label.
  func values(_ result: [Double], variance: Double) -> [Double] {
    let all = (1 << factors.count) - 1
    let indices = factors.indices.flatMap { place in
      [closed(1 << place, result) / variance, 1 - closed(all ^ 1 << place, result) / variance]
    }
    guard hasShapley else { return indices }
    let shares = (1...all).map { [closed($0, result) / variance] }
    return indices + Shapley([[0]] + shares).shares.map { $0[0] }
  }

  /// The variance of the means over everything but some of the axes.
  private func closed(_ set: Int, _ result: [Double]) -> Double {
    var groups = [Int](repeating: 0, count: result.count)
    for (place, factor) in factors.enumerated() where set >> place & 1 == 1 {
      let count = (factor.levels.max() ?? 0) + 1
      for number in groups.indices { groups[number] = groups[number] * count + factor.levels[number] }
      let numbers = SweepLayout.levels(groups.map(Double.init))
      groups = numbers
    }
    return Grouping.variance(of: result, groups, [Double](repeating: 1, count: result.count))
  }
}
