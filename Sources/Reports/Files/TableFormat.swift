internal import ScenarioText
internal import Scenarios

/// How a table is written to standard output.
public enum TableFormat: String, Sendable, CaseIterable {
  /// RFC 4180, as in the folder of results.
  case csv
  /// A JSON object a row, on a line of its own; what is empty or no number is null.
  case json

  /// A table as text.
  ///
  /// - Parameter types: the Frictionless type of each column, in order; numbers, integers and years are bare in JSON.
  public func text(_ csv: [UInt8], types: [String]) -> String {
    guard self == .json, let rows = try? CSVText(bytes: csv).rows, let header = rows.first?.cells else {
      return String(decoding: csv, as: UTF8.self)
    }
    let isNumber = types.map { ["number", "integer", "year"].contains($0) }
    return rows.dropFirst().map { row in
      let members = zip(header, row.cells).enumerated().map { place, cell in
        quotedJSON(cell.0) + ": " + TableFormat.value(cell.1, place < isNumber.count && isNumber[place])
      }
      return "{" + members.joined(separator: ", ") + "}\n"
    }.joined()
  }

  private static func value(_ cell: String, _ isNumber: Bool) -> String {
    if cell.isEmpty { return "null" }
    guard isNumber else { return quotedJSON(cell) }
    return Double(cell)?.isFinite == true ? cell : "null"
  }
}

extension StudyTable {
  /// The table as text for standard output.
  public func text(_ format: TableFormat) -> String { format.text(bytes, types: columns.map(\.type)) }
}
