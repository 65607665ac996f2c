internal import Kernels
internal import Sampling

extension SelfTest {
  private static let draws = 1 << 18

  /// Mean and squares of many independent draws.
  private static func moments(_ name: String, _ value: (Double) -> Double) -> (mean: Double, error: Double) {
    let stream = Stream(seed: 20_250_923, name: name)
    let brick = ColumnStore(columns: 1)
    var sum = 0.0, squares = 0.0
    for first in stride(from: 0, to: draws, by: blockWidth) {
      stream.uniforms(entity: 0, firstPath: UInt32(first), month: 0, draw: 0, into: brick[0])
      for path in brick[0].indices {
        let found = value(brick[0][path])
        sum += found
        squares += found * found
      }
    }
    let count = Double(draws), mean = sum / count
    return (mean, root((squares / count - mean * mean) / count))
  }

  private static func law(
    _ name: String, _ exact: Double, _ value: @escaping @Sendable (Double) -> Double
  ) -> Check {
    Check(name: "\(name), \(draws) draws") {
      let found = moments(name, value)
      return .average(found.mean, exact, error: found.error)
    }
  }

  /// A law's mean by its sampler, which is what a run draws with.
  private static func mean(_ name: String, _ exact: Double, _ distribution: Distribution) -> Check {
    let sampler = Sampler(distribution)
    return law("mean of \(name)", exact, { sampler($0) })
  }

  /// Laws whose moments stand in textbooks.
  static let laws: [Check] = [
    mean("uniform(−2, 7)", 2.5, .uniform(low: -2, high: 7)),
    mean("triangular(1, 4, 9)", 14.0 / 3, .triangular(low: 1, mode: 4, high: 9)),
    mean("normal(60, 12)", 60, .normal(mean: 60, sd: 12)),
    mean("lognormal(1, 0.7)", exponential(1 + 0.7 * 0.7 / 2), .lognormal(mu: 1, sigma: 0.7)),
    mean("beta(2, 5)", 2.0 / 7, .beta(alpha: 2, beta: 5, low: 0, high: 1)),
    law("variance of normal(0, 1)", 1) { normalQuantile($0) * normalQuantile($0) },
    law("variance of uniform(0, 1)", 1.0 / 12) { ($0 - 0.5) * ($0 - 0.5) },
    poisson(4.5, name: "mean of Poisson(4.5)", 4.5) { $0 },
    poisson(4.5, name: "variance of Poisson(4.5)", 4.5) { ($0 - 4.5) * ($0 - 4.5) },
  ]

  private static func poisson(
    _ mean: Double, name: String, _ exact: Double, _ value: @escaping @Sendable (Double) -> Double
  ) -> Check {
    let counts = PoissonCounts(mean: mean)
    return law(name, exact) { value(Double(counts($0))) }
  }
}
