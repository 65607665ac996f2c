internal import ArgumentParser
internal import Sweeps

struct SweepShard: ParsableCommand {
  /// Where batch systems say which task this is; GNU parallel, which may run inside the others, first. It counts
  /// from 1, the others from 0 as the recipes have it.
  private static let variables = [
    ("PARALLEL_SEQ", 1), ("SLURM_ARRAY_TASK_ID", 0), ("JOB_COMPLETION_INDEX", 0),
    ("AWS_BATCH_JOB_ARRAY_INDEX", 0), ("PBS_ARRAY_INDEX", 0),
  ]

  static let configuration = CommandConfiguration(
    commandName: "shard", abstract: "Compute one shard of a planned run, unless it is there already.",
    discussion: """
      With --index-from-env the number comes from the first of these that is set: PARALLEL_SEQ (less one), \
      SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX, PBS_ARRAY_INDEX.
      """)

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @Argument(help: "Number of the shard, from 0.")
  var index: Int?

  @Flag(help: "Take the number from the batch system.")
  var indexFromEnv = false

  @Option(
    help: ArgumentHelp("Added to the batch system's number, for arrays after the first.", valueName: "n"))
  var offset = 0

  @Option(help: ArgumentHelp("Shards of a task: number 2 of tasks of 10 computes 20 to 29.", valueName: "n"))
  var group = 1

  @OptionGroup var threads: SweepThreads

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if (index == nil) != indexFromEnv {
      throw ValidationError("Name the shard, or give --index-from-env.")
    }
    if offset < 0 || group < 1 { throw ValidationError("--offset is 0 or more, --group 1 or more.") }
  }

  func run() throws {
    Interruption.listen()
    try sweeping(folder) {
      let task = try index ?? fromEnvironment() + offset
      let folder = SweepFolder(path: folder)
      let plan = try SweepPlanFile(of: folder)
      let tasks = (plan.shards + group - 1) / group
      guard (0..<tasks).contains(task) else {
        throw Failure(
          "error: there is no \(group > 1 ? "task" : "shard") \(task): the run has 0 to \(tasks - 1)", .usage)
      }
      let shards = task * group..<min(plan.shards, (task + 1) * group)
      let open = shards.filter { (try? SweepShardFile($0, of: plan, in: folder)) == nil }
      if open.isEmpty {
        let names = shards.map(String.init).joined(separator: ", ")
        return common.console.note("shard \(names) is done already")
      }
      try compute(folder, open, threads: threads.threads, common.console)
    }
  }

  private func fromEnvironment() throws -> Int {
    for (name, first) in SweepShard.variables {
      guard let text = Environment[name], !text.isEmpty else { continue }
      guard let number = Int(text) else { throw Failure("error: \(name) is '\(text)', not a number", .usage) }
      return number - first
    }
    throw Failure(
      "error: no batch system says which shard this is: none of "
        + SweepShard.variables.map(\.0).joined(separator: ", ") + " is set", .usage)
  }
}
