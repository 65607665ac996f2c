#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A folder of results that appears under its name only when it is complete.
///
/// Files are written into a hidden folder beside it; `commit` puts that in its place in one step, and an older
/// result goes only then. Files that somebody else put into the older folder move along. Without a `commit`
/// nothing changes.
public final class ResultsFolder {
  /// A file of the folder, for `datapackage.json`.
  public struct Entry: Sendable {
    public let name: String
    public let bytes: Int
    public let hash: String
  }

  /// The files that a run may write; anything else in an older folder is somebody else's.
  public static let names = ResultsFiles.all.map { $0.name } + [ResultsFiles.description]

  /// The final path.
  public let path: String
  /// What has been written.
  public private(set) var entries: [Entry] = []
  private let parent: String
  private let partial: String
  private var isOpen = true

  /// Makes the hidden folder; fails where the final one could not be made.
  public init(path: String) throws(OutputError) {
    let plain = Folders.trimmed(path)
    let final = Folders.real(plain) ?? plain
    self.path = final
    (parent, partial) = ResultsFolder.places(final)
    try ResultsFolder.checkReplaceable(final)
    try Folders.create(parent)
    guard mkdir(partial, 0o777) == 0 else { throw .cannotCreate(path: path, reason: lastFailure()) }
  }

  deinit { discard() }

  private static func places(_ path: String) -> (parent: String, partial: String) {
    let parent = Folders.parent(of: path)
    return (parent, "\(parent)/.\(Folders.name(of: path)).\(getpid()).partial")
  }

  /// A folder with files but without our description was not made by us, and is left alone.
  private static func checkReplaceable(_ path: String) throws(OutputError) {
    guard Folders.exists(path) else { return }
    guard let names = Folders.list(path) else {
      throw .cannotCreate(path: path, reason: "there is a file of that name, or the folder can't be read")
    }
    guard names.isEmpty || names.contains("datapackage.json") else {
      throw .cannotCreate(
        path: path, reason: "the folder holds other files and no results; name another with --output")
    }
  }

  /// Writes a whole file.
  public func write(_ name: String, _ bytes: [UInt8]) throws(OutputError) {
    let file = try open(name)
    try file.write(bytes)
    try file.close()
    add(name, file)
  }

  /// Starts a file that is written in parts; `add` it when it is closed.
  public func open(_ name: String) throws(OutputError) -> OutputFile {
    try OutputFile(path: "\(partial)/\(name)")
  }

  /// Notes a file that is complete.
  public func add(_ name: String, _ file: OutputFile) {
    entries.append(Entry(name: name, bytes: file.count, hash: file.hashDigits))
  }

  /// Puts the complete folder in its place.
  public func commit() throws(OutputError) {
    try Folders.synchronize(partial)
    if Folders.exists(path) {
      guard Folders.exchange(partial, path) else {
        throw .cannotWrite(path: path, reason: lastFailure())
      }
      keepForeignFiles()
      Folders.remove(partial)
    } else {
      guard rename(partial, path) == 0 else { throw .cannotWrite(path: path, reason: lastFailure()) }
    }
    isOpen = false
    try Folders.synchronize(parent)
  }

  private func keepForeignFiles() {
    let written = Set(entries.map(\.name)).union(ResultsFolder.names)
    for name in Folders.list(partial) ?? [] where !written.contains(name) {
      rename("\(partial)/\(name)", "\(path)/\(name)")
    }
  }

  /// Removes what was written, unless it was committed.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    Folders.remove(partial)
  }
}
