internal import Kernels

extension Distribution {
  /// P(X ≤ `x`).
  public func cumulative(_ x: Double) -> Double {
    switch self {
    case .constant(let value): x >= value ? 1 : 0
    case .uniform(let low, let high): x >= high ? 1 : max(0, (x - low) / (high - low))
    case .triangular(let low, let mode, let high): triangularCumulative(x, low, mode, high)
    case .normal(let mean, let sd): normalStep(x - mean, sd)
    case .lognormal(let mu, let sigma): x > 0 ? normalStep(logarithm(x) - mu, sigma) : 0
    case .beta(let alpha, let beta, let low, let high):
      BetaShape(alpha: alpha, beta: beta).cumulative((x - low) / (high - low))
    case .discrete(let outcomes): share(outcomes) { $0 <= x }
    case .central(let median, let low, let high):
      normalStep(x - median, (x < median ? median - low : high - median) / score95)
    case .truncated(let base, let low, let high):
      x >= high
        ? 1 : x < low ? 0 : (base.cumulative(x) - base.below(low)) / (base.cumulative(high) - base.below(low))
    case .affine(let base, let scale, let offset):
      scale > 0 ? base.cumulative((x - offset) / scale) : 1 - base.below((x - offset) / scale)
    }
  }

  /// P(X < `x`); differs from `cumulative` where single values carry weight.
  func below(_ x: Double) -> Double {
    switch self {
    case .constant(let value): x > value ? 1 : 0
    case .discrete(let outcomes): share(outcomes) { $0 < x }
    case .affine(let base, let scale, let offset):
      scale > 0 ? base.below((x - offset) / scale) : 1 - base.cumulative((x - offset) / scale)
    default: cumulative(x)
    }
  }

  /// The expected value.
  public var mean: Double {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high): 0.5 * (low + high)
    case .triangular(let low, let mode, let high): (low + mode + high) / 3
    case .normal(let mean, _): mean
    case .lognormal(let mu, let sigma): exponential(mu + 0.5 * sigma * sigma)
    case .beta(let alpha, let beta, let low, let high): low + (high - low) * alpha / (alpha + beta)
    case .discrete(let outcomes): average(outcomes)
    case .central(let median, let low, let high):
      median + (high - 2 * median + low) / score95 * 0.3989422804014327
    case .truncated(.discrete(let outcomes), let low, let high):
      average(outcomes.filter { $0.value >= low && $0.value <= high })
    case .truncated(.normal(let mean, let sd), let low, let high):
      splitNormalMean(mean, sd, sd, low, high)
    case .truncated(.central(let median, let p05, let p95), let low, let high):
      splitNormalMean(median, (median - p05) / score95, (p95 - median) / score95, low, high)
    case .truncated: integratedMean
    case .affine(let base, let scale, let offset): offset + scale * base.mean
    }
  }

  /// ∫ Q(Φ(z)) φ(z) dz by the trapezoidal rule, which is nearly exact for smooth Q.
  private var integratedMean: Double {
    let formula = QuantileFormula(self, tabulated: false)
    let nodes = MeanNodes.shared, values = ColumnStore(columns: nodes.count)
    var sum = 0.0
    for column in 0..<nodes.count {
      formula.fill(nodes.uniforms[column], into: values[column])
      for node in 0..<blockWidth { sum += nodes.weights[column][node] * values[column][node] }
    }
    return sum
  }
}

/// The nodes z = −8, −8 + 1/64 … of a mean's integral as uniform numbers, with their weights; surplus nodes weigh 0.
private struct MeanNodes: Sendable {
  static let shared = MeanNodes()

  let count = 5
  let uniforms = ColumnStore(columns: 5)
  let weights = ColumnStore(columns: 5)

  private init() {
    let step = 1.0 / 64
    for node in 0..<count * blockWidth {
      let z = Double(node - 512) * step
      uniforms[node / blockWidth][node % blockWidth] = min(normalCumulative(z), 0x1.fffffffffffffp-1)
      weights[node / blockWidth][node % blockWidth] = node <= 1024 ? step * normalDensity(z) : 0
    }
  }
}

/// The mean, between two limits, of a normal distribution with one spread below its median and another above.
private func splitNormalMean(_ median: Double, _ down: Double, _ up: Double, _ low: Double, _ high: Double)
  -> Double
{
  func score(_ x: Double) -> Double {
    let spread = x < median ? down : up
    return spread > 0 ? (x - median) / spread : x < median ? -.infinity : x > median ? .infinity : 0
  }
  let from = score(low), to = score(high)
  let weight =
    from > 0 ? normalCumulative(-from) - normalCumulative(-to) : normalCumulative(to) - normalCumulative(from)
  guard weight > 0 else { return min(max(median, low), high) }
  // ∫ z φ(z) dz from a to b is φ(a) − φ(b).
  let below = down * (normalDensity(min(from, 0)) - normalDensity(min(to, 0)))
  let above = up * (normalDensity(max(from, 0)) - normalDensity(max(to, 0)))
  return median + (below + above) / weight
}

private func average(_ outcomes: [Distribution.Outcome]) -> Double {
  let total = outcomes.reduce(0) { $0 + $1.weight }
  return outcomes.reduce(0) { $0 + $1.weight * $1.value } / total
}

/// The share of the weight on values for which `holds`.
private func share(_ outcomes: [Distribution.Outcome], _ holds: (Double) -> Bool) -> Double {
  let total = outcomes.reduce(0) { $0 + $1.weight }
  return outcomes.reduce(0) { $0 + (holds($1.value) ? $1.weight : 0) } / total
}

/// Φ(distance / sd), and a step when sd is zero.
private func normalStep(_ distance: Double, _ sd: Double) -> Double {
  sd > 0 ? normalCumulative(distance / sd) : distance >= 0 ? 1 : 0
}

private func triangularCumulative(_ x: Double, _ low: Double, _ mode: Double, _ high: Double) -> Double {
  if x >= high { return 1 }
  if x <= low { return 0 }
  return x < mode
    ? (x - low) * (x - low) / ((high - low) * (mode - low))
    : 1 - (high - x) * (high - x) / ((high - low) * (high - mode))
}
