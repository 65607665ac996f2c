internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Studies

/// `simulate figures`: what others published, beside what the model says.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Hold published figures against the model's medians and intervals.",
    discussion: """
      simulate figures --report figures.md

      Each row of seeds/published_figures.csv names a run: from when, what is known, what is set. Writes \
      results/figures/ with figures.csv and the report FIGURES.md.
      """)

  @OptionGroup var trial: TrialOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try trial.output("figures", study, common).write {
      let seeds = try Places(data: common.data).seedFiles(for: ".").files
      let held = try PublishedFigures(
        RussianEnergy.source(seeds.tables), paths: trial.paths, seed: trial.seed, sets: trial.settings
      ).run(study.runOptions)
      let report = FiguresReport(held, paths: trial.paths, seed: trial.seed, version: version)
      return try trial.outcome(
        "figures", of: seeds, as: "FIGURES.md", (report.markdown, report.table, report.text))
    }
  }
}
