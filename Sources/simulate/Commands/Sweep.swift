internal import ArgumentParser
internal import Engine
internal import Reports
internal import Sweeps

/// `simulate sweep …`: many cases of a scenario, on one machine or many.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
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

/// What commands that compute have in common.
struct SweepThreads: ParsableArguments {
  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
  }
}

/// Runs a sweep's work; an interruption keeps what is finished.
func sweeping(_ folder: String, _ work: () throws -> Void) throws {
  try reporting {
    do {
      try work()
    } catch is Interrupted {
      Console.complain("interrupted: finished shards are kept; go on with: simulate sweep resume \(folder)\n")
      throw ExitCode(128 + Interruption.signal)
    }
  }
}

struct SweepStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which shards of a run are done.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let folder = SweepFolder(path: folder)
      let plan = try SweepPlanFile(of: folder)
      let state = SweepState(plan, in: folder)
      if let format = common.format {
        return try common.console.put(SweepStatus.table(plan, state).text(format))
      }
      let cases = plan.cases - state.open.reduce(0) { $0 + plan.range($1).count }
      try common.console.show(
        "\(plan.name): \(state.done) of \(plan.shards) shards done, \(grouped(cases)) of \(grouped(plan.cases)) cases, "
          + "\(state.failures.count) failed\n")
      if !state.open.isEmpty { try common.console.show(state.gaps + "\n") }
      for line in SweepSubmission.states(of: folder) { try common.console.show(line + "\n") }
    }
  }
}

extension SweepStatus {
  /// A row for each shard: whether it is done.
  static func table(_ plan: SweepPlanFile, _ state: SweepState) -> StudyTable {
    var table = StudyTable(
      "status.csv", "Which shards are done",
      [
        ("shard", "integer", "Number of the shard"), ("first_case", "integer", "Its first case"),
        ("cases", "integer", "How many it has"), ("done", "boolean", "Whether it is there and right"),
      ])
    let open = Set(state.open)
    for shard in 0..<plan.shards {
      let cases = plan.range(shard)
      for number in [shard, cases.lowerBound, cases.count] { table.table.add(number) }
      table.table.add(String(!open.contains(shard)))
      table.table.endRow()
    }
    return table
  }
}

struct SweepResume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Do what is missing or bad, on this machine or with --engine slurm, and merge.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var batch: BatchOptions

  @OptionGroup var threads: SweepThreads

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try sweeping(folder) {
      let folder = SweepFolder(path: folder)
      if batch.engine != nil { return try batch.submit(folder, common.console) }
      try compute(folder, threads: threads.threads, common.console)
      try merge(folder, common.console, common.format)
    }
  }
}

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
    Interruption.listen()
    try sweeping(folder) {
      try merge(SweepFolder(path: folder), grace: grace, common.console, common.format)
    }
  }
}

struct SweepSubmit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hand a planned run to a batch system: one job array and a merge after it.")

  @Argument(help: ArgumentHelp("Folder of the run.", valueName: "run"))
  var folder: String

  @OptionGroup var batch: BatchOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting { try batch.submit(SweepFolder(path: folder), common.console) }
  }
}
