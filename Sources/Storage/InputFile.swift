internal import SystemPackage

/// A file that the user names can't be taken.
public enum InputError: Error, Sendable, CustomStringConvertible {
  /// It is there, but can't be read, or is no file.
  case unreadable(String)
  /// It was read, and what is in it can't be meant.
  case unsuitable(String)

  /// What is wrong, in plain words.
  public var description: String {
    switch self {
    case .unreadable(let reason), .unsuitable(let reason): reason
    }
  }
}

/// The one reader of what comes from outside: scenarios, sweeps, seed tables, tables of others.
public enum InputFile {
  /// The bytes of a regular file, or of standard input for `-`; nil where there is no such file, or it is a folder.
  ///
  /// Pipes and devices are refused before anything is read, larger files than `most` bytes before they are read whole.
  public static func bytes(_ path: String, most: Int) throws(InputError) -> [UInt8]? {
    do {
      if path == "-" { return try bytes(.standardInput, expected: 0, most: most) }
      let file = try Calls.open(FilePath(path), .readOnly, .nonBlocking)
      defer { try? Calls.close(file) }
      guard let status = Calls.status(file), status.type != .directory else { return nil }
      guard status.type == .regular else {
        throw InputError.unreadable("it is \(words(status.type)), not a file; '-' reads standard input")
      }
      if status.size > Int64(most) { throw tooLarge(most) }
      return try bytes(file, expected: Int(status.size), most: most)
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return nil
    } catch let error as InputError {
      throw error
    } catch {
      throw .unreadable((error as? Errno)?.description.lowercased() ?? "\(error)")
    }
  }

  /// The text of a file, likewise; one that isn't UTF-8, or holds a NUL, is no text.
  public static func text(_ path: String, most: Int) throws(InputError) -> String? {
    try bytes(path, most: most).map { (bytes) throws(InputError) in try text(bytes) }
  }

  /// The text that some bytes are.
  public static func text(_ bytes: [UInt8]) throws(InputError) -> String {
    guard !bytes.contains(0) else { throw .unsuitable("it holds a NUL byte, so it is no text") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .unsuitable("its text is not UTF-8")
    }
    return text
  }

  private static func bytes(_ file: FileDescriptor, expected: Int, most: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    try Files.read(file, by: 1 << 16) { part in
      bytes += part
      if bytes.count > most { throw tooLarge(most) }
    }
    return bytes
  }

  private static func tooLarge(_ most: Int) -> InputError {
    .unsuitable("it is larger than \(most >> 20) MB, the most that is read")
  }

  private static func words(_ type: FileType) -> String {
    switch type {
    case .fifo: "a pipe"
    case .socket: "a socket"
    default: "a device"
    }
  }
}
