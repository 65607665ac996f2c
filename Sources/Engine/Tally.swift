internal import Sampling

/// Moments and quantiles of one series and slot.
///
/// Paths are dealt to `designReplicates` independent scrambles in turn, so the scatter of the designReplicates' own
/// results is an honest error also where the points of a design are not independent of each other.
enum Tally {
  /// The statistics of values that are all at hand.
  static func statistics(_ values: UnsafeBufferPointer<Double>) -> Statistics {
    var result = Statistics()
    let limits = extremes(values)
    let selection = BinnedSelection(low: limits.low, high: limits.high)
    var bins = [UInt16](repeating: 0, count: values.count)
    for index in values.indices { bins[index] = UInt16(truncatingIfNeeded: selection.bin(values[index])) }
    let counts = Counts(bins)
    result.quantiles = selection.quantiles(of: values, bins: bins, histogram: counts.all)
    let width = (limits.high - limits.low) / Double(Counts.coarse)
    let used = min(designReplicates, values.count)
    let scattered = (0..<used).map { replicate in
      Engine.quantiles(ofCounts: counts.of(replicate), low: limits.low, width: width)
    }
    result.quantileErrors = quantileLevels.indices.map { level in standardError(scattered.map { $0[level] }) }
    let means = replicateMeans(values)
    result.mean = means.mean
    result.meanError = standardError(means.each)
    return result
  }

  private static func extremes(_ values: UnsafeBufferPointer<Double>) -> (low: Double, high: Double) {
    var low = Double.infinity, high = -Double.infinity
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    return (low, high)
  }

  /// How many values fall into each bin, and, in coarser bins, how many of each replicate.
  private struct Counts {
    static let step = 4
    static let coarse = BinnedSelection.bins / step
    var all = [UInt32](repeating: 0, count: BinnedSelection.bins)
    private var each = [UInt32](repeating: 0, count: designReplicates * coarse)

    init(_ bins: [UInt16]) {
      for index in bins.indices {
        let bin = Int(bins[index])
        all[bin] += 1
        each[(index % designReplicates) * Counts.coarse + bin / Counts.step] += 1
      }
    }

    func of(_ replicate: Int) -> ArraySlice<UInt32> {
      each[replicate * Counts.coarse..<(replicate + 1) * Counts.coarse]
    }
  }

  private static func replicateMeans(
    _ values: UnsafeBufferPointer<Double>
  ) -> (mean: Double, each: [Double]) {
    var sums = [Double](repeating: 0, count: designReplicates)
    for index in values.indices { sums[index % designReplicates] += values[index] }
    let used = min(designReplicates, values.count)
    let each = (0..<used).map {
      sums[$0] / Double((values.count - $0 + designReplicates - 1) / designReplicates)
    }
    return (sums.reduce(0, +) / Double(values.count), each)
  }

  /// The standard error of the mean of independent results.
  static func standardError(_ results: [Double]) -> Double {
    guard results.count > 1 else { return 0 }
    let mean = results.reduce(0, +) / Double(results.count)
    let squares = results.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(results.count - 1) / Double(results.count)).squareRoot()
  }
}

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
  private var seen = [Int](repeating: 0, count: designReplicates)

  init(pilot: Statistics) {
    let range = pilot.quantiles[4] - pilot.quantiles[0]
    let scale = range > 0 ? range : max(abs(pilot.quantiles[2]), 1e-12)
    width = scale / Double(SlotCounts.binsInRange)
    low = pilot.quantiles[0] - width * Double(SlotCounts.margin)
  }

  /// Adds a chunk, whose first path has a number that the designReplicates divide.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    for index in values.indices {
      let replicate = index % designReplicates
      let place = (values[index] - low) / width
      let bin = min(max(place, 0), Double(SlotCounts.bins - 1))
      counts[replicate * SlotCounts.bins + Int(bin)] += 1
      sums[replicate] += values[index]
      seen[replicate] += 1
    }
  }

  var statistics: Statistics {
    var result = Statistics()
    var all = [UInt32](repeating: 0, count: SlotCounts.bins)
    var each: [[Double]] = []
    for replicate in 0..<designReplicates where seen[replicate] > 0 {
      let offset = replicate * SlotCounts.bins
      let own = counts[offset..<offset + SlotCounts.bins]
      for bin in all.indices { all[bin] += own[offset + bin] }
      each.append(quantiles(ofCounts: own, low: low, width: width))
    }
    result.quantiles = quantiles(ofCounts: all[...], low: low, width: width)
    result.quantileErrors = quantileLevels.indices.map { level in
      Tally.standardError(each.map { $0[level] })
    }
    let means = zip(sums, seen).filter { $0.1 > 0 }.map { $0.0 / Double($0.1) }
    result.mean = sums.reduce(0, +) / Double(seen.reduce(0, +))
    result.meanError = Tally.standardError(means)
    return result
  }
}
