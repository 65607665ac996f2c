internal import SystemPackage

/// The few things that results need of folders.
enum Folders {
  /// A path as the user named it, as far as it exists without links; `.` for nothing.
  static func place(_ path: String) -> FilePath {
    let plain = FilePath(path.isEmpty ? "." : path)
    if let real = Calls.real(plain) { return real }
    guard let name = path.split(separator: "/").last, name != ".", name != ".." else { return plain }
    let parent = plain.removingLastComponent()
    return (Calls.real(parent.isEmpty ? "." : parent) ?? parent).appending(String(name))
  }

  /// The folder with a file; `.` for a bare name.
  static func parent(of path: FilePath) -> FilePath {
    let parent = path.removingLastComponent()
    return parent.isEmpty ? "." : parent
  }

  /// Makes a folder and those above it.
  static func create(_ path: FilePath) throws(OutputError) {
    if Calls.status(path)?.type == .directory { return }
    let parent = parent(of: path)
    if parent != path && parent != "." { try create(parent) }
    do {
      try Calls.makeFolder(path)
    } catch .fileExists where Calls.status(path)?.type == .directory {
      return
    } catch {
      throw .cannotCreate(path, error)
    }
  }

  /// Waits until the names in a folder are on the disk.
  static func synchronize(_ path: FilePath) throws(OutputError) {
    do throws(Errno) {
      let folder = try Calls.open(path, .readOnly, .directory)
      defer { try? Calls.close(folder) }
      try Calls.synchronize(folder)
    } catch {
      throw .cannotWrite(path, error)
    }
  }

  /// Swaps two folders: in one step, or where the file system can't in three, of which the next writer mends a half.
  static func exchange(_ new: FilePath, _ old: FilePath) throws(Errno) {
    if try Calls.exchange(new, old) { return }
    let aside = TemporaryName.fresh(old, .aside)
    try Calls.rename(old, aside)
    do {
      try Calls.rename(new, old)
    } catch {
      try Calls.rename(aside, old)
      throw error
    }
    try Calls.rename(aside, new)
  }
}

extension FilePath {
  /// Its last part as text; in debug builds the system's `lastComponent` checks every letter of the path many times over.
  var name: String { string.split(separator: "/").last.map(String.init) ?? "" }
}
