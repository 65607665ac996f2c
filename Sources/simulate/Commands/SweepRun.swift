internal import ArgumentParser
internal import Storage
internal import Sweeps

/// `simulate sweep run SWEEP`: plan, shards and merge on this machine.
struct SweepRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Plan a sweep, run it on this machine and merge it; run again, it goes on.")

  @Argument(
    help: "A sweep file, or the name of one that comes with the program.", completion: Completions.sweeps)
  var sweep: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var output: String?

  @OptionGroup var naming: NameOption

  @OptionGroup var cut: SweepCut

  @OptionGroup var threads: ThreadOption

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let folder = SweepFolder(path: output ?? naming.folder ?? "results/sweeps/\(Files.stem(of: sweep))")
    try sweeping(folder.path) {
      let loaded = try LoadedSweep(sweep, common: common)
      let planning = SweepPlanning(loaded, shards: cut.shards, secondsPerShard: 20)
      _ = try planning.write(to: folder)
      common.console.detail(planning.text(processors: Processor.count))
      try compute(folder, threads.options, common.console)
      try merge(folder, common.console, common.format)
      try ReportWriter(options: figures, common: common).write(folder.path)
    }
  }
}
