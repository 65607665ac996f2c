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
  /// The hash of all that will be written, where that is known before; nothing where nobody asks for it.
  private let knownHash: String?
  private var file: FileDescriptor?

  /// Creates the file, which must not exist yet.
  public convenience init(path: String) throws(OutputError) {
    try self.init(FilePath(path))
  }

  init(
    _ path: FilePath, options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate],
    knownHash: String? = nil
  ) throws(OutputError) {
    place = path
    self.knownHash = knownHash
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
  public var hashDigits: String { knownHash ?? hash.hex() }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    guard let file else { return }
    if knownHash == nil { hash.add(bytes) }
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
