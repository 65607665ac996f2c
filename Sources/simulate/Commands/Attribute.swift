internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Storage
internal import Studies

/// `simulate attribute FILE`: what each measure costs Russia and its senders.
struct Attribute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "Share out what all measures together take from Russia among them.",
    discussion: """
      simulate attribute baseline --report attribution.html

      Runs the scenario with every subset of its measures, with the same shocks, and gives each measure its Shapley \
      share, beside what it does alone and on top of all others. Measures are switched off from the first month on; \
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

  func run() throws {
    let name = Files.stem(of: file)
    let folder = study.folder ?? FolderName.path(["attribute", name] + scenario.marks)
    try StudyOutput(folder: folder, common: common, figures: figures).write {
      let loaded = try LoadedScenario(file, common: common, options: scenario)
      let targets = RussianEnergy.attributed.map {
        AttributionTarget(name: $0.name, variables: $0.variables, sign: $0.isLoss ? -1 : 1)
      }
      var trial = loaded.trial
      // What is lost and paid is told in the units of the targets.
      trial.settings.units = []
      if scenario.paths == nil { trial.settings.paths = min(trial.settings.paths, Attribution.standardPaths) }
      let found = try Attribution(trial, targets: targets, options: study.runOptions)
      let report = AttributionReport(name: name, found, loss: targets[0].name, cost: targets[2].name)
      return StudyOutcome(
        record: StudyFiles.Record("attribute \(name)", loaded.inputs, flags: scenario.flags),
        tables: [report.table], text: report.text,
        closing: .time(sample(trial.settings, before: "\(found.runs) runs of ")), file: loaded.file)
    }
  }
}
