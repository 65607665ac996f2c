internal import ScenarioText
internal import Storage

/// Scenarios and sweeps by their names.
extension Places {
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
