/// Where a series is published: columns of monthly seed tables, added up with their factors.
public struct Observed: Sendable {
  /// A column of a seed table that holds a part of it.
  public struct Term: Sendable {
    /// The table's name.
    public let table: String
    /// The column's name.
    public let column: String
    /// Turns a figure into the series' unit and sign.
    public let factor: Double
  }

  /// What is added up to the observed value.
  public let terms: [Term]
  /// How many months after its own a figure stands in the table: 1 where a table has the state on a month's first day.
  public let lag: Int

  private init(terms: [Term], lag: Int = 0) {
    self.terms = terms
    self.lag = lag
  }

  /// A single column.
  public static func column(_ table: String, _ column: String, times factor: Double = 1, lag: Int = 0)
    -> Observed
  {
    Observed(terms: [Term(table: table, column: column, factor: factor)], lag: lag)
  }

  /// One column less another of the same table.
  public static func difference(_ table: String, _ column: String, _ other: String) -> Observed {
    Observed(terms: [
      Term(table: table, column: column, factor: 1), Term(table: table, column: other, factor: -1),
    ])
  }

  /// The months for which every column has a figure; means of months that aren't over are left out.
  public func months(_ seeds: SeedTables) -> [Month: Double] {
    var sums: [Month: (value: Double, count: Int)] = [:]
    for term in terms {
      for row in seeds[term.table] {
        guard let month = row.wholeMonth, let value = row.number(term.column) else { continue }
        let old = sums[month - lag] ?? (0, 0)
        sums[month - lag] = (old.value + term.factor * value, old.count + 1)
      }
    }
    return sums.filter { $0.value.count == terms.count }.mapValues(\.value)
  }
}
