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
      simulate backtest --part free --starts '2024-01 to 2024-12'

      Starts in each month from 2023-01 to 2026-07, horizons of 1 to 12 months. A forecast sees only what was known \
      two weeks into its first month; with --policy known it sees all decisions, so that news of policy can be told \
      from shocks. Writes results/backtest/ with backtest.csv and the report VALIDATION.md.
      """)

  @Option(
    help: "What forecasts see of decisions: as-known, or known for later ones too.",
    transform: BacktestPolicy.typed)
  var policy = BacktestPolicy.asKnown

  @Option(help: ArgumentHelp("Months that forecasts start in.", valueName: "period"))
  var starts = Backtest.starts.description

  @Option(
    name: .customLong("part"), parsing: .singleValue,
    help: "A part of the report; may be repeated. By default all four.")
  var parts: [BacktestPart] = []

  @OptionGroup var trial: TrialOptions

  @OptionGroup var study: StudyOptions

  @Option(help: ArgumentHelp("Also write each chart as an SVG file into this folder.", valueName: "dir"))
  var charts: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if Period(starts) == nil {
      throw ValidationError("--starts wants a period such as '2023-01 to 2025-06'.")
    }
  }

  func run() throws {
    try trial.output("backtest", study, common, trial.figures(charts)).write {
      let seeds = try Places(data: common.data).seedFiles(for: ".").files
      let found = try BacktestStudy(
        RussianEnergy.source(seeds.tables), parts, starts: Period(starts) ?? Backtest.starts, policy: policy,
        paths: trial.paths, seed: trial.seed, sets: trial.settings, study.runOptions)
      let report = ValidationReport(found, notesOf: seeds.tables, version: version)
      return try trial.outcome(
        "backtest", of: seeds, as: "VALIDATION.md", (report.markdown, report.table, report.text))
    }
  }
}
