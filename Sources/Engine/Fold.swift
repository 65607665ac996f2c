internal import Kernels

/// Chunks of paths folded into the statistics of each series, in path order.
struct Fold {
  private let rows: [SeriesFold]

  init(series: [Series], layout: SlotLayout, exact: Bool) {
    rows = series.enumerated().map { SeriesFold(row: $0, series: $1, layout: layout, exact: exact) }
  }

  func add(_ values: Kept, count: Int, threads: Int) throws {
    try forEachBlock(count: rows.count, threads: threads) { row, _ in rows[row].add(values, count: count) }
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

  func add(_ values: Kept, count: Int) {
    values.aggregate(series: row, by: series.declaration.aggregation, count: count)
    let buffers = (0..<layout.slots).map { slot in
      UnsafeBufferPointer(start: values.pointer(series: row, slot: slot), count: count)
    }
    if first.isEmpty {
      first = buffers.map(Tally.statistics)
      if !exact { counts = first.map(SlotCounts.init(pilot:)) }
    }
    for slot in counts.indices { counts[slot].add(buffers[slot]) }
  }

  var statistics: [Statistics] { exact ? first : counts.map(\.statistics) }
}
