internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage
internal import Studies

/// Where forecasts are frozen.
struct LedgerOptions: ParsableArguments {
  @Option(
    name: .customLong("ledger"), help: ArgumentHelp("Folder of the frozen forecasts.", valueName: "dir"),
    completion: .directory)
  var folder = "forecasts"

  @Option(
    help: ArgumentHelp(
      "Hash that the ledger's last entry had; another head is refused unless that entry is still in it.",
      valueName: "hash"))
  var head: String?

  /// The ledger with all its files as they were frozen.
  private func open() throws -> ForecastLedger {
    let ledger = try flawless { try ForecastLedger(folder) }
    guard let head, !ledger.entries.contains(where: { $0.chain == head }) else { return ledger }
    throw Failure("error: \(folder): no entry has the hash \(head)", .badScenario)
  }

  /// What is done with the ledger; a flaw of it becomes words and an exit code.
  private func flawless<Found>(_ ending: Ending = .badScenario, _ work: () throws -> Found) throws -> Found {
    do { return try work() } catch let flaw as ForecastLedger.Flaw { throw Failure("error: \(flaw)", ending) }
  }

  func freeze(
    _ file: String, _ options: ScenarioOptions, _ run: RunOptions, _ common: CommonOptions
  ) throws -> ForecastLedger.Entry {
    var ledger = try open()
    let loaded = try LoadedScenario(file, common: common, options: options)
    let seeds = try Places(data: common.data).seedFiles(for: loaded.file).files
    let forecast = try FrozenForecast(loaded.trial, seeds.tables, run)
    let name = ([Files.stem(of: file)] + options.marks).joined(separator: "-")
    let origin = ForecastLedger.Origin(
      scenario: name, paths: loaded.settings.paths, seed: loaded.settings.seed, version: version,
      inputs: loaded.inputs)
    return try flawless(.cannotCreate) { try ledger.add(forecast, origin) }
  }

  func scores(
    _ common: CommonOptions
  ) throws -> (scores: ForecastScores, inputs: [RunRecord.Input], count: Int) {
    let ledger = try open()
    guard !ledger.entries.isEmpty else {
      throw Failure(
        "error: \(folder) holds no frozen forecasts (simulate forecast freeze makes one)", .fileMissing)
    }
    let seeds = try Places(data: common.data).seedFiles(for: ".").files
    let model = try LoadedScenario.standardModel(seeds.tables)
    let forecasts = try flawless { try ledger.forecasts() }
    let files = ledger.entries.map { RunRecord.Input(path: "\(folder)/\($0.file)", hash: $0.hash) }
    return (ForecastScores(forecasts, seeds.tables, model), try files + seeds.inputs(), ledger.entries.count)
  }
}
