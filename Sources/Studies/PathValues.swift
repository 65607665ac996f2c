public import Engine
internal import Sampling
internal import Synchronization

/// Months that a study looks at together: one month, a year, the whole horizon.
public struct Span: Sendable, Hashable {
  /// `2026-03`, `2026`, or `2025-09 to 2027-12`.
  public let name: String
  /// The first month.
  public let first: Month
  /// The last month, which belongs to it.
  public let last: Month

  /// Months under a name.
  public init(_ name: String, first: Month, last: Month) {
    self.name = name
    self.first = first
    self.last = last
  }

  /// The years of a period, as far as it covers them, and the period itself.
  public static func yearsAndTotal(of period: Period) -> [Span] {
    let years = (period.first.year...period.last.year).map { year in
      Span(
        String(year), first: max(Month(year: year, month: 1), period.first),
        last: min(Month(year: year, month: 12), period.last))
    }
    return years + [Span(period.description, first: period.first, last: period.last)]
  }

  /// Every month of a period.
  public static func months(of period: Period) -> [Span] {
    (0..<period.count).map { index in
      let month = period.month(index)
      return Span(month.description, first: month, last: month)
    }
  }
}

/// The values of every path of a run, by series and span: what paired studies are made of.
public struct PathValues: Sendable {
  /// The series of the run: the first index of `values`.
  public let series: [Series]
  /// The spans: the second index of `values`.
  public let spans: [Span]
  /// `[series][span][path]`.
  public let values: [[[Double]]]
  /// What takes the noise of known shocks from means.
  public let controls: ControlVariates

  /// How many paths there are.
  public var paths: Int { values.first?.first?.count ?? 0 }

  /// The row of a series, of the model's own region unless another is named; nil where the run doesn't report it.
  public func row(_ variable: String, region: String? = nil) -> Int? {
    series.firstIndex { series in
      let declared = series.declaration
      return declared.variable == variable && (region.map { $0 == declared.region } ?? declared.isHome)
    }
  }
}

extension PathValues {
  /// The same over one of its spans.
  public func over(_ span: Span) -> PathValues? {
    spans.firstIndex(of: span).map { place in
      PathValues(series: series, spans: [span], values: values.map { [$0[place]] }, controls: controls)
    }
  }
}

extension Trial {
  /// Runs the case and keeps every path's values over the given spans, which must lie in the period.
  public func pathValues(_ spans: [Span], _ options: RunOptions) throws -> PathValues {
    try pathValues(spans, asked: [], options).values
  }

  /// The same with the months of some series, for questions about them.
  public func pathValues(
    _ spans: [Span], asked: [OutputDeclaration], _ options: RunOptions
  ) throws -> (values: PathValues, table: PathTable) {
    let period = settings.period
    let simulation = try Simulation(model: model, settings: settings)
    let series = simulation.series
    let builder = PathTableBuilder(asked, of: simulation.kept, period: period)
    let kept = Mutex(series.map { _ in spans.map { _ in [Double]() } })
    let controls = Mutex([[Double]]())
    var options = options
    options.onChunk = { chunk in
      builder.add(chunk)
      controls.withLock { controls in
        if controls.isEmpty { controls = Array(repeating: [], count: chunk.controls) }
        for row in controls.indices { controls[row] += chunk.control(row) }
      }
      kept.withLock { kept in
        for row in series.indices {
          let rule = series[row].rule
          for (index, span) in spans.enumerated() {
            let months = (span.first - period.first)...(span.last - period.first)
            kept[row][index] += rule.over(months) { chunk.values(series: row, month: $0) }
          }
        }
      }
    }
    _ = try simulation.run(options)
    let values = PathValues(
      series: series, spans: spans, values: kept.withLock { $0 },
      controls: ControlVariates(controls.withLock { $0 }))
    return (values, builder.table)
  }
}

extension Chunk {
  /// A series in a month of the period, on every path of the chunk.
  func values(series: Int, month: Int) -> [Double] {
    (0..<count).map { value(series: series, month: month, path: $0) }
  }
}

extension SpanRule {
  /// The values of a span on each path, from those of its months. What stays as it is all the time is its own mean, to
  /// the bit.
  func over(_ months: ClosedRange<Int>, _ values: (_ month: Int) -> [Double]) -> [Double] {
    let first = values(aggregation == .last ? months.upperBound : months.lowerBound)
    guard aggregation != .last else { return first }
    func weight(_ month: Int) -> Double { weights.isEmpty ? 1 : weights[month] }
    var sums = first.map { $0 * weight(months.lowerBound) }
    var isHeld = [Bool](repeating: true, count: first.count)
    for month in months.dropFirst() {
      let next = values(month), weight = weight(month)
      for path in sums.indices {
        sums[path] += weight * next[path]
        if next[path] != first[path] { isHeld[path] = false }
      }
    }
    guard aggregation == .mean else { return sums }
    let scale = 1 / months.reduce(0) { $0 + weight($1) }
    return sums.indices.map { isHeld[$0] ? first[$0] : sums[$0] * scale }
  }
}
