internal import ArgumentParser
internal import Sweeps

/// Which shards a task computes.
struct ShardOptions: ParsableArguments {
  /// Where batch systems say which task this is; GNU parallel, which may run inside the others, first. It counts
  /// from 1, the others from 0 as the recipes have it.
  private static let variables = [
    ("PARALLEL_SEQ", 1), ("SLURM_ARRAY_TASK_ID", 0), ("JOB_COMPLETION_INDEX", 0),
    ("AWS_BATCH_JOB_ARRAY_INDEX", 0), ("PBS_ARRAY_INDEX", 0),
  ]

  @Argument(help: "Number of the shard, from 0.")
  var index: Int?

  @Flag(help: "Take the number from the batch system.")
  var indexFromEnv = false

  @Option(
    help: ArgumentHelp("Added to the batch system's number, for arrays after the first.", valueName: "n"))
  var offset = 0

  @Option(help: ArgumentHelp("Shards of a task: number 2 of tasks of 10 computes 20 to 29.", valueName: "n"))
  var group = 1

  func validate() throws {
    if (index == nil) != indexFromEnv {
      throw ValidationError("Name the shard, or give --index-from-env.")
    }
    if offset < 0 || group < 1 { throw ValidationError("--offset is 0 or more, --group 1 or more.") }
  }

  /// The shards of this task.
  func shards(of plan: SweepPlanFile) throws -> Range<Int> {
    let task = try index ?? fromEnvironment() + offset
    let tasks = (plan.shards + group - 1) / group
    guard (0..<tasks).contains(task) else {
      throw Failure(
        "error: there is no \(group > 1 ? "task" : "shard") \(task): the run has 0 to \(tasks - 1)", .usage)
    }
    return task * group..<min(plan.shards, (task + 1) * group)
  }

  private func fromEnvironment() throws -> Int {
    for (name, first) in ShardOptions.variables {
      guard let text = Environment[name], !text.isEmpty else { continue }
      guard let number = Int(text) else { throw Failure("error: \(name) is '\(text)', not a number", .usage) }
      return number - first
    }
    throw Failure(
      "error: no batch system says which shard this is: none of "
        + ShardOptions.variables.map(\.0).joined(separator: ", ") + " is set", .usage)
  }
}
