#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Results can't be written.
public enum OutputError: Error, Sendable, CustomStringConvertible {
  /// The place for the results can't be made (exit code 73).
  case cannotCreate(path: String, reason: String)
  /// Writing failed half-way, for instance because the disk is full (exit code 74).
  case cannotWrite(path: String, reason: String)

  /// One sentence for the user.
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "can't create \(path): \(reason)"
    case .cannotWrite(let path, let reason): "can't write \(path): \(reason)"
    }
  }
}

/// The system's words for the last failure.
func lastFailure() -> String { String(cString: strerror(errno)) }

/// A file that is being written, with its length and hash as far as it goes.
public final class OutputFile {
  /// The path it is written at.
  public let path: String
  /// Bytes written.
  public private(set) var count = 0
  private var hash = SHA256()
  private var descriptor: Int32

  /// Creates the file, which must not exist yet.
  public convenience init(path: String) throws(OutputError) {
    try self.init(path: path, mustBeNew: true)
  }

  init(path: String, mustBeNew: Bool) throws(OutputError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | (mustBeNew ? O_EXCL : O_TRUNC) | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: lastFailure()) }
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// The SHA-256 of what was written, in hexadecimal digits.
  public var hashDigits: String { hash.hex() }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    hash.add(bytes)
    count += bytes.count
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress! + start, buffer.count - start)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .cannotWrite(path: path, reason: lastFailure()) }
      start += written
    }
  }

  /// Waits until the bytes are on the disk and closes the file.
  public func close() throws(OutputError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotWrite(path: path, reason: lastFailure())
    }
    let closed = Glibc.close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw .cannotWrite(path: path, reason: lastFailure()) }
  }
}
