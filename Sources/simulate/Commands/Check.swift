internal import ArgumentParser
internal import Engine

/// `simulate check FILE...`: everything that is wrong with scenarios, at once.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scenarios without running them: all errors at once.")

  @Argument(help: "Scenario files, or names of scenarios that come with the program.")
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
  }
}
