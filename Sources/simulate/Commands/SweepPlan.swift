internal import ArgumentParser
internal import Reports
internal import Storage
internal import Sweeps

/// In how many parts a sweep is cut.
struct SweepCut: ParsableArguments {
  @Option(help: ArgumentHelp("Parts that the cases are cut into.", valueName: "n"))
  var shards: Int?

  func validate() throws {
    if let shards, !(1...100_000).contains(shards) {
      throw ValidationError("--shards must be between 1 and 100,000.")
    }
  }
}

struct SweepPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Check a sweep, show its cases and cost, and freeze its inputs.")

  @Argument(
    help: "A sweep file, or the name of one that comes with the program.", completion: Completions.sweeps)
  var sweep: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the run; without it nothing is written.", valueName: "run"))
  var output: String?

  @OptionGroup var cut: SweepCut

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let loaded = try LoadedSweep(sweep, common: common)
      let planning = SweepPlanning(loaded, shards: cut.shards, secondsPerShard: 300)
      try common.console.show(planning.text(processors: Processor.count))
      guard let output else { return }
      let plan = try planning.write(to: SweepFolder(path: output))
      try common.console.show(
        "\(counted(plan.shards, "shard")) in \(output), results hash \(plan.hash.prefix(12))\n")
    }
  }
}

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

  @OptionGroup var threads: SweepThreads

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let folder = SweepFolder(path: output ?? naming.folder ?? "results/sweeps/\(Files.stem(of: sweep))")
    Interruption.listen()
    try sweeping(folder.path) {
      let loaded = try LoadedSweep(sweep, common: common)
      let planning = SweepPlanning(loaded, shards: cut.shards, secondsPerShard: 20)
      _ = try planning.write(to: folder)
      common.console.detail(planning.text(processors: Processor.count))
      try compute(folder, threads: threads.threads, common.console)
      try merge(folder, common.console, common.format)
      try ReportWriter(options: figures, common: common).write(folder.path)
    }
  }
}
