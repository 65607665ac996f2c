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

      Each row of seeds/published_figures.csv names a run: from when, what is known, what is set. Writes
      results/figures/ with figures.csv and the report FIGURES.md.
      """)

  @OptionGroup var trial: TrialOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting { try figures() }
  }

  private func figures() throws {
    try trial.publish("figures", as: "FIGURES.md", study: study, common: common) { seeds in
      let found = FiguresReport(try held(seeds), paths: trial.paths, seed: trial.seed, version: version)
      return (found.markdown, found.table, found.text)
    }
  }

  private func held(_ seeds: SeedTables) throws -> [FigureResult] {
    let (figures, faulty) = PublishedFigure.read(seeds)
    guard faulty.isEmpty else {
      throw Failure(
        "error: published_figures.csv: \(faulty.joined(separator: ", ")) can't be read", .badScenario)
    }
    let study = PublishedFigures(
      RussianEnergy.source(seeds), paths: trial.paths, seed: trial.seed, sets: trial.settings)
    do {
      return try study.run(figures, self.study.runOptions)
    } catch let error as FigureError {
      throw Failure("error: \(error)", .badScenario)
    }
  }
}
