internal import Engine
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Scenarios

/// A scenario with its model, ready to run.
struct LoadedScenario {
  /// The file as the user may open it.
  let file: String
  let model: Model
  let settings: Settings
  /// Scenario files and seed tables with their hashes.
  let inputs: [RunRecord.Input]

  /// Reads the files, binds them and tells the warnings.
  init(_ name: String, common: CommonOptions, options: ScenarioOptions) throws {
    let places = Places(data: common.data)
    file = try places.scenario(name)
    let folder = try places.seeds(for: file)
    let seeds = try SeedFiles(directory: folder)
    common.console.detail("\(file): seed tables from \(folder)")
    let bound = try LoadedScenario.bind(file, seeds.tables, options)
    model = bound.model
    settings = LoadedScenario.adjusted(bound.settings, options)
    inputs = LoadedScenario.hashes(bound.files, seeds: folder, seeds.hashes.map(\.file))
  }

  private static func bind(
    _ file: String, _ seeds: SeedTables, _ options: ScenarioOptions
  ) throws -> ProvisionalScenario {
    guard let bytes = Files.bytes(of: file == "-" ? "/dev/stdin" : file) else {
      throw Failure("error: can't read \(file)", .fileMissing)
    }
    let source = Source(file: file, text: String(decoding: bytes, as: UTF8.self))
    do {
      return try ProvisionalScenario(
        source: source, sets: options.settings, seeds: seeds, mechanisms: RussianEnergy.mechanisms,
        register: RussianEnergy.register)
    } catch let error as Diagnostics {
      throw Failure(error.rendered(from: [source]), .badScenario)
    } catch let error as ProvisionalScenario.Rejection {
      throw Failure(error.text, .badScenario)
    }
  }

  /// The model as the seed tables have it today, for its documentation.
  static func standardModel(_ common: CommonOptions) throws -> Model {
    let folder = try Places(data: common.data).seeds(for: ".")
    let start = Month(year: 2025, month: 9)
    return try Model(
      RussianEnergy.mechanisms, register: RussianEnergy.register,
      seeds: try SeedFiles(directory: folder).tables,
      start: start)
  }

  private static func adjusted(_ settings: Settings, _ options: ScenarioOptions) -> Settings {
    var settings = settings
    settings.paths = options.paths ?? settings.paths
    settings.seed = options.seed ?? settings.seed
    return settings
  }

  /// Scenarios as named, seed tables by their names only: results must not tell where a clone stands.
  private static func hashes(_ files: [String], seeds folder: String, _ tables: [String]) -> [RunRecord.Input]
  {
    let scenarios = files.map { (shown: $0, path: $0) }
    let seeds = tables.map { (shown: "seeds/\($0)", path: "\(folder)/\($0)") }
    return (scenarios + seeds).compactMap { input in
      Files.bytes(of: input.path).map { RunRecord.Input(path: input.shown, hash: SHA256.hex($0)) }
    }
  }
}
