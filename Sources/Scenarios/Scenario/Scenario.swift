internal import Engine
public import Sampling
public import ScenarioText

/// A scenario as read: its chain of files merged, `--set` on top, the header checked, the rest not yet bound.
public struct Scenario: Sendable {
  /// The file as given; `-` for standard input.
  public let path: String
  /// The chain of files, the scenario first, then its parent and so on; then the tables that values name.
  public let files: [String]
  /// The texts of the chain, then the `--set` options, one a line, under the name `--set`.
  public let sources: [Source]
  /// The merged mapping without the keys of the header; every key and value has the place where it was set.
  public internal(set) var root: Node
  /// The bytes of the files that values name, by path as seen from here.
  public let attachments: [String: [UInt8]]
  /// What is odd in how it is put together, such as one key set twice on the command line.
  public let warnings: [Diagnostic]
  /// What results are called: the file's own `name`, not its parent's; without one, the file's name. `{as_of}` in it
  /// stands for the day up to which facts are known.
  public let name: String
  /// The day up to which facts are known, as the scenario says it; see `BoundScenario.settings` for what the seed
  /// tables make of it.
  public let asOf: KnownDay
  /// The months simulated, as the scenario says them.
  public let period: PeriodText
  /// Whether months that were known are pinned to what was observed.
  public let history: Bool
  /// How many paths are simulated.
  public let paths: Int
  /// The seed of all random numbers.
  public let seed: UInt64
  /// How uncertain parameters are sampled.
  public let design: DesignKind

  /// Reads a scenario with its parents.
  ///
  /// - Parameters:
  ///   - path: a file, or the name of a shipped scenario.
  ///   - shipped: folders searched for names without a slash that aren't beside the file.
  ///   - known: the names of the shipped scenarios, asked for where one that `extends` names isn't found.
  ///   - sets: `key=value` texts; later ones win.
  ///   - read: the text of a scenario file, nil where there is none.
  ///   - bytes: the content of another file that a value names; with `read` the only access to files.
  /// - Throws: all problems that were found.
  public static func load(
    _ path: String, shipped: [String], known: @escaping () -> [String] = { [] }, sets: [String],
    read: (String) throws -> String? = Scenario.read,
    bytes: (String) throws -> [UInt8]? = Scenario.bytes
  ) throws(ScenarioFailure) -> Scenario {
    var chain = ScenarioChain(shipped: shipped, names: known)
    try chain.load(path, read)
    return try Scenario(path: path, chain: chain, sets: ScenarioSets(sets), bytes: bytes)
  }

  private init(
    path: String, chain: ScenarioChain, sets: ScenarioSets?, bytes: (String) throws -> [UInt8]?
  ) throws(ScenarioFailure) {
    var sources = chain.links.map(\.source)
    if let sets { sources.append(sets.source) }
    var problems: [Diagnostic] = []
    let merged = chain.merged()
    let whole = sets?.merged(over: merged, problems: &problems) ?? merged
    let header = ScenarioHeader(whole, file: chain.links[0].source.file, problems: &problems)
    let found = Diagnostics(problems)
    guard !found.hasErrors, let header else {
      throw ScenarioFailure(kind: .invalid, diagnostics: found, sources: sources)
    }
    self.path = path
    var attachments: [String: [UInt8]] = [:]
    for path in Scenario.attachments(whole) { attachments[path] = try? bytes(path) }
    self.attachments = attachments
    files = chain.links.map(\.source.file) + attachments.keys.sorted()
    self.sources = sources
    root = whole.holding(
      .mapping((whole.entries ?? []).filter { !ScenarioHeader.keys.contains($0.key.text) }))
    warnings = found.items
    name = header.name
    asOf = header.asOf
    period = header.period
    history = header.history
    paths = header.paths
    seed = header.seed
    design = header.design
  }
}
