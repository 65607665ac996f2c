internal import Reports
internal import Scenarios

extension TrialOptions {
  /// Where a study of what was published goes.
  func output(
    _ name: String, _ study: StudyOptions, _ common: CommonOptions, _ figures: ReportOptions? = nil
  ) -> StudyOutput {
    StudyOutput(folder: study.folder ?? "results/\(name)", common: common, figures: figures)
  }

  /// What such a study leaves: its document, also where the user wants it, its table and the record of its inputs.
  func outcome(
    _ name: String, of seeds: SeedFiles, as document: String,
    _ found: (markdown: String, table: StudyTable, text: String)
  ) throws -> StudyOutcome {
    var outcome = StudyOutcome(
      record: StudyFiles.Record(name, try seeds.inputs(), flags: flags), tables: [found.table],
      text: found.text, closing: .time([]))
    outcome.files = [(document, found.markdown)]
    if let report, htmlReport == nil { outcome.copy = (report, found.markdown) }
    return outcome
  }
}
