internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import RussianEnergy
internal import Storage
internal import Studies

/// `simulate attribute FILE`: what each measure costs Russia and its senders.
struct Attribute: ParsableCommand {
  /// Every subset of the measures is run, so that fewer paths do.
  private static let standardPaths = 1024

  static let configuration = CommandConfiguration(
    abstract: "Share out what all measures together take from Russia among them.",
    discussion: """
      simulate attribute baseline --report attribution.html

      Runs the scenario with every subset of its measures, with the same shocks, and gives each measure its Shapley
      share, beside what it does alone and on top of all others. Measures are switched off from the first month on;
      what they did before stays done. Writes attribution.csv to results/attribute-<scenario>/.
      """)

  @Argument(
    help: "A scenario file, or the name of one that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  private static let targets = RussianEnergy.attributed.map { target in
    AttributionTarget(name: target.name, variables: target.variables, sign: target.isLoss ? -1 : 1)
  }

  func run() throws {
    Interruption.listen()
    try reporting { try attribute() }
  }

  private func attribute() throws {
    let clock = Clock()
    let folder = study.folder ?? FolderName.path(["attribute", Files.stem(of: file)] + scenario.marks)
    let results = try Destination(folder, common)
    defer { results.discard() }
    let loaded = try LoadedScenario(file, common: common, options: scenario)
    var trial = Trial(model: loaded.model, settings: loaded.settings)
    // What is lost and paid is told in the units of the targets.
    trial.settings.units = []
    if scenario.paths == nil { trial.settings.paths = min(trial.settings.paths, Attribute.standardPaths) }
    let attribution = try Attribution(
      trial, targets: Attribute.targets, options: study.runOptions)
    let report = AttributionReport(
      name: Files.stem(of: file), attribution, loss: Attribute.targets[0].name,
      cost: Attribute.targets[2].name)
    let record = StudyFiles.Record(
      study: "attribute \(Files.stem(of: file))", version: version, inputs: loaded.inputs,
      flags: scenario.flags, core: blasCoreName())
    try results.write([report.table], record)
    try results.commit()
    try results.console.show(report.text)
    try results.console.show(
      "\(attribution.runs) runs of \(grouped(trial.settings.paths)) paths · seed \(trial.settings.seed) · "
        + "\(duration(seconds: clock.seconds))\n\(results.note)")
    try ReportWriter(options: figures, common: common).write(results.path, beside: loaded.file)
  }
}
