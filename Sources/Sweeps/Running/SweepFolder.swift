internal import Storage

/// The folder of a sweep's run: where everything lies, and how files get there whole.
public struct SweepFolder: Sendable {
  /// As the user named it.
  public let path: String

  /// Names a folder; nothing is made of it yet.
  public init(path: String) { self.path = path }

  /// What the run will compute; written last, so a folder with it is complete.
  public var plan: String { "\(path)/plan.json" }
  var inputs: String { "\(path)/inputs" }
  var program: String { "\(path)/bin/simulate" }
  /// Every case with how it ended, once they are merged.
  public var cases: String { "\(path)/cases.csv" }
  /// The results of all cases, once they are merged.
  public var outcomes: String { "\(path)/outcomes.csv" }
  /// What all cases say to questions, once they are merged and if they were asked.
  public var questions: String { "\(path)/questions.csv" }
  var plannedCases: String { "\(path)/inputs/cases.csv" }

  /// The file of a shard's results.
  public func shard(_ index: Int) -> String { "\(path)/shards/\(SweepFolder.digits(index)).csv" }

  static func digits(_ index: Int) -> String {
    let text = String(index)
    return String(repeating: "0", count: max(0, 6 - text.utf8.count)) + text
  }

  private var unfinished: String { "\(path)/.tmp" }

  /// Puts a file in its place in one step.
  func put(_ bytes: [UInt8], at path: String, executable: Bool = false) throws {
    try place(at: path, executable: executable) { try $0.write(bytes) }
  }

  /// The same for a file that is written in parts.
  func place(at path: String, executable: Bool = false, _ write: (OutputFile) throws -> Void) throws {
    try Files.create(folder: Files.folder(of: path))
    try Files.create(folder: unfinished)
    try Files.place(at: path, by: unfinished, executable: executable, write)
  }

  /// Removes the unfinished files of processes that were killed.
  func tidy() { Files.tidy(unfinished) }

  /// The same program as a run beside this one has it, by a hard link; false where none has, or the file system has no
  /// links.
  func borrowProgram(_ hash: String, _ mark: String) -> Bool {
    let beside = Files.folder(of: path)
    for name in Files.names(in: beside) {
      let other = SweepFolder(path: "\(beside)/\(name)")
      guard Files.exists(other.plan), let plan = try? SweepPlanFile(of: other), plan.program == hash,
        fingerprint(ofFile: other.program) == mark,
        (try? Files.create(folder: Files.folder(of: program))) != nil
      else { continue }
      if Files.link(other.program, as: program) { return true }
    }
    return false
  }
}

/// `3,8,12-15`, as Slurm and people write sets of numbers.
func spans(of indices: [Int]) -> String {
  var parts: [String] = []
  var index = 0
  while index < indices.count {
    var last = index
    while last + 1 < indices.count && indices[last + 1] == indices[last] + 1 { last += 1 }
    parts.append(last == index ? "\(indices[index])" : "\(indices[index])-\(indices[last])")
    index = last + 1
  }
  return parts.joined(separator: ",")
}
