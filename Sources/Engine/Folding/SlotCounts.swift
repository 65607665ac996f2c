internal import Sampling

/// Mergeable counts of one series and slot, for runs too large to keep: memory doesn't grow with paths.
///
/// Values fall into cells: bins 0.1 % of the range between the outermost percentiles wide (as the first chunk shows it;
/// of that chunk's whole range where both are the same), and atoms, values that many paths of the first chunk share, each
/// with a count of its own. A quantile lies between the values of two ranks, each of which is known to its cell: so it
/// is off by at most the width of a bin, and exact where it is an atom.
struct SlotCounts {
  private let cells: Cells
  private let levels: [Double]
  private let shortfalls: [Shortfall]
  private var counts: [UInt32]
  private var sums = [Double](repeating: 0, count: designReplicates)
  private var seen = 0
  /// The extremes so far.
  private var low = Double.infinity, high = -Double.infinity

  /// Cells that suit the values of the first chunk.
  init(pilot: UnsafeBufferPointer<Double>, levels: [Double], shortfalls: [Shortfall] = []) {
    self.levels = levels
    self.shortfalls = shortfalls
    cells = Cells(pilot: pilot.sorted(), levels: levels)
    counts = [UInt32](repeating: 0, count: designReplicates * cells.count)
  }

  /// Adds a chunk, whose first path has a number that the replicates divide.
  mutating func add(_ values: UnsafeBufferPointer<Double>, _ reading: Reading) {
    for replicate in sums.indices { sums[replicate] += reading.sums[replicate] }
    low = min(low, reading.low)
    high = max(high, reading.high)
    seen += values.count
    let cells = cells
    counts.withUnsafeMutableBufferPointer { counts in
      cells.forEach(values) { index, cell in
        let replicate = index & (designReplicates - 1)
        counts[replicate &* cells.count &+ cell] &+= 1
      }
    }
  }

  var statistics: Statistics {
    var result = Statistics()
    let used = min(designReplicates, seen)
    var all = [UInt32](repeating: 0, count: cells.count)
    var each: [[Double]] = [], tails: [[Double]] = []
    for replicate in 0..<used {
      let own = counts[replicate * cells.count..<(replicate + 1) * cells.count]
      for (cell, number) in own.enumerated() { all[cell] += number }
      each.append(quantiles(Array(own)))
      if !shortfalls.isEmpty { tails.append(means(Array(own))) }
    }
    if !shortfalls.isEmpty {
      result.shortfalls = means(all)
      result.shortfallErrors = shortfalls.indices.map { tail in standardError(tails.map { $0[tail] }) }
    }
    result.quantiles = quantiles(all)
    result.quantileErrors = levels.indices.map { level in standardError(each.map { $0[level] }) }
    // Equal numbers are their own mean, to the bit.
    let constant = low == high ? low : nil
    result.mean = constant ?? sums.reduce(0, +) / Double(seen)
    result.replicateMeans = (0..<used).map { constant ?? sums[$0] / Double(Tally.size(of: $0, in: seen)) }
    result.meanError = standardError(result.replicateMeans)
    return result
  }

  /// The means of the tails, the values of a cell being taken for its middle.
  private func means(_ counts: [UInt32]) -> [Double] {
    let filled = counts.indices.filter { counts[$0] > 0 }.map { cell in
      let range = cells.range(of: cell, low: low, high: high)
      return (value: 0.5 * (range.lowerBound + range.upperBound), count: Int(counts[cell]))
    }
    return shortfalls.map { $0.mean(filled) }
  }

  private func quantiles(_ counts: [UInt32]) -> [Double] {
    var until: [Int] = []
    for count in counts { until.append((until.last ?? 0) + Int(count)) }
    let total = until.last ?? 0
    guard total > 0 else { return levels.map { _ in .nan } }
    return levels.map { level in
      let rank = Rank(level: level, count: total)
      let below = value(of: rank.below, until, counts), above = value(of: rank.above, until, counts)
      return below + rank.fraction * (above - below)
    }
  }

  /// The value of a rank, from 0: the values of a bin are taken to be spread evenly over it.
  private func value(of rank: Int, _ until: [Int], _ counts: [UInt32]) -> Double {
    var (from, to) = (0, until.count - 1)
    while from < to {
      let middle = (from + to) / 2
      if until[middle] > rank { to = middle } else { from = middle + 1 }
    }
    let range = cells.range(of: from, low: low, high: high)
    let place = Double(rank - until[from] + Int(counts[from])) + 0.5
    return range.lowerBound + (range.upperBound - range.lowerBound) * place / Double(counts[from])
  }
}

/// Equal bins and atoms between them, in ascending order.
struct Cells: Sendable {
  private static let binsInRange = 1000, margin = 140
  private static let bins = binsInRange + 2 * margin
  /// So many equal values of a first chunk of 8,192 make an atom, and so many atoms at most are told apart.
  private static let fewest = 16, most = 64

