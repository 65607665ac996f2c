internal import ArgumentParser
internal import Engine
internal import Reports
internal import Studies

/// `simulate discover RUN --where 'QUESTION'`: under which conditions something happens.
struct Discover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find where something happens: boxes of what was varied or drawn, as sentences.",
    discussion: """
      simulate discover results/sweeps/everything --where 'budget.oil_gas < 17000 bn RUB'
      simulate discover results/baseline --where 'budget.oil_gas in 2026 < 7000 bn RUB'

      RUN is the folder of a finished sweep (a condition on the mean of each case), or of a single run with \
      --keep-paths (a condition on each path, and what was drawn on it). Boxes are found by patient rule induction: \
      density is the share of a box in which the condition holds, coverage the share of all that hold it. Writes \
      results/discover-<run>/ with boxes.csv, limits.csv and trajectory.csv.
      """)

  @Argument(
    help: ArgumentHelp("Folder of a finished sweep, or of a run with --keep-paths.", valueName: "run"),
    completion: .directory)
  var folder: String

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("The condition, as a question has it.", valueName: "condition"),
    completion: Completions.series)
  var condition: String

  @OptionGroup var rules: DiscoverOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let name = FolderName.stem(folder)
    let place = study.folder ?? FolderName.path(["discover", name])
    try StudyOutput(folder: place, common: common, figures: figures).write {
      let cases = try DiscoverCases(folder, condition, statistic: rules.statistic, common)
      let found = try Discovery(cases.axes, cases.isWanted, rules.rules, threads: study.runOptions.threads)
      let report = DiscoveryReport(found, condition: condition, noun: cases.noun)
      return StudyOutcome(
        record: StudyFiles.Record(
          "discover \(name)", cases.inputs, flags: ["--where \(condition)"] + rules.flags),
        tables: report.tables, text: report.text, closing: .place)
    }
  }
}
