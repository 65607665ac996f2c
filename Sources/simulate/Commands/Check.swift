internal import ArgumentParser
internal import Engine
internal import Reports

/// `simulate check FILE...`: everything that is wrong with scenarios, at once.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check scenarios without running them: all errors at once.",
    discussion: "simulate check mine.txt other.txt")

  @Argument(
    help: "Scenario files, or names of scenarios that come with the program.",
    completion: Completions.scenarios)
  var files: [String]

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    var worst: ExitCode?
    for file in files {
      do {
        try reporting { try check(file) }
      } catch let code as ExitCode {
        worst = worst ?? code
      }
    }
    if let worst { throw worst }
  }

  private func check(_ file: String) throws {
    let loaded = try LoadedScenario(file, common: common, options: scenario)
    _ = try Simulation(model: loaded.model, settings: loaded.settings)
    try common.console.show("\(loaded.file): no errors\n")
    if let format = common.format { try common.console.put(Check.table(loaded).text(format)) }
  }

  /// The warnings of a file without errors; those that have some are told on standard error.
  private static func table(_ loaded: LoadedScenario) -> StudyTable {
    var table = StudyTable(
      "check.csv", "What is doubtful",
      [
        ("file", "string", "The scenario"), ("warnings", "integer", "How many"),
        ("first", "string", "The first of them"),
      ])
    table.table.row(loaded.file, loaded.warnings.count, loaded.warnings.first ?? "")
    return table
  }
}
