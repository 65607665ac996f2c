internal import ArgumentParser
internal import Engine
internal import Reports
internal import Studies

struct SweepPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Check a sweep, show its cases and cost, and freeze its inputs.")

  @Argument(help: "A sweep file, or the name of one that comes with the program.")
  var sweep: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the run; without it nothing is written.", valueName: "run"))
  var output: String?

  @Option(help: ArgumentHelp("Parts that the cases are cut into.", valueName: "n"))
  var shards: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws { try SweepPlanning.check(shards) }

  func run() throws {
    try reporting {
      let loaded = try LoadedSweep(sweep, common: common)
      let planning = try SweepPlanning(loaded, shards: shards, secondsPerShard: 300)
      try common.console.show(planning.text)
      guard let output else { return }
      let plan = try planning.write(to: SweepFolder(path: output), console: common.console)
      try common.console.show(
        "\(counted(plan.shards, "shard")) in \(output), results hash \(plan.hash.prefix(12))\n")
    }
  }
}

struct SweepRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Plan a sweep, run it on this machine and merge it; run again, it goes on.")

  @Argument(help: "A sweep file, or the name of one that comes with the program.")
  var sweep: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var output: String?

  @Option(help: ArgumentHelp("Parts that the cases are cut into.", valueName: "n"))
  var shards: Int?

  @OptionGroup var threads: SweepThreads

  @OptionGroup var common: CommonOptions

  func validate() throws { try SweepPlanning.check(shards) }

  func run() throws {
    let folder = SweepFolder(path: output ?? "results/sweeps/\(Files.stem(of: sweep))")
    Interruption.listen()
    try sweeping(folder.path) {
      let loaded = try LoadedSweep(sweep, common: common)
      let planning = try SweepPlanning(loaded, shards: shards, secondsPerShard: 20)
      _ = try planning.write(to: folder, console: common.console)
      common.console.detail(planning.text)
      let work = try SweepWork(folder, threads: threads.threads, console: common.console)
      try work.run(Array(0..<work.plan.shards))
      try SweepMerging(folder: folder, console: common.console).run()
    }
  }
}
