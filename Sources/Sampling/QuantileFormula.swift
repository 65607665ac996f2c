internal import Kernels

/// A distribution with everything prepared that doesn't depend on the uniform number.
indirect enum QuantileFormula: Sendable {
  case constant(Double)
  case straight(low: Double, width: Double)
  case triangle(low: Double, high: Double, split: Double, rise: Double, fall: Double)
  case normal(mean: Double, sd: Double)
  case lognormal(mu: Double, sigma: Double)
  case exactBeta(BetaShape, low: Double, width: Double)
  case tabulatedBeta(LogitTable, low: Double, width: Double)
  case steps(StepTable)
  case central(median: Double, down: Double, up: Double)
  case truncated(QuantileFormula, start: Double, width: Double, low: Double, high: Double)
  case affine(QuantileFormula, scale: Double, offset: Double)

  /// `tabulated` trades the exact inverse of a beta distribution for a table (within 10^−8 of the range).
  init(_ distribution: Distribution, tabulated: Bool) {
    switch distribution {
    case .constant(let value): self = .constant(value)
    case .uniform(let low, let high): self = .straight(low: low, width: high - low)
    case .triangular(let low, let mode, let high): self = .triangle(low, mode, high)
    case .normal(let mean, let sd): self = .normal(mean: mean, sd: sd)
    case .lognormal(let mu, let sigma): self = .lognormal(mu: mu, sigma: sigma)
    case .beta(let alpha, let beta, let low, let high):
      let shape = BetaShape(alpha: alpha, beta: beta)
      self =
        tabulated
        ? .tabulatedBeta(LogitTable(shape), low: low, width: high - low)
        : .exactBeta(shape, low: low, width: high - low)
    case .discrete(let outcomes): self = .steps(StepTable(outcomes))
    case .central(let median, let low, let high):
      self = .central(median: median, down: (median - low) / score95, up: (high - median) / score95)
    case .truncated(let base, let low, let high):
      let start = base.below(low)
      let formula = QuantileFormula(base, tabulated: tabulated)
      self = .truncated(
        formula, start: start, width: base.cumulative(high) - start, low: low, high: high)
    case .affine(let base, let scale, let offset):
      self = .affine(QuantileFormula(base, tabulated: tabulated), scale: scale, offset: offset)
    }
  }

  private static func triangle(_ low: Double, _ mode: Double, _ high: Double) -> QuantileFormula {
    guard high > low else { return .constant(low) }
    let width = high - low
    return .triangle(
      low: low, high: high, split: (mode - low) / width, rise: width * (mode - low),
      fall: width * (high - mode))
  }

  /// The quantile at one uniform number.
  func value(_ u: Double) -> Double {
    switch self {
    case .truncated(let base, let start, let width, let low, let high):
      min(max(base.value(insideUnit(start + width * u)), low), high)
    case .affine(let base, let scale, let offset): offset + scale * base.value(scale < 0 ? 1 - u : u)
    default: withFormula { $0(u) }
    }
  }

  /// The quantiles of a column; `result` may be the column itself.
  func fill(_ uniforms: Column, into result: Column) {
    switch self {
    case .truncated(let base, let start, let width, let low, let high):
      for path in uniforms.indices { result[path] = insideUnit(start + width * uniforms[path]) }
      base.fill(result, into: result)
      for path in result.indices { result[path] = min(max(result[path], low), high) }
    case .affine(let base, let scale, let offset):
      for path in uniforms.indices { result[path] = scale < 0 ? 1 - uniforms[path] : uniforms[path] }
      base.fill(result, into: result)
      for path in result.indices { result[path] = offset + scale * result[path] }
    case .normal(let mean, let sd):
      normalQuantiles(of: uniforms, into: result)
      for path in result.indices { result[path] = mean + sd * result[path] }
    case .lognormal(let mu, let sigma):
      normalQuantiles(of: uniforms, into: result)
      for path in result.indices { result[path] = exponential(mu + sigma * result[path]) }
    case .central(let median, let down, let up):
      normalQuantiles(of: uniforms, into: result)
      for path in result.indices {
        let z = result[path]
        result[path] = median + (z < 0 ? down : up) * z
      }
    case .tabulatedBeta(let table, let low, let width):
      // Three steps, so that the first and the last become vector code.
      normalQuantiles(of: uniforms, into: result)
      for path in result.indices { result[path] = table.logit(result[path]) }
      for path in result.indices { result[path] = low + width / (1 + exponential(-result[path])) }
    default:
      withFormula { formula in
        for path in uniforms.indices { result[path] = formula(uniforms[path]) }
      }
    }
  }

  /// Hands the plain formula of a case to `use`, which is compiled once for each.
  @inline(__always)
  private func withFormula<Result>(_ use: ((Double) -> Double) -> Result) -> Result {
    switch self {
    case .constant(let value): use { _ in value }
    case .straight(let low, let width): use { low + width * $0 }
    case .triangle(let low, let high, let split, let rise, let fall):
      use { u in
        let left = low + root(u * rise)
        let right = high - root((1 - u) * fall)
        return u < split ? left : right
      }
    case .normal(let mean, let sd): use { mean + sd * normalQuantile($0) }
    case .lognormal(let mu, let sigma): use { exponential(mu + sigma * normalQuantile($0)) }
    case .exactBeta(let shape, let low, let width):
      use { low + width / (1 + exponential(-shape.logitQuantile($0))) }
    case .tabulatedBeta(let table, let low, let width):
      use { low + width / (1 + exponential(-table.logit(normalQuantile($0)))) }
    case .steps(let table): use { table.value($0) }
    case .central(let median, let down, let up):
      use { u in
        let z = normalQuantile(u)
        return median + (z < 0 ? down : up) * z
      }
    case .truncated, .affine: use { self.value($0) }
    }
  }
}

/// Keeps rounding from leaving the open interval (0, 1).
@inline(__always)
func insideUnit(_ u: Double) -> Double {
  let positive = u < 0x1p-1000 ? 0x1p-1000 : u
  return positive > 0x1.fffffffffffffp-1 ? 0x1.fffffffffffffp-1 : positive
}
