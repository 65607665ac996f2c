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
    do {
      let ledger = try ForecastLedger(folder)
      if let head, !ledger.entries.contains(where: { $0.chain == head }) {
        throw Failure("error: \(folder): no entry has the hash \(head)", .badScenario)
      }
      return ledger
    } catch let flaw as ForecastLedger.Flaw {
      throw Failure("error: \(flaw)", .badScenario)
    }
  }

  func freeze(
    _ file: String, _ options: ScenarioOptions, _ run: RunOptions, _ common: CommonOptions
  ) throws -> ForecastLedger.Entry {
    var ledger = try open()
    let loaded = try LoadedScenario(file, common: common, options: options)
    let seeds = try Places(data: common.data).seedFiles(for: loaded.file).files
    let forecast = try FrozenForecast(loaded.trial, seeds.tables, run)
    let name = ([Files.stem(of: file)] + options.marks).joined(separator: "-")
    do {
      return try ledger.add(
        forecast,
        ForecastLedger.Origin(
          scenario: name, paths: loaded.settings.paths, seed: loaded.settings.seed, version: version,
          inputs: loaded.inputs))
    } catch let flaw as ForecastLedger.Flaw {
      throw Failure("error: \(flaw)", .cannotCreate)
    }
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
    let forecasts: [(number: Int, forecast: FrozenForecast)]
    do {
      forecasts = try ledger.forecasts()
    } catch let flaw as ForecastLedger.Flaw {
      throw Failure("error: \(flaw)", .badScenario)
    }
    let files = ledger.entries.map { RunRecord.Input(path: "\(folder)/\($0.file)", hash: $0.hash) }
    return (ForecastScores(forecasts, seeds.tables, model), try files + seeds.inputs(), ledger.entries.count)
  }
}
