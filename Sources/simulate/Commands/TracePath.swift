internal import ArgumentParser
internal import Engine
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate trace FILE --path N`: one future, told month by month.
struct TracePath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Tell one future of a scenario month by month, and how unusual it is.",
    discussion: """
      simulate trace baseline --path 4711
      simulate trace baseline --near 'p05(budget.oil_gas in 2026)' -o bad-year --report bad-year.html

      The numbers are those of the same path in paths.csv.
      """)

  @Argument(
    help: "A scenario file, or the name of a scenario that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @Option(help: ArgumentHelp("Number of the path, from 0.", valueName: "n"))
  var path: Int?

  @Option(help: ArgumentHelp("Take the path nearest to the answer of a question.", valueName: "question"))
  var near: String?

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (path == nil) != (near == nil) else { throw ValidationError("Give either --path or --near.") }
  }

  func run() throws {
    try StudyOutput(folder: study.folder, common: common, figures: figures).write {
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      let asked = try near.map { try Question.typed([$0], loaded.model, loaded.settings)[0] }
      let trace = try Trace(loaded.trial, asked.map(Trace.Choice.near) ?? .path(path ?? 0), study.runOptions)
      let text = TraceText(trace, name: loaded.settings.name)
      let flags =
        scenario.flags + (path.map { ["--path \($0)"] } ?? []) + (near.map { ["--near \($0)"] } ?? [])
      return StudyOutcome(
        record: StudyFiles.Record("trace \(Files.stem(of: loaded.file))", loaded.inputs, flags: flags),
        tables: [text.table, text.draws, text.story], text: text.text, file: loaded.file)
    }
  }
}
