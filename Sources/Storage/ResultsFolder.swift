internal import Hashing
internal import SystemPackage

/// A folder of results that appears under its name only when it is complete.
///
/// Files are written into a hidden folder beside it; `commit` puts that in its place in one step, and an older result
/// goes only then. What somebody else put into the older folder moves along, or stays visible beside the new one.
/// Without a `commit` nothing changes. One process at a time writes to a place.
public final class ResultsFolder {
  /// A file of the folder, for `datapackage.json`.
  public struct Entry: Sendable {
    /// As it is called in the folder.
    public let name: String
    /// Its size.
    public let bytes: Int
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let hash: String
  }

  /// The description of a result: a folder that lacks it isn't one, or isn't complete.
  public static let description = "datapackage.json"

  /// The final path.
  public let path: String
  /// What has been written.
  public private(set) var entries: [Entry] = []
  private let target: FilePath
  private let partial: FilePath
  private let known: [String]
  private let lock: FolderLock
  private let leftovers: Leftovers
  private var begun: [String] = []
  private var isOpen = true

  /// Makes the hidden folder; fails where the final one could not be made, or another process is writing there.
  ///
  /// - Parameter known: files that an older result may have and this one may lack; all other files in an older folder
  ///   but those that are written now are somebody else's.
  public init(path: String, known: [String]) throws(OutputError) {
    let target = Folders.place(path)
    self.target = target
    self.path = target.string
    self.known = known
    try ResultsFolder.checkReplaceable(target, path)
    try Folders.create(Folders.parent(of: target))
    do {
      guard let lock = try FolderLock(for: target) else { throw OutputError.isInUse(path: path) }
      self.lock = lock
      leftovers = lock.isHeld ? Leftovers(of: target) : Leftovers()
      partial = TemporaryName.fresh(target)
      try Calls.makeFolder(partial)
    } catch let error as OutputError {
      throw error
    } catch {
      throw .cannotCreate(path: path, reason: "\(error)")
    }
  }

  deinit { discard() }

  /// A folder with files but without our description was not made by us, and is left alone.
  private static func checkReplaceable(_ target: FilePath, _ path: String) throws(OutputError) {
    guard let status = Calls.status(target) else {
      guard Calls.status(target, follow: false) == nil else {
        throw .cannotCreate(path: path, reason: "it is a link to nothing")
      }
      return
    }
    guard status.type == .directory, let names = try? Calls.names(in: target) else {
      throw .cannotCreate(path: path, reason: "there is a file of that name, or the folder can't be read")
    }
    guard names.isEmpty || names.contains(where: { $0.string == description }) else {
      throw .cannotCreate(
        path: path, reason: "the folder holds other files and no results; name another with --output")
    }
    guard Calls.status(Folders.parent(of: target))?.deviceID == status.deviceID else {
      throw .cannotCreate(
        path: path, reason: "another file system is mounted there; name a folder inside it with --output")
    }
  }

  /// Writes a whole file.
  public func write(_ name: String, _ bytes: [UInt8]) throws(OutputError) {
    try write([(name, bytes)])
  }

  /// Writes whole files one after the other; their hashes are taken together, which is less work.
  public func write(_ files: [(name: String, bytes: [UInt8])]) throws(OutputError) {
    for (file, hash) in zip(files, SHA256.hex(all: files.map(\.bytes))) {
      begun.append(file.name)
      let output = try OutputFile(partial.appending(file.name), hashing: .known(hash))
      try output.write(file.bytes)
      try output.close()
      add(file.name, output)
    }
  }

  /// Starts a file that is written in parts; `add` it when it is closed.
  public func open(_ name: String) throws(OutputError) -> OutputFile {
    begun.append(name)
    return try OutputFile(partial.appending(name))
  }

  /// Notes a file that is complete.
  public func add(_ name: String, _ file: OutputFile) {
    entries.append(Entry(name: name, bytes: file.count, hash: file.hashDigits))
  }

  /// Puts the complete folder in its place.
  ///
  /// - Parameter tell: takes a sentence for the user where an older folder could not be emptied, and where it stays.
  public func commit(_ tell: (String) -> Void) throws(OutputError) {
    try Folders.synchronize(partial)
    let isReplaced = Calls.status(target) != nil
    do {
      try isReplaced ? Folders.exchange(partial, target) : Calls.rename(partial, target)
    } catch {
      throw .cannotWrite(target, error)
    }
    isOpen = false
    defer { lock.release() }
    let parent = Folders.parent(of: target)
    try Folders.synchronize(parent)
    for old in (isReplaced ? [partial] : []) + leftovers.complete {
      OlderFolder(place: old, own: Set(begun + known)).clear(into: target, tell)
    }
    try Folders.synchronize(parent)
  }

  /// Removes what was written, unless it was committed.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    for name in begun { try? Calls.removeFile(partial.appending(name)) }
    try? Calls.removeFolder(partial)
    lock.release()
  }
}
