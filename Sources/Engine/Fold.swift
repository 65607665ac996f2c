internal import Kernels

/// Chunks of paths folded into the statistics of each series, in path order.
struct Fold {
  private let rows: [SeriesFold]

  init(series: [Series], layout: SlotLayout, exact: Bool) {
    rows = series.enumerated().map { SeriesFold(row: $0, series: $1, layout: layout, exact: exact) }
  }

  func add(_ values: Kept, paths: Range<Int>, threads: Int) throws {
    try forEachBlock(count: rows.count, threads: threads) { row, _ in
      try rows[row].add(values, paths)
    }
  }

  var statistics: [[Statistics]] { rows.map(\.statistics) }
}

/// The fold of one series; only one thread at a time touches it.
private final class SeriesFold: @unchecked Sendable {
  private let row: Int
  private let series: Series
  private let layout: SlotLayout
  private let exact: Bool
  private var first: [Statistics] = []
  private var counts: [SlotCounts] = []

  init(row: Int, series: Series, layout: SlotLayout, exact: Bool) {
    self.row = row
    self.series = series
    self.layout = layout
    self.exact = exact
  }

  func add(_ values: Kept, _ paths: Range<Int>) throws {
    try check(values, paths)
    values.aggregate(series: row, by: series.declaration.aggregation, paths: paths)
    let buffers = (0..<layout.slots).map { values.values(series: row, slot: $0, paths: paths) }
    if first.isEmpty {
      let tally = Tally(most: paths.count)
      first = buffers.map(tally.statistics)
      if !exact { counts = first.map(SlotCounts.init(pilot:)) }
    }
    for slot in counts.indices { counts[slot].add(buffers[slot]) }
  }

  private func check(_ values: Kept, _ paths: Range<Int>) throws {
    for month in 0..<layout.period.count {
      let column = values.values(series: row, slot: month, paths: paths)
      guard !Reading.isFinite(column), let path = column.firstIndex(where: { !$0.isFinite }) else { continue }
      throw NotFinite(
        variable: series.declaration.variable, region: series.declaration.region,
        month: layout.period.month(month), path: path, value: column[path])
    }
  }

  var statistics: [Statistics] { exact ? first : counts.map(\.statistics) }
}

/// A series took a value that is no number: a fault of the model, told instead of counted.
public struct NotFinite: Error, CustomStringConvertible {
  public let variable: String
  public let region: String
  public let month: Month
  /// Counted from the first of the chunk.
  public let path: Int
  public let value: Double

  public var description: String {
    "\(variable) (\(region)) is \(value) in \(month) on path \(path); this is a fault of the model"
  }
}
