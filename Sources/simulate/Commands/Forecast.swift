internal import ArgumentParser
internal import Reports
internal import RussianEnergy
internal import Studies

/// `simulate forecast freeze|score`: forecasts that are kept as they were made, and scored as months arrive.
struct Forecast: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Keep dated forecasts that can't be changed unseen, and score them as months arrive.",
    discussion: """
      simulate forecast freeze today
      simulate forecast score

      A frozen forecast is a table in hubverse's columns; ledger.csv chains each to those before by hashes.
      """,
    subcommands: [ForecastFreeze.self, ForecastScore.self])
}

/// `simulate forecast freeze [FILE]`.
struct ForecastFreeze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Freeze what a scenario says of every published series in the months that aren't known.")

  @Argument(
    help: "A scenario file, or the name of one that comes with the program; 'today' unless told.",
    completion: Completions.scenarios)
  var file = "today"

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting {
      let entry = try ledger.freeze(file, scenario, threads: threads, common)
      try common.console.show(
        "\(ledger.folder)/\(entry.file): as known on \(entry.reference)\nhead of the ledger: \(entry.chain)\n"
      )
    }
  }
}

/// `simulate forecast score`.
struct ForecastScore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score all frozen forecasts against what the seed tables know now.")

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try StudyOutput(folder: study.folder ?? FolderName.path(["forecast-score"]), common: common).write {
      let (scores, inputs, count) = try ledger.scores(common)
      let report = ForecastReport(scores, forecasts: count)
      return StudyOutcome(
        record: StudyFiles.Record("forecast score", inputs), tables: report.tables, text: report.text,
        closing: .place)
    }
  }
}
