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

      Starts in each month from 2023-01 to 2026-07, horizons of 1 to 12 months. A forecast sees only what was known
      two weeks into its first month; with --policy known it sees all decisions, so that news of policy can be told
      from shocks. Writes results/backtest/ with backtest.csv and the report VALIDATION.md.
      """)

  @Option(
    help: "What forecasts see of decisions: as-known, or known for later ones too.",
    transform: { text in
      guard let policy = BacktestPolicy(rawValue: text) else {
        throw ValidationError("--policy is as-known or known, not '\(text)'.")
      }
      return policy
    })
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

  func run() throws {
    Interruption.listen()
    try reporting {
      try backtest()
      var figures = ReportOptions()
      figures.report = trial.htmlReport
      figures.charts = charts
      try ReportWriter(options: figures, common: common).write(
        study.folder == "-" ? nil : study.folder ?? "results/backtest")
    }
  }

  private func backtest() throws {
    try trial.publish("backtest", as: "VALIDATION.md", study: study, common: common) { seeds in
      let rivals =
        parts.isEmpty
        ? try Backtest(
          RussianEnergy.source(seeds), paths: trial.paths, seed: trial.seed, sets: trial.settings
        ).rivals(study.runOptions) : []
      let sample = try Backtest.sample(RussianEnergy.source(seeds), study.runOptions)
      let found = ValidationReport(
        try runs(seeds), rivals: rivals, sample: sample, notes: ValidationReport.Note.read(seeds),
        paths: trial.paths,
        seed: trial.seed,
        version: version)
      return (found.markdown, found.table, found.text)
    }
  }

  func validate() throws {
    if Period(starts) == nil {
      throw ValidationError("--starts wants a period such as '2023-01 to 2025-06'.")
    }
  }

  private func runs(_ seeds: SeedTables) throws -> [ValidationReport.Part] {
    let starts = Period(starts) ?? Backtest.starts, source = RussianEnergy.source(seeds)
    return try (parts.isEmpty ? BacktestPart.allCases : parts).map { part in
      let backtest = Backtest(
        source, paths: trial.paths, seed: trial.seed, sets: trial.settings, policy: policy,
        adjust: { settings, model, known in
          if part.isEstimated { try Calibration(known, model).apply(to: &settings, model) }
        })
      let result = try backtest.run(part.mode, starts: starts, options: study.runOptions)
      return ValidationReport.Part(parameters: part.isEstimated ? "estimated" : "shipped", result: result)
    }
  }
}

/// A part of the back-test: what is told, and which parameters are used.
enum BacktestPart: String, CaseIterable, ExpressibleByArgument {
  case free, pinned
  case estimatedFree = "estimated-free"
  case estimatedPinned = "estimated-pinned"

  var mode: BacktestMode { [.free, .estimatedFree].contains(self) ? .unpinned : .pinned }
  var isEstimated: Bool { [.estimatedFree, .estimatedPinned].contains(self) }
}
