internal import Sampling

/// What it would be worth to know a parameter, in the unit of a result.
public struct InformationValue: Sendable, Equatable {
  /// The expected fall of the result's standard deviation when the parameter becomes known.
  public let reduction: Double
  public let error: Double
  /// What knowing it adds to the best decision (EVPPI); nil without a threshold.
  public let decision: Double?

  /// From a first-order index: sd (1 − √(1 − S)).
  public init(index: IndexEstimate, deviation: Double, decision: Double? = nil) {
    let left = (1 - min(max(index.value, 0), 1)).squareRoot()
    reduction = deviation * (1 - left)
    error = deviation * index.error / (2 * max(left, 0.1))
    self.decision = decision
  }

  private static let bins = 32

  /// EVPPI of acting, which is worth the result less a threshold, or not acting, which is worth nothing.
  ///
  /// The decision in each of 32 ranges of the parameter is made on half of the replicates and valued on the other
  /// half, so that noise isn't taken for information: the result is rather too low, and may be below zero.
  public static func decision(parameter: [Double], result: [Double], threshold: Double) -> Double {
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
