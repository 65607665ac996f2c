internal import SystemPackage

/// Files as the program asks for them, and puts them in their places.
public enum Files {
  /// Whether there is a file or folder of this name.
  public static func exists(_ path: String) -> Bool { Calls.exists(FilePath(path)) }

  /// Whether it is a folder, or a link to one.
  public static func isFolder(_ path: String) -> Bool { Calls.status(FilePath(path))?.type == .directory }

  /// The names in a folder in their order; none where it can't be read.
  public static func names(in folder: String) -> [String] {
    ((try? Calls.names(in: FilePath(folder))) ?? []).map(\.string).sorted()
  }

  /// `scenarios/` for `scenarios/baseline.txt`, `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `baseline` for `scenarios/baseline.txt`, `stdin` for `-`.
  public static func stem(of path: String) -> String {
    if path == "-" { return "stdin" }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return String(name.hasSuffix(".txt") ? name.dropLast(4) : name)
  }

  /// Whether a file's stem can't name a folder: `.txt` would write into the folder of all results, `..txt` above it.
  public static func hasNoStem(_ path: String) -> Bool { ["", ".", ".."].contains(stem(of: path)) }

  /// The user who owns what stands at a path; nil for nothing.
  public static func owner(of path: String) -> UInt32? {
    Calls.status(FilePath(path)).map { UInt32($0.userID.rawValue) }
  }

  /// Whether what stands at a path belongs to the user of the program, or to the machine's administrator.
  public static func isTrusted(_ path: String) -> Bool {
    guard let owner = owner(of: path) else { return false }
    return owner == 0 || Calls.users.contains(owner)
  }

  /// The path without links and dots.
  public static func real(_ path: String) -> String? { Calls.real(FilePath(path))?.string }

  /// The folder with the program itself.
  public static var programFolder: String? { real("/proc/self/exe").map(folder) }
}

extension Files {
  /// Makes a folder and those above it.
  public static func create(folder: String) throws(OutputError) { try Folders.create(FilePath(folder)) }

  /// Gives a file a second name; false where that can't be, as between two file systems.
  public static func link(_ path: String, as other: String) -> Bool {
    (try? Calls.link(FilePath(path), FilePath(other))) != nil
  }

  /// Puts a file in its place in one step: written under a name of its own, synced, renamed, the folder synced.
  public static func put(_ bytes: [UInt8], at path: String) throws(OutputError) {
    do {
      try place(at: path) { try $0.write(bytes) }
    } catch let error as OutputError {
      throw error
    } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }

  /// The same for a file that is written in parts.
  ///
  /// - Parameter temporary: the folder of the unfinished file, on the same file system; else the file's own.
  public static func place(
    at path: String, by temporary: String? = nil, executable: Bool = false,
    _ write: (OutputFile) throws -> Void
  ) throws {
    let target = Folders.place(path), folder = Folders.parent(of: target)
    if let status = Calls.status(target), status.type != .regular {
      throw OutputError.cannotCreate(path: path, reason: "there is something of that name that is no file")
    }
    let begin = temporary.map { FilePath($0) } ?? folder
    if temporary == nil { Leftovers.removeFiles(for: target, in: folder) }
    let file = try claimed(target, in: begin)
    let partial = FilePath(file.path)
    do {
      try write(file)
      if executable { try Calls.makeExecutable(partial) }
      try file.close()
      try Calls.rename(partial, target)
    } catch {
      try? Calls.removeFile(partial)
      throw (error as? Errno).map { OutputError.cannotWrite(target, $0) } ?? error
    }
    try Folders.synchronize(folder)
  }

  /// A new file that nobody takes for a leftover.
  private static func claimed(_ target: FilePath, in folder: FilePath) throws(OutputError) -> OutputFile {
    while true {
      let file = try OutputFile(TemporaryName.fresh(target, in: folder), hashing: .nobody)
      if file.claim() { return file }
    }
  }

  /// Removes unfinished files of writers that are gone.
  public static func tidy(_ folder: String) { Leftovers.removeFiles(for: nil, in: FilePath(folder)) }
}
