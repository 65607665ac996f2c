internal import ArgumentParser
internal import Sweeps

/// `simulate sweep resume RUN`: what is missing, and the merge.
struct SweepResume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Do what is missing or bad, on this machine or with --engine slurm, and merge.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var batch: BatchOptions

  @OptionGroup var threads: ThreadOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    try sweeping(folder) {
      let folder = SweepFolder(path: folder)
      if batch.engine != nil { return try batch.submit(folder, common.console) }
      try compute(folder, threads.options, common.console)
      try merge(folder, common.console, common.format)
    }
  }
}
