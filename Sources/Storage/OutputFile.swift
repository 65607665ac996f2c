internal import Hashing
internal import SystemPackage

/// A file that is being written, with its length and hash as far as it goes.
public final class OutputFile {
  /// The path it is written at.
  public var path: String { place.string }
  /// Bytes written.
  public private(set) var count = 0
  private let place: FilePath
  private var hash = SHA256()
  private let hashing: Hashing
  private var file: FileDescriptor?

  /// Who takes the hash of what is written.
  enum Hashing {
    case asWritten, known(String), nobody
  }

  /// Creates the file, which must not exist yet.
  public convenience init(path: String) throws(OutputError) {
    try self.init(FilePath(path))
  }

  init(
    _ path: FilePath, options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate],
    hashing: Hashing = .asWritten
  ) throws(OutputError) {
    place = path
    self.hashing = hashing
    do {
      file = try Calls.open(path, .writeOnly, options)
    } catch {
      throw .cannotWrite(path, error)
    }
  }

  deinit {
    if let file { try? Calls.close(file) }
  }

  /// The SHA-256 of what was written, in hexadecimal digits.
  public var hashDigits: String {
    if case .known(let digits) = hashing { digits } else { hash.hex() }
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    guard let file else { return }
    if case .asWritten = hashing { hash.add(bytes) }
    count += bytes.count
    do {
      try Calls.write(file, bytes)
    } catch {
      throw .cannotWrite(place, error)
    }
  }

  /// Waits until the bytes are on the disk and closes the file.
  public func close() throws(OutputError) {
    guard let file else { return }
    do {
      try Calls.synchronize(file)
      self.file = nil
      try Calls.close(file)
    } catch {
      throw .cannotWrite(place, error)
    }
  }

  /// Takes the file's lock, by which others see that its writer is alive; false where it was removed meanwhile.
  func claim() -> Bool {
    guard let file, let isMine = try? Calls.lock(file) else { return true }
    return isMine && (Calls.status(file)?.linkCount ?? 1) > 0
  }
}
