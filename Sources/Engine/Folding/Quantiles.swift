internal import Sampling

/// The five quantiles every result carries.
public let quantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95]

/// A mean with its standard error, and five quantiles with theirs.
///
/// Quantiles' errors need paths: with 256, so 16 a replicate, those of the 5 and 95 % quantiles are a fifth too
/// small; from 1,024 on they hold.
public struct Statistics: Sendable, Equatable {
  /// A 95 % interval reaches so many standard errors to either side: the 97.5 % point of Student's t with 15
  /// degrees of freedom, as errors come from 16 replicates. The normal 1.96 would hold the truth 93 times in 100.
  public static let errorsTo95 = 2.1314

  /// The mean over paths, control variates taken into account.
  public var mean = 0.0
  /// Its standard error, from 16 replicates.
  public var meanError = 0.0
  /// At `quantileLevels`, then at the levels that the settings name besides.
  public var quantiles = [Double](repeating: 0, count: quantileLevels.count)
  /// Their standard errors.
  public var quantileErrors = [Double](repeating: 0, count: quantileLevels.count)
  /// The means of the lowest or highest shares of paths that the settings name.
  public var shortfalls: [Double] = []
  /// The standard error of each of them.
  public var shortfallErrors: [Double] = []
  /// The means of the design's replicates, control variates taken into account: of two runs with the same paths, the
  /// scatter of their differences gives the error of the difference.
  public var replicateMeans: [Double] = []

  /// All zero.
  public init() {}
}

/// Quantiles of values without sorting them: they are counted in equal bins between two limits, and only
/// the bins that hold a wanted rank are looked into.
struct BinnedSelection {
  /// Fine enough for the errors of quantiles; what lies in the few bins that hold a rank is looked through.
  static let bins = 512
  private let low, scale: Double

  init(low: Double, high: Double) {
    self.low = low
    scale = high > low ? Double(BinnedSelection.bins) / (high - low) : 0
  }

  /// The bin of each value, as vector code, which a number of bins that isn't known when it is compiled would not become.
  func place(_ values: UnsafeBufferPointer<Double>, into bins: UnsafeMutableBufferPointer<UInt16>) {
    for index in values.indices {
      bins[index] = binNumber((values[index] - low) * scale, most: BinnedSelection.bins - 1)
    }
  }

  /// The exact quantiles (linear between neighbouring ranks, R's type 7) of `values`, whose bins are given, and which
  /// of them are atoms.
  func quantiles(
    of values: UnsafeBufferPointer<Double>, at levels: [Double], bins: UnsafeMutableBufferPointer<UInt16>,
    histogram: UnsafeMutableBufferPointer<UInt32>, _ members: inout BinMembers
  ) -> (values: [Double], areAtoms: [Bool]) {
    let wanted = levels.map { Rank(level: $0, count: values.count) }
    var ranks: [Int] = []
    ranks.reserveCapacity(2 * wanted.count)
    for rank in wanted {
      ranks.append(rank.below)
      ranks.append(rank.above)
    }
    let places = find(ranks, histogram)
    members.collect(values, bins, of: places, histogram)
    var areAtoms: [Bool] = []
    let found = wanted.enumerated().map { index, rank in
      let place = places[2 * index], next = places[2 * index + 1]
      let below = members.value(place), isBehind = next == (place.bin, place.offset + 1)
      let above = isBehind ? members.value(behind: below, place) : members.value(next)
      areAtoms.append(below == above && members.isAtom(below, in: place.bin))
      return below + rank.fraction * (above - below)
    }
    return (found, areAtoms)
  }

  /// The bins of ranks, and how many values of the bin come before each; one walk where the ranks ascend.
  private func find(
    _ ranks: [Int], _ histogram: UnsafeMutableBufferPointer<UInt32>
  ) -> [(bin: Int, offset: Int)] {
    var before = 0, bin = 0
    return ranks.map { rank in
      // Of few values neighbouring quantiles share ranks.
      if rank < before { (before, bin) = (0, 0) }
      skip(UnsafeBufferPointer(histogram), from: &bin, before: &before, until: rank + 1)
      while bin < histogram.count - 1 && rank >= before &+ Int(histogram[bin]) {
        before &+= Int(histogram[bin])
        bin &+= 1
      }
      return (bin, rank - before)
    }
  }
}

/// The whole part of a number, kept within 0 ... `most`, without the conversion that keeps a loop scalar.
@inline(__always)
func binNumber(_ place: Double, most: Int) -> UInt16 {
  let low = place > 0 ? place : 0
  let bounded = low < Double(most) ? low : Double(most)
  // 2^52, beyond which a double's last bit is worth one.
  let magic = 4503599627370496.0
  let nearest = bounded + magic
  return UInt16(truncatingIfNeeded: nearest.bitPattern &- (nearest - magic > bounded ? 1 : 0))
}

/// The exact quantiles (linear between neighbouring ranks) of finite values, without sorting them.
public func exactQuantiles(
  of values: UnsafeBufferPointer<Double>, at levels: [Double] = quantileLevels
) -> [Double] {
  guard let first = values.first else { return levels.map { _ in .nan } }
  var low = first, high = first
  for value in values {
    low = value < low ? value : low
    high = value > high ? value : high
  }
  let selection = BinnedSelection(low: low, high: high)
  return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: values.count) { bins in
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: BinnedSelection.bins) { histogram in
      selection.place(values, into: bins)
      histogram.update(repeating: 0)
      for index in values.indices { histogram[Int(bins[index])] &+= 1 }
      var members = BinMembers()
      return selection.quantiles(of: values, at: levels, bins: bins, histogram: histogram, &members).values
    }
  }
}

/// Where a quantile lies between two order statistics.
struct Rank {
  let below, above: Int
  let fraction: Double

  init(level: Double, count: Int) {
    let position = level * Double(count - 1)
    below = Int(position)
    above = min(below + 1, count - 1)
    fraction = position - Double(below)
  }
}

/// Goes on by 16 bins at a time while the counts before them stay below a number: most bins hold no wanted rank.
@inline(__always)
private func skip(
  _ counts: UnsafeBufferPointer<UInt32>, from bin: inout Int, before: inout Int, until needed: Int
) {
  let bytes = UnsafeRawBufferPointer(counts)
  while bin &+ 16 <= counts.count {
    let next = bytes.loadUnaligned(fromByteOffset: 4 &* bin, as: SIMD16<UInt32>.self)
    let sum = before &+ Int(next.wrappedSum())
    if sum >= needed { return }
    before = sum
    bin &+= 16
  }
}

/// Quantiles from counts in equal bins, `total` in all, each handed over with its level's place; straight lines inside
/// a bin.
@inline(__always)
func quantiles(
  ofCounts counts: UnsafeBufferPointer<UInt32>, at levels: [Double], total: Int, low: Double, width: Double,
  _ take: (Int, Double) -> Void
) {
  var bin = 0, before = 0
  for (place, level) in levels.enumerated() {
    guard total > 0 else {
      take(place, .nan)
      continue
    }
    let target = level * Double(total - 1) + 0.5
    if target <= Double(before) { (bin, before) = (0, 0) }
    let needed = Int(target.rounded(.up))
    skip(counts, from: &bin, before: &before, until: needed)
    while bin < counts.count && before &+ Int(counts[bin]) < needed {
      before &+= Int(counts[bin])
      bin &+= 1
    }
    guard bin < counts.count else {
      take(place, low + width * Double(counts.count))
      continue
    }
    let inside = (target - Double(before)) / Double(counts[bin])
    take(place, low + width * (Double(bin) + inside))
  }
}
