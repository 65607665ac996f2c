internal import Kernels

/// A series over its years and over the whole period, on some paths: memory that one series after another uses.
final class SpanColumns: @unchecked Sendable {  // one thread's
  private let spans: [Range<Int>]
  private let paths: Int
  private let base: UnsafeMutablePointer<Double>
  /// By span, on how many of the first paths all months have been the same.
  private var held: [Int]

  /// Spans of months, on so many paths.
  init(_ spans: [Range<Int>], paths: Int) {
    self.spans = spans
    self.paths = paths
    held = spans.map { _ in 0 }
    base = .atLine(spans.count * paths)
  }

  deinit { base.deallocate() }

  /// The values of a span all of whose months have been gathered.
  func values(_ span: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: base + span * paths, count: paths)
  }

  /// Adds a month of a series to the spans that it is in, on some of the paths that begin with `first`; the months come in
  /// their order, and the paths of each.
  func gather(month: Int, ofSeries series: Int, _ kept: Kept, from first: Int, _ piece: Range<Int>) {
    for (place, months) in spans.enumerated() where months.contains(month) {
      add(month, of: months, to: place, series, kept, first, piece)
    }
  }

  private func add(
    _ month: Int, of months: Range<Int>, to place: Int, _ series: Int, _ kept: Kept, _ first: Int,
    _ piece: Range<Int>
  ) {
    let rule = kept.rules[series], target = base + place * paths
    let source = kept.pointer(series: series, month: month) + first
    let isFirst = month == months.lowerBound, isLast = month == months.upperBound - 1
    if !rule.weights.isEmpty {
      // The mean of months of different weight.
      let weight = rule.weights[month] / months.reduce(0) { $0 + rule.weights[$1] }
      if isFirst { for path in piece { target[path] = 0 } }
      for path in piece { target[path] += weight * source[path] }
    } else if rule.aggregation == .last ? isLast : isFirst {
      for path in piece { target[path] = source[path] }
    } else if rule.aggregation != .last {
      for path in piece { target[path] += source[path] }
    }
    guard isLast && rule.weights.isEmpty && rule.aggregation == .mean else { return }
    let scale = 1 / Double(months.count)
    for path in piece { target[path] *= scale }
    hold(months.map { kept.pointer(series: series, month: $0) + first }, place, piece)
  }

  /// What is pinned to one value all the time is its own mean, to the bit: the paths up to the first that isn't.
  private func hold(_ months: [UnsafeMutablePointer<Double>], _ place: Int, _ piece: Range<Int>) {
    if piece.lowerBound == 0 { held[place] = 0 }
    guard held[place] == piece.lowerBound else { return }
    let target = base + place * paths
    var path = piece.lowerBound
    while path < piece.upperBound, months.allSatisfy({ $0[path] == months[0][path] }) {
      target[path] = months[0][path]
      path += 1
    }
    held[place] = path
  }
}
