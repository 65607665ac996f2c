internal import Kernels

/// The beta distribution on 0 ... 1: distribution function and its inverse, by logit so that both ends are exact.
struct BetaShape: Sendable {
  let alpha: Double
  let beta: Double
  private let logBeta: Double

  init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
    logBeta = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta)
  }

  /// The distribution of 1 − X.
  var mirrored: BetaShape { BetaShape(alpha: beta, beta: alpha) }

  /// P(X ≤ `x`), the regularised incomplete beta function.
  func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    return cumulative(x, 1 - x)
  }

  /// P(X ≤ x) with 1 − x given, for x next to 1.
  private func cumulative(_ x: Double, _ rest: Double) -> Double {
    let weight = exponential(alpha * logarithm(x) + beta * logarithm(rest) - logBeta)
    if x < (alpha + 1) / (alpha + beta + 2) {
      return weight * continuedFraction(alpha, beta, x) / alpha
    }
    return 1 - weight * continuedFraction(beta, alpha, rest) / beta
  }

  /// The logit y of the `u`-quantile, where x = 1/(1 + e^−y).
  func logitQuantile(_ u: Double) -> Double {
    if u > 0.5 { return -mirrored.logitQuantile(1 - u) }
    let mean = alpha / (alpha + beta)
    return logit(score: normalQuantile(u), guess: logarithm(mean / (1 - mean)))
  }

  /// Solves normalQuantile(F(y)) = score by Newton's method inside a shrinking bracket.
  ///
  /// Between normal scores and logits the function is nearly straight, hence two or three steps.
  func logit(score: Double, guess: Double) -> Double {
    var (low, high, y) = (-700.0, 700.0, guess)
    for _ in 0..<120 {
      let here = self.score(y)
      if here.score > score { high = y } else { low = y }
      var next = y - (here.score - score) / here.slope
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if (next - y).magnitude <= 1e-14 * max(1, y.magnitude) { return next }
      y = next
    }
    return y
  }

  /// The normal score of F at logit `y` and its derivative by y, x(1 − x)f(x)/φ(score).
  func score(_ y: Double) -> (score: Double, slope: Double) {
    let odds = exponential(y)
    let x = odds / (1 + odds)
    let rest = 1 / (1 + odds)
    let score = normalQuantile(cumulative(x, rest))
    let logDensity = alpha * logarithm(x) + beta * logarithm(rest) - logBeta
    return (score, exponential(logDensity + 0.5 * score * score + 0.9189385332046727))
  }
}

/// The continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22).
private func continuedFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
  let tiny = 1e-300
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (d == 0 ? tiny : d)
  var c = 1.0
  var h = d
  for step in 1...20_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    for numerator in [even, odd] {
      d = 1 + numerator * d
      d = 1 / (d == 0 ? tiny : d)
      c = 1 + numerator / c
      c = c == 0 ? tiny : c
      h *= c * d
    }
    if (c * d - 1).magnitude < 1e-15 { break }
  }
  return h
}

/// ln Γ(`x`) for x > 0: Stirling's series from 10 up, the recurrence below.
func logGamma(_ x: Double) -> Double {
  var product = 1.0
  var z = x
  while z < 10 {
    product *= z
    z += 1
  }
  let w = 1 / (z * z)
  var series = -691.0 / 360_360
  series = series * w + 1.0 / 1188
  series = series * w - 1.0 / 1680
  series = series * w + 1.0 / 1260
  series = series * w - 1.0 / 360
  series = series * w + 1.0 / 12
  return (z - 0.5) * logarithm(z) - z + 0.9189385332046727 + series / z - logarithm(product)
}
