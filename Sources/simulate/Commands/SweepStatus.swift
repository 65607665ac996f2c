internal import ArgumentParser
internal import Reports
internal import Sweeps

/// `simulate sweep status RUN`: which shards are done.
struct SweepStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which shards of a run are done.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let folder = SweepFolder(path: folder)
      let plan = try SweepPlanFile(of: folder)
      let state = SweepState(plan, in: folder)
      if let format = common.format { return try common.console.put(state.table(plan).text(format)) }
      try common.console.show(state.text(plan))
      for line in SweepSubmission.states(of: folder) { try common.console.show(line + "\n") }
    }
  }
}
