internal import Engine
internal import Hashing
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Scenarios
internal import Storage

/// A scenario with its model, ready to run.
struct LoadedScenario {
  /// The file as the user may open it.
  let file: String
  let model: Model
  let settings: Settings
  /// Scenario files and seed tables with their hashes.
  let inputs: [RunRecord.Input]

  /// The folders of the seed tables, the ones that lie over the first behind it.
  let seedFolders: [String]

  /// Where they were found, in words.
  let seedsOrigin: String

  /// What the scenario's head says it asks.
  let headline: String
  /// What the scenario asks of its run.
  let questions: [Question]
  /// The chain of files: the scenario, its parent and so on.
  let chain: [String]

  /// Physical constants that unit conversions used, by parameter.
  let constants: [String: [String]]
  /// What is doubtful, each with its place.
  let warnings: [String]

  /// Reads the files, binds them and tells the warnings.
  ///
  /// - Parameters:
  ///   - title: what results are called, instead of the scenario's name and what `--set` changed.
  ///   - texts: the scenario files by their names, where they aren't to be looked for.
  init(
    _ name: String, common: CommonOptions, options: ScenarioOptions, name title: String? = nil,
    texts: [String: String]? = nil
  ) throws {
    let places = Places(data: common.data)
    file = try texts == nil ? places.scenario(name) : name
    let (seeds, folder) = try places.readSeeds(for: file)
    seedFolders = [folder] + places.overlays
    seedsOrigin = places.origin(of: folder)
    common.console.detail("\(file): seed tables from \(folder)")
    let bound = try LoadedScenario.bind(file, places, seeds, options, texts)
    model = bound.model
    var settings = bound.settings
    settings.name = title ?? options.title(settings.name)
    self.settings = settings
    headline = Catalogue.headline(of: bound.scenario.sources[0].text)
    questions = bound.questions
    constants = bound.constants
    chain = bound.scenario.files.filter { bound.scenario.attachments[$0] == nil }
    inputs = try LoadedScenario.hashes(bound.scenario, seeds)
    warnings = bound.warnings.map { "\($0.place): \($0.message)" }
    if !bound.warnings.isEmpty {
      common.console.warn(Diagnostics(bound.warnings).rendered(from: bound.scenario.sources))
    }
  }

  /// What was read, as `plan` says it.
  var read: String {
    """
    Scenario: \(chain.joined(separator: " ← "))
    Seed tables: \(seedFolders.joined(separator: ", under "))

    """
  }

  /// What the scenario is a change of: the last of its chain, or itself without `--set`; nil where it changes nothing.
  func parent(common: CommonOptions, options: ScenarioOptions) throws -> (
    scenario: LoadedScenario, name: String
  )? {
    var plain = options
    plain.settings = []
    plain.paths = settings.paths
    guard chain.count > 1 || !options.settings.isEmpty, let root = chain.last, root != "-" else { return nil }
    let loaded = try LoadedScenario(root, common: common, options: plain)
    let stem = Files.stem(of: root)
    return (loaded, chain.count > 1 ? stem : "\(stem) without --set")
  }

  /// Binds a scenario to the model, which says what it reads of the tables.
  private static func bind(
    _ file: String, _ places: Places, _ seeds: SeedFiles, _ options: ScenarioOptions,
    _ texts: [String: String]?
  ) throws -> BoundScenario {
    let shipped = texts.map { Set($0.keys.map(Files.folder)).sorted() } ?? places.scenarios
    let source = modelSource(seeds.tables)
    return try seeds.judged(source) {
      let scenario = try Scenario.load(
        file, shipped: shipped, known: { places.shippedNames }, sets: options.sets,
        read: { path in try texts.map { $0[path] } ?? Scenario.read(path) },
        bytes: { path in try texts.map { $0[path].map { Array($0.utf8) } } ?? Scenario.bytes(path) })
      let bound = try BoundScenario(scenario, source)
      return (bound, bound.model, bound.settings.asOf)
    }
  }

  /// The model as the seed tables have it today, for its documentation.
  static func standardModel(_ common: CommonOptions, beside file: String = ".") throws -> (
    model: Model, seeds: SeedTables
  ) {
    let seeds = try Places(data: common.data).readSeeds(for: file).files
    let model = try seeds.judged(RussianEnergy.source(seeds.tables)) {
      let model = try standardModel(seeds.tables)
      return (model, model, nil)
    }
    return (model, seeds.tables)
  }

  /// The model of all rows of the seed tables.
  static func standardModel(_ seeds: SeedTables) throws -> Model {
    try RussianEnergy.model(seeds, Month(year: 2025, month: 9))
  }

  /// Scenarios as named, seed tables by their names only: results must not tell where a clone stands.
  private static func hashes(_ scenario: Scenario, _ seeds: SeedFiles) throws -> [RunRecord.Input] {
    let sources = Dictionary(
      scenario.sources.map { ($0.file, Array($0.text.utf8)) }, uniquingKeysWith: { first, _ in first })
    let scenarios = scenario.files.compactMap { file in
      (sources[file] ?? scenario.attachments[file]).map { bytes in
        RunRecord.Input(
          path: file, hash: SHA256.hex(Files.bytes(of: file) ?? bytes),
          text: String(decoding: bytes, as: UTF8.self))
      }
    }
    return try scenarios + seeds.inputs()
  }
}
