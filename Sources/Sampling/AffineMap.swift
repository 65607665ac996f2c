internal import Kernels

extension Distribution {
  /// The distribution of factor · X, for a change of unit.
  public func scaled(by factor: Double) -> Distribution { mapped(scale: factor, offset: 0) }

  /// The distribution of X + amount.
  public func shifted(by amount: Double) -> Distribution { mapped(scale: 1, offset: amount) }

  /// The distribution of scale · X + offset, of the same kind where that is possible.
  public func mapped(scale: Double, offset: Double) -> Distribution {
    if scale == 0 { return .constant(offset) }
    let (a, b) = (scale, offset)
    switch self {
    case .constant(let value): return .constant(a * value + b)
    case .normal(let mean, let sd): return .normal(mean: a * mean + b, sd: a.magnitude * sd)
    case .discrete(let outcomes):
      return .discrete(outcomes.map { Outcome(a * $0.value + b, weight: $0.weight) })
    case .lognormal(let mu, let sigma) where a > 0 && b == 0:
      return .lognormal(mu: mu + logarithm(a), sigma: sigma)
    case .affine(let base, let scale, let offset):
      return .affine(base, scale: a * scale, offset: a * offset + b)
    case .truncated(let base, let low, let high):
      let (from, to) = ends(low, high, a, b)
      return .truncated(base.mapped(scale: a, offset: b), low: from, high: to)
    case .uniform, .triangular, .beta, .central: return mappedEnds(a, b)
    case .lognormal: return .affine(self, scale: a, offset: b)
    }
  }

  /// The kinds that are told by their ends; a negative scale swaps them.
  private func mappedEnds(_ a: Double, _ b: Double) -> Distribution {
    switch self {
    case .uniform(let low, let high):
      let (from, to) = ends(low, high, a, b)
      return .uniform(low: from, high: to)
    case .triangular(let low, let mode, let high):
      let (from, to) = ends(low, high, a, b)
      return .triangular(low: from, mode: a * mode + b, high: to)
    case .beta(let alpha, let beta, let low, let high):
      let (from, to) = ends(low, high, a, b)
      return .beta(alpha: a > 0 ? alpha : beta, beta: a > 0 ? beta : alpha, low: from, high: to)
    case .central(let median, let low, let high):
      let (from, to) = ends(low, high, a, b)
      return .central(median: a * median + b, low: from, high: to)
    default: return .affine(self, scale: a, offset: b)
    }
  }
}

private func ends(_ low: Double, _ high: Double, _ a: Double, _ b: Double) -> (Double, Double) {
  a > 0 ? (a * low + b, a * high + b) : (a * high + b, a * low + b)
}
