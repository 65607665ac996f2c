internal import Engine
public import Studies

/// A comparison of two cases: the table at the terminal, `comparison.csv` and `explained.csv`.
public struct ComparisonReport: Sendable {
  private let first: String
  private let pairs: [ComparedPair]

  /// - Parameter first: what the case is called that the others are held against.
  public init(first: String, _ pairs: [ComparedPair]) {
    self.first = first
    self.pairs = pairs
  }

  /// What a terminal shows: the horizon only, then what explains it.
  public var text: String {
    pairs.map { differences($0) + "\n" + explanation($0) + "\n" }.joined() + answers.text
  }

  private var answers: AnswerChangeText {
    AnswerChangeText(pairs.flatMap { pair in pair.answers.map { (pair.name, $0) } })
  }

  private func differences(_ pair: ComparedPair) -> String {
    let span = pair.explained.span
    var table = PlainTable(
      ["series", "unit", "A", "B", "B − A", "± se", "5 %", "95 %", "P(A > B)", "P(A = B)"], textColumns: 2)
    for row in pair.comparison.rows where row.span == span {
      table.add([
        row.series.label, row.series.spanUnit, readable(row.first.mean), readable(row.second.mean),
        readable(row.difference.mean, digits: 3), readable(row.difference.error, digits: 2),
        readable(row.difference.p05, digits: 3), readable(row.difference.p95, digits: 3),
        percent(row.firstAbove.mean, digits: 3), percent(row.equal.mean, digits: 3),
      ])
    }
    return "A = \(first), B = \(pair.name), \(span.name), same shocks on each path\n" + table.text
  }

  private func explanation(_ pair: ComparedPair) -> String {
    let explained = pair.explained
    guard !explained.blocks.isEmpty else { return "The two cases don't differ.\n" }
    var table = PlainTable(["what explains B − A", "unit"] + names(explained), textColumns: 2)
    for series in shown(explained) {
      let parts = explained.rows.filter { row in
        row.series.slot == series.slot && !(explained.isShared && row.block == "interaction")
      }
      let cells = parts.map { readable($0.part.mean, digits: 3) }
      table.add([series.label, series.spanUnit] + cells)
    }
    let rule =
      explained.isShared ? "interactions shared out by Shapley's rule" : "each block alone, then the rest"
    return table.text + "(\(rule); explained.csv has errors, first-in and last-in)\n"
  }

  private func names(_ explained: ComparisonExplained) -> [String] {
    explained.blocks.map(\.description) + (explained.isShared ? ["total"] : ["interaction", "total"])
  }

  /// Series whose total differs by more than its error.
  private func shown(_ explained: ComparisonExplained) -> [Series] {
    explained.rows.filter { row in
      row.block == "total" && abs(row.part.mean) > 2 * row.part.error && row.part.mean != 0
    }.map(\.series)
  }

  /// `comparison.csv`, `explained.csv` and, where something was asked, `questions.csv`.
  public var tables: [StudyTable] {
    [ComparisonReport.table(first, pairs.map { ($0.name, $0.comparison) }), explainedTable] + answers.tables
  }

  private static let keys: [(name: String, type: String, title: String)] = [
    ("first", "string", "Case A"), ("second", "string", "Case B"),
    ("span", "string", "Year, as far as the period covers it, or the horizon"),
    ("variable", "string", "Output variable"), ("region", "string", "Country, district, buyer or route"),
    ("unit", "string", "Unit of the numbers in the row"),
  ]

  private static func start(_ first: String, _ second: String, _ span: Span, _ series: Series) -> [String] {
    let declared = series.declaration
    return [first, second, span.name, declared.variable, declared.region, series.spanUnit]
  }

  /// `comparison.csv` of some cases beside the first.
  static func table(_ first: String, _ pairs: [(name: String, comparison: Comparison)]) -> StudyTable {
    var result = StudyTable(
      "comparison.csv", "Paired differences between two cases",
      ComparisonReport.keys + [
        ("mean_a", "number", "Mean of A over paths, as in its own run"),
        ("mean_b", "number", "Mean of B over paths, as in its own run"),
        ("difference", "number", "Mean of B less A on the same path"),
        ("difference_se", "number", "Its standard error, from 16 replicates"),
        ("difference_p05", "number", "5th percentile of the paired differences"),
        ("difference_p95", "number", "95th percentile of the paired differences"),
        ("chance_a_above_b", "number", "Share of paths on which A is above B"),
        ("chance_a_above_b_se", "number", "Its standard error"),
        ("chance_equal", "number", "Share of paths on which A and B are the same"),
        ("chance_equal_se", "number", "Its standard error"),
        ("mean_a_se", "number", "Standard error of the mean of A"),
        ("mean_b_se", "number", "Standard error of the mean of B"),
        ("months", "integer", "Months that the row is of"),
      ])
    for pair in pairs {
      for row in pair.comparison.rows {
        result.table.row(
          start(first, pair.name, row.span, row.series),
          [
            row.first.mean, row.second.mean, row.difference.mean, row.difference.error, row.difference.p05,
            row.difference.p95, row.firstAbove.mean, row.firstAbove.error, row.equal.mean, row.equal.error,
            row.first.error, row.second.error,
          ],
          row.span.last - row.span.first + 1)
      }
    }
    return result
  }

  private var explainedTable: StudyTable {
    var result = StudyTable(
      "explained.csv", "How much each block that differs explains",
      ComparisonReport.keys + [
        ("block", "string", "Section or event that differs; interaction and total"),
        ("part", "number", "Its part of the mean difference; the parts and the interaction sum to the total"),
        ("part_se", "number", "Standard error of the part"),
        ("first_in", "number", "Difference that the block makes alone"),
        ("last_in", "number", "Difference that it makes when all others are there"),
      ])
    for pair in pairs {
      for row in pair.explained.rows {
        result.table.row(
          ComparisonReport.start(first, pair.name, pair.explained.span, row.series),
          row.block, row.part.mean, row.part.error, row.firstIn, row.lastIn)
      }
    }
    return result
  }
}
