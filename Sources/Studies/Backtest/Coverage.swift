internal import Kernels

/// Whether one forecast's interval held what came true.
public struct IntervalHit: Sendable {
  /// Place of the start in the order of starts, and months from it to the end of the forecast month, from 1.
  public let start: Int
  /// Months ahead, from 1.
  public let horizon: Int
  /// Whether the interval held the truth.
  public let isHit: Bool
}

/// How often intervals held what came true, with the range that chance leaves.
///
/// Forecasts whose months overlap miss together, so a few hundred of them are worth few. The range is Wilson's
/// (1927) for as many independent forecasts as they are worth: its limits are the promises that an honest
/// forecaster may have made. A block bootstrap of the same hits stands beside it; with thirty starts it has two
/// or three blocks to draw from and is too narrow (an honest forecaster's promise lies in its 95 % range in six to
/// seven of ten histories, in Wilson's in more than nine).
public struct Coverage: Sendable, Equatable {
  /// The share of hits.
  public let share: Double
  /// The 95 % range.
  public let low: Double
  /// The upper end of its interval.
  public let high: Double
  /// How many independent forecasts these are worth.
  public let effective: Double
  /// The 2.5–97.5 % range of a block bootstrap over starts.
  public let bootstrapLow: Double
  /// The upper end by the bootstrap over starts.
  public let bootstrapHigh: Double

  /// Whether the range holds the share that was promised.
  public func admits(_ target: Double) -> Bool { low <= target && target <= high }

  /// - Parameters:
  ///   - hits: of all forecasts.
  ///   - promise: the share that the intervals should hold.
  ///   - starts: how many starts there are.
  ///   - block: starts that the bootstrap draws together.
  public init(_ hits: [IntervalHit], promise: Double, starts: Int, block: Int, resamples: Int = 1000) {
    let count = Double(hits.count)
    share = hits.isEmpty ? .nan : Double(hits.count { $0.isHit }) / count
    effective = OverlappingForecasts(promise: promise).worth(of: hits)
    (low, high) = Coverage.wilson(share, effective)
    var held = [Double](repeating: 0, count: starts), made = held
    for hit in hits {
      held[hit.start] += hit.isHit ? 1 : 0
      made[hit.start] += 1
    }
    let shares = BlockBootstrap(count: starts, block: block, resamples: resamples).statistics { drawn in
      let total = drawn.reduce(0.0) { $0 + made[$1] }
      return total > 0 ? drawn.reduce(0.0) { $0 + held[$1] } / total : nil
    }.sorted()
    bootstrapLow = quantile(shares, 0.025)
    bootstrapHigh = quantile(shares, 0.975)
  }

  /// All p with |share − p| ≤ z √(p (1 − p)/n), z for 95 %.
  static func wilson(_ share: Double, _ count: Double) -> (low: Double, high: Double) {
    let z = normalQuantile(0.975), weight = z * z / count
    let center = (share + weight / 2) / (1 + weight)
    let half = (share * (1 - share) * weight + weight * weight / 4).squareRoot() / (1 + weight)
    return (max(center - half, 0), min(center + half, 1))
  }
}

/// How overlapping forecasts miss together.
///
/// The errors of two forecasts of a walk have correlation ρ = shared months / √(h h′); series that are pulled back
/// correlate less, so the range errs on the wide side for them. Two standard normal errors with correlation ρ lie in
/// their central intervals together more often than chance: by Mehler's formula the hits correlate by
/// Σ cₙ² ρⁿ / n! / (p (1 − p)) over even n ≥ 2, with cₙ = 2 φ(q) Heₙ₋₁(q) and q the interval's half-width.
struct OverlappingForecasts {
  private let terms: [Double]
  private static let highest = 80

  /// - Parameter promise: the share p that the central intervals should hold.
  init(promise: Double) {
    let q = normalQuantile((1 + promise) / 2)
    let density = normalDensity(q)
    // Heₙ / √n! keeps its size; Heₙ(q) = q Heₙ₋₁ − (n − 1) Heₙ₋₂.
    var scaled = [1.0, q]
    for n in 2..<OverlappingForecasts.highest {
      let order = Double(n)
      scaled.append((q * scaled[n - 1] - (order - 1).squareRoot() * scaled[n - 2]) / order.squareRoot())
    }
    terms = stride(from: 2, through: OverlappingForecasts.highest, by: 2).map { n in
      let c = 2 * density * scaled[n - 1]
      return c * c / Double(n) / (promise * (1 - promise))
    }
  }

  /// The correlation of two hits whose errors have the correlation ρ.
  func hitCorrelation(_ rho: Double) -> Double {
    if rho >= 1 { return 1 }
    var power = 1.0
    return terms.reduce(0) { sum, term in
      power *= rho * rho
      return sum + term * power
    }
  }

  /// n² / Σ of the correlations of all pairs.
  func worth(of hits: [IntervalHit]) -> Double {
    guard !hits.isEmpty else { return 0 }
    let most = hits.reduce(0) { max($0, $1.horizon) } + 1
    var known = [Double](repeating: .nan, count: most * most * most)
    var sum = 0.0
    for first in hits {
      for second in hits {
        let begin = max(first.start, second.start)
        let end = min(first.start + first.horizon, second.start + second.horizon)
        guard end > begin else { continue }
        let pair = ((end - begin) * most + first.horizon) * most + second.horizon
        if known[pair].isNaN {
          let rho = Double(end - begin) / (Double(first.horizon) * Double(second.horizon)).squareRoot()
          known[pair] = hitCorrelation(rho)
        }
        sum += known[pair]
      }
    }
    return Double(hits.count * hits.count) / sum
  }
}
