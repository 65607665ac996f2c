internal import Engine
internal import Kernels
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate compare A --all`, or many files with `--on`: one table of what each does.
extension Compare {
  func rank() throws {
    let clock = Clock()
    let first = try LoadedScenario(cases[0], common: common, options: scenario)
    let variables = ranked.isEmpty ? RussianEnergy.ranked : ranked
    try check(variables, first.model)
    let folder =
      study.folder
      ?? FolderName.path(["compare", Files.stem(of: cases[0]), all ? "all" : "ranking"] + scenario.marks)
    let results = try Destination(folder, common)
    defer { results.discard() }
    let names = all ? Places(data: common.data).shipped.map(\.name) : Array(cases.dropFirst())
    let period = first.settings.period
    let span = Span(period.description, first: period.first, last: period.last)
    let base = try values(first, variables, span)
    var rows: [Ranking.Row] = []
    var leftOut: [String] = []
    for name in names where name != Files.stem(of: cases[0]) {
      let other = try LoadedScenario(name, common: common, options: scenario)
      if let reason = difference(first.settings, other.settings) {
        leftOut.append("\(name) (\(reason))")
        continue
      }
      rows.append(
        Ranking.Row(Files.stem(of: name), other.headline, base, try values(other, variables, span)))
    }
    let ranking = Ranking(first: Files.stem(of: cases[0]), span: span, rows: rows)
    let report = RankingReport(ranking, leftOut: leftOut)
    let record = StudyFiles.Record(
      study: "compare \(Files.stem(of: cases[0])) --\(all ? "all" : "on")", version: version,
      inputs: first.inputs, flags: scenario.flags + ranked.map { "--on \($0)" }, core: blasCoreName())
    try results.write(report.tables, record)
    try results.commit()
    try results.console.show(report.text)
    try results.console.show(
      "\(grouped(first.settings.paths)) paths · seed \(first.settings.seed) · "
        + "\(duration(seconds: clock.seconds))\n\(results.note)")
  }

  private func values(_ loaded: LoadedScenario, _ variables: [String], _ span: Span) throws -> PathValues {
    var settings = loaded.settings
    settings.outputs = variables
    return try Trial(model: loaded.model, settings: settings).pathValues([span], study.runOptions)
  }

  private func check(_ variables: [String], _ model: Model) throws {
    let known = model.outputs.map(\.variable)
    for variable in variables where !known.contains(variable) {
      let meant = suggestion(for: variable, among: known).map { ": did you mean '\($0)'?" } ?? ""
      throw Failure("error: --on: '\(variable)' is not a series\(meant)", .usage)
    }
  }

  /// Why two cases can't be held against each other path by path; nil where they can.
  private func difference(_ first: Settings, _ other: Settings) -> String? {
    if first.asOf != other.asOf { return "as of \(other.asOf)" }
    if first.period != other.period { return "its months are \(other.period)" }
    if first.seed != other.seed || first.paths != other.paths { return "another seed or number of paths" }
    return nil
  }
}
