public import Kernels

/// A distribution made ready to turn many uniform numbers into its own: build once, call for each block.
///
/// All formulas run as vector code but the look-ups of beta (a table of 769 nodes, built in about a
/// millisecond) and of discrete values.
public struct Sampler: Sendable {
  private let formula: QuantileFormula

  /// Prepares everything that doesn't depend on the uniform number.
  public init(_ distribution: Distribution) {
    formula = QuantileFormula(distribution, tabulated: true)
  }

  /// The quantiles of 256 uniform numbers in (0, 1); `result` may be the same column.
  public func callAsFunction(uniforms: Column, into result: Column) {
    formula.fill(uniforms, into: result)
  }

  /// The quantile of one uniform number: the same bits as in a column.
  public func callAsFunction(_ uniform: Double) -> Double {
    formula.value(uniform)
  }
}

extension Distribution {
  /// The quantiles of a column of uniform numbers; prepare a `Sampler` instead where it happens often.
  public func transform(_ uniforms: Column, into result: Column) {
    Sampler(self)(uniforms: uniforms, into: result)
  }
}

/// The logit of a beta quantile as a function of the normal score, between nodes by cubic Hermite pieces.
///
/// Seen from score to logit a beta quantile is a gentle curve, tails included, whatever the shapes are.
struct LogitTable: Sendable {
  private static let reach = 8.5
  private static let half = 384
  private let nodes: [(logit: Double, slope: Double)]

  init(_ shape: BetaShape) {
    let lower = Self.lowerHalf(shape)
    let upper = Self.lowerHalf(shape.mirrored).map { (logit: -$0.logit, slope: $0.slope) }
    nodes = lower.reversed() + upper.dropFirst()
  }

  /// Nodes at the scores 0, −h, −2h …, each solved from where its neighbour points.
  private static func lowerHalf(_ shape: BetaShape) -> [(logit: Double, slope: Double)] {
    let step = reach / Double(half)
    var logit = shape.logitQuantile(0.5)
    var slope = 0.0
    return (0...half).map { index in
      logit = shape.logit(score: -Double(index) * step, guess: max(logit - step * slope, -700))
      let inverse = 1 / shape.score(logit).slope
      slope = inverse.isFinite ? inverse : 0
      return (logit, slope)
    }
  }

  func logit(_ score: Double) -> Double {
    let step = Self.reach / Double(Self.half)
    let bounded = min(max(score, -Self.reach), Self.reach)
    let position = (bounded + Self.reach) / step
    let index = min(Int(position), nodes.count - 2)
    let t = position - Double(index)
    let (from, to) = (nodes[index], nodes[index + 1])
    let rise = to.logit - from.logit
    let bend0 = step * from.slope - rise
    let bend1 = rise - step * to.slope
    return from.logit + t * (rise + (1 - t) * (bend0 * (1 - t) + bend1 * t))
  }
}

/// Discrete values in ascending order with the probability of each or less.
struct StepTable: Sendable {
  private let values: [Double]
  private let cumulative: [Double]

  init(_ outcomes: [Distribution.Outcome]) {
    let ascending = outcomes.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
    let total = ascending.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    values = ascending.map(\.value)
    cumulative = ascending.map { outcome in
      sum += outcome.weight
      return sum / total
    }
  }

  /// The first value whose cumulative probability reaches `u`.
  func value(_ u: Double) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < u { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }
}
