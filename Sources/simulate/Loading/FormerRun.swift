internal import Reports
internal import ScenarioText
internal import Scenarios
internal import Storage

/// A finished run as its folder describes it: what it was made of, and the hashes of its tables.
struct FormerRun {
  let folder: String
  let scenario: String
  let version: String
  let core: String
  let flags: [String]
  /// Scenario files by their names.
  let texts: [String: String]
  /// Seed tables, and tables laid over them, with their hashes.
  let tables: [(path: String, hash: String)]
  let resources: [(name: String, hash: String)]

  /// - Throws: `Failure` where the folder holds no result of a run that says what it was made of.
  init(_ folder: String) throws {
    let file = "\(folder)/\(ResultsFolder.description)"
    let root = try FormerRun.description(file, of: folder)
    guard let run = root["run"], let scenario = run["scenario"]?.text,
      let version = run["version"]?.text, let core = run["processor"]?["blas_core"]?.text,
      let inputs = root["inputs"]?.items, let resources = root["resources"]?.items
    else { throw Failure("error: \(file) doesn't describe a run", .badScenario) }
    func hash(_ node: Node) -> String { (node["hash"]?.text ?? "").replacing("sha256:", with: "") }
    self.folder = folder
    self.scenario = scenario
    self.version = version
    self.core = core
    flags = (run["flags"]?.items ?? []).compactMap(\.text)
    var texts: [String: String] = [:]
    var tables: [(path: String, hash: String)] = []
    for input in inputs {
      guard let path = input["path"]?.text else { continue }
      if let text = input["text"]?.text { texts[path] = text } else { tables.append((path, hash(input))) }
    }
    self.texts = texts
    self.tables = tables
    self.resources = resources.compactMap { node in node["path"]?.text.map { ($0, hash(node)) } }
    guard self.resources.allSatisfy({ !$0.name.contains("/") }), flags.allSatisfy(FormerRun.isFlag) else {
      throw Failure("error: \(file) wasn't written by a run: it names files elsewhere", .badScenario)
    }
    guard texts[scenario] != nil else {
      throw Failure(
        "error: \(file) lacks the text of \(scenario): it was made by an older version", .badScenario)
    }
  }

  private static func description(_ file: String, of folder: String) throws -> Node {
    do {
      guard let text = try InputFile.text(file, most: Limits.packageBytes) else {
        throw Failure(
          "error: \(folder) holds no result: there is no \(ResultsFolder.description)", .fileMissing)
      }
      return try parse(text, file: file, lineBytes: Limits.packageBytes)
    } catch is Diagnostics {
      throw Failure("error: \(file) doesn't describe a run", .badScenario)
    } catch let error as InputError {
      throw ScenarioFailure(file, error)
    }
  }

  /// Whether a flag is one that a run records: it changes the numbers, and no file is written for it.
  private static func isFlag(_ flag: String) -> Bool {
    let name = flag.prefix { $0 != " " }
    return [
      "--set", "--no-history", "--units", "--paths", "--seed", "--until", "--max-paths", "--keep-paths",
    ]
    .contains(String(name))
  }

  /// The arguments that the run was called with, but for where it wrote.
  var arguments: [String] {
    [scenario] + flags.flatMap { $0.split(separator: " ", maxSplits: 1).map(String.init) }
  }

  /// The tables of a folder that aren't as they were; of all of them where there is no such folder.
  func differing(in seeds: String) -> [String] {
    tables.filter { table in
      let path = table.path.hasPrefix("seeds/") ? "\(seeds)/\(table.path.dropFirst(6))" : table.path
      return Files.hash(of: path) != table.hash
    }.map(\.path)
  }

  /// What became of a table: nil where the new one has the same bytes.
  func difference(_ resource: (name: String, hash: String), _ again: String) -> String? {
    let places = [folder, again].map { "\($0)/\(resource.name)" }
    guard let old = Files.hash(of: places[0]) else { return "it is missing in \(folder)" }
    guard old == resource.hash else { return "it was changed after the run" }
    guard let new = Files.hash(of: places[1]) else { return "the new run has no such table" }
    return new == old ? nil : FormerRun.firstDifference(places)
  }

  /// The first line in which two tables differ, where they are small enough to be looked at.
  private static func firstDifference(_ places: [String]) -> String {
    let texts = places.compactMap { try? InputFile.bytes($0, most: Limits.packageBytes) }
    guard texts.count == 2 else { return "the bytes differ" }
    let lines = zip(texts[0].split(separator: 10), texts[1].split(separator: 10)).enumerated()
    guard let first = lines.first(where: { $1.0 != $1.1 }) else { return "one has more lines" }
    let words = [first.element.0, first.element.1].map { String(decoding: $0.prefix(120), as: UTF8.self) }
    return "line \(first.offset + 1) was \(words[0]) and is \(words[1])"
  }
}
