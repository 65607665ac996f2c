internal import Sampling

/// Mergeable counts of one series and slot, for runs too large to keep: memory doesn't grow with paths.
///
/// The bins are 0.1 % of the 5–95 % range wide (as the first chunk shows it), so that a quantile is off by
/// at most that; beyond the bins everything falls into the outermost two.
struct SlotCounts {
  static let binsInRange = 1000, margin = 140
  static let bins = binsInRange + 2 * margin

  let low: Double
  let width: Double
  private var counts = [UInt32](repeating: 0, count: designReplicates * SlotCounts.bins)
  private var sums = [Double](repeating: 0, count: designReplicates)
  private var seen = 0

  init(pilot: Statistics) {
    let range = pilot.quantiles[4] - pilot.quantiles[0]
    let scale = range > 0 ? range : max(abs(pilot.quantiles[2]), 1e-12)
    width = scale / Double(SlotCounts.binsInRange)
    low = pilot.quantiles[0] - width * Double(SlotCounts.margin)
  }

  /// Adds a chunk, whose first path has a number that the designReplicates divide.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    let reading = Reading(values)
    for replicate in sums.indices { sums[replicate] += reading.sums[replicate] }
    seen += values.count
    let low = low, scale = 1 / width
    counts.withUnsafeMutableBufferPointer { counts in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 256) { bins in
        for first in stride(from: 0, to: values.count, by: bins.count) {
          let count = min(bins.count, values.count - first)
          for index in 0..<count {
            bins[index] = binNumber((values[first &+ index] - low) * scale, most: SlotCounts.bins - 1)
          }
          for index in 0..<count {
            let replicate = (first &+ index) & (designReplicates - 1)
            counts[replicate &* SlotCounts.bins &+ Int(bins[index])] &+= 1
          }
        }
      }
    }
  }

  var statistics: Statistics {
    var result = Statistics()
    var all = [UInt32](repeating: 0, count: SlotCounts.bins)
    var each: [[Double]] = []
    let used = min(designReplicates, seen)
    counts.withUnsafeBufferPointer { counts in
      for replicate in 0..<used {
        let own = counts[replicate * SlotCounts.bins..<(replicate + 1) * SlotCounts.bins]
        for (bin, number) in own.enumerated() { all[bin] += number }
        let size = Tally.size(of: replicate, in: seen)
        each.append(
          quantiles(ofCounts: UnsafeBufferPointer(rebasing: own), total: size, low: low, width: width))
      }
    }
    result.quantiles = all.withUnsafeBufferPointer {
      quantiles(ofCounts: $0, total: seen, low: low, width: width)
    }
    result.quantileErrors = quantileLevels.indices.map { level in
      Tally.standardError(each.map { $0[level] })
    }
    result.mean = sums.reduce(0, +) / Double(seen)
    result.replicateMeans = (0..<used).map { sums[$0] / Double(Tally.size(of: $0, in: seen)) }
    result.meanError = Tally.standardError(result.replicateMeans)
    return result
  }
}
