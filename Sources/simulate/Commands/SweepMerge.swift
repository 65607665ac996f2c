internal import ArgumentParser
internal import Sweeps

/// `simulate sweep merge RUN`: one table of all shards.
struct SweepMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Verify all shards against the plan and write cases.csv and outcomes.csv."
  )

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Seconds to wait for files that a network file system doesn't show yet.", valueName: "s"))
  var grace = 0

  @OptionGroup var common: CommonOptions

  func run() throws {
    try sweeping(folder) {
      try merge(SweepFolder(path: folder), grace: grace, common.console, common.format)
    }
  }
}