  let count: Int
  private let low: Double
  private let width: Double
  private let atoms: [Double]
  /// The first cell of each bin, and of what would follow the last.
  private let first: [Int32]
  /// The first atom of each bin, and of what would follow the last.
  private let firstAtom: [Int32]

  init(pilot sorted: [Double], levels: [Double]) {
    func quantile(_ level: Double) -> Double {
      let rank = Rank(level: level, count: sorted.count)
      return sorted[rank.below] + rank.fraction * (sorted[rank.above] - sorted[rank.below])
    }
    var (from, to) = (quantile(levels.min() ?? 0), quantile(levels.max() ?? 1))
    if from == to { (from, to) = (sorted[0], sorted[sorted.count - 1]) }
    let range = to > from ? to - from : max(abs(from), 1)
    let width = range / Double(Cells.binsInRange), low = from - width * Double(Cells.margin)
    let atoms = Cells.atoms(of: sorted)
    var first: [Int32] = [], firstAtom: [Int32] = []
    let bins = atoms.map { Int(Cells.bin($0, low, 1 / width)) }
    for bin in 0...Cells.bins {
      let before = bins.count { $0 < bin }
      firstAtom.append(Int32(before))
      first.append(Int32(bin + 2 * before))
    }
    (self.low, self.width, self.atoms, self.first, self.firstAtom) = (low, width, atoms, first, firstAtom)
    count = Cells.bins + 2 * atoms.count
  }

  /// Values that stand often in a sorted list, the most frequent of them, in ascending order.
  private static func atoms(of sorted: [Double]) -> [Double] {
    var found: [(value: Double, count: Int)] = []
    var start = 0
    for index in sorted.indices.dropFirst() + [sorted.count] {
      if index < sorted.count && sorted[index] == sorted[start] { continue }
      if index - start >= fewest { found.append((sorted[start], index - start)) }
      start = index
    }
    return found.sorted { $0.count > $1.count }.prefix(most).map(\.value).sorted()
  }

  @inline(__always)
  private static func bin(_ value: Double, _ low: Double, _ scale: Double) -> UInt16 {
    binNumber((value - low) * scale, most: bins - 1)
  }

  /// Calls with the place and the cell of each value.
  @inline(__always)
  func forEach(_ values: UnsafeBufferPointer<Double>, _ body: (_ index: Int, _ cell: Int) -> Void) {
    let low = low, scale = 1 / width
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 256) { bins in
      for start in stride(from: 0, to: values.count, by: bins.count) {
        let count = min(bins.count, values.count - start)
        for index in 0..<count { bins[index] = Cells.bin(values[start &+ index], low, scale) }
        if atoms.isEmpty {
          for index in 0..<count { body(start &+ index, Int(bins[index])) }
        } else {
          forEachCell(values, from: start, UnsafeBufferPointer(rebasing: bins[..<count]), body)
        }
      }
    }
  }

  /// The same where values may be atoms, for those from one on whose bins are known.
  @inline(__always)
  private func forEachCell(
    _ values: UnsafeBufferPointer<Double>, from start: Int, _ bins: UnsafeBufferPointer<UInt16>,
    _ body: (_ index: Int, _ cell: Int) -> Void
  ) {
    first.withUnsafeBufferPointer { first in
      firstAtom.withUnsafeBufferPointer { firstAtom in
        atoms.withUnsafeBufferPointer { atoms in
          for index in bins.indices {
            // Before, on or after each of the bin's atoms.
            let value = values[start &+ index], bin = Int(bins[index])
            var cell = Int(first[bin])
            for atom in Int(firstAtom[bin])..<Int(firstAtom[bin &+ 1]) {
              cell &+= (value >= atoms[atom] ? 1 : 0) &+ (value > atoms[atom] ? 1 : 0)
            }
            body(start &+ index, cell)
          }
        }
      }
    }
  }

  /// From where to where a cell reaches; the outermost ones to the extremes.
  func range(of cell: Int, low least: Double, high most: Double) -> ClosedRange<Double> {
    var (from, to) = (0, Cells.bins - 1)
    while from < to {
      let middle = (from + to + 1) / 2
      if Int(first[middle]) <= cell { from = middle } else { to = middle - 1 }
    }
    let bin = from, place = cell - Int(first[bin]), own = atoms[Int(firstAtom[bin])..<Int(firstAtom[bin + 1])]
    let atom = own.startIndex + place / 2
    if place % 2 == 1 { return atoms[atom]...atoms[atom] }
    let lower = bin == 0 ? least : low + width * Double(bin)
    let upper = bin == Cells.bins - 1 ? most : low + width * Double(bin + 1)
    let from0 = atom > own.startIndex ? atoms[atom - 1] : max(lower, least)
    let to0 = atom < own.endIndex ? atoms[atom] : min(upper, most)
    return from0...max(from0, to0)
  }
}
