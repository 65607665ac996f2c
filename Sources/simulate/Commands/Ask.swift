internal import ArgumentParser
internal import Engine
internal import Reports
internal import Scenarios
internal import Studies

/// `simulate ask FILE 'QUESTION'...`: a number in a sentence, with its error.
struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Answer questions about a scenario in sentences with their errors.",
    discussion: """
      simulate ask baseline 'budget.oil_gas in 2026 < 7000 bn RUB'
      simulate ask baseline 'p10(urals.price) in 2026-12' 'when budget.wealth_fund < 100 bn RUB'
      simulate ask baseline --corner 'brent.price in 2026-12 > 180 USD/bbl'

      A question is a chance (two sides with <, >, <=, >= or =, joined by 'and'), mean(…), median(…), p1(…) to p99(…), \
      shortfall(…, 5 %), 'when' and a condition, or a sum of series. A series takes [region] and 'in' a month, a \
      year or 'A to B'; 'given' and a condition keeps some of the paths. Without questions the scenario's own are \
      answered.
      """)

  @Argument(
    help: "A scenario file, or the name of a scenario that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @Argument(help: "Questions, each in quotes.", completion: Completions.series)
  var questions: [String] = []

  @Flag(help: "Draw where it happens, for a chance of one in hundreds or less; every path has a weight.")
  var corner = false

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try StudyOutput(folder: study.folder, common: common).write {
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      let asked = try loaded.questions(questions), flags = scenario.flags + (corner ? ["--corner"] : [])
      let record = StudyFiles.Record("ask \(loaded.file)", loaded.inputs, flags: flags)
      if corner {
        let found = CornerReport(try asked.map { try Corner(loaded.trial, $0, study.runOptions) })
        return StudyOutcome(record: record, tables: found.tables, text: found.text)
      }
      let answers = try loaded.trial.answers(asked, study.runOptions), period = loaded.settings.period
      return StudyOutcome(
        record: record, tables: [QuestionTable.table(answers, period)],
        text: answers.map { AnswerText($0, period: period).sentence + "\n" }.joined())
    }
  }
}
