internal import ArgumentParser
internal import Glibc
internal import Reports

struct SlurmOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The batch system: slurm.", valueName: "name"))
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

  @Option(
    help: ArgumentHelp(
      "Seconds that the merge waits for late files of a network file system.", valueName: "s"))
  var grace = 90

  @Flag(help: "Show the jobs and submit nothing.")
  var dryRun = false

  func validate() throws {
    if let engine, engine != "slurm" {
      throw ValidationError("The engine is slurm; for others see docs/CLUSTER.md.")
    }
    if let maxRunning, maxRunning < 1 { throw ValidationError("--max-running must be at least 1.") }
    if cpus < 1 { throw ValidationError("--cpus must be at least 1.") }
  }
}

/// A run as a Slurm job array with a merge after it.
struct Slurm {
  private let folder: SweepFolder
  private let options: SlurmOptions
  private let console: Console
  private let plan: SweepPlanFile

  init(_ folder: SweepFolder, _ options: SlurmOptions, _ console: Console) throws {
    guard options.engine == "slurm" else {
      throw Failure("error: name the batch system: --engine slurm", .usage)
    }
    plan = try SweepPlanFile(of: folder)
    let real = Files.real(folder.path) ?? folder.path
    guard !real.contains(where: \.isNewline) else {
      throw Failure("error: the path of the run has a line break, which job scripts can't hold", .usage)
    }
    self.folder = SweepFolder(path: real)
    self.options = options
    self.console = console
  }

  func submit() throws {
    let open = SweepState(plan, in: folder).open
    if open.isEmpty { console.note("every shard is done; only the merge is submitted") }
    if options.dryRun {
      return try console.show(
        "# \(folder.path)/jobs/shard.sh\n\(shardScript)\n# \(folder.path)/jobs/merge.sh\n\(mergeScript)\n"
          + "# \(folder.path)/jobs/submit.sh\n\(submitScript(open))")
    }
    guard Slurm.isStatic(folder.program) else {
      console.warn(
        "\(folder.program) needs shared libraries, which the nodes may lack; 'make static' builds one that doesn't"
      )
      return try send(open)
    }
    try send(open)
  }

  private func send(_ open: [Int]) throws {
    let most = Slurm.lines(of: "scontrol show config 2>/dev/null").first { $0.hasPrefix("MaxArraySize") }
      .flatMap { $0.split(separator: "=").last }.flatMap { Int($0.filter(\.isNumber)) }
    if let most, let last = open.last, last >= most {
      throw Failure(
        "error: this cluster allows array indices up to \(most - 1), the run has \(last); "
          + "plan it with --shards \(most - 1) or fewer in another folder", .usage)
    }
    try folder.put(Array(shardScript.utf8), at: "\(folder.path)/jobs/shard.sh", executable: true)
    try folder.put(Array(mergeScript.utf8), at: "\(folder.path)/jobs/merge.sh", executable: true)
    try folder.put(Array(submitScript(open).utf8), at: "\(folder.path)/jobs/submit.sh", executable: true)
    try SweepFolder.create("\(folder.path)/log")
    let answer = Slurm.lines(of: "sh \(Slurm.quoted("\(folder.path)/jobs/submit.sh"))")
    guard let jobs = answer.last?.split(separator: " "), let merge = jobs.last, Int(merge) != nil else {
      throw Failure("error: sbatch took no job (its words are above)", .failed)
    }
    let array = jobs.count > 1 ? String(jobs[0]) : ""
    let record = JSON.object([
      ("engine", .text("slurm")), ("array", .text(array)), ("merge", .text(String(merge))),
      ("shards", .text(spans(of: open))),
    ])
    try folder.put(Array(record.document.utf8), at: "\(folder.path)/engine.json")
    try console.show(
      "submitted \(counted(open.count, "shard"))\(array.isEmpty ? "" : " as job \(array)"), the merge as job \(merge)\n"
    )
  }

