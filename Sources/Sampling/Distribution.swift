internal import Kernels

/// Φ⁻¹(0.95): how many standard deviations lie between the median and the 95th percentile.
let score95 = 1.6448536269514722

/// What is thought about a number that nobody knows; always used through its quantile function.
///
/// The cases are unchecked. The functions with friendlier arguments (`beta(mean:sd:)`, `lognormal(p05:p95:)` …)
/// throw a `DistributionError`, and `checked()` does for the cases themselves.
public enum Distribution: Sendable, Equatable {
  /// Known after all.
  case constant(Double)
  /// Every number from low to high alike.
  case uniform(low: Double, high: Double)
  /// Density rising straight to the mode and falling straight to high.
  case triangular(low: Double, mode: Double, high: Double)
  /// mean + sd · Z, Z being standard normal.
  case normal(mean: Double, sd: Double)
  /// e^(mu + sigma Z).
  case lognormal(mu: Double, sigma: Double)
  /// low + (high − low) B, B being beta with these shapes.
  case beta(alpha: Double, beta: Double, low: Double, high: Double)
  /// Single values with weights that needn't sum to one.
  case discrete([Outcome])
  /// Two half normals that meet at the median: the analysts' "9 % (5 to 14)", `low` and `high` being p05 and p95.
  case central(median: Double, low: Double, high: Double)
  /// The base given that it falls between low and high.
  indirect case truncated(Distribution, low: Double, high: Double)
  /// offset + scale · base.
  indirect case affine(Distribution, scale: Double, offset: Double)

  /// A value that a discrete distribution may take, and its weight.
  public struct Outcome: Sendable, Equatable {
    /// What the distribution yields.
    public let value: Double
    /// How likely beside the other outcomes' weights.
    public let weight: Double

    /// A value with its weight.
    public init(_ value: Double, weight: Double) {
      self.value = value
      self.weight = weight
    }
  }

  /// The value that is undercut with probability `u`, 0 < u < 1; never falls as `u` rises.
  public func quantile(_ u: Double) -> Double {
    QuantileFormula(self, tabulated: false).value(u)
  }

  /// Whether all probability sits on one value.
  public var isConstant: Bool { support.lowerBound == support.upperBound }

  /// The least and the greatest value; infinite where there is none.
  public var support: ClosedRange<Double> {
    switch self {
    case .constant(let value): value...value
    case .uniform(let low, let high), .triangular(let low, _, let high): low...high
    case .beta(_, _, let low, let high): low...high
    case .normal(let mean, let sd): sd == 0 ? mean...mean : -.infinity ... .infinity
    case .lognormal(let mu, let sigma):
      sigma == 0 ? exponential(mu)...exponential(mu) : 0 ... .infinity
    case .central(let median, let low, let high):
      (low == median ? median : -.infinity)...(high == median ? median : .infinity)
    case .discrete(let outcomes): possibleValues(outcomes)
    case .truncated(let base, let low, let high): base.support.clamped(to: low...high)
    case .affine(let base, let scale, let offset):
      ordered(scale * base.support.lowerBound + offset, scale * base.support.upperBound + offset)
    }
  }
}

/// What is wrong with a distribution, in a sentence for the person who wrote it.
public struct DistributionError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let sentence: String
  /// The same sentence.
  public var description: String { sentence }

  init(_ sentence: String) {
    self.sentence = sentence
  }
}

private func possibleValues(_ outcomes: [Distribution.Outcome]) -> ClosedRange<Double> {
  let values = outcomes.lazy.filter { $0.weight > 0 }.map(\.value)
  return (values.min() ?? .nan)...(values.max() ?? .nan)
}

private func ordered(_ a: Double, _ b: Double) -> ClosedRange<Double> { min(a, b)...max(a, b) }
