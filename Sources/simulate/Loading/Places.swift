internal import Engine
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Scenarios
internal import Storage

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
    let folder = try seeds(for: file)
    let files = try SeedFiles(directory: folder, overlays: overlays)
    try files.requireReaders(try RussianEnergy.source(files.tables).ledger())
    return (files, folder)
  }

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

  /// The file that the user means: as named, or a shipped scenario for a bare name.
  func scenario(_ name: String) throws -> String {
    if name == "-" || Files.exists(name) && !Files.isFolder(name) { return name }
    if !name.contains("/") {
      let file = name.hasSuffix(".txt") ? name : name + ".txt"
      if let folder = scenarios.first(where: { Files.exists("\($0)/\(file)") }) { return "\(folder)/\(file)" }
    }
    throw missing(
      "scenario", name, among: shippedNames, elsewhere: "'simulate list scenarios' shows them")
  }

  /// The same for a sweep.
  func sweep(_ name: String) throws -> String {
    if Files.exists(name) && !Files.isFolder(name) { return name }
    if !name.contains("/") {
      let file = name.hasSuffix(".txt") ? name : name + ".txt"
      for folder in scenarios where Files.exists("\(folder)/sweeps/\(file)") {
        return "\(folder)/sweeps/\(file)"
      }
    }
    throw missing(
      "sweep", name, among: shippedSweepNames, elsewhere: "'simulate list sweeps' shows them")
  }

  /// A file that isn't there, with what was probably meant: a command, one that comes with the program, or a neighbour.
  private func missing(
    _ kind: String, _ name: String, among known: [String], elsewhere: String
  ) -> Failure {
    let folder = Files.folder(of: name)
    let beside = Files.names(in: folder).filter { $0.hasSuffix(".txt") }
    let neighbours = folder == "." && !name.hasPrefix("./") ? beside : beside.map { "\(folder)/\($0)" }
    var hint = elsewhere
    if let meant = suggestion(for: name, among: known + neighbours + neighbours.map(Files.stem)) {
      hint = "did you mean '\(meant)'?"
    } else if let command = suggestion(for: name, among: Simulate.commands) {
      hint = "did you mean 'simulate \(command)'?"
    }
    return Failure("error: no such \(kind) file: \(name) (\(hint))", .fileMissing)
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

extension Places {
  /// Names and texts of the scenarios that come with the program, in the order of their names.
  var shipped: [(name: String, text: String)] { texts(in: scenarios) }

  /// The same of sweeps.
  var shippedSweeps: [(name: String, text: String)] { texts(in: scenarios.map { "\($0)/sweeps" }) }

  /// Their names alone.
  var shippedNames: [String] { names(in: scenarios) }
  var shippedSweepNames: [String] { names(in: scenarios.map { "\($0)/sweeps" }) }

  private func names(in folders: [String]) -> [String] {
    guard let folder = folders.first(where: Files.isFolder) else { return [] }
    return Files.names(in: folder).filter { $0.hasSuffix(".txt") }.map(Files.stem).sorted()
  }

  private func texts(in folders: [String]) -> [(name: String, text: String)] {
    guard let folder = folders.first(where: Files.isFolder) else { return [] }
    return Files.names(in: folder).filter { $0.hasSuffix(".txt") }.sorted().compactMap { file in
      Files.bytes(of: "\(folder)/\(file)").map { bytes in
        (Files.stem(of: file), String(decoding: bytes, as: UTF8.self))
      }
    }
  }
}
