internal import Scenarios
public import Studies

/// questions.csv: what a run says to its questions.
public enum QuestionTable {
  static let columns: [(name: String, type: String, title: String)] = [
    ("question", "string", "The question as it was asked"),
    ("kind", "string", "chance, mean, a percentile, shortfall, never, or a percentile of the month"),
    ("value", "number", "The answer, in the unit of the row; empty where there is none"),
    ("se", "number", "Standard error, from 16 replicates"),
    ("low", "number", "Lower end of the 95 % interval"),
    ("high", "number", "Upper end of the 95 % interval"),
    ("paths", "integer", "Paths on which the answer stands"),
    ("unit", "string", "Unit of value, se, low and high"),
  ]

  /// The table of some answers.
  public static func table(_ answers: [Answer]) -> StudyTable {
    var result = StudyTable("questions.csv", "Answers to questions", columns)
    for answer in answers {
      for row in answer.rows {
        result.table.add(answer.question.text)
        result.table.add(row.kind)
        for number in [\Interval.value, \.error, \.low, \.high] {
          if let estimate = row.interval { result.table.add(estimate[keyPath: number]) } else { result.table.add("") }
        }
        result.table.add(answer.paths)
        result.table.add(row.unit)
        result.table.endRow()
      }
    }
    return result
  }
}
