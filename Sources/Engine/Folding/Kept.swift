internal import Kernels

/// The time slots of a series: the months of the period, its years, its total.
struct SlotLayout: Sendable {
  let period: Period
  let years: [Int]
  /// For each year, its months within the period.
  let monthsOfYear: [Range<Int>]
  /// The years, and the whole period behind them.
  let spans: [Span]

  /// Months that have a slot for all of them.
  struct Span: Sendable {
    let slot: Int
    let months: Range<Int>
  }

  init(period: Period) {
    self.period = period
    years = Array(period.first.year...period.last.year)
    monthsOfYear = years.map { year in
      let first = max(Month(year: year, month: 1), period.first) - period.first
      let last = min(Month(year: year, month: 12), period.last) - period.first
      return first..<last + 1
    }
    let count = period.count
    spans = (monthsOfYear + [0..<count]).enumerated().map { Span(slot: count + $0, months: $1) }
  }

  var slots: Int { period.count + years.count + 1 }
}

/// The values of a chunk of paths: `[series][slot][path]`, then `[control][path]`.
final class Kept: @unchecked Sendable {
  let layout: SlotLayout
  let capacity: Int
  private let series: Int
  /// How many numbers a path has whose mean is known: the model's controls in each year.
  let controls: Int
  private let base: UnsafeMutablePointer<Double>
  private let count: Int
  /// So many numbers are asked for at once.
  private static let portion = 1 << 19

  init(series: Int, layout: SlotLayout, controls: Int, capacity: Int) {
    self.layout = layout
    self.capacity = capacity
    self.series = series
    self.controls = controls
    count = max(1, (series * layout.slots + controls) * capacity)
    base = .allocate(capacity: count)
  }

  deinit { base.deallocate() }

  /// Has the memory at hand before paths are written into it.
  func populate(threads: Int) throws {
    try forEachBlock(count: (count + Kept.portion - 1) / Kept.portion, threads: threads) { block, _ in
      let first = block * Kept.portion
      let portion = UnsafeMutableBufferPointer(start: base + first, count: min(Kept.portion, count - first))
      Kernels.populate(UnsafeMutableRawBufferPointer(portion))
    }
  }

  func pointer(series: Int, slot: Int) -> UnsafeMutablePointer<Double> {
    base + (series * layout.slots + slot) * capacity
  }

  func pointer(control: Int) -> UnsafeMutablePointer<Double> {
    base + (series * layout.slots + control) * capacity
  }

  /// A control's values on some of the paths.
  func control(_ control: Int, paths: Range<Int>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: pointer(control: control) + paths.lowerBound, count: paths.count)
  }

  /// The values of a series and slot on some of the paths.
  func values(series: Int, slot: Int, paths: Range<Int>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: pointer(series: series, slot: slot) + paths.lowerBound, count: paths.count)
  }

  /// The values of a series over the whole period on some of the paths; its total slot is filled for them.
  func totals(series: Int, by rule: SpanRule, paths: Range<Int>) -> UnsafeBufferPointer<Double> {
    let whole = layout.spans[layout.years.count]
    for month in whole.months { add(month, to: whole, ofSeries: series, rule, paths) }
    return values(series: series, slot: whole.slot, paths: paths)
  }

  /// Adds a month of a series to its year and to the total; the months come in their order, and with the last of a span
  /// its slot is filled.
  func gather(month: Int, ofSeries series: Int, by rule: SpanRule, paths: Range<Int>) {
    for span in layout.spans where span.months.contains(month) {
      add(month, to: span, ofSeries: series, rule, paths)
    }
  }

  private func add(
    _ month: Int, to span: SlotLayout.Span, ofSeries series: Int, _ rule: SpanRule, _ paths: Range<Int>
  ) {
    let target = pointer(series: series, slot: span.slot) + paths.lowerBound
    let source = pointer(series: series, slot: month) + paths.lowerBound
    let isFirst = month == span.months.lowerBound, isLast = month == span.months.upperBound - 1
    if !rule.weights.isEmpty {
      // The mean of months of different weight.
      let weight = rule.weights[month] / span.months.reduce(0) { $0 + rule.weights[$1] }
      if isFirst { target.update(repeating: 0, count: paths.count) }
      for path in 0..<paths.count { target[path] += weight * source[path] }
    } else if rule.aggregation == .last ? isLast : isFirst {
      target.update(from: source, count: paths.count)
    } else if rule.aggregation != .last {
      for path in 0..<paths.count { target[path] += source[path] }
    }
    if isLast && rule.weights.isEmpty && rule.aggregation == .mean { divide(span, ofSeries: series, paths) }
  }

  /// Makes the mean of a span of its sum.
  private func divide(_ span: SlotLayout.Span, ofSeries series: Int, _ paths: Range<Int>) {
    let target = pointer(series: series, slot: span.slot) + paths.lowerBound
    let scale = 1 / Double(span.months.count)
    for path in 0..<paths.count { target[path] *= scale }
    // What is pinned to one value all the time is its own mean, to the bit.
    let first = pointer(series: series, slot: span.months.lowerBound) + paths.lowerBound
    for path in 0..<paths.count {
      guard isHeld(series, span.months, paths.lowerBound + path) else { return }
      target[path] = first[path]
    }
  }

  private func isHeld(_ series: Int, _ months: Range<Int>, _ path: Int) -> Bool {
    let first = pointer(series: series, slot: months.lowerBound)[path]
    return months.allSatisfy { pointer(series: series, slot: $0)[path] == first }
  }

  /// The first paths' months in a larger memory.
  func grown(to capacity: Int, keeping count: Int) -> Kept {
    let larger = Kept(series: series, layout: layout, controls: controls, capacity: capacity)
    for row in 0..<series {
      for slot in 0..<layout.period.count {
        larger.pointer(series: row, slot: slot).update(from: pointer(series: row, slot: slot), count: count)
      }
    }
    for row in 0..<controls {
      larger.pointer(control: row).update(from: pointer(control: row), count: count)
    }
    return larger
  }
}
