public import Engine
internal import Scenarios
public import Studies

/// questions.csv: what a run says to its questions.
public enum QuestionTable: ResultsFile {
  /// As it is called in the folder.
  public static let name = "questions.csv"

  private static let columns = [
    Field("question", "string", "The question as it was asked"),
    Field("kind", "string", "chance, mean, a percentile, shortfall, never, or a percentile of the month"),
    Field("value", "number", "The answer, in the unit of the row; empty where there is none"),
    Field("se", "number", "Standard error, from 16 replicates"),
    Field("low", "number", "Lower end of the 95 % interval"),
    Field("high", "number", "Upper end of the 95 % interval"),
    Field("paths", "integer", "Paths on which the answer stands"),
    Field("unit", "string", "Unit of value, se, low and high"),
    Field("sentence", "string", "The whole answer in words, the same in each of its rows"),
  ]

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { columns }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? {
    run.answers.isEmpty ? nil : table(run.answers, run.results.settings.period).bytes
  }

  /// The table of some answers.
  public static func table(_ answers: [Answer], _ period: Period) -> StudyTable {
    var result = StudyTable(
      name, "Answers to questions", columns.map { ($0.name, $0.type, $0.title) })
    for answer in answers {
      let sentence = AnswerText(answer, period: period).sentence
      for row in answer.rows {
        result.table.row(answer.question.text, row.kind, row.numbers, answer.paths, row.unit, sentence)
      }
    }
    return result
  }
}
