internal import Sampling

/// A forecast as a set of equally likely values.
public struct Ensemble: Sendable {
  /// Ascending.
  public let values: [Double]

  /// The members of a forecast, one a path.
  public init(_ values: [Double]) {
    self.values = values.sorted()
  }

  /// Their mean.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Their quantile at a level between 0 and 1.
  public func quantile(_ level: Double) -> Double { Studies.quantile(values, level) }

  /// The continuous ranked probability score of what came true, in the unit of the series; less is better.
  ///
  /// mean |xᵢ − y| − ½ mean |xᵢ − xⱼ| over pairs of different members, from ranks: the "fair" form (Ferro 2014),
  /// which doesn't punish a forecast for having few members.
  public func crps(_ truth: Double) -> Double {
    let n = Double(values.count)
    let miss = values.reduce(0) { $0 + abs($1 - truth) } / n
    guard values.count > 1 else { return miss }
    var spread = 0.0
    for (rank, value) in values.enumerated() { spread += (2 * Double(rank) + 1 - n) * value }
    return miss - spread / (n * (n - 1))
  }

  /// The share of members below what came true; ties count half.
  public func pit(_ truth: Double) -> Double {
    let below = values.count { $0 < truth }, equal = values.count { $0 == truth }
    return (Double(below) + 0.5 * Double(equal)) / Double(values.count)
  }

  /// Whether what came true lies in the middle share of the ensemble.
  public func covers(_ truth: Double, share: Double) -> Bool {
    quantile((1 - share) / 2) <= truth && truth <= quantile((1 + share) / 2)
  }
}

/// A circular block bootstrap of things in order of time (Politis and Romano 1992); the same draws each time.
public struct BlockBootstrap: Sendable {
  let count: Int
  let block: Int
  let resamples: Int

  /// Draws blocks of neighbours, with replacement.
  public init(count: Int, block: Int, resamples: Int) {
    self.count = count
    self.block = max(1, min(block, count))
    self.resamples = resamples
  }

  /// A statistic of each resample, given the places drawn; nil ones are left out.
  public func statistics(_ statistic: ([Int]) -> Double?) -> [Double] {
    guard count > 0 else { return [] }
    let stream = Stream(seed: 20_250_923, name: "study:bootstrap")
    let blocks = (count + block - 1) / block
    return (0..<resamples).compactMap { sample in
      let drawn = (0..<blocks).flatMap { number -> [Int] in
        let u = stream.uniform(entity: UInt32(number), path: UInt32(sample), month: 0, draw: 0)
        let first = min(Int(u * Double(count)), count - 1)
        return (0..<block).map { (first + $0) % count }
      }
      return statistic(Array(drawn.prefix(count)))
    }
  }
}
