internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Studies

/// `simulate backtest`: how good past forecasts would have been.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Score forecasts made as if it were the past against what was published.",
    discussion: """
      Starts in each month from 2023-01 to 2025-06, horizons of 1 to 12 months. A forecast sees only what was known
      two weeks into its first month. Writes results/backtest/ with backtest.csv and the report VALIDATION.md.
      """)

  @OptionGroup var trial: TrialOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting { try backtest() }
  }

  private func backtest() throws {
    let clock = Clock()
    let folder = study.output ?? "results/backtest"
    let results = try ResultsFolder(path: folder)
    defer { results.discard() }
    let place = try Places(data: common.data).seeds(for: ".")
    let seeds = try SeedFiles(directory: place)
    let found = try runs(seeds.tables)
    let validation = ValidationReport(found, paths: trial.paths, seed: trial.seed, version: version)
    let inputs = seeds.hashes.compactMap { entry in
      Files.bytes(of: "\(place)/\(entry.file)").map {
        RunRecord.Input(path: "seeds/\(entry.file)", hash: SHA256.hex($0))
      }
    }
    let record = StudyFiles.Record(
      study: "backtest", version: version, inputs: inputs,
      flags: ["--paths \(trial.paths)", "--seed \(trial.seed)"],
      core: blasCoreName())
    let text = Array(validation.markdown.utf8)
    try results.write("VALIDATION.md", text)
    try StudyFiles.write([validation.table], record: record, into: results)
    try results.commit()
    if let report = trial.report { try ValidationReport.write(text, to: report) }
    try common.console.show(validation.text)
    try common.console.show("\(duration(seconds: clock.seconds))\nresults in \(folder)\n")
  }

  private func runs(_ seeds: SeedTables) throws -> [ValidationReport.Part] {
    let plain = Backtest(seeds: seeds, paths: trial.paths, seed: trial.seed, makeModel: BacktestCommand.model)
    let estimated = Backtest(
      seeds: seeds, paths: trial.paths, seed: trial.seed, makeModel: BacktestCommand.model,
      adjust: { settings, model, known in try Calibration(known).apply(to: &settings, model) })
    return try [("shipped", plain), ("estimated", estimated)].flatMap { name, backtest in
      try BacktestMode.allCases.map { mode in
        let result = try backtest.run(mode, starts: Backtest.starts, options: study.runOptions)
        return ValidationReport.Part(parameters: name, result: result)
      }
    }
  }

  /// The model from tables as known.
  @Sendable private static func model(_ seeds: SeedTables, _ start: Month) throws -> Model {
    try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: seeds, start: start)
  }
}
