/// A quantile of Student's t: of P(T ≤ t) = `level`, above one half.
///
/// n / (n + t²) has a beta distribution with shapes n/2 and ½.
public func studentQuantile(_ level: Double, degrees: Int) -> Double {
  let n = Double(degrees)
  let share = Distribution.beta(alpha: n / 2, beta: 0.5, low: 0, high: 1).quantile(2 * (1 - level))
  return (n * (1 - share) / share).squareRoot()
}
