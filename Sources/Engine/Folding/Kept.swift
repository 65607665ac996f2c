internal import Kernels

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

  /// The months of each year, and of the whole period behind them.
  var spans: [Range<Int>] { monthsOfYear + [0..<period.count] }

  var slots: Int { period.count + years.count + 1 }
}

/// The values of a chunk of paths: `[series][month][path]`, then `[control][path]`.
final class Kept: @unchecked Sendable {
  let layout: SlotLayout
  /// How the months of each series become a span's value.
  let rules: [SpanRule]
  /// How many numbers a path has whose mean is known: the model's controls in each year.
  let controls: Int
  private let base: UnsafeMutablePointer<Double>
  private let count: Int
  /// Numbers from one row of paths to the next: rows a power of two apart would want the same places of a cache.
  private let pitch: Int
  /// So many numbers are asked for at once.
  private static let portion = 1 << 19
  /// Numbers in a line of the cache.
  private static let lineNumbers = 8

  init(rules: [SpanRule], layout: SlotLayout, controls: Int, capacity: Int) {
    self.layout = layout
    self.rules = rules
    self.controls = controls
    pitch = capacity + Kept.lineNumbers
    count = (rules.count * layout.period.count + controls) * pitch + 1
    base = .atLine(count)
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

  func pointer(series: Int, month: Int) -> UnsafeMutablePointer<Double> {
    base + (series * layout.period.count + month) * pitch
  }

  func pointer(control: Int) -> UnsafeMutablePointer<Double> {
    base + (rules.count * layout.period.count + control) * pitch
  }

  /// A control's values on some of the paths.
  func control(_ control: Int, paths: Range<Int>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: pointer(control: control) + paths.lowerBound, count: paths.count)
  }

  /// The values of a series and month on some of the paths.
  func values(series: Int, month: Int, paths: Range<Int>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: pointer(series: series, month: month) + paths.lowerBound, count: paths.count)
  }

  /// The values of a series over the whole period on some of the paths.
  func totals(series: Int, paths: Range<Int>) -> [Double] {
    let spans = SpanColumns([0..<layout.period.count], paths: paths.count)
    for month in 0..<layout.period.count {
      spans.gather(month: month, ofSeries: series, self, from: paths.lowerBound, 0..<paths.count)
    }
    return Array(spans.values(0))
  }

  /// The first paths' months in a larger memory.
  func grown(to capacity: Int, keeping count: Int) -> Kept {
    let larger = Kept(rules: rules, layout: layout, controls: controls, capacity: capacity)
    for row in rules.indices {
      for month in 0..<layout.period.count {
        larger.pointer(series: row, month: month)
          .update(from: pointer(series: row, month: month), count: count)
      }
    }
    for row in 0..<controls {
      larger.pointer(control: row).update(from: pointer(control: row), count: count)
    }
    return larger
  }
}
