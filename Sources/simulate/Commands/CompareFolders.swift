internal import Reports

/// `simulate compare results/A results/B`: what changed since last time.
extension Compare {
  func compareFolders(_ name: String) throws -> StudyOutcome {
    let report = try SnapshotReport(zip(compared.names, compared.cases).map { ($0, $1) })
    let inputs = compared.cases.compactMap { RunRecord.Input(file: "\($0)/datapackage.json") }
    return StudyOutcome(
      record: StudyFiles.Record(name, inputs), tables: report.tables, text: report.text, closing: .place)
  }
}
