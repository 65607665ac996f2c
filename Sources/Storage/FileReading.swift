internal import Hashing
internal import SystemPackage

extension Files {
  /// The whole file; nil where it can't be read.
  public static func bytes(of path: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    let isRead: Void? = try? read(FilePath(path), by: 1 << 20) { bytes += $0 }
    return isRead == nil ? nil : bytes
  }

  /// The whole file; nil where there is none.
  ///
  /// - Throws: `InputError` where it is there and can't be read: it would be taken for absent.
  public static func content(of path: String) throws(InputError) -> [UInt8]? {
    if let bytes = bytes(of: path) { return bytes }
    if exists(path) && !isFolder(path) { throw .unreadable("\(path) can't be read") }
    return nil
  }

  /// The SHA-256 of a file in hexadecimal digits, however large it is; nil where it can't be read.
  public static func hash(of path: String) -> String? {
    var hash = SHA256()
    let isRead: Void? = try? read(FilePath(path), by: 1 << 20) { hash.add($0) }
    return isRead == nil ? nil : hash.hex()
  }

  /// Hands over a file in parts of whole lines, so that it needn't fit into memory; false where it can't be read.
  public static func lines(of path: String, _ take: ([UInt8]) throws -> Void) throws -> Bool {
    var rest: [UInt8] = []
    do {
      try read(FilePath(path), by: 1 << 20) { part in
        rest += part
        let end = (rest.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        try take(Array(rest[..<end]))
        rest.removeFirst(end)
      }
    } catch is Errno {
      return false
    }
    try take(rest)
    return true
  }

  /// The first bytes of a file as text.
  public static func beginning(of path: String, bytes count: Int) -> String? {
    struct Enough: Error {}
    var bytes: [UInt8] = []
    do {
      try read(FilePath(path), by: count) { part in
        bytes += part
        if bytes.count >= count { throw Enough() }
      }
    } catch is Enough {
    } catch {
      return nil
    }
    return bytes.isEmpty ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Hands over a regular file in parts of at most so many bytes.
  static func read(
    _ path: FilePath, by size: Int, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let file = try Calls.open(path, .readOnly, .nonBlocking)
    defer { try? Calls.close(file) }
    guard Calls.status(file)?.type == .regular else { throw Errno.invalidArgument }
    try read(file, by: size, take)
  }

  static func read(
    _ file: FileDescriptor, by size: Int, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try Calls.read(file, into: buffer)
      if count == 0 { return }
      try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
