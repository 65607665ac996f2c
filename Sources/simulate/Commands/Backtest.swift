internal import ArgumentParser
internal import Engine
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

  @Option(help: ArgumentHelp("Also write each chart as an SVG file into this folder.", valueName: "dir"))
  var charts: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting {
      try backtest()
      var figures = ReportOptions()
      figures.report = trial.htmlReport
      figures.charts = charts
      try ReportWriter(options: figures, common: common).write(study.output ?? "results/backtest")
    }
  }

  private func backtest() throws {
    try trial.publish("backtest", as: "VALIDATION.md", study: study, common: common) { seeds in
      let found = ValidationReport(
        try runs(seeds), notes: ValidationReport.Note.read(seeds), paths: trial.paths, seed: trial.seed,
        version: version)
      return (found.markdown, found.table, found.text)
    }
  }

  private func runs(_ seeds: SeedTables) throws -> [ValidationReport.Part] {
    let source = RussianEnergy.source(seeds)
    let plain = Backtest(source, paths: trial.paths, seed: trial.seed, sets: trial.settings)
    let estimated = Backtest(
      source, paths: trial.paths, seed: trial.seed, sets: trial.settings,
      adjust: { settings, model, known in try Calibration(known).apply(to: &settings, model) })
    return try [("shipped", plain), ("estimated", estimated)].flatMap { name, backtest in
      try BacktestMode.allCases.map { mode in
        let result = try backtest.run(mode, starts: Backtest.starts, options: study.runOptions)
        return ValidationReport.Part(parameters: name, result: result)
      }
    }
  }
}
