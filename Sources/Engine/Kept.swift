/// The time slots of a series: the months of the period, its years, its total.
struct SlotLayout: Sendable {
  let period: Period
  let years: [Int]
  /// For each year, its months within the period.
  let monthsOfYear: [Range<Int>]

  init(period: Period) {
    self.period = period
    years = Array(period.first.year...period.last.year)
    monthsOfYear = years.map { year in
      let first = max(Month(year: year, month: 1), period.first) - period.first
      let last = min(Month(year: year, month: 12), period.last) - period.first
      return first..<last + 1
    }
  }

  var slots: Int { period.count + years.count + 1 }
}

/// The values of a chunk of paths: `[series][slot][path]`.
final class Kept: @unchecked Sendable {
  let layout: SlotLayout
  let capacity: Int
  private let base: UnsafeMutablePointer<Double>

  init(series: Int, layout: SlotLayout, capacity: Int) {
    self.layout = layout
    self.capacity = capacity
    base = .allocate(capacity: max(1, series * layout.slots * capacity))
  }

  deinit { base.deallocate() }

  func pointer(series: Int, slot: Int) -> UnsafeMutablePointer<Double> {
    base + (series * layout.slots + slot) * capacity
  }

  /// Fills the year and total slots of a series from its months.
  func aggregate(series: Int, by aggregation: Aggregation, count: Int) {
    for (year, months) in layout.monthsOfYear.enumerated() {
      fold(series, months, into: layout.period.count + year, aggregation, count)
    }
    fold(series, 0..<layout.period.count, into: layout.slots - 1, aggregation, count)
  }

  private func fold(
    _ series: Int, _ months: Range<Int>, into slot: Int, _ aggregation: Aggregation, _ count: Int
  ) {
    let target = pointer(series: series, slot: slot)
    let from = aggregation == .last ? months.upperBound - 1 : months.lowerBound
    target.update(from: pointer(series: series, slot: from), count: count)
    guard aggregation != .last else { return }
    for month in months.dropFirst() {
      let source = pointer(series: series, slot: month)
      for path in 0..<count { target[path] += source[path] }
    }
    guard aggregation == .mean else { return }
    let scale = 1 / Double(months.count)
    for path in 0..<count { target[path] *= scale }
  }
}
