internal import Sampling

/// What a run that grows is after: a small enough standard error of the mean or of a quantile of one series over the
/// whole period.
public struct Target: Sendable {
  /// The place of the series among those of the run.
  public let series: Int
  /// What the error must stay below: in the series' unit, or as a share of its mean.
  public let limit: Double
  /// Whether the limit is a share of the mean.
  public let isRelative: Bool
  /// The level of the quantile that is meant; nil for the mean.
  public let level: Double?

  /// A limit for the standard error of a series' total.
  public init(series: Int, limit: Double, isRelative: Bool, level: Double? = nil) {
    self.series = series
    self.limit = limit
    self.isRelative = isRelative
    self.level = level
  }

  /// The most paths of a run that was told no ceiling.
  public static let standardCeiling = 1 << 20

  /// The first batch; each later one has as many paths as all before it together.
  static let firstPaths = 1024

  /// How many paths a run has after its next batch.
  static func paths(after done: Int, ceiling: Int) -> Int {
    min(done == 0 ? firstPaths : 2 * done, ceiling)
  }
}

/// What a run that grows is after, where that is more than a series' total: a question, say.
public protocol RunGoal: Sendable {
  /// Takes the paths of a batch, in order.
  func add(_ chunk: Chunk)

  /// How far the run has come with all that was added.
  var attained: Attained { get }
}

/// How far a run came towards its target.
public struct Attained: Sendable, Equatable {
  /// The place of the series among those of the run; nil for a goal of its own.
  public let series: Int?
  /// How many paths were simulated.
  public let paths: Int
  /// The mean, or the quantile that is meant.
  public let mean: Double
  /// Its standard error, from the scatter of the design's replicates.
  public let error: Double
  /// The standard deviation of a single path, or what stands for it in the error of a quantile.
  public let deviation: Double
  /// What the error had to stay below, in the series' unit.
  public let limit: Double

  /// The error that the true one exceeds with a chance of one in five: errors of 16 replicates scatter, and a run that
  /// looks again and again would stop where its own happens to look small.
  public var errorBound: Double { Attained.boundFactor * error }

  /// √(15 / χ²), χ² being what 15 squares of normal numbers fall short of with a chance of one in five.
  static let boundFactor = (15 / 10.3070).squareRoot()

  /// Whether the error is below the limit.
  public var isReached: Bool { errorBound < limit }

  /// How far a run came.
  public init(series: Int?, paths: Int, mean: Double, error: Double, deviation: Double, limit: Double) {
    self.series = series
    self.paths = paths
    self.mean = mean
    self.error = error
    self.deviation = deviation
    self.limit = limit
  }

  /// How many independent paths have a mean with this error: (σ / se)².
  public var independentPaths: Double { error > 0 ? deviation * deviation / (error * error) : 0 }

  /// How many independent paths would have met the target: (σ / limit)².
  public var independentPathsForLimit: Double {
    limit > 0 ? deviation * deviation / (limit * limit) : .infinity
  }
}

/// Sums of the target's series, path after path, so that a batch costs only its own paths.
struct TargetTally {
  private let target: Target
  private var sums = [Double](repeating: 0, count: designReplicates)
  private var seen = 0
  /// Squares are taken around a value in the middle of things, or they would swallow the digits.
  private var centre = 0.0
  private var deviations = 0.0
  private var squares = 0.0
  private var controls: Controls
  private var cross: [Double]
  /// Every path's value, where a quantile is meant.
  private var values: [Double] = []

  init(_ target: Target, controls: Int) {
    self.target = target
    self.controls = Controls(number: controls)
    cross = Array(repeating: 0, count: controls)
  }

  /// Adds paths, the first of which has a number that the replicates divide.
  mutating func add(_ totals: UnsafeBufferPointer<Double>, _ kept: Kept, _ paths: Range<Int>) {
    controls.add(kept, paths)
    cross = zip(cross, controls.cross(kept, paths, totals)).map(+)
    if seen == 0, let first = totals.first { centre = first }
    for path in totals.indices {
      let gap = totals[path] - centre
      sums[path % designReplicates] += totals[path]
      deviations += gap
      squares += gap * gap
    }
    seen += totals.count
    if target.level != nil { values += totals }
  }

  var attained: Attained { target.level.map(ofQuantile) ?? ofMean }

  private func ofQuantile(_ level: Double) -> Attained {
    func quantile(_ sorted: [Double], _ level: Double) -> Double {
      let rank = Rank(level: level, count: sorted.count)
      return sorted[rank.below] + rank.fraction * (sorted[rank.above] - sorted[rank.below])
    }
    let sorted = values.sorted(), value = quantile(sorted, level)
    let each = (0..<min(designReplicates, seen)).map { first in
      quantile(stride(from: first, to: seen, by: designReplicates).map { values[$0] }.sorted(), level)
    }
    // Of independent paths a quantile has the error √(p (1 − p) / N) times the slope of the quantile function.
    let reach = min(level, 1 - level) / 4
    let slope = (quantile(sorted, level + reach) - quantile(sorted, level - reach)) / (2 * reach)
    return Attained(
      series: target.series, paths: seen, mean: value, error: standardError(each),
      deviation: (level * (1 - level)).squareRoot() * slope,
      limit: target.isRelative ? target.limit * value.magnitude : target.limit)
  }

  private var ofMean: Attained {
    let paths = Double(seen)
    let mean = sums.reduce(0, +) / paths
    let each = (0..<min(designReplicates, seen)).map {
      sums[$0] / Double((seen - $0 + designReplicates - 1) / designReplicates)
    }
    let variance = max(squares - deviations * deviations / paths, 0) / max(paths - 1, 1)
    let corrected = controls.correct(mean: mean, replicates: each, cross: cross)
    return Attained(
      series: target.series, paths: seen, mean: corrected.mean,
      error: standardError(corrected.replicates),
      deviation: variance.squareRoot(),
      limit: target.isRelative ? target.limit * corrected.mean.magnitude : target.limit)
  }
}
