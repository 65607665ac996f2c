public import Engine

/// Two cases with the same shocks, compared path by path.
public struct Comparison: Sendable {
  /// One series over one span.
  public struct Row: Sendable {
    public let series: Series
    public let span: Span
    public let first: PathStatistics
    public let second: PathStatistics
    /// The second less the first, on the same path.
    public let difference: PathStatistics
    /// The share of paths on which the first is above the second.
    public let chanceFirstAbove: Double
  }

  public let rows: [Row]

  /// - Parameters:
  ///   - first: the case that others are held against.
  ///   - second: a case with the same seed, paths and spans; series that only one of the two reports are left out.
  public init(_ first: PathValues, _ second: PathValues) {
    rows = first.series.enumerated().flatMap { row, series -> [Row] in
      let declared = series.declaration
      guard let other = second.row(declared.variable, region: declared.region) else { return [] }
      return first.spans.indices.map { index in
        Comparison.row(
          series, first.spans[index], first.values[row][index], second.values[other][index])
      }
    }
  }

  private static func row(_ series: Series, _ span: Span, _ a: [Double], _ b: [Double]) -> Row {
    let above = zip(a, b).count { $0 > $1 }
    return Row(
      series: series, span: span, first: PathStatistics(a), second: PathStatistics(b),
      difference: PathStatistics(zip(a, b).map { $1 - $0 }),
      chanceFirstAbove: Double(above) / Double(max(a.count, 1)))
  }
}
