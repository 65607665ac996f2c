internal import ArgumentParser
internal import Reports
internal import RussianEnergy
internal import Storage

/// `simulate report RESULT...`: finished folders as one HTML file.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make one HTML file with sentences and charts of finished results.",
    discussion: """
      simulate report results/baseline results/mine --report both.html

      RESULT is a folder that run, compare, attribute, sensitivity, sweep or backtest left. The first decides the kind of \
      the report; further folders of runs are set beside it. Without --report and --charts the file is report.html.
      """)

  @Argument(help: ArgumentHelp("Folders of results.", valueName: "result"))
  var results: [String]

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if results.isEmpty { throw ValidationError("Name a folder of results.") }
  }

  func run() throws {
    try reporting {
      let folders = try results.map { path in
        guard Files.isFolder(path) else {
          throw Failure("error: no such folder of results: \(path)", .fileMissing)
        }
        let tables = try ResultTables(Files.stem(of: path), home: RussianEnergy.home) {
          try Files.content(of: "\(path)/\($0)")
        }
        guard tables.isReportable else {
          throw Failure("error: \(path) holds no results that a report is made of", .fileMissing)
        }
        return tables
      }
      var options = figures
      if !options.isWanted { options.report = "report.html" }
      try ReportWriter(options: options, common: common).write(folders, beside: ".")
    }
  }
}
