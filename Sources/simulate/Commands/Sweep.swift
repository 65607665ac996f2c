internal import ArgumentParser

/// `simulate sweep …`: many cases of a scenario, on one machine or many.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run many cases of a scenario: on this machine, or as a batch job on a cluster.",
    discussion: """
      simulate sweep run cap_enforcement
      simulate sweep plan mine.txt --output run --shards 200
      simulate sweep submit run --engine slurm --max-running 50

      A SWEEP is a file such as scenarios/sweeps/cap_enforcement.txt, or the name of one that comes with the program. \
      A RUN is the folder that plan and run make. Finished shards are kept whatever happens.

      Exit codes: those of run, and 75: incomplete, can be resumed.
      """,
    subcommands: [
      SweepPlan.self, SweepRun.self, SweepShard.self, SweepSubmit.self, SweepStatus.self, SweepResume.self,
      SweepMerge.self,
    ])
}
