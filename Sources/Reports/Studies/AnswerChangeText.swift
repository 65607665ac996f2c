internal import Scenarios
public import Studies

/// How answers differ between two scenarios: lines for the eye, and questions.csv.
public struct AnswerChangeText: Sendable {
  private let changes: [(name: String, change: AnswerChange)]

  /// - Parameter changes: each with the name of the scenario that is held against the first.
  public init(_ changes: [(name: String, change: AnswerChange)]) { self.changes = changes }

  /// A line for each number of each question.
  public var text: String {
    changes.map { name, change in
      "\(change.question.text)\n"
        + change.rows.map { "  \($0.kind) in \(name): \(AnswerChangeText.line($0))\n" }.joined()
    }.joined()
  }

  /// What a number of an answer was before, and how it changed, as a sentence of its own.
  public static func clause(_ row: AnswerChange.Row) -> String {
    "It was \(stated(row.first, row)) \(unit(row)) before\(change(row))."
  }

  private static func line(_ row: AnswerChange.Row) -> String {
    "\(stated(row.second, row)) \(unit(row)) against \(stated(row.first, row)) \(unit(row))\(change(row))"
  }

  private static func change(_ row: AnswerChange.Row) -> String {
    guard let change = row.change else { return "" }
    if change.value.magnitude <= 2 * change.error { return ", no difference that can be told" }
    return ", a change of \(stated(change, row)) \(row.unit == "share" ? "points" : row.unit)"
  }

  private static func unit(_ row: AnswerChange.Row) -> String { row.unit == "share" ? "%" : row.unit }

  private static func stated(_ interval: Interval?, _ row: AnswerChange.Row) -> String {
    guard let interval else { return "none" }
    let scale = row.unit == "share" ? 100.0 : 1
    let number = StatedNumber(scale * interval.value, error: scale * interval.error)
    return "\(number.value) ± \(number.error)"
  }

  /// questions.csv
  public var tables: [StudyTable] {
    guard !changes.isEmpty else { return [] }
    var table = StudyTable(
      "questions.csv", "Changes of answers, path by path",
      [
        ("case", "string", "The scenario that is held against the first"),
        ("question", "string", "The question as it was asked"),
        ("kind", "string", "chance, mean, a percentile, shortfall, never, or a percentile of the month"),
        ("first", "number", "The answer of the first scenario"), ("second", "number", "That of the case"),
        ("change", "number", "The case less the first"),
        ("se", "number", "Standard error of the change, paired"),
        ("low", "number", "Lower end of its 95 % interval"),
        ("high", "number", "Upper end of its 95 % interval"),
        ("unit", "string", "Unit of the numbers in the row"),
      ])
    for (name, change) in changes {
      for row in change.rows {
        table.table.row(
          [name, change.question.text, row.kind],
          [
            row.first?.value, row.second?.value, row.change?.value, row.change?.error, row.change?.low,
            row.change?.high,
          ],
          row.unit)
      }
    }
    return [table]
  }
}