  /// The task of one shard. The kernels of OpenBLAS are pinned, whatever node it comes to.
  private var shardScript: String {
    """
    #!/bin/sh
    # One shard of the sweep; Slurm says which.
    export OPENBLAS_CORETYPE=\(pinnedCore)
    exec \(Slurm.quoted(folder.program)) sweep shard \(Slurm.quoted(folder.path)) --index-from-env --threads \(options.cpus)

    """
  }

  private var mergeScript: String {
    """
    #!/bin/sh
    # The merge verifies every shard against the plan; it exits 75 where one is missing.
    exec \(Slurm.quoted(folder.program)) sweep merge \(Slurm.quoted(folder.path)) --grace \(options.grace)

    """
  }

  /// Kernels that every x86-64-v3 processor can run.
  private var pinnedCore: String {
    ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"].contains(plan.core) ? "Haswell" : plan.core
  }

  /// `afterany`: a merge after `afterok` would never start when a task fails, and verifies anyway.
  private func submitScript(_ open: [Int]) -> String {
    let limit = options.maxRunning.map { "%\($0)" } ?? ""
    let extra =
      (options.partition.map { " --partition=\(Slurm.quoted($0))" } ?? "")
      + (options.time.map { " --time=\(Slurm.quoted($0))" } ?? "")
      + (options.mem.map { " --mem=\(Slurm.quoted($0))" } ?? "")
    let shared = "--parsable --requeue --open-mode=append --export=NONE"
    let log =
      folder.path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") + "/log"
    let partition = options.partition.map { " --partition=\(Slurm.quoted($0))" } ?? ""
    let name = Slurm.quoted(String(plan.name.prefix(60)))
    let mergeName = Slurm.quoted("merge " + String(plan.name.prefix(54)))
    var script = "#!/bin/sh\n# Submits what the run lacks: \(open.count) of \(plan.shards) shards.\nset -eu\n"
    if !open.isEmpty {
      script += """
        array=$(sbatch \(shared) --job-name=\(name) \\
          --array=\(spans(of: open))\(limit) --cpus-per-task=\(options.cpus)\(extra) \\
          --output=\(Slurm.quoted(log + "/%a.log")) \(Slurm.quoted(folder.path + "/jobs/shard.sh")))
        array=${array%%;*}

        """
    }
    let after = open.isEmpty ? "" : " --dependency=afterany:$array"
    return script + """
      merge=$(sbatch \(shared) --job-name=\(mergeName)\(after)\(partition) \\
        --output=\(Slurm.quoted(log + "/merge.log")) \(Slurm.quoted(folder.path + "/jobs/merge.sh")))
      echo \(open.isEmpty ? "" : "\"$array\" ")"${merge%%;*}"

      """
  }

  /// What the queue says about the last submission: advice, no more.
  static func queue(_ folder: SweepFolder) -> [String] {
    guard let record = Files.beginning(of: "\(folder.path)/engine.json", bytes: 4096) else { return [] }
    let numbers = record.split(separator: "\"").map(String.init).filter { Int($0) != nil }
    guard !numbers.isEmpty else { return [] }
    let jobs = numbers.joined(separator: ",")
    let states = lines(
      of: "squeue --noheader --array --format=%T --jobs=\(jobs) 2>/dev/null | sort | uniq -c")
    return states.map { "Slurm: " + $0.split(separator: " ").joined(separator: " ").lowercased() }
  }

  /// A program without an interpreter needs no library.
  private static func isStatic(_ path: String) -> Bool {
    guard let bytes = Files.bytes(of: path), bytes.count > 64 else { return false }
    func number(_ place: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let first = number(32, 8), size = number(54, 2), count = number(56, 2)
    return (0..<count).allSatisfy { index in
      let place = first + index * size
      return place + 4 <= bytes.count && number(place, 4) != 3
    }
  }

  /// A word of a shell script.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// What a command prints, line by line.
  private static func lines(of command: String) -> [String] {
    guard let pipe = popen(command, "r") else { return [] }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&part, 1, part.count, pipe)
      bytes += part[..<count]
      if count == 0 { break }
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
