internal import Engine
internal import Reports
internal import Scenarios
internal import Studies

/// questions.csv of a sweep: what each case says to each question.
enum SweepQuestions {
  static let header = ["case", "question", "kind", "value", "se", "low", "high", "paths", "unit"]

  /// What lines of it begin with in a shard.
  static let mark = UInt8(ascii: "?")

  /// A case's lines for its shard.
  static func rows(_ number: Int, _ answers: [Answer]) -> [UInt8] {
    answers.flatMap { answer in answer.rows.flatMap { line(number, answer, $0) } }
  }

  private static func line(_ number: Int, _ answer: Answer, _ row: Answer.Row) -> [UInt8] {
    var table = CSVTable()
    table.row(number, answer.question.text, row.kind, row.numbers, answer.paths, row.unit)
    return [mark] + table.bytes
  }
}
