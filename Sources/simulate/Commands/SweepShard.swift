internal import ArgumentParser
internal import Sweeps

/// `simulate sweep shard RUN N`: a part of the cases, as a batch system's task computes it.
struct SweepShard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard", abstract: "Compute one shard of a planned run, unless it is there already.",
    discussion: """
      With --index-from-env the number comes from the first of these that is set: PARALLEL_SEQ (less one), \
      SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX, PBS_ARRAY_INDEX.
      """)

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var task: ShardOptions

  @OptionGroup var threads: ThreadOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    try sweeping(folder) {
      let folder = SweepFolder(path: folder)
      let plan = try SweepPlanFile(of: folder)
      let shards = try task.shards(of: plan)
      let open = shards.filter { (try? SweepShardFile($0, of: plan, in: folder)) == nil }
      if open.isEmpty {
        let names = shards.map(String.init).joined(separator: ", ")
        return common.console.note("shard \(names) is done already")
      }
      try compute(folder, threads.options, common.console, only: open)
    }
  }
}
