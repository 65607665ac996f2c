internal import ArgumentParser
internal import Engine
internal import Reports
internal import Scenarios
internal import Studies

/// `simulate claims`: what the seed article said, beside what the model says and what came true.
struct Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "The seed article's claims: the model's number, its interval, what was published since.",
    discussion: """
      Each row of seeds/claims.csv names a series, a span and the shipped scenarios that answer. Says in plain words what \
      a claim is true of and what it is false of. Writes claims.csv and claims_monthly.csv to results/claims/.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let folder = study.folder ?? FolderName.path(["claims"] + scenario.marks)
    try StudyOutput(folder: folder, common: common, figures: figures).write {
      let claims = Claim.read(try Places(data: common.data).seedFiles(for: ".").files.tables)
      // The same paths for all scenarios.
      var options = scenario
      options.paths = scenario.paths ?? Claim.standardPaths
      let names = Set(claims.flatMap(\.scenarios)).sorted()
      let loaded = try names.map { try LoadedScenario($0, common: common, options: options) }
      let trials = Dictionary(zip(names, loaded.map(\.trial)), uniquingKeysWith: { first, _ in first })
      let report = ClaimsReport(try claims.map { try $0.answer(by: trials, study.runOptions) })
      return StudyOutcome(
        record: StudyFiles.Record("claims", loaded.inputs, flags: scenario.flags), tables: report.tables,
        text: report.text, closing: .time([]))
    }
  }
}
