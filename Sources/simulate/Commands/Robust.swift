internal import ArgumentParser
internal import Reports
internal import Studies
internal import Sweeps

/// `simulate robust RUN --goal 'QUESTION'`: how policies fare over futures.
struct Robust: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Weigh policies over futures: regret, how often a goal is met, the worst tenth, who wins where.",
    discussion: """
      simulate robust results/sweeps/buyers_brent --goal 'budget.oil_gas in 2026 < 7000 bn RUB'

      The policies of a finished sweep (or values of the axes named with --lever) are weighed against each other in the \
      futures that the other axes make. Only measures of economic policy can be chosen between: strikes, outages and \
      ports are futures. Writes results/robust-<run>/ with robust.csv and winners.csv.
      """)

  @Argument(help: ArgumentHelp("Folder of a finished sweep.", valueName: "run"), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp("What is to be reached: a comparison, as a question has it.", valueName: "condition"),
    completion: Completions.series)
  var goal: String

  @Option(
    name: .customLong("lever"), parsing: .singleValue,
    help: ArgumentHelp("An axis that somebody decides; may be repeated.", valueName: "parameter"))
  var levers: [String] = []

  @Option(
    help: ArgumentHelp(
      "Number of each case: \(SweepOutcomes.columns.joined(separator: ", ")).", valueName: "name"),
    transform: SweepOutcomes.typed)
  var statistic = SweepOutcomes.columns[0]

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let folder = SweepFolder(path: folder), name = FolderName.stem(folder.path)
    try StudyOutput(
      folder: study.folder ?? FolderName.path(["robust", name]), common: common, figures: figures
    ).write {
      let found = try FinishedSweep(folder, for: program).choice(goal, statistic, levers)
      let report = RobustReport(
        Robustness(found.policies, found.axes, found.results), goal: goal, left: found.left)
      let flags = ["--goal \(goal)", "--statistic \(statistic)"] + levers.map { "--lever \($0)" }
      let outcomes = RunRecord.Input(file: folder.outcomes)
      return StudyOutcome(
        record: StudyFiles.Record("robust \(name)", outcomes.map { [$0] } ?? [], flags: flags),
        tables: report.tables, text: report.text, closing: .place)
    }
  }
}
