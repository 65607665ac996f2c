internal import Engine
internal import Sampling
internal import Scenarios

/// A number with its standard error and a 95 % interval.
public struct Interval: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// Its standard error.
  public let error: Double
  /// The lower end of its interval.
  public let low: Double
  /// The upper end.
  public let high: Double
}

extension Interval {
  /// An interval as far to either side as 16 replicates want it.
  init(around value: Double, error: Double) {
    let reach = Statistics.errorsTo95 * error
    self.init(value: value, error: error, low: value - reach, high: value + reach)
  }
}

/// Some of a run's paths, and estimates from them with their errors.
///
/// Errors come from the scatter of the design's 16 replicates (path p belongs to replicate p % 16): of a number
/// that is a mean, from the replicates' sums of what each path adds to it, so that it also holds where the paths
/// were picked by a condition and replicates differ in size. A percentile's interval reaches from one rank to
/// another (Woodruff 1952): the error of the share below it, looked up among the values; a value that many paths
/// have has an error of 0.
struct Sample {
  /// Fewer paths than this on one side of a chance, and Wilson's interval is taken: replicates would have too few.
  static let fewestForReplicates = 64
  private static let normal95 = 1.959964

  let paths: [Int]

  private var count: Double { Double(paths.count) }

  /// A term's values on these paths.
  func take(_ term: Question.Term, _ table: PathTable) -> [Double] {
    let values = term.values(table)
    return paths.count == table.paths ? values : paths.map { values[$0] }
  }

  func mean(_ values: [Double]) -> Interval? {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / count
    return around(mean, error: error(of: values.map { $0 - mean }))
  }

  func chance(_ holds: [Bool]) -> Interval? {
    guard !holds.isEmpty else { return nil }
    let hits = holds.count { $0 }
    let share = Double(hits) / count
    guard min(hits, holds.count - hits) >= Sample.fewestForReplicates else { return wilson(share) }
    let error = error(of: holds.map { ($0 ? 1 : 0) - share })
    let reach = Statistics.errorsTo95 * error
    return Interval(value: share, error: error, low: max(0, share - reach), high: min(1, share + reach))
  }

  /// Wilson's score interval (1927), for chances near 0 or 1.
  private func wilson(_ share: Double) -> Interval {
    let z = Sample.normal95, square = z * z
    let middle = (share + square / (2 * count)) / (1 + square / count)
    let variance = share * (1 - share) / count + square / (4 * count * count)
    let reach = z / (1 + square / count) * variance.squareRoot()
    return Interval(
      value: share, error: reach / z, low: share == 0 ? 0 : max(0, middle - reach),
      high: share == 1 ? 1 : min(1, middle + reach))
  }

  /// By type 7, linear between neighbouring values.
  func percentile(_ values: [Double], _ level: Double) -> Interval? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let value = quantile(sorted, level)
    let ranks = shares(below: value, values, level)
    return between(value, quantile(sorted, ranks.lowerBound), quantile(sorted, ranks.upperBound))
  }

  /// The smallest value that so large a share of paths does not exceed: for values that are counts.
  func rank(_ values: [Double], _ level: Double) -> Interval? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    func at(_ level: Double) -> Double {
      sorted[min(sorted.count - 1, max(0, Int((level * count).rounded(.up)) - 1))]
    }
    let ranks = shares(below: at(level), values, level)
    return between(at(level), at(ranks.lowerBound), at(ranks.upperBound))
  }

  /// The mean of the lowest share of paths.
  ///
  /// Its error is that of the mean of q + (x − q) [x < q] / share, to first order.
  func shortfall(_ values: [Double], share: Double) -> Interval? {
    worst(values, share).map { around($0.mean, error: error(of: $0.parts)) }
  }

  private func worst(_ values: [Double], _ share: Double) -> (mean: Double, parts: [Double])? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let wanted = share * count
    let whole = Int(wanted)
    let part = wanted - Double(whole)
    let sum = sorted[..<whole].reduce(0, +) + (part > 0 ? part * sorted[whole] : 0)
    let mean = sum / wanted, limit = sorted[min(whole, sorted.count - 1)]
    return (mean, values.map { limit + ($0 < limit ? ($0 - limit) / share : 0) - mean })
  }

  /// The shares of paths between which a percentile's level lies, given the error of the share below its value.
  private func shares(below value: Double, _ values: [Double], _ level: Double) -> ClosedRange<Double> {
    let isBelow = values.map { $0 < value ? 1 : $0 > value ? 0 : level }
    let mean = isBelow.reduce(0, +) / count
    let plain = (level * (1 - level) / count).squareRoot()
    let isRare = min(level, 1 - level) * count < Double(Sample.fewestForReplicates)
    let found = isRare ? plain : error(of: isBelow.map { $0 - mean })
    let reach = Statistics.errorsTo95 * found
    return max(0, level - reach)...min(1, level + reach)
  }

  private func between(_ value: Double, _ low: Double, _ high: Double) -> Interval {
    Interval(value: value, error: (high - low) / (2 * Statistics.errorsTo95), low: low, high: high)
  }

  private func around(_ value: Double, error: Double) -> Interval {
    Interval(around: value, error: error)
  }

  /// The standard error of a mean over the paths, of which `parts` are the deviations, by replicates.
  func error(of parts: [Double]) -> Double { Sample.error(of: replicates(of: parts)) }

  /// What each replicate adds to an estimate of which `parts` are the paths' deviations.
  func replicates(of parts: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: designReplicates)
    for (path, part) in zip(paths, parts) { sums[path % designReplicates] += part / count }
    return sums
  }

  /// The standard error of a sum over independent replicates, from their scatter.
  static func error(of replicates: [Double]) -> Double {
    let mean = replicates.reduce(0, +) / Double(replicates.count)
    let squares = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares * Double(replicates.count) / Double(replicates.count - 1)).squareRoot()
  }

  /// The deviations of which an estimate is the sum to first order; none where it doesn't depend on single paths.
  func parts(of wanted: Question.Wanted, kind: String, _ table: PathTable) -> [Double] {
    switch wanted {
    case .chance(let conditions):
      let held = Question.Condition.allHold(conditions, table)
      return centred(paths.map { held[$0] ? 1 : 0 })
    case .when: return []
    case .mean(let term): return centred(take(term, table))
    case .shortfall(let term, let share): return worst(take(term, table), share)?.parts ?? []
    case .percentile(let level, let term): return percentileParts(take(term, table), level)
    case .quantity(let term):
      let values = take(term, table)
      guard let level = Double(kind.dropFirst()), kind.hasPrefix("p") else { return centred(values) }
      return percentileParts(values, level / 100)
    }
  }

  private func centred(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / count
    return values.map { $0 - mean }
  }

  /// A path below the percentile moves it by its share over the density there, which is read off the interval.
  private func percentileParts(_ values: [Double], _ level: Double) -> [Double] {
    guard let found = percentile(values, level) else { return [] }
    let isBelow = values.map { $0 < found.value ? 1 : $0 > found.value ? 0 : level }
    let reach = Statistics.errorsTo95 * error(of: isBelow.map { $0 - level })
    guard reach > 0 else { return values.map { _ in 0 } }
    let width = (found.high - found.low) / (2 * reach)
    return isBelow.map { (level - $0) * width }
  }
}
