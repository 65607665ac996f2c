internal import Sampling

/// Moments and quantiles of one series and slot, with memory that is used again from slot to slot.
///
/// Paths are dealt to `designReplicates` independent scrambles in turn, so the scatter of the designReplicates' own
/// results is an honest error also where the points of a design are not independent of each other.
final class Tally {
  private let levels: [Double]
  private let shortfalls: [Shortfall]
  private let bins: UnsafeMutableBufferPointer<UInt16>
  private let all: UnsafeMutableBufferPointer<UInt32>
  private let each: UnsafeMutableBufferPointer<UInt32>
  /// Quantiles of the replicates: level by level, a number each.
  private let scattered: UnsafeMutableBufferPointer<Double>
  private var members = BinMembers()

  /// A tally of at most so many values, with quantiles at these levels.
  init(most: Int, levels: [Double], shortfalls: [Shortfall] = []) {
    self.levels = levels
    self.shortfalls = shortfalls
    bins = .allocate(capacity: most)
    all = .allocate(capacity: BinnedSelection.bins)
    each = .allocate(capacity: designReplicates * BinnedSelection.bins)
    scattered = .allocate(capacity: designReplicates * levels.count)
  }

  deinit {
    bins.deallocate()
    all.deallocate()
    each.deallocate()
    scattered.deallocate()
  }

  /// The statistics of finite values that are all at hand, and were read.
  func statistics(_ values: UnsafeBufferPointer<Double>, _ reading: Reading) -> Statistics {
    var result = Statistics()
    let used = min(designReplicates, values.count)
    if reading.low < reading.high {
      (result.quantiles, result.quantileErrors) = quantiles(of: values, reading, replicates: used)
    } else {
      // Nought is added lest a −0 be left.
      result.quantiles = levels.map { _ in reading.low + 0 }
      result.quantileErrors = levels.map { _ in 0 }
    }
    let tails = shortfalls.map { $0.estimate(values) }
    result.shortfalls = tails.map(\.mean)
    result.shortfallErrors = tails.map(\.error)
    // Equal numbers are their own mean, to the bit.
    let constant = reading.low == reading.high ? reading.low : nil
    result.mean = constant ?? reading.sums.reduce(0, +) / Double(values.count)
    result.replicateMeans = (0..<used).map {
      constant ?? reading.sums[$0] / Double(Tally.size(of: $0, in: values.count))
    }
    result.meanError = standardError(result.replicateMeans)
    return result
  }

  /// The quantiles of numbers that aren't all the same, and their errors.
  private func quantiles(
    of values: UnsafeBufferPointer<Double>, _ reading: Reading, replicates: Int
  ) -> (values: [Double], errors: [Double]) {
    let selection = BinnedSelection(low: reading.low, high: reading.high)
    selection.place(values, into: bins)
    count(values.count)
    let found = selection.quantiles(of: values, at: levels, bins: bins, histogram: all, &members)
    let width = (reading.high - reading.low) / Double(BinnedSelection.bins)
    scatter(values.count, low: reading.low, width: width)
    scatter(found, values)
    let errors = levels.indices.map { level in
      let first = level * designReplicates
      return standardError(scattered[first..<first + replicates])
    }
    return (found.values, errors)
  }

  /// The replicates' quantiles, read from their bins.
  private func scatter(_ count: Int, low: Double, width: Double) {
    for replicate in 0..<min(designReplicates, count) {
      let first = replicate * BinnedSelection.bins
      Engine.quantiles(
        ofCounts: UnsafeBufferPointer(rebasing: each[first..<first + BinnedSelection.bins]), at: levels,
        total: Tally.size(of: replicate, in: count), low: low, width: width
      ) { level, value in scattered[level * designReplicates + replicate] = value }
    }
  }

  /// The replicates' quantiles where those of all values are atoms.
  private func scatter(
    _ found: (values: [Double], areAtoms: [Bool]), _ values: UnsafeBufferPointer<Double>
  ) {
    var atoms: [Double: Atom] = [:]
    for level in levels.indices where found.areAtoms[level] {
      let value = found.values[level]
      let atom = atoms[value] ?? Atom(value, among: values)
      atoms[value] = atom
      for replicate in 0..<min(designReplicates, values.count) {
        scattered[level * designReplicates + replicate] = atom.quantile(
          levels[level], of: replicate, values)
      }
    }
  }

  /// Counts how many values of each replicate fall into each bin, and how many of all.
  private func count(_ values: Int) {
    each.update(repeating: 0)
    guard let bins = bins.baseAddress, let all = all.baseAddress, let each = each.baseAddress else { return }
    let whole = values & ~(designReplicates - 1)
    for first in stride(from: 0, to: whole, by: designReplicates) {
      // Places that are known when it is compiled.
      for replicate in 0..<designReplicates {
        each[replicate &* BinnedSelection.bins &+ Int(bins[first &+ replicate])] &+= 1
      }
    }
    for index in whole..<values { each[(index &- whole) &* BinnedSelection.bins &+ Int(bins[index])] &+= 1 }
    for bin in 0..<BinnedSelection.bins {
      all[bin] = (0..<designReplicates).reduce(0) { $0 &+ each[$1 &* BinnedSelection.bins &+ bin] }
    }
  }

  /// How many of the values a replicate has.
  static func size(of replicate: Int, in values: Int) -> Int {
    (values - replicate + designReplicates - 1) / designReplicates
  }
}

/// The standard error of the mean of independent results; 0 where all are the same.
public func standardError(_ results: some Collection<Double>) -> Double {
  guard let first = results.first, results.contains(where: { $0 != first }) else { return 0 }
  let mean = results.reduce(0, +) / Double(results.count)
  let squares = results.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(results.count - 1) / Double(results.count)).squareRoot()
}
