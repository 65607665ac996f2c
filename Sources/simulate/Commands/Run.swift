internal import ArgumentParser
internal import Engine

/// `simulate run FILE...`: the main job.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scenarios and write their results.",
    discussion: """
      simulate baseline
      simulate mine.txt --paths 1024 --report mine.html
      simulate baseline --set price_cap.level='40 USD/bbl' --name 'Cap of 40'

      Writes results/<scenario>/ with monthly.csv, annual.csv, total.csv, wide.csv, parameters.csv, events.csv, iamc.csv, \
      iamc_subannual.csv, replicates.csv and datapackage.json, and shows the headline series. An older result is replaced only by a \
      complete one. What --set changes stands in the folder's name.
      """)

  @Argument(
    help: "Scenario files, or names of scenarios that come with the program.",
    completion: Completions.scenarios)
  var files: [String]

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var running: RunningOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func validate() throws { try running.check(files, scenario, figures) }

  func run() throws {
    Interruption.listen()
    var isReached = true
    try reporting {
      for file in files {
        let scenario = try LoadedScenario(file, common: common, options: scenario, name: running.naming.name)
        let results = try ScenarioRun(scenario, command: self).run()
        isReached = isReached && results.attained?.isReached != false
      }
    }
    if !isReached { throw ExitCode(Ending.targetMissed.rawValue) }
  }
}
