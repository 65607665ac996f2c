internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate calibrate`: parameters estimated from the seed tables.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Estimate parameters from the seed tables, with their errors.",
    discussion: """
      simulate calibrate --as-of 2025-09-23

      Least squares and maximum likelihood on what was known on a day. Writes results/calibrate/ with calibration.csv \
      and calibrated.txt, a scenario that others can extend.
      """)

  @Option(help: ArgumentHelp("What was known on this day.", valueName: "date"))
  var asOf: String = "2026-01-20"

  @Option(help: ArgumentHelp("The scenario that the written one extends.", valueName: "name"))
  var extends = "baseline"

  @OptionGroup var study: StudyOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if Day(asOf) == nil { throw ValidationError("--as-of wants a date such as 2025-09-23.") }
  }

  func run() throws {
    guard let day = Day(asOf) else { return }
    try StudyOutput(folder: study.folder ?? "results/calibrate", common: common).write {
      let extended = try parent()
      let seeds = try Places(data: common.data).seedFiles(for: ".").files
      let known = seeds.tables.known(on: day)
      let model = try RussianEnergy.model(known, day.month)
      let report = CalibrationReport(try Calibration(known, model), model: model, asOf: day)
      return StudyOutcome(
        record: StudyFiles.Record("calibrate", try seeds.inputs(), flags: ["--as-of \(asOf)"]),
        tables: [report.table], text: report.text, closing: .place,
        files: [("calibrated.txt", report.fragment(extending: extended))])
    }
  }

  /// The parent as the written scenario must name it, wherever that lies: a shipped one by its name, a file by its whole
  /// path.
  private func parent() throws -> String {
    let file = try Places(data: common.data).scenario(extends)
    return file == extends ? Files.real(file) ?? file : extends
  }
}
