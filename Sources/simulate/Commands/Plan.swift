internal import ArgumentParser
internal import Engine
internal import Reports

/// `simulate plan FILE`: what a run would take for given, and what it would cost.
struct Plan: ParsableCommand {
  /// Paths of the trial that the cost is estimated from.
  private static let trialPaths = 512

  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show every resolved value, where it was set, the start state and the cost.",
    discussion: "simulate plan mine.txt --format csv")

  @Argument(
    help: "A scenario file, or the name of one that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      if let format = common.format {
        let table = ParametersTable.bytes(loaded.model, loaded.settings)
        return try common.console.put(format.text(table, types: ParametersTable.types))
      }
      try common.console.show(PlanTable(loaded.model, loaded.settings).text)
      try common.console.show("\n" + loaded.read)
      try common.console.show("\nCost: \(try cost(loaded))\n")
    }
  }

  /// The time and memory of a run, from a short one on one thread.
  private func cost(_ loaded: LoadedScenario) throws -> String {
    var settings = loaded.settings
    settings.paths = min(Plan.trialPaths, settings.paths)
    let clock = Clock()
    let trial = try Simulation(model: loaded.model, settings: settings)
    _ = try trial.run()
    let threads = Processor.threads(nil)
    let share = Double(loaded.settings.paths) / Double(settings.paths) / Double(threads)
    let slots = settings.period.count + settings.period.last.year - settings.period.first.year + 2
    let values = min(loaded.settings.paths * trial.series.count * slots, Simulation.mostKeptValues)
    return "about \(duration(seconds: clock.seconds * share)) on \(threads) threads, "
      + "\(grouped(values * 8 / 1_000_000)) MB for the values of \(trial.series.count) series"
  }
}
