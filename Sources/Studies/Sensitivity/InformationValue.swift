internal import Sampling

/// What it would be worth to know a parameter, in the unit of a result.
public struct InformationValue: Sendable, Equatable {
  /// The expected fall of the result's standard deviation when the parameter becomes known.
  public let reduction: IndexEstimate
  /// What knowing it adds to the best decision (EVPPI); nil without a threshold.
  public let decision: IndexEstimate?

  /// From a first-order index: sd (1 − √(1 − S)).
  public init(index: IndexEstimate, deviation: Double, decision: IndexEstimate? = nil) {
    let fall = { (share: Double) in deviation * (1 - (1 - min(max(share, 0), 1)).squareRoot()) }
    let left = (1 - min(max(index.value, 0), 1)).squareRoot()
    reduction = IndexEstimate(
      value: fall(index.value), error: deviation * index.error / (2 * max(left, 0.1)), low: fall(index.low),
      high: fall(index.high))
    self.decision = decision
  }

  private static let bins = 32

  /// EVPPI of acting, which is worth the result less a threshold, or not acting, which is worth nothing.
  ///
  /// The decision in each of 32 ranges of the parameter is made on half of the replicates and valued on the other
  /// half, so that noise isn't taken for information: the result is rather too low, and may be below zero. Its
  /// error comes from leaving out two replicates in turn.
  public static func decision(parameter: [Double], result: [Double], threshold: Double) -> IndexEstimate {
    let value = worth(parameter: parameter, result: result, threshold: threshold)
    // Two replicates at a time, one of each half.
    let parts = (0..<designReplicates / 2).map { pair in
      let kept = result.indices.filter { $0 % designReplicates / 2 != pair }
      return worth(
        parameter: kept.map { parameter[$0] }, result: kept.map { result[$0] }, threshold: threshold)
    }
    return IndexEstimate(value: value, leavingOut: parts)
  }

  private static func worth(parameter: [Double], result: [Double], threshold: Double) -> Double {
    let order = parameter.indices.sorted { (parameter[$0], $0) < (parameter[$1], $1) }
    let gains = result.map { $0 - threshold }
    var informed = 0.0
    for bin in 0..<bins {
      let paths = order[(bin * order.count / bins)..<((bin + 1) * order.count / bins)]
      for half in 0...1 {
        let told = paths.filter { $0 % 2 == half }.reduce(0) { $0 + gains[$1] }
        if told > 0 { informed += paths.filter { $0 % 2 != half }.reduce(0) { $0 + gains[$1] } }
      }
    }
    let count = Double(max(result.count, 1))
    return informed / count - max(0, gains.reduce(0, +) / count)
  }
}
