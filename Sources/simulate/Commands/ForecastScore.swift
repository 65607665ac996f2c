internal import ArgumentParser
internal import Reports
internal import Studies

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
