internal import ArgumentParser
internal import Sweeps

/// `simulate sweep submit RUN`: a job array and a merge after it.
struct SweepSubmit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hand a planned run to a batch system: one job array and a merge after it.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var batch: BatchOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting { try batch.submit(SweepFolder(path: folder), common.console) }
  }
}
