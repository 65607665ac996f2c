internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage

/// `simulate data`: the seed tables, and tables of one's own.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "How far the seed tables reach, and foreign tables made overlays of them.",
    subcommands: [DataStatus.self, DataConvert.self])
}

/// `simulate data status`: what would have to come for a newer start.
struct DataStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how far each seed table reaches and which limit the newest start.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let files = try Places(data: common.data).seedFiles(for: ".")
      let reach = SeedReach.all(files.files)
      if let format = common.format {
        return try common.console.put(ReachTable(reach, folder: files.folder).table.text(format))
      }
      try common.console.show(ReachTable(reach, folder: files.folder).text)
    }
  }
}

/// `simulate data convert FILE --to TABLE.COLUMN`: a foreign table made an overlay.
struct DataConvert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract:
      "Make a CSV of the EIA, the World Bank, FRED, ECB, CBR, GIE or CREA an overlay of a seed table.",
    discussion: """
      simulate data convert brent-monthly.csv --to prices_monthly.brent --unit USD/bbl

      Encoding, delimiter, decimal comma, form and order of dates are found and shown. The overlay is used with
      'simulate run FILE --data OVERLAY'. Money is changed with the tables' rate of exchange, month by month.
      """)

  @Argument(help: "The CSV file.")
  var file: String

  @Option(help: ArgumentHelp("Where its values go, such as prices_monthly.brent.", valueName: "table.column"))
  var to: String

  @Option(help: "The file's column; may be left out where there is only one with numbers.")
  var column: String?

  @Option(help: "The file's column of dates, where there are several.")
  var date: String?

  @Option(help: ArgumentHelp("The unit of the file, such as USD/MMBtu or USD/EUR.", valueName: "unit"))
  var unit: String?

  @Flag(help: "The file has one over the value.")
  var invert = false

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only rows with a text in a column.", valueName: "column=text"))
  var filters: [String] = []

  @Flag(name: .customLong("sum"), help: "Add the rows of one day.")
  var adds = false

  @Option(help: ArgumentHelp("How days become months: mean, sum, first or last.", valueName: "rule"))
  var by: String?

  @Option(help: ArgumentHelp("The first month to take.", valueName: "month"))
  var from: String?

  @Option(help: "What the source column says; else the file's name.")
  var source: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the overlay.", valueName: "dir"))
  var output = "overlay"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if to.split(separator: ".").count != 2 { throw ValidationError("--to wants table.column, not '\(to)'.") }
    if let from, Month(from) == nil { throw ValidationError("--from wants a month such as 2024-01.") }
    if let by, MonthRule(rawValue: by) == nil {
      throw ValidationError(
        "--by is \(MonthRule.allCases.map(\.rawValue).joined(separator: ", ")), not '\(by)'.")
    }
    for filter in filters where !filter.dropFirst().contains("=") {
      throw ValidationError("--where wants column=text, not '\(filter)'.")
    }
  }

  private func read(_ file: String) throws -> [UInt8]? {
    do {
      return try Scenario.bytes(file)
    } catch let error as InputError {
      throw ScenarioFailure(file, error)
    }
  }

  func run() throws {
    try reporting {
      guard let bytes = try read(file) else { throw Failure("error: no such file: \(file)", .fileMissing) }
      let seeds = try Places(data: common.data).seedFiles(for: ".").files
      RussianEnergy.registerUnits()
      let found: SeedConversion
      do {
        found = try SeedConversion(wish, bytes: bytes, into: seeds)
      } catch {
        throw Failure("error: \(file): \(error)", .badScenario)
      }
      for warning in found.warnings { common.console.warn("warning: \(warning)") }
      let place = try OverlayFile.put(found.overlay, table: wish.table, in: output)
      try common.console.show(
        found.report.map { $0 + "\n" }.joined() + "written to \(place); use it with --data \(output)\n")
    }
  }

  private var wish: SeedConversion.Wish {
    let parts = to.split(separator: ".").map(String.init)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    var wish = SeedConversion.Wish(table: parts[0], target: parts[1], source: source ?? name)
    (wish.column, wish.dateColumn, wish.unit, wish.isInverted) = (column, date, unit, invert)
    (wish.rule, wish.adds, wish.from) = (
      by.flatMap { MonthRule(rawValue: $0) }, adds, from.flatMap { Month($0) }
    )
    wish.filters = filters.map { filter in
      let parts = filter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      return (parts[0], parts[1])
    }
    return wish
  }
}
