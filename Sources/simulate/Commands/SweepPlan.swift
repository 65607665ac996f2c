internal import ArgumentParser
internal import Reports
internal import Sweeps

/// `simulate sweep plan SWEEP`: its cases and cost, and its inputs frozen.
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
