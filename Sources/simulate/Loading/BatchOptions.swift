internal import ArgumentParser
internal import Reports
internal import Sweeps

/// Options of the commands that hand a run to a batch system.
struct BatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The batch system: \(SweepEngines.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
  var engine: String?

  @Option(help: "Partition of the cluster.")
  var partition: String?

  @Option(help: ArgumentHelp("Time limit of a shard, as sbatch takes it.", valueName: "hh:mm:ss"))
  var time: String?

  @Option(help: ArgumentHelp("Memory of a shard, as sbatch takes it.", valueName: "size"))
  var mem: String?

  @Option(help: ArgumentHelp("How many shards may run at a time.", valueName: "n"))
  var maxRunning: Int?

  @Option(help: ArgumentHelp("Processors of a shard.", valueName: "n"))
  var cpus = 1

  @Option(help: ArgumentHelp("Shards that a task computes one after the other.", valueName: "n"))
  var group = 1

  @Option(
    help: ArgumentHelp(
      "Seconds that the merge waits for late files of a network file system.", valueName: "s"))
  var grace = 90

  @Flag(help: "Show the jobs and submit nothing.")
  var dryRun = false

  func validate() throws {
    if let engine, SweepEngines.named(engine) == nil {
      throw ValidationError(
        "The engine is \(SweepEngines.all.map(\.name).joined(separator: " or ")); for others see docs/CLUSTER.md."
      )
    }
    if let maxRunning, maxRunning < 1 { throw ValidationError("--max-running must be at least 1.") }
    if group < 1 { throw ValidationError("--group must be at least 1.") }
    if cpus < 1 { throw ValidationError("--cpus must be at least 1.") }
  }

  private var request: BatchRequest {
    var request = BatchRequest()
    request.partition = partition
    request.time = time
    request.memory = mem
    request.mostRunning = maxRunning
    request.processors = cpus
    request.group = group
    request.grace = grace
    return request
  }

  /// Hands over what the run lacks, or shows how it would be.
  func submit(_ folder: SweepFolder, _ console: Console) throws {
    guard let engine = engine.flatMap(SweepEngines.named) else {
      let names = SweepEngines.all.map { "--engine \($0.name)" }
      throw Failure("error: name the batch system: \(names.joined(separator: " or "))", .usage)
    }
    let submission = try SweepSubmission(folder, to: engine, request)
    if submission.isOnlyMerge { console.note("every shard is done; only the merge is submitted") }
    if dryRun { return try console.show(submission.text) }
    if let warning = submission.warning { console.warn(warning) }
    try console.show(submission.send() + "\n")
  }
}
