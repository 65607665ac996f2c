internal import Engine
internal import Sampling

/// A share of a variance, or another measure, with its standard error and an interval.
public struct IndexEstimate: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// The standard error; NaN where there is none to be had.
  public let error: Double
  /// The lower end of the 90 % interval: what 5 % of repetitions would lie below.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// An estimate with its error and the ends of its 90 % interval.
  public init(value: Double, error: Double, low: Double, high: Double) {
    self.value = value
    self.error = error
    self.low = low
    self.high = high
  }

  /// A 90 % interval reaches so many standard errors to either side.
  static let errorsTo90 = studentQuantile(0.95, degrees: designReplicates - 1)

  /// With the interval of Student's t with 15 degrees of freedom: errors come from 16 replicates.
  public init(value: Double, error: Double) {
    let reach = IndexEstimate.errorsTo90 * error
    self.init(value: value, error: error, low: value - reach, high: value + reach)
  }

  /// Exact: what was chosen and not drawn has no sampling error.
  public init(exact value: Double) { self.init(value: value, error: 0) }

  /// The mean of independent results, its error, and an interval by the bootstrap of Student's t: results are drawn
  /// with replacement, and the mean of each draw is held against that draw's own error.
  init(replicates: [Double]) {
    let value = replicates.reduce(0, +) / Double(max(replicates.count, 1))
    let error = standardError(replicates)
    guard error > 0, replicates.count == designReplicates else {
      self.init(value: value, error: error)
      return
    }
    let ratios = Resampling.replicates.compactMap { draw -> Double? in
      let drawn = draw.map { replicates[$0] }
      let own = standardError(drawn)
      return own > 0 ? (drawn.reduce(0, +) / Double(drawn.count) - value) / own : nil
    }.sorted()
    self.init(
      value: value, error: error, low: value - quantile(ratios, 0.95) * error,
      high: value - quantile(ratios, 0.05) * error)
  }

  /// From the same measure of resampled data: their scatter is the error, their quantiles about their own mean
  /// the interval, as resampling shifts measures of variance a little.
  ///
  /// - Parameter error: a better estimate of the error, which the interval is then scaled to.
  public init(value: Double, resampled: [Double], error better: Double? = nil) {
    let mean = resampled.reduce(0, +) / Double(max(resampled.count, 1))
    let scatter = deviation(resampled)
    let scale = better.map { scatter > 0 ? $0 / scatter : 0 } ?? 1
    let sorted = resampled.sorted()
    self.init(
      value: value, error: better ?? scatter,
      low: value + (sorted.isEmpty ? 0 : quantile(sorted, 0.05) - mean) * scale,
      high: value + (sorted.isEmpty ? 0 : quantile(sorted, 0.95) - mean) * scale)
  }

  /// From the same measure with each replicate left out in turn (Tukey's jackknife).
  init(value: Double, leavingOut parts: [Double]) {
    let scale = Double(max(parts.count - 1, 0))
    self.init(value: value, error: scale * standardError(parts))
  }

  /// How many errors above zero counts as told from it: one in about 300 that are zero gets there by chance.
  public static let errorsFromZero = 3.0
  /// Nobody asks for more paths than a smaller index would need.
  static let smallestOfInterest = 0.005

  /// Whether it lies more than `errorsFromZero` standard errors above zero.
  public var isToldFromZero: Bool { value > IndexEstimate.errorsFromZero * error }

  /// Its size, with the same error: for effects with a sign.
  public var magnitude: IndexEstimate { value < 0 ? IndexEstimate(value: -value, error: error) : self }

  /// So many paths would tell the index from zero, or one of 0.005 where it is smaller; errors fall as 1/√N.
  public func pathsNeeded(paths: Int) -> Int {
    let target = max(value, IndexEstimate.smallestOfInterest)
    let ratio = IndexEstimate.errorsFromZero * error / target
    return ratio <= 1 ? paths : Int((Double(paths) * ratio * ratio).rounded(.up))
  }
}

/// What the bootstrap draws, always the same.
public enum Resampling {
  /// How many times data are drawn anew.
  public static let count = 200

  /// The replicates of a run drawn with replacement.
  static let replicates = (0..<count).map { draw in places(of: designReplicates, draw: draw) }

  /// Numbers below `count`, so many of them, drawn with replacement.
  static func places(of count: Int, draw: Int, kind: UInt32 = 0) -> [Int] {
    let stream = Stream(seed: 0, name: "bootstrap")
    return (0..<count).map { place in
      let uniform = stream.uniform(entity: UInt32(draw), path: UInt32(place), month: kind, draw: 0)
      return min(Int(uniform * Double(count)), count - 1)
    }
  }

  /// How often each of so many units is drawn.
  public static func weights(of count: Int, draw: Int, kind: UInt32 = 0) -> [Double] {
    var weights = [Double](repeating: 0, count: count)
    for place in places(of: count, draw: draw, kind: kind) { weights[place] += 1 }
    return weights
  }
}
