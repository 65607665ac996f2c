public import Engine
internal import Sampling

/// The mean of values over paths, its standard error and the range of the middle nine tenths.
public struct PathStatistics: Sendable, Equatable {
  /// The mean over paths.
  public let mean: Double
  /// The means of the design's replicates: path p belongs to replicate p % 16.
  public let replicates: [Double]
  /// The 5th percentile over paths.
  public let p05: Double
  /// The 95th percentile over paths.
  public let p95: Double

  /// From the scatter of the design's replicates.
  public var error: Double { standardError(replicates) }

  /// Statistics of a number of every path.
  ///
  /// - Parameter controls: of the run that the values come from, to free their mean of known shocks.
  public init(_ values: [Double], _ controls: ControlVariates = ControlVariates([])) {
    self.init(values, mean: controls.mean(of: values))
  }

  /// The same where the mean is known from more than the values.
  init(_ values: [Double], mean: ControlledMean) {
    self.mean = mean.mean
    replicates = mean.replicates
    let sorted = values.sorted()
    p05 = quantile(sorted, 0.05)
    p95 = quantile(sorted, 0.95)
  }

  /// The share of paths on which something holds.
  init(shareOf holds: [Bool]) {
    let mean = ControlVariates([]).mean(of: holds.map { $0 ? 1 : 0 })
    self.mean = mean.mean
    replicates = mean.replicates
    let count = holds.count { $0 }
    let sorted = [Double](repeating: 0, count: holds.count - count) + [Double](repeating: 1, count: count)
    p05 = quantile(sorted, 0.05)
    p95 = quantile(sorted, 0.95)
  }

  /// Statistics of path values that carry their means.
  init(_ carried: CarriedValues) {
    self.init(
      carried.paths,
      mean: ControlledMean(mean: carried.means[0], replicates: Array(carried.means.dropFirst())))
  }
}

/// The values of every path followed by their mean and those of the replicates, corrected by control variates.
///
/// Sums and differences of such lists are right in both parts, so that what is computed path by path (Shapley shares,
/// differences of cases) keeps the means of runs with different controls.
struct CarriedValues {
  /// Path after path, then the mean, then the replicates' means.
  let all: [Double]
  private let count: Int

  init(_ values: [Double], _ controls: ControlVariates) {
    let mean = controls.mean(of: values)
    all = values + [mean.mean] + mean.replicates
    count = values.count
  }

  /// What was computed of such lists, all of so many paths.
  init(all: [Double], paths: Int) {
    self.all = all
    count = paths
  }

  var paths: [Double] { Array(all[..<count]) }
  var means: [Double] { Array(all[count...]) }
}

/// A quantile of ascending values, linear between neighbours (R's type 7).
func quantile(_ sorted: [Double], _ level: Double) -> Double {
  guard let last = sorted.indices.last else { return .nan }
  let position = level * Double(last)
  let below = Int(position)
  let above = min(below + 1, last)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
