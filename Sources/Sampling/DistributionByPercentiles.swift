internal import Kernels

extension Distribution {
  /// A beta distribution on low ... high by its 5th and 95th percentiles, solved numerically.
  public static func beta(
    p05: Double, p95: Double, low: Double = 0, high: Double = 1
  ) throws -> Distribution {
    try require(
      low < p05 && p05 < p95 && p95 < high,
      "a beta on \(low) to \(high) needs low < p05 < p95 < high, not p05 \(p05) and p95 \(p95)")
    let a = (p05 - low) / (high - low)
    let b = (p95 - low) / (high - low)
    // The larger the count, the narrower the beta: more than 95 % falls below p95.
    let logCount = bisect(-6, 23) { BetaShape(count: exponential($0), p05: a).cumulative(b) > 0.95 }
    let shape = BetaShape(count: exponential(logCount), p05: a)
    try require(
      (shape.cumulative(b) - 0.95).magnitude < 1e-6 && (shape.cumulative(a) - 0.05).magnitude < 1e-6,
      "no beta on \(low) to \(high) has p05 \(p05) and p95 \(p95)")
    return .beta(alpha: shape.alpha, beta: shape.beta, low: low, high: high)
  }

  /// A triangular distribution by its 5th percentile, mode and 95th percentile, solved numerically.
  public static func triangular(p05: Double, mode: Double, p95: Double) throws -> Distribution {
    try requireMode(p05, mode, p95)
    if p05 == p95 { return .constant(mode) }
    let (down, up) = (mode - p05, p95 - mode)
    // The base that each side needs shrinks beside the width as the width grows.
    let stretch = bisect(0, 5) { trial in
      let width = (p95 - p05) * exponential(trial)
      return side(down, width) + side(up, width) < width
    }
    let width = (p95 - p05) * exponential(stretch)
    return .triangular(low: mode - side(down, width), mode: mode, high: mode + side(up, width))
  }

  /// This distribution, if its numbers make sense; throws a sentence that says what is wrong if not.
  public func checked() throws -> Distribution {
    switch self {
    case .constant(let value): try require(value.isFinite, "a constant must be a number, not \(value)")
    case .uniform(let low, let high): try requireOrder(low, high, "low", "high")
    case .triangular(let low, let mode, let high): try requireMode(low, mode, high)
    case .normal(let mean, let sd), .lognormal(let mean, let sd):
      try require(mean.isFinite, "the centre must be a number, not \(mean)")
      try require(sd >= 0 && sd.isFinite, "a standard deviation can't be negative or infinite: \(sd)")
    case .beta(let alpha, let beta, let low, let high):
      try require(alpha > 0 && beta > 0, "a beta's shapes must be positive, not \(alpha) and \(beta)")
      try require(low < high, "a beta's low \(low) must be below its high \(high)")
    case .discrete(let outcomes): try requireWeights(outcomes)
    case .central(let median, let low, let high):
      try requireOrder(low, median, "low", "the median")
      try requireOrder(median, high, "the median", "high")
    case .truncated(let base, let low, let high):
      _ = try base.checked()
      try require(low <= high, "a truncation needs low ≤ high, not \(low) and \(high)")
      try require(
        base.cumulative(high) - base.below(low) > 1e-12, "nothing is left between \(low) and \(high)")
    case .affine(let base, let scale, let offset):
      _ = try base.checked()
      try require(scale.isFinite && offset.isFinite, "scale and offset must be numbers")
    }
    return self
  }
}

extension BetaShape {
  /// The beta with alpha + beta = `count` whose 5th percentile is `p05`.
  fileprivate init(count: Double, p05: Double) {
    // By the logit of the mean: the larger the mean, the less lies below p05.
    let logit = bisect(-40, 40) { trial in
      let mean = 1 / (1 + exponential(-trial))
      let rest = 1 / (1 + exponential(trial))
      return BetaShape(alpha: count * mean, beta: count * rest).cumulative(p05) < 0.05
    }
    self.init(alpha: count / (1 + exponential(-logit)), beta: count / (1 + exponential(logit)))
  }
}

/// The length a of one side of a triangle of this width that leaves 5 % beyond `distance` from the mode.
///
/// (a − distance)² = 0.05 · width · a.
private func side(_ distance: Double, _ width: Double) -> Double {
  let sum = 2 * distance + 0.05 * width
  return 0.5 * (sum + (sum * sum - 4 * distance * distance).squareRoot())
}

/// Where `isPast` turns from false to true between low and high.
private func bisect(_ low: Double, _ high: Double, _ isPast: (Double) -> Bool) -> Double {
  var (low, high) = (low, high)
  for _ in 0..<60 {
    let middle = 0.5 * (low + high)
    if isPast(middle) { high = middle } else { low = middle }
  }
  return 0.5 * (low + high)
}

func require(_ holds: Bool, _ sentence: @autoclosure () -> String) throws {
  if !holds { throw DistributionError(sentence()) }
}

func requireOrder(_ low: Double, _ high: Double, _ lowName: String, _ highName: String) throws {
  try require(low.isFinite && high.isFinite, "\(lowName) and \(highName) must be numbers")
  try require(low <= high, "\(lowName) (\(low)) must not lie above \(highName) (\(high))")
}

func requireMode(_ low: Double, _ mode: Double, _ high: Double) throws {
  try requireOrder(low, high, "the lower end", "the upper end")
  try require(low <= mode && mode <= high, "the mode \(mode) must lie between \(low) and \(high)")
}

private func requireWeights(_ outcomes: [Distribution.Outcome]) throws {
  for outcome in outcomes {
    try require(outcome.value.isFinite, "a discrete value must be a number, not \(outcome.value)")
    try require(
      outcome.weight >= 0 && outcome.weight.isFinite,
      "the weight of \(outcome.value) can't be negative or infinite: \(outcome.weight)")
  }
  try require(outcomes.contains { $0.weight > 0 }, "the weights must sum to something positive")
}
