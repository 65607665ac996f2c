internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate ask FILE 'QUESTION'...`: a number in a sentence, with its error.
struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer questions about a scenario in sentences with their errors.",
    discussion: """
      simulate ask baseline 'budget.oil_gas in 2026 < 7000 bn RUB'
      simulate ask baseline 'p10(urals.price) in 2026-12' 'when budget.wealth_fund < 100 bn RUB'

      A question is a chance (two sides with <, >, <=, >= or =, joined by 'and'), mean(…), median(…), p1(…) to p99(…),
      shortfall(…, 5 %), 'when' and a condition, or a sum of series. A series takes [region] and 'in' a month, a
      year or 'A to B'; 'given' and a condition keeps some of the paths. Without questions the scenario's own are
      answered.
      """)

  @Argument(
    help: "A scenario file, or the name of a scenario that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @Argument(help: "Questions, each in quotes.", completion: Completions.series)
  var questions: [String] = []

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting {
      let results = try Destination(study.folder, common)
      defer { results.discard() }
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      let asked = try asked(of: loaded)
      let answers = try answers(asked, loaded)
      try write(answers, loaded, into: results)
      for answer in answers {
        try results.console.show(AnswerText(answer, period: loaded.settings.period).sentence + "\n")
      }
    }
  }

  private func asked(of loaded: LoadedScenario) throws -> [Question] {
    guard !questions.isEmpty else {
      guard !loaded.questions.isEmpty else {
        throw Failure(
          "error: no question: give one after the file, such as 'budget.oil_gas in 2026 < 7000 bn RUB'",
          .usage)
      }
      return loaded.questions
    }
    do {
      return try Question.all(
        questions, loaded.model, loaded.settings.period, units: loaded.settings.units)
    } catch {
      throw Failure(error.rendered, .usage)
    }
  }

  private func answers(_ asked: [Question], _ loaded: LoadedScenario) throws -> [Answer] {
    let settings = loaded.settings.reporting(only: asked, loaded.model)
    let table = try Trial(model: loaded.model, settings: settings).pathTable(
      asked.flatMap(\.series), study.runOptions)
    return asked.map { Answer($0, table) }
  }

  private func write(_ answers: [Answer], _ loaded: LoadedScenario, into results: Destination) throws {
    let record = StudyFiles.Record(
      study: "ask \(loaded.file)", version: version, inputs: loaded.inputs, flags: scenario.flags,
      core: blasCoreName())
    try results.write([QuestionTable.table(answers, loaded.settings.period)], record)
    try results.commit()
  }
}
