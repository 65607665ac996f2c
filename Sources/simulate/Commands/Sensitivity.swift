internal import ArgumentParser
internal import Reports
internal import RussianEnergy
internal import Storage
internal import Studies

/// `simulate sensitivity FILE|RUN`: what results depend on, and what would be worth knowing first.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "What results depend on, and what would be worth knowing first.",
    discussion: """
      simulate sensitivity baseline --group brent.anchor,rub.anchor
      simulate sensitivity results/sweeps/cap_enforcement

      One run gives the share of each result's variance that each uncertain parameter explains alone, by month and in \
      total, Shapley effects of parameters that are correlated, and by how much the standard deviation would fall if \
      a parameter were known. --method sobol adds first and total indices by a run for each of the most important \
      parameters; --method morris adds elementary effects of all. Writes results/sensitivity-<scenario>/.

      The folder of a finished sweep gives what its results depend on by the estimator that its design allows: exact \
      shares of a grid, first and total indices (saltelli), elementary effects (morris), else fits on ranks and \
      Shapley effects of up to five axes.
      """)

  @OptionGroup var asked: SensitivityOptions

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    Files.isFolder(asked.file) ? try examineRun() : try examine()
  }

  private func examine() throws {
    let stem = Files.stem(of: asked.file)
    let folder = study.folder ?? FolderName.path(["sensitivity", stem] + scenario.marks)
    try StudyOutput(folder: folder, common: common, figures: figures).write {
      if asked.statistic != nil {
        throw Failure("error: --statistic is for the folder of a sweep's run", .usage)
      }
      let loaded = try LoadedScenario(asked.file, common: common, options: scenario)
      let found = try SensitivityStudy(
        loaded.trial, asked.request(hasPaths: scenario.paths != nil), study.runOptions)
      let report = SensitivityReport(found, money: RussianEnergy.answered)
      return StudyOutcome(
        record: StudyFiles.Record("sensitivity \(stem)", loaded.inputs, flags: scenario.flags + asked.flags),
        tables: report.tables, text: report.text + "\n", closing: .time(sample(loaded.settings)),
        file: loaded.file)
    }
  }
}
