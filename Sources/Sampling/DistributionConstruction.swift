internal import Kernels

extension Distribution {
  /// A normal distribution by its 5th and 95th percentiles.
  public static func normal(p05: Double, p95: Double) throws -> Distribution {
    try requireOrder(p05, p95, "p05", "p95")
    return .normal(mean: 0.5 * (p05 + p95), sd: (p95 - p05) / (2 * score95))
  }

  /// A uniform distribution by its 5th and 95th percentiles.
  public static func uniform(p05: Double, p95: Double) throws -> Distribution {
    try requireOrder(p05, p95, "p05", "p95")
    let width = (p95 - p05) / 0.9
    return .uniform(low: p05 - 0.05 * width, high: p95 + 0.05 * width)
  }

  /// A lognormal distribution by its median and 95th percentile.
  public static func lognormal(median: Double, p95: Double) throws -> Distribution {
    try require(median > 0, "a lognormal's median must be positive, not \(median)")
    try requireOrder(median, p95, "the median", "p95")
    return .lognormal(mu: logarithm(median), sigma: logarithm(p95 / median) / score95)
  }

  /// A lognormal distribution by its 5th and 95th percentiles.
  public static func lognormal(p05: Double, p95: Double) throws -> Distribution {
    try require(p05 > 0, "a lognormal's p05 must be positive, not \(p05)")
    try requireOrder(p05, p95, "p05", "p95")
    return .lognormal(mu: 0.5 * logarithm(p05 * p95), sigma: logarithm(p95 / p05) / (2 * score95))
  }

  /// A lognormal distribution by its mean and standard deviation.
  public static func lognormal(mean: Double, sd: Double) throws -> Distribution {
    try require(mean > 0, "a lognormal's mean must be positive, not \(mean)")
    try require(sd >= 0, "a standard deviation can't be negative: \(sd)")
    let variance = logarithm(1 + sd * sd / (mean * mean))
    return .lognormal(mu: logarithm(mean) - 0.5 * variance, sigma: variance.squareRoot())
  }

  /// A lognormal distribution, shifted (and mirrored where the lower side is the longer), by three percentiles.
  public static func lognormal(p05: Double, p50: Double, p95: Double) throws -> Distribution {
    try requireOrder(p05, p50, "p05", "p50")
    try requireOrder(p50, p95, "p50", "p95")
    let (down, up) = (p50 - p05, p95 - p50)
    if p05 == p95 { return .constant(p50) }
    try require(down > 0 && up > 0, "a lognormal can't have p50 \(p50) at its p05 or p95")
    if (up / down - 1).magnitude < 1e-6 { return try normal(p05: p05, p95: p95) }
    let ratio = max(up / down, down / up)
    let median = min(up, down) * ratio / (ratio - 1)
    let base = Distribution.lognormal(mu: logarithm(median), sigma: logarithm(ratio) / score95)
    let sign = up > down ? 1.0 : -1.0
    return .affine(base, scale: sign, offset: p50 - sign * median)
  }

  /// A beta distribution on low ... high by its mean and standard deviation.
  public static func beta(
    mean: Double, sd: Double, low: Double = 0, high: Double = 1
  ) throws -> Distribution {
    try requireOrder(low, high, "low", "high")
    try require(
      low < mean && mean < high, "a beta's mean must lie between \(low) and \(high), not at \(mean)")
    try require(sd >= 0, "a standard deviation can't be negative: \(sd)")
    if sd == 0 { return .constant(mean) }
    let share = (mean - low) / (high - low)
    let deviation = sd / (high - low)
    let most = (share * (1 - share)).squareRoot() * (high - low)
    let count = share * (1 - share) / (deviation * deviation) - 1
    try require(
      count > 0,
      "a beta with mean \(mean) on \(low) to \(high) can't have a standard deviation of \(sd): "
        + "it must stay below \(most)")
    return .beta(alpha: share * count, beta: (1 - share) * count, low: low, high: high)
  }

  /// The project planner's distribution: beta with mean (low + 4 mode + high)/6.
  public static func pert(low: Double, mode: Double, high: Double) throws -> Distribution {
    try requireMode(low, mode, high)
    if low == high { return .constant(low) }
    let share = (mode - low) / (high - low)
    return .beta(alpha: 1 + 4 * share, beta: 5 - 4 * share, low: low, high: high)
  }

  /// Discrete values with weights.
  public static func discrete(weighted values: [(value: Double, weight: Double)]) throws -> Distribution {
    try Distribution.discrete(values.map { Outcome($0.value, weight: $0.weight) }).checked()
  }

  /// One with probability `chance`, else zero.
  public static func yes(chance: Double) throws -> Distribution {
    try require(chance >= 0 && chance <= 1, "a chance must lie between 0 and 1, not at \(chance)")
    return .discrete([Outcome(0, weight: 1 - chance), Outcome(1, weight: chance)])
  }

  /// Two half normals by their 5th, 50th and 95th percentiles.
  public static func central(p05: Double, p50: Double, p95: Double) throws -> Distribution {
    try Distribution.central(median: p50, low: p05, high: p95).checked()
  }

  /// Two half normals by their median and 5–95 % range, which a scenario writes as `9 (5 to 14)`.
  public static func median(_ median: Double, _ range: ClosedRange<Double>) -> Distribution {
    .central(median: median, low: range.lowerBound, high: range.upperBound)
  }

  /// This distribution given that the value falls into `range`.
  public func truncated(to range: ClosedRange<Double>) throws -> Distribution {
    try Distribution.truncated(self, low: range.lowerBound, high: range.upperBound).checked()
  }
}
