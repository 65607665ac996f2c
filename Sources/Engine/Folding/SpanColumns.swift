internal import Kernels

/// A series over its years and over the whole period, on some paths: memory that one series after another uses.
final class SpanColumns: @unchecked Sendable {  // one thread's
  private let spans: [Range<Int>]
  private let paths: Int
  private let base: UnsafeMutablePointer<Double>

  /// Spans of months, on so many paths.
  init(_ spans: [Range<Int>], paths: Int) {
    self.spans = spans
    self.paths = paths
    base = .atLine(spans.count * paths)
  }

  deinit { base.deallocate() }

  /// The values of a span all of whose months have been gathered.
  func values(_ span: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: base + span * paths, count: paths)
  }

  /// Adds a month of a series, from a path on, to the spans that it is in; the months come in their order.
  func gather(month: Int, ofSeries series: Int, _ kept: Kept, from first: Int) {
    for (place, months) in spans.enumerated() where months.contains(month) {
      add(month, of: months, to: base + place * paths, series, kept, first)
    }
  }

  private func add(
    _ month: Int, of months: Range<Int>, to target: UnsafeMutablePointer<Double>, _ series: Int, _ kept: Kept,
    _ first: Int
  ) {
    let rule = kept.rules[series], source = kept.pointer(series: series, month: month) + first
    let isFirst = month == months.lowerBound, isLast = month == months.upperBound - 1
    if !rule.weights.isEmpty {
      // The mean of months of different weight.
      let weight = rule.weights[month] / months.reduce(0) { $0 + rule.weights[$1] }
      if isFirst { target.update(repeating: 0, count: paths) }
      for path in 0..<paths { target[path] += weight * source[path] }
    } else if rule.aggregation == .last ? isLast : isFirst {
      target.update(from: source, count: paths)
    } else if rule.aggregation != .last {
      for path in 0..<paths { target[path] += source[path] }
    }
    guard isLast && rule.weights.isEmpty && rule.aggregation == .mean else { return }
    let scale = 1 / Double(months.count)
    for path in 0..<paths { target[path] *= scale }
    hold(months.map { kept.pointer(series: series, month: $0) + first }, target)
  }

  /// What is pinned to one value all the time is its own mean, to the bit.
  private func hold(_ months: [UnsafeMutablePointer<Double>], _ target: UnsafeMutablePointer<Double>) {
    for path in 0..<paths {
      guard months.allSatisfy({ $0[path] == months[0][path] }) else { return }
      target[path] = months[0][path]
    }
  }
}
