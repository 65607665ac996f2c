internal import ArgumentParser
internal import Engine
internal import Scenarios
internal import Storage

/// Where a foreign table goes, and how it is read.
struct ConvertOptions: ParsableArguments {
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

  /// The bytes of the table; nil where there is none.
  func read(_ file: String) throws -> [UInt8]? {
    do {
      return try Scenario.bytes(file)
    } catch let error as InputError {
      throw ScenarioFailure(file, error)
    }
  }

  /// What is wanted of it.
  func wish(of file: String) -> SeedConversion.Wish {
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
