/// The five quantiles every result carries.
public let quantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95]

/// A mean with its standard error, and five quantiles with theirs.
public struct Statistics: Sendable, Equatable {
  public var mean = 0.0
  public var meanError = 0.0
  public var quantiles = [Double](repeating: 0, count: quantileLevels.count)
  public var quantileErrors = [Double](repeating: 0, count: quantileLevels.count)

  public init() {}
}

/// Quantiles of values without sorting them: they are counted in equal bins between two limits, and only
/// the bins that hold a wanted rank are looked into.
struct BinnedSelection {
  static let bins = 2048
  let low: Double
  let scale: Double

  init(low: Double, high: Double) {
    self.low = low
    scale = high > low ? Double(BinnedSelection.bins) / (high - low) : 0
  }

  @inline(__always)
  func bin(_ value: Double) -> Int {
    min(max(Int((value - low) * scale), 0), BinnedSelection.bins - 1)
  }

  /// The exact quantiles (linear between neighbouring ranks, R's type 7) of `values`, whose bins are given.
  func quantiles(
    of values: UnsafeBufferPointer<Double>, bins: [UInt16], histogram: [UInt32]
  ) -> [Double] {
    let wanted = quantileLevels.map { Rank(level: $0, count: values.count) }
    let places = wanted.map { rank in (find(rank.below, histogram), find(rank.above, histogram)) }
    var slot = [Int8](repeating: -1, count: BinnedSelection.bins)
    var members: [[Double]] = []
    for bin in places.flatMap({ [$0.0.bin, $0.1.bin] }) where slot[bin] < 0 {
      slot[bin] = Int8(members.count)
      members.append([])
    }
    for index in values.indices {
      let place = slot[Int(bins[index])]
      if place >= 0 { members[Int(place)].append(values[index]) }
    }
    for place in members.indices { members[place].sort() }
    return zip(wanted, places).map { rank, place in
      let below = members[Int(slot[place.0.bin])][place.0.offset]
      let above = members[Int(slot[place.1.bin])][place.1.offset]
      return below + rank.fraction * (above - below)
    }
  }

  private func find(_ rank: Int, _ histogram: [UInt32]) -> (bin: Int, offset: Int) {
    var before = 0
    for bin in histogram.indices {
      let here = Int(histogram[bin])
      if rank < before + here { return (bin, rank - before) }
      before += here
    }
    return (histogram.count - 1, 0)
  }
}

/// The exact quantiles at `quantileLevels` (linear between neighbouring ranks) of finite values, without sorting them.
public func exactQuantiles(of values: UnsafeBufferPointer<Double>) -> [Double] {
  guard let first = values.first else { return quantileLevels.map { _ in .nan } }
  var low = first, high = first
  for value in values {
    low = value < low ? value : low
    high = value > high ? value : high
  }
  let selection = BinnedSelection(low: low, high: high)
  var histogram = [UInt32](repeating: 0, count: BinnedSelection.bins)
  let bins = values.map { UInt16(truncatingIfNeeded: selection.bin($0)) }
  for bin in bins { histogram[Int(bin)] += 1 }
  return selection.quantiles(of: values, bins: bins, histogram: histogram)
}

/// Where a quantile lies between two order statistics.
struct Rank {
  let below: Int
  let above: Int
  let fraction: Double

  init(level: Double, count: Int) {
    let position = level * Double(count - 1)
    below = Int(position)
    above = min(below + 1, count - 1)
    fraction = position - Double(below)
  }
}

/// Quantiles from counts in equal bins, straight lines inside a bin.
func quantiles(ofCounts counts: ArraySlice<UInt32>, low: Double, width: Double) -> [Double] {
  let total = counts.reduce(0) { $0 + Int($1) }
  guard total > 0 else { return quantileLevels.map { _ in .nan } }
  let outermost = low + width * Double(counts.count)
  var bin = counts.startIndex
  var before = 0
  return quantileLevels.map { level in
    let target = level * Double(total - 1) + 0.5
    let needed = Int(target.rounded(.up))
    while bin < counts.endIndex && before &+ Int(counts[bin]) < needed {
      before &+= Int(counts[bin])
      bin &+= 1
    }
    guard bin < counts.endIndex else { return outermost }
    let inside = (target - Double(before)) / Double(counts[bin])
    return low + width * (Double(bin - counts.startIndex) + inside)
  }
}
