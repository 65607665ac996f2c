public import Engine

/// Many cases held against one on the same paths, ranked by what they do to a series: `simulate compare A --all`.
public struct Ranking: Sendable {
  /// What a case does to one series over the common months.
  public struct Effect: Sendable {
    /// The series.
    public let series: Series
    /// The case less the first, on the same path.
    public let difference: PathStatistics
    /// The share of paths on which the first case is above the other, and on which both are equal.
    public let chanceFirstAbove: Double
    /// The share of paths on which nothing differs.
    public let chanceEqual: Double

    /// A difference within two of its errors is none.
    public var isNoise: Bool { difference.mean.magnitude <= 2 * difference.error }
  }

  /// A case with its effect on each series.
  public struct Row: Sendable {
    /// The scenario's name.
    public let name: String
    /// What the case asks, in a sentence.
    public let meaning: String
    /// What it changes, by series.
    public let effects: [Effect]
  }

  /// The scenario that all are held against.
  public let first: String
  /// The months.
  public let span: Span
  /// By the size of the effect on the first series, the largest loss first.
  public let rows: [Row]
  /// The cases that couldn't be held against it, each with the reason.
  public let leftOut: [String]

  init(first: String, span: Span, rows: [Row], leftOut: [String]) {
    self.leftOut = leftOut
    self.first = first
    self.span = span
    self.rows = rows.sorted {
      guard let a = $0.effects.first, let b = $1.effects.first else {
        return $0.effects.count > $1.effects.count
      }
      if a.isNoise != b.isNoise { return !a.isNoise }
      return a.isNoise ? $0.name < $1.name : a.difference.mean < b.difference.mean
    }
  }
}

extension Ranking.Row {
  /// Compares a case with the first; both have the same paths over one span.
  init(_ name: String, _ meaning: String, _ first: PathValues, _ other: PathValues) {
    self.name = name
    self.meaning = meaning
    effects = first.series.indices.compactMap { row in
      let declared = first.series[row].declaration
      guard let found = other.row(declared.variable, region: declared.region) else { return nil }
      let compared = Comparison.row(
        first.series[row], first.spans[0], CarriedValues(first.values[row][0], first.controls),
        CarriedValues(other.values[found][0], other.controls))
      return Ranking.Effect(
        series: first.series[row], difference: compared.difference,
        chanceFirstAbove: compared.firstAbove.mean,
        chanceEqual: compared.equal.mean)
    }
  }
}
