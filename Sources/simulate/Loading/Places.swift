internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage
internal import Synchronization

/// Where seed tables and shipped scenarios are looked for.
struct Places {
  /// `--data`, as often as it was given.
  let data: [String]

  /// What `make install` puts beside the program.
  private static var shared: String? { Files.programFolder.map { "\($0)/../share/throttle" } }

  /// The seed tables that came with the program; nil where it isn't installed.
  static var installedSeeds: String? {
    shared.flatMap { Files.exists("\($0)/seeds/schema.csv") ? tidy($0) + "/seeds" : nil }
  }

  /// The folder of the seed tables for a scenario file: `--data`, else `seeds/` beside or above the file, else
  /// above the current folder, else the installed one.
  func seeds(for file: String) throws -> String {
    if let data = data.first, !isOverlay(data) { return data }
    var strange: String?
    for start in [Files.folder(of: file), "."] {
      guard let near = Places.above(start, "seeds/schema.csv").map(Files.folder) else { continue }
      // Who names a file trusts its owner; a folder found above it by chance may be anybody's.
      if Files.isTrusted(near) || Files.exists(file) && Files.owner(of: near) == Files.owner(of: file) {
        return near
      }
      strange = strange ?? near
    }
    if let shared = Places.shared, Files.exists("\(shared)/seeds/schema.csv") {
      return Places.tidy(shared) + "/seeds"
    }
    let reason =
      strange.map { "\($0) belongs to another user" } ?? "there is no seeds/ beside or above \(file)"
    throw Failure("error: no seed tables: \(reason); name the folder with --data", .fileMissing)
  }

  /// A folder of tables without the schema is laid over others.
  private func isOverlay(_ folder: String) -> Bool {
    Files.isFolder(folder) && !Files.exists("\(folder)/schema.csv")
  }

  /// Folders laid over the seed tables: all of `--data` but a first one that is whole.
  var overlays: [String] { Array(data.drop { !isOverlay($0) && $0 == data.first }) }

  /// The seed tables for a scenario file, overlays laid over them, and the folder they begin from; rows and columns
  /// that nobody reads are refused.
  func seedFiles(for file: String) throws -> (files: SeedFiles, folder: String) {
    let found = try readSeeds(for: file)
    try found.files.requireReaders(try RussianEnergy.source(found.files.tables).ledger())
    return found
  }

  /// The same for a caller that makes a model, which then says what is read: `SeedFiles.requireReaders(of:)`.
  func readSeeds(for file: String) throws -> (files: SeedFiles, folder: String) {
    let folder = try seeds(for: file)
    let key = [folder] + overlays
    if let files = Places.read.withLock({ $0[key] }) { return (files, folder) }
    let files = try SeedFiles(directory: folder, overlays: overlays)
    Places.read.withLock { $0[key] = files }
    return (files, folder)
  }

  /// What this process has read, by its folders: no table is read twice.
  private static let read = Mutex<[[String]: SeedFiles]>([:])

  /// How a folder of seed tables came to be used, in words.
  func origin(of folder: String) -> String {
    let first =
      folder == data.first
      ? "given with --data"
      : folder == Places.shared.map({ Places.tidy($0) + "/seeds" })
        ? "installed" : "found beside or above the scenario"
    return overlays.isEmpty ? first : "\(first), \(counted(overlays.count, "overlay")) over it"
  }

  /// Folders of scenarios that come with the program, nearest first.
  var scenarios: [String] {
    var folders: [String] = []
    if let near = Places.above(".", "scenarios"), Files.isTrusted(near) { folders.append(near) }
    if let shared = Places.shared, Files.isFolder("\(shared)/scenarios") {
      folders.append(Places.tidy(shared) + "/scenarios")
    }
    return folders
  }

  /// `name` in the first folder at or above `folder` that holds it, written as short as it can be.
  private static func above(_ folder: String, _ name: String) -> String? {
    guard var real = Files.real(folder) else { return nil }
    var shown = folder
    while true {
      if Files.exists("\(real)/\(name)") { return shown == "." ? name : "\(shown)/\(name)" }
      guard real != "/" else { return nil }
      real = Files.folder(of: real)
      shown = real
    }
  }

  private static func tidy(_ path: String) -> String { Files.real(path) ?? path }
}
