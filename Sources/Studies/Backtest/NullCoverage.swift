/// How often intervals would hold what comes true if the model were right, and if its errors were half as large again, and
/// where in the forecast it would lie on average: the model's own paths stand in for the record.
///
/// A path has the same shocks in the same month whatever the start, so that one path seen from all starts misses in
/// common as a real record does. What it holds over all forecasts of a group is one draw of the null.
public struct NullCoverage: Sendable {
  /// By path: forecasts whose 90 % interval holds it, and that do with its distance to the median stretched.
  private var nineTenths: [Int] = []
  private var stretched: [Int] = []
  /// By path: the sum over forecasts of the share of paths below it.
  private var below: [Double] = []
  private(set) var count = 0

  /// By how much errors are stretched to ask for power.
  public static let stretch = 1.5

  /// Adds a forecast: its paths, and five quantiles, of which those at 5, 50 and 95 % count.
  mutating func add(_ paths: [Double], _ quantiles: [Double]) {
    if nineTenths.isEmpty {
      nineTenths = [Int](repeating: 0, count: paths.count)
      stretched = nineTenths
      below = [Double](repeating: 0, count: paths.count)
    }
    count += 1
    let median = quantiles[2]
    for (path, value) in paths.enumerated() {
      let far = median + NullCoverage.stretch * (value - median)
      nineTenths[path] += quantiles[0] <= value && value <= quantiles[4] ? 1 : 0
      stretched[path] += quantiles[0] <= far && far <= quantiles[4] ? 1 : 0
    }
    rank(paths)
  }

  /// Adds the share of paths below each; ties count half, as for what came true.
  private mutating func rank(_ paths: [Double]) {
    let order = paths.indices.sorted { paths[$0] < paths[$1] }
    var first = 0
    while first < order.count {
      let value = paths[order[first]]
      var end = first + 1
      while end < order.count && paths[order[end]] == value { end += 1 }
      let share = 0.5 * Double(first + end) / Double(order.count)
      for place in first..<end { below[order[place]] += share }
      first = end
    }
  }

  private func shares(_ hits: [Int]) -> [Double] {
    hits.map { Double($0) / Double(max(count, 1)) }.sorted()
  }

  /// The 2.5–97.5 % range of the share that 90 % intervals hold if the model is right.
  public var nineTenthsRange: ClosedRange<Double> { range(shares(nineTenths)) }
  /// The same of the mean share of paths below what comes true.
  public var pitRange: ClosedRange<Double> { range(below.map { $0 / Double(max(count, 1)) }.sorted()) }

  private func range(_ sorted: [Double]) -> ClosedRange<Double> {
    sorted.isEmpty ? 0...1 : quantile(sorted, 0.025)...quantile(sorted, 0.975)
  }

  /// The chance that the lower end of the 90 % range finds errors half as large again as the model says.
  public var power: Double {
    let low = nineTenthsRange.lowerBound, found = shares(stretched)
    return found.isEmpty ? 0 : Double(found.count { $0 < low }) / Double(found.count)
  }
}
