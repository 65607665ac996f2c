internal import Sampling

/// The mean of values over paths, its standard error and the range of the middle nine tenths.
public struct PathStatistics: Sendable, Equatable {
  public let mean: Double
  /// From the scatter of the design's replicates: path p belongs to replicate p % 16.
  public let error: Double
  public let p05: Double
  public let p95: Double

  public init(_ values: [Double]) {
    mean = values.reduce(0, +) / Double(values.count)
    error = replicateError(values)
    let sorted = values.sorted()
    p05 = quantile(sorted, 0.05)
    p95 = quantile(sorted, 0.95)
  }
}

/// The standard error of a mean over paths, from the scatter of the replicates' own means.
func replicateError(_ values: [Double]) -> Double {
  let used = min(designReplicates, values.count)
  guard used > 1 else { return 0 }
  var sums = [Double](repeating: 0, count: used)
  var counts = [Double](repeating: 0, count: used)
  for path in values.indices {
    sums[path % used] += values[path]
    counts[path % used] += 1
  }
  return standardError(zip(sums, counts).map { $0 / $1 })
}

/// The standard error of the mean of independent results.
func standardError(_ results: [Double]) -> Double {
  guard results.count > 1 else { return 0 }
  let mean = results.reduce(0, +) / Double(results.count)
  let squares = results.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(results.count - 1) / Double(results.count)).squareRoot()
}

/// A quantile of ascending values, linear between neighbours (R's type 7).
func quantile(_ sorted: [Double], _ level: Double) -> Double {
  guard let last = sorted.indices.last else { return .nan }
  let position = level * Double(last)
  let below = Int(position)
  let above = min(below + 1, last)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
