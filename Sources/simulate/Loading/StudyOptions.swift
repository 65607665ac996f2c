internal import ArgumentParser
internal import Engine
internal import Studies

/// Options of the commands that run many cases.
struct StudyOptions: ParsableArguments {
  @OptionGroup var threads: ThreadOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the results; '-' for the main table on standard output.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @OptionGroup var naming: NameOption

  /// The folder that the user named; nil where the command's own is taken.
  var folder: String? { output ?? naming.folder }

  /// What each run is told.
  var runOptions: RunOptions { threads.options }
}

/// Options of the commands that hold the model against what was published.
struct TrialOptions: ParsableArguments {
  @Option(help: "Paths of each run.")
  var paths = 1024

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 20_250_923

  @Option(
    help: ArgumentHelp("Also write the report to this file: Markdown (.md), else HTML.", valueName: "file"))
  var report: String?

  /// The file of the report where it isn't Markdown.
  var htmlReport: String? { report.flatMap { $0.hasSuffix(".md") ? nil : $0 } }

  /// What is asked of figures, with a folder of charts.
  func figures(_ charts: String?) -> ReportOptions {
    var figures = ReportOptions()
    (figures.report, figures.charts) = (htmlReport, charts)
    return figures
  }

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set a parameter in every run; may be repeated.", valueName: "key=value"),
    completion: Completions.parameters)
  var settings: [String] = []

  func validate() throws {
    try within(16...100_000, "--paths", paths)
    try areAssignments(settings)
  }

  /// As given, for the record of a run.
  var flags: [String] { ["--paths \(paths)", "--seed \(seed)"] + settings.map { "--set \($0)" } }
}

extension BacktestPolicy {
  /// As `--policy` takes it.
  static func typed(_ text: String) throws -> BacktestPolicy {
    guard let policy = BacktestPolicy(rawValue: text) else {
      throw ValidationError("--policy is as-known or known, not '\(text)'.")
    }
    return policy
  }
}
