public import Engine

/// Two cases with the same shocks, compared path by path.
public struct Comparison: Sendable {
  /// One series over one span.
  public struct Row: Sendable {
    /// The series.
    public let series: Series
    /// The months.
    public let span: Span
    /// What it is in the first case.
    public let first: PathStatistics
    /// What it is in the second.
    public let second: PathStatistics
    /// The second less the first, on the same path.
    public let difference: PathStatistics
    /// The share of paths on which the first is above the second, and that on which both are equal.
    public let firstAbove, equal: PathStatistics
  }

  /// Every series over every span.
  public let rows: [Row]

  /// What was compared elsewhere.
  init(rows: [Row]) { self.rows = rows }

  /// - Parameters:
  ///   - first: the case that others are held against.
  ///   - second: a case with the same seed, paths and spans; series that only one of the two reports are left out.
  public init(_ first: PathValues, _ second: PathValues) {
    rows = first.series.enumerated().flatMap { row, series -> [Row] in
      let declared = series.declaration
      guard let other = second.row(declared.variable, region: declared.region) else { return [] }
      return first.spans.indices.map { index in
        Comparison.row(
          series, first.spans[index], CarriedValues(first.values[row][index], first.controls),
          CarriedValues(second.values[other][index], second.controls))
      }
    }
  }

  static func row(_ series: Series, _ span: Span, _ a: CarriedValues, _ b: CarriedValues) -> Row {
    let first = a.paths, second = b.paths
    func share(_ holds: (Double, Double) -> Bool) -> PathStatistics {
      PathStatistics(shareOf: zip(first, second).map(holds))
    }
    return Row(
      series: series, span: span, first: PathStatistics(a), second: PathStatistics(b),
      difference: PathStatistics(CarriedValues(all: zip(a.all, b.all).map { $1 - $0 }, paths: first.count)),
      firstAbove: share(>), equal: share(==))
  }
}
