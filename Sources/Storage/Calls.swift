internal import Glibc
internal import SystemPackage

/// The C library's `renameat2`, which its Swift overlay lacks.
@_silgen_name("renameat2")
private func renameat2(
  _ oldFolder: Int32, _ old: UnsafePointer<CChar>, _ newFolder: Int32, _ new: UnsafePointer<CChar>,
  _ flags: UInt32
) -> Int32

/// `RENAME_EXCHANGE` of linux/fs.h.
private let renameExchange: UInt32 = 2

/// What Storage asks of the system. Every call passes here, so that a test can make any of them fail.
///
/// SystemPackage opens, reads and writes; what it lacks comes from the C library, in this file alone.
enum Calls {
  static func open(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = []
  ) throws(Errno) -> FileDescriptor {
    try Faults.meet(.open)
    let permissions = options.contains(.create) ? FilePermissions(rawValue: 0o666) : nil
    return try errno {
      try FileDescriptor.open(path, mode, options: options.union(.closeOnExec), permissions: permissions)
    }
  }

  /// How many bytes were read; 0 at the end.
  static func read(_ file: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    try Faults.meet(.read)
    return try errno { try file.read(into: buffer) }
  }

  static func write(_ file: FileDescriptor, _ bytes: [UInt8]) throws(Errno) {
    guard !bytes.isEmpty else { return }
    try Faults.meet(.write)
    _ = try errno { try file.writeAll(bytes) }
  }

  static func close(_ file: FileDescriptor) throws(Errno) { try errno { try file.close() } }

  /// Waits until a file, or the names of a folder, are on the disk; where there is no disk there is nothing to wait for.
  static func synchronize(_ file: FileDescriptor) throws(Errno) {
    try Faults.meet(.fsync)
    if fsync(file.rawValue) != 0 && Glibc.errno != EINVAL { throw last }
  }

  static func rename(_ old: FilePath, _ new: FilePath) throws(Errno) {
    try Faults.meet(.rename)
    try check(old.withPlatformString { old in new.withPlatformString { Glibc.rename(old, $0) } })
  }

  /// A second name for a file.
  static func link(_ old: FilePath, _ new: FilePath) throws(Errno) {
    try check(old.withPlatformString { old in new.withPlatformString { Glibc.link(old, $0) } })
  }

  /// Swaps two names in one step; false where the file system can't.
  static func exchange(_ first: FilePath, _ second: FilePath) throws(Errno) -> Bool {
    try Faults.meet(.rename)
    let done = first.withPlatformString { first in
      second.withPlatformString { renameat2(AT_FDCWD, first, AT_FDCWD, $0, renameExchange) }
    }
    if done != 0 && Glibc.errno != EINVAL && Glibc.errno != ENOSYS { throw last }
    return done == 0
  }

  static func makeFolder(_ path: FilePath) throws(Errno) {
    try Faults.meet(.mkdir)
    try check(path.withPlatformString { mkdir($0, 0o777) })
  }

  static func removeFile(_ path: FilePath) throws(Errno) { try check(path.withPlatformString { unlink($0) }) }

  /// Removes a folder that is empty, and no other.
  static func removeFolder(_ path: FilePath) throws(Errno) {
    try check(path.withPlatformString { rmdir($0) })
  }

  static func makeExecutable(_ path: FilePath) throws(Errno) {
    try check(path.withPlatformString { chmod($0, 0o755) })
  }

  /// Takes the lock of an open file for this process; false where another has it.
  static func lock(_ file: FileDescriptor) throws(Errno) -> Bool {
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      if Glibc.errno == EINTR { continue }
      if Glibc.errno == EWOULDBLOCK { return false }
      throw last
    }
    return true
  }

  /// The names in a folder that are wanted, in no order; they need not be text.
  static func names(
    in path: FilePath, where isWanted: (String) -> Bool = { _ in true }
  ) throws(Errno) -> [FilePath.Component] {
    try Faults.meet(.open)
    guard let folder = path.withPlatformString({ opendir($0) }) else { throw last }
    defer { closedir(folder) }
    var names: [FilePath.Component] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes -> FilePath.Component? in
        let text = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
        return isWanted(String(cString: text)) ? FilePath.Component(platformString: text) : nil
      }
      if let name, name.kind == .regular { names.append(name) }
    }
    return names
  }

  /// What stands under a name, and with `follow` what a link points to; nil for nothing.
  static func status(_ path: FilePath, follow: Bool = true) -> Stat? {
    try? Stat(path, followTargetSymlink: follow)
  }

  static func status(_ file: FileDescriptor) -> Stat? { try? Stat(file) }

  /// The path without links and dots; nil where there is nothing.
  static func real(_ path: FilePath) -> FilePath? {
    guard let found = path.withPlatformString({ realpath($0, nil) }) else { return nil }
    defer { free(found) }
    return FilePath(platformString: found)
  }

  /// Whether this process may enter or write a folder or read a file there.
  static func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, F_OK) } == 0 }

  /// The user of the process, and who called an administrator's process by sudo.
  static var users: [UInt32] {
    let caller = geteuid() == 0 ? getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) } : nil
    return [geteuid()] + (caller.map { [$0] } ?? [])
  }

  /// The name of this machine, as far as it can stand in the name of a file.
  static var host: String {
    var name = [CChar](repeating: 0, count: 65)
    gethostname(&name, 64)
    let letters = name.prefix { $0 != 0 }.map { Unicode.Scalar(UInt8(bitPattern: $0)) }
    return String(String.UnicodeScalarView(letters.prefix(40).map { isPlain($0) ? $0 : "-" }))
  }

  private static func isPlain(_ letter: Unicode.Scalar) -> Bool {
    letter.isASCII
      && (letter.properties.isAlphabetic || letter.properties.numericType != nil || letter == ".")
  }

  private static var last: Errno { Errno(rawValue: Glibc.errno) }

  private static func check(_ result: Int32) throws(Errno) {
    if result != 0 { throw last }
  }

  private static func errno<Value>(_ call: () throws -> Value) throws(Errno) -> Value {
    do { return try call() } catch { throw error as? Errno ?? .ioError }
  }
}
