internal import ArgumentParser
internal import Engine
internal import Kernels
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
      simulate trace baseline --near 'p05(budget.oil_gas in 2026)'

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

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (path == nil) != (near == nil) else { throw ValidationError("Give either --path or --near.") }
  }

  func run() throws {
    Interruption.listen()
    try reporting {
      let results = try Destination(study.folder, common)
      defer { results.discard() }
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      let asked = try near.map { try question($0, loaded) }
      let settings = loaded.settings.reporting(asked.map { [$0] } ?? [], loaded.model)
      let trial = Trial(model: loaded.model, settings: settings)
      let table = try trial.pathTable(reported(by: trial), study.runOptions)
      let trace = try Trace(trial, path: try chosen(asked, table), table)
      let text = TraceText(trace, name: settings.name)
      let record = StudyFiles.Record(
        study: "trace \(loaded.file)", version: version, inputs: loaded.inputs, flags: flags,
        core: blasCoreName())
      try results.write([text.table, text.draws], record)
      try results.commit()
      try results.console.show(text.text)
    }
  }

  private var flags: [String] {
    scenario.flags + (path.map { ["--path \($0)"] } ?? []) + (near.map { ["--near \($0)"] } ?? [])
  }

  private func question(_ text: String, _ loaded: LoadedScenario) throws -> Question {
    do {
      return try Question.all(
        [text], loaded.model, loaded.settings.period, units: loaded.settings.units)[0]
    } catch {
      throw Failure(error.rendered, .usage)
    }
  }

  private func reported(by trial: Trial) throws -> [OutputDeclaration] {
    try Simulation(model: trial.model, settings: trial.settings).series.map(\.declaration)
  }

  private func chosen(_ asked: Question?, _ table: PathTable) throws -> Int {
    if let asked {
      if let found = asked.nearestPath(table) { return found }
      throw Failure(
        "error: --near wants a number of a path, such as 'p05(\(asked.series.first?.label ?? "oil.revenue"))'",
        .usage)
    }
    let number = path ?? 0
    guard (0..<table.paths).contains(number) else {
      throw Failure("error: --path: the run has the paths 0 to \(table.paths - 1)", .usage)
    }
    return number
  }
}
