internal import Sampling

/// First-order indices from any run: how alike the results of paths are whose values of a parameter are neighbours.
///
/// 1 − E (y − y′)² / 2 V over pairs that stand at most `reach` ranks apart: the rank estimator of Gamboa, Gremaud,
/// Klein and Lagnoux (Bernoulli 28, 2022) with several neighbours (Lin and Han, 2023). Only pairs from different
/// replicates count. These are independent, while a scramble's own points hang together in high dimensions.
public struct RankIndices: Sendable {
  /// Paths in the order of the parameter.
  private let order: [Int]
  private let reach: Int

  /// The parameter's value on every path.
  public init(parameter: [Double]) {
    order = parameter.indices.sorted { (parameter[$0], $0) < (parameter[$1], $1) }
    reach = min(max(parameter.count / 256, 2), 32)
  }

  /// The index for one result; zero where that doesn't vary.
  public func index(of result: [Double]) -> IndexEstimate {
    let mean = result.reduce(0, +) / Double(result.count)
    let variance = result.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(result.count - 1, 1))
    guard variance > 1e-18 * max(mean * mean, 1e-300) else { return IndexEstimate(value: 0, error: 0) }
    let ordered = order.map { result[$0] }
    let pairs = PairTable(ordered, replicates: order.map { $0 % designReplicates }, reach: reach)
    return pairs.estimate(variance: variance, spread: PairTable.spread(result))
  }
}

/// Squared differences of neighbours, by the pair of replicates that they belong to.
struct PairTable {
  private static let size = designReplicates
  private var sums = [Double](repeating: 0, count: size * size)
  private var counts = [Double](repeating: 0, count: size * size)

  init(_ values: [Double], replicates: [Int], reach: Int) {
    for place in values.indices {
      for other in (place + 1)..<max(min(place + reach + 1, values.count), place + 1) {
        let difference = values[place] - values[other]
        add(difference * difference, replicates[place], replicates[other])
      }
    }
  }

  init() {}

  @inline(__always)
  mutating func add(_ square: Double, _ first: Int, _ second: Int) {
    let cell = min(first, second) * PairTable.size + max(first, second)
    sums[cell] += square
    counts[cell] += 1
  }

  /// The pairs of different replicates that have any points.
  private var cells: [(first: Int, second: Int, cell: Int)] {
    (0..<PairTable.size).flatMap { first in
      (first + 1..<PairTable.size).map { (first, $0, first * PairTable.size + $0) }
    }.filter { counts[$0.cell] > 0 }
  }

  /// The index and its error: a U-statistic over replicates, its variance in components.
  ///
  /// - Parameter spread: half the mean squared difference between any two paths of a pair of replicates. Each
  ///   pair is held against its own, as a replicate with a few extreme paths has more of both.
  func estimate(variance: Double, spread: [Double]) -> IndexEstimate {
    let cells = cells
    let total = cells.reduce(0) { $0 + sums[$1.cell] } / cells.reduce(0) { $0 + counts[$1.cell] }
    let value = 1 - total / (2 * variance)
    let k = Double(PairTable.size)
    guard cells.count == PairTable.size * (PairTable.size - 1) / 2 else {
      return IndexEstimate(value: value, error: 1)
    }
    let parts = cells.map { 1 - sums[$0.cell] / counts[$0.cell] / (2 * max(spread[$0.cell], 1e-300)) }
    let mean = parts.reduce(0, +) / Double(parts.count)
    let linear = linearParts(cells.map { ($0.first, $0.second) }, parts, mean)
    let squares = zip(cells, parts).reduce(0.0) { sum, item in
      let rest = item.1 - mean - linear[item.0.first] - linear[item.0.second]
      return sum + rest * rest
    }
    let pairVariance = squares / (k * (k - 3) / 2)
    let linearVariance = linear.reduce(0) { $0 + $1 * $1 } / (k - 1) - pairVariance / (k - 2)
    let whole = 4 / k * max(0, linearVariance) + 2 * pairVariance / (k * (k - 1))
    let drawn = PairTable.drawn(cells.map { ($0.first, $0.second) }, parts)
    return IndexEstimate(value: value, resampled: drawn, error: whole.squareRoot())
  }

  /// The mean over pairs when replicates are drawn with replacement: a pair counts as often as both were drawn.
  private static func drawn(_ pairs: [(Int, Int)], _ parts: [Double]) -> [Double] {
    weights.map { weights in
      var sum = 0.0, count = 0.0
      for (place, pair) in pairs.enumerated() {
        let weight = weights[pair.0] * weights[pair.1]
        sum += weight * parts[place]
        count += weight
      }
      return sum / count
    }
  }

  private static let weights = (0..<Resampling.count).map { Resampling.weights(of: size, draw: $0) }

  /// Half the mean squared difference between paths of two replicates, by pair.
  static func spread(_ result: [Double]) -> [Double] {
    let means = replicateMeans(result)
    let squares = replicateMeans(
      result.indices.map { path in
        let distance = result[path] - means[path % means.count]
        return distance * distance
      })
    return (0..<size * size).map { cell in
      let first = min(cell / size, means.count - 1), second = min(cell % size, means.count - 1)
      let step = means[first] - means[second]
      return (squares[first] + squares[second] + step * step) / 2
    }
  }

  /// What each replicate adds to the pairs it is part of.
  private func linearParts(_ pairs: [(Int, Int)], _ parts: [Double], _ mean: Double) -> [Double] {
    let k = Double(PairTable.size)
    var sums = [Double](repeating: 0, count: PairTable.size)
    for (pair, part) in zip(pairs, parts) {
      sums[pair.0] += part - mean
      sums[pair.1] += part - mean
    }
    return sums.map { $0 / (k - 2) }
  }
}
