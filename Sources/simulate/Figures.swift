internal import ArgumentParser
internal import Engine
internal import Kernels
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
    let clock = Clock()
    let folder = study.output ?? "results/figures"
    let results = try ResultsFolder(path: folder)
    defer { results.discard() }
    let place = try Places(data: common.data).seeds(for: ".")
    let seeds = try SeedFiles(directory: place)
    let found = FiguresReport(try held(seeds.tables), paths: trial.paths, seed: trial.seed, version: version)
    let inputs = seeds.hashes.compactMap { entry in
      Files.bytes(of: "\(place)/\(entry.file)").map {
        RunRecord.Input(path: "seeds/\(entry.file)", hash: SHA256.hex($0))
      }
    }
    let record = StudyFiles.Record(
      study: "figures", version: version, inputs: inputs,
      flags: ["--paths \(trial.paths)", "--seed \(trial.seed)"],
      core: blasCoreName())
    let text = Array(found.markdown.utf8)
    try results.write("FIGURES.md", text)
    try StudyFiles.write([found.table], record: record, into: results)
    try results.commit()
    if let report = trial.report { try ValidationReport.write(text, to: report) }
    try common.console.show(found.text)
    try common.console.show("\(duration(seconds: clock.seconds))\nresults in \(folder)\n")
  }

  private func held(_ seeds: SeedTables) throws -> [FigureResult] {
    let (figures, faulty) = PublishedFigure.read(seeds)
    guard faulty.isEmpty else {
      throw Failure(
        "error: published_figures.csv: \(faulty.joined(separator: ", ")) can't be read", .badScenario)
    }
    let study = PublishedFigures(
      seeds: seeds, paths: trial.paths, seed: trial.seed, makeModel: FiguresCommand.model)
    do {
      return try study.run(figures, self.study.runOptions)
    } catch let failure as ScenarioFailure {
      throw Failure(failure.rendered, .badScenario)
    } catch let error as FigureError {
      throw Failure("error: \(error)", .badScenario)
    }
  }

  /// The model from tables as known.
  @Sendable private static func model(_ seeds: SeedTables, _ start: Month) throws -> Model {
    try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: seeds, start: start)
  }
}
