internal import Storage
public import Studies

/// What changed from one folder of results to another: the terminal's text and `comparison.csv`.
public struct SnapshotReport: Sendable {
  private let first: String
  private let pairs: [(name: String, comparison: SnapshotComparison)]
  private static let mostParameters = 40

  /// Reads folders of results and holds the first against the others.
  ///
  /// - Throws: `StudyFailure` where one lacks a table, or has one that can't be read.
  public init(_ folders: [(name: String, path: String)]) throws {
    let snapshots = try folders.map { folder in
      do {
        return try ResultsSnapshot(folder.name) { Files.bytes(of: "\(folder.path)/\($0)") }
      } catch {
        throw StudyFailure("error: \(error)", .fileMissing)
      }
    }
    self.init(snapshots)
  }

  /// Holds the first of some folders against the others.
  ///
  /// - Parameter snapshots: at least one.
  public init(_ snapshots: [ResultsSnapshot]) {
    first = snapshots[0].name
    pairs = snapshots.dropFirst().map { ($0.name, SnapshotComparison(snapshots[0], $0)) }
  }

  /// What a terminal shows: the differences, then what changed in inputs and parameters.
  public var text: String { pairs.map { differences($0) + changes($0.comparison) + "\n" }.joined() }

  private func differences(_ pair: (name: String, comparison: SnapshotComparison)) -> String {
    var table = PlainTable(
      ["series", "region", "over", "unit", "A", "B", "B − A", "± se"], textColumns: 4)
    for row in pair.comparison.rows where row.key.time.contains(" to ") {
      table.add([
        row.key.variable, row.key.region, row.key.time, row.first.unit, readable(row.first.mean),
        readable(row.second.mean), readable(row.difference, digits: 3), readable(row.error, digits: 2),
      ])
    }
    let arePairs = pair.comparison.rows.contains(where: \.isPaired)
    let note =
      "A = \(first), B = \(pair.name); errors "
      + (arePairs ? "of the differences on the same paths\n" : "as if the runs were independent\n")
    let isEmpty = !pair.comparison.rows.contains { $0.key.time.contains(" to ") }
    return note + (isEmpty ? "" : table.text) + lacks(pair)
  }

  /// What couldn't be compared, and why.
  private func lacks(_ pair: (name: String, comparison: SnapshotComparison)) -> String {
    let comparison = pair.comparison, (first, second) = comparison.horizons
    var lines: [String] = []
    if first != second {
      lines.append("Different periods, \(first) and \(second): comparison.csv has the months in common.")
    }
    for (name, series) in [(self.first, comparison.onlyFirst), (pair.name, comparison.onlySecond)]
    where !series.isEmpty {
      lines.append("Only \(name) has \(series.joined(separator: ", ")).")
    }
    if comparison.rows.isEmpty { lines.append("Nothing can be compared.") }
    return lines.map { $0 + "\n" }.joined()
  }

  private func changes(_ comparison: SnapshotComparison) -> String {
    var lines = comparison.inputs.map { "input \($0.change.rawValue): \($0.name)" }
    let parameters = comparison.parameters
    lines += parameters.prefix(SnapshotReport.mostParameters).map { "\($0.name): \($0.first) → \($0.second)" }
    let more = parameters.count - SnapshotReport.mostParameters
    if more > 0 { lines.append("and \(more) more parameters") }
    return (lines.isEmpty ? ["no input and no parameter changed"] : lines).map { $0 + "\n" }.joined()
  }

  /// `comparison.csv` and `changes.csv`.
  public var tables: [StudyTable] {
    var differences = StudyTable(
      "comparison.csv", "Differences between folders of results",
      [
        ("first", "string", "Folder A"), ("second", "string", "Folder B"),
        ("span", "string", "Month, year or horizon"), ("variable", "string", "Output variable"),
        ("region", "string", "Country, district, buyer or route"), ("unit", "string", "Unit of the row"),
        ("mean_a", "number", "Mean of A"), ("mean_b", "number", "Mean of B"),
        ("difference", "number", "Mean of B less mean of A"),
        ("difference_se", "number", "Standard error of the difference"),
        (
          "paired", "string",
          "yes: the error is that of the same paths in both; no: as if the runs were independent"
        ),
      ])
    var changes = StudyTable(
      "changes.csv", "Changed inputs and parameters",
      [
        ("second", "string", "Folder B"), ("kind", "string", "input or parameter"),
        ("name", "string", "File or parameter"), ("value_a", "string", "In A: mean and 5-95 % range"),
        ("value_b", "string", "In B, or what happened to the file"),
      ])
    for pair in pairs {
      for row in pair.comparison.rows { add(row, pair.name, to: &differences.table) }
      for input in pair.comparison.inputs {
        for cell in [pair.name, "input", input.name, "", input.change.rawValue] { changes.table.add(cell) }
        changes.table.endRow()
      }
      for row in pair.comparison.parameters {
        for cell in [pair.name, "parameter", row.name, row.first, row.second] { changes.table.add(cell) }
        changes.table.endRow()
      }
    }
    return [differences, changes]
  }

  private func add(_ row: SnapshotComparison.Row, _ name: String, to table: inout CSVTable) {
    table.row(
      [first, name, row.key.time, row.key.variable, row.key.region, row.first.unit],
      [row.first.mean, row.second.mean, row.difference, row.error], row.isPaired ? "yes" : "no")
  }
}
