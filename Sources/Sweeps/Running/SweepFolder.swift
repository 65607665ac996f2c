internal import Glibc
internal import Reports

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

  /// Makes a folder and those above it.
  static func create(_ path: String) throws {
    if Files.isFolder(path) { return }
    let parent = Files.folder(of: path)
    if parent != path && parent != "." { try create(parent) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw OutputError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Puts a file in its place in one step: written under a name of its own, synced, renamed, the folder synced.
  func put(_ bytes: [UInt8], at path: String, executable: Bool = false) throws {
    try place(at: path, executable: executable) { try $0.write(bytes) }
  }

  /// The same for a file that is written in parts.
  func place(at path: String, executable: Bool = false, _ write: (OutputFile) throws -> Void) throws {
    let folder = Files.folder(of: path)
    try SweepFolder.create(folder)
    try SweepFolder.create("\(self.path)/.tmp")
    let name = String(path.dropFirst(folder.utf8.count + 1))
    let partial = "\(self.path)/.tmp/\(name).\(SweepFolder.unique)"
    do {
      let file = try OutputFile(path: partial)
      try write(file)
      try file.close()
      if executable { chmod(partial, 0o755) }
      guard rename(partial, path) == 0 else {
        throw OutputError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      unlink(partial)
      throw error
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
  }

  /// Host, process and time: no other writer has it.
  private static var unique: String {
    var name = [CChar](repeating: 0, count: 65)
    gethostname(&name, 64)
    let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return "\(host).\(getpid()).\(time.tv_sec).\(time.tv_nsec)"
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
