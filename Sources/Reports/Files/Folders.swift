#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The C library's `renameat2`, which its Swift overlay lacks.
@_silgen_name("renameat2")
private func renameat2(
  _ oldFolder: Int32, _ old: UnsafePointer<CChar>, _ newFolder: Int32, _ new: UnsafePointer<CChar>,
  _ flags: UInt32
) -> Int32

/// `RENAME_EXCHANGE` of linux/fs.h.
private let renameExchange: UInt32 = 2

/// The few things that results need from the file system.
enum Folders {
  static func trimmed(_ path: String) -> String {
    var path = path.isEmpty ? "." : path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The path without links and dots; nil where there is nothing.
  static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a folder; nil where it isn't one or can't be read.
  static func list(_ path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder and those above it.
  static func create(_ path: String) throws(OutputError) {
    if list(path) != nil { return }
    if Folders.parent(of: path) != path { try create(Folders.parent(of: path)) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .cannotCreate(path: path, reason: lastFailure())
    }
  }

  /// Removes a folder with the files and folders in it.
  static func remove(_ path: String) {
    for name in list(path) ?? [] {
      if unlink("\(path)/\(name)") != 0 && errno == EISDIR { remove("\(path)/\(name)") }
    }
    rmdir(path)
  }

  /// Puts a complete file where another may be.
  static func replace(_ path: String, with new: String) -> Bool { rename(new, path) == 0 }

  /// Swaps two folders in one step; where the file system can't, in three.
  static func exchange(_ new: String, _ old: String) -> Bool {
    if renameat2(AT_FDCWD, new, AT_FDCWD, old, renameExchange) == 0 { return true }
    guard errno == EINVAL || errno == ENOSYS else { return false }
    let aside = new + ".old"
    guard rename(old, aside) == 0 else { return false }
    guard rename(new, old) == 0 else {
      rename(aside, old)
      return false
    }
    return rename(aside, new) == 0
  }

  /// Waits until the names in a folder are on the disk.
  static func synchronize(_ path: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: lastFailure()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotWrite(path: path, reason: lastFailure())
    }
  }
}
