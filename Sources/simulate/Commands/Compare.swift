internal import ArgumentParser
internal import Reports
internal import Studies

/// `simulate compare A B [C...]`: what is different, by how much, and why.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare scenarios path by path, or folders of results.",
    discussion: """
      simulate compare baseline mine.txt
      simulate compare baseline --all --on oil.revenue
      simulate compare results/baseline results/mine

      The first is held against each of the others. Scenarios see the same shocks, so that differences are far \
      surer than the results themselves. Writes comparison.csv and explained.csv to results/compare-<A>-<B>/. Two \
      folders of results are compared by their tables: what changed since last time, and in which inputs.
      """)

  @OptionGroup var compared: ComparedCases

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    if compared.isRanking { return try rank() }
    let parts = ["compare"] + compared.names
    let folder = study.folder ?? FolderName.path(parts + scenario.marks)
    try StudyOutput(folder: folder, common: common, figures: figures).write {
      let name = parts.joined(separator: " ")
      return try compared.areFolders() ? compareFolders(name) : compareScenarios(name)
    }
  }

  private func compareScenarios(_ name: String) throws -> StudyOutcome {
    let loaded = try compared.cases.map { try LoadedScenario($0, common: common, options: scenario) }
    let names = compared.names
    let paired = try PairedCases(
      loaded.indices.map { index in
        PairedCases.Case(
          label: compared.cases[index], name: names[index], loaded[index].trial, loaded[index].questions)
      })
    for warning in paired.warnings { common.console.warn("\(warning); left out") }
    // The charts show the months, too.
    let report = ComparisonReport(
      first: names[0], try paired.run(byMonth: figures.isWanted, study.runOptions))
    return StudyOutcome(
      record: StudyFiles.Record(name, loaded.inputs, flags: scenario.flags), tables: report.tables,
      text: report.text, closing: .time(sample(loaded[0].settings)), file: loaded[0].file,
      asked: loaded.count == 2 ? loaded[1].headline : "")
  }
}
