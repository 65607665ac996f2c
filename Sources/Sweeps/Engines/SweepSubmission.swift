internal import Reports
internal import ScenarioText
internal import Storage
internal import Studies

/// Hands what a planned run lacks to a batch system.
public struct SweepSubmission {
  /// The largest number of a task where the system doesn't say: Slurm's own default allows 0 to 1000.
  private static let mostTask = 1000

  private let job: BatchJob
  private let engine: any SweepEngine

  /// - Throws: `StudyFailure` where the folder holds no plan, or no script could name it.
  public init(_ folder: SweepFolder, to engine: any SweepEngine, _ request: BatchRequest) throws {
    let plan = try SweepPlanFile(of: folder)
    let real = Files.real(folder.path) ?? folder.path
    guard !real.contains(where: \.isNewline) else {
      throw StudyFailure(
        "error: the path of the run has a line break, which job scripts can't hold", .usage)
    }
    let place = SweepFolder(path: real)
    self.engine = engine
    job = BatchJob(
      folder: place, plan: plan, request: request, open: SweepState(plan, in: place).open,
      width: (engine.mostTask ?? SweepSubmission.mostTask) + 1)
  }

  /// Whether only the merge is left to do.
  public var isOnlyMerge: Bool { job.open.isEmpty }

  /// What the user should know before the jobs start.
  public var warning: String? {
    guard !SweepSubmission.isStatic(job.folder.program) else { return nil }
    return "\(job.folder.program) needs shared libraries, which the nodes may lack; "
      + "'make static' builds one that doesn't"
  }

  /// The scripts as they would be written.
  public var text: String {
    engine.scripts(job).map { "# \(path($0.name))\n\($0.text)" }.joined(separator: "\n")
  }

  private func path(_ script: String) -> String { "\(job.folder.path)/jobs/\(script)" }

  /// Writes the scripts, submits them, and says what was submitted.
  public func send() throws -> String {
    let scripts = engine.scripts(job)
    for script in scripts {
      try job.folder.put(Array(script.text.utf8), at: path(script.name), executable: true)
    }
    try Files.create(folder: "\(job.folder.path)/log")
    let answer = Shell.lines(of: "sh \(Shell.quoted(path(scripts.last?.name ?? "")))")
    guard let jobs = answer.last?.split(separator: " "), let merge = jobs.last, Int(merge) != nil else {
      throw StudyFailure("error: \(engine.name) took no job (its words are above)", .failed)
    }
    let arrays = jobs.count > 1 ? jobs[0].split(separator: ":").map(String.init) : []
    try record(arrays, String(merge))
    let named =
      arrays.isEmpty ? "" : " as job\(arrays.count > 1 ? "s" : "") \(arrays.joined(separator: ", "))"
    return "submitted \(counted(job.open.count, "shard"))\(named), the merge as job \(merge)"
  }

  private func record(_ arrays: [String], _ merge: String) throws {
    let record = JSON.object([
      ("engine", .text(engine.name)), ("array", .text(arrays.joined(separator: ","))),
      ("merge", .text(merge)),
      ("shards", .text(spans(of: job.open))),
    ])
    try job.folder.put(Array(record.document.utf8), at: "\(job.folder.path)/engine.json")
  }

  /// What the queue says about the last submission of a run: advice, no more.
  public static func states(of folder: SweepFolder) -> [String] {
    let file = "\(folder.path)/engine.json"
    guard let record = Files.beginning(of: file, bytes: 4096), let root = try? parse(record, file: file),
      let engine = (root["engine"]?.text).flatMap(SweepEngines.named)
    else { return [] }
    let jobs = ["array", "merge"].flatMap { key -> [String] in
      let names: [Substring] = root[key]?.text?.split(separator: ",") ?? []
      return names.filter { Int($0) != nil }.map(String.init)
    }
    return jobs.isEmpty ? [] : engine.states(of: jobs)
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
}
