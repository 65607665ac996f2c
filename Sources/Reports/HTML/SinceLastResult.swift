extension HTMLReport {
  /// What moved since the result that stood in the folder before.
  func since(_ tables: ResultTables) -> [Page.Section] {
    let rows = tables.rows("former.csv").filter { $0.text("span").contains(" to ") }
    let told = context.findings.flatMap { name in rows.filter { $0.text("variable") == name } }
    guard !told.isEmpty else { return [] }
    let changes = tables.rows("changes.csv").map(RunWords.changed)
    return [
      Page.Section(
        title: "What moved since the last result",
        text: told.map { RunWords.moved($0, tables.label($0)) }
          + [changes.isEmpty ? "No input and no parameter changed." : "Changed since: \(listed(changes))."])
    ]
  }
}
