internal import ArgumentParser
internal import Reports
internal import Scenarios

/// `simulate data convert FILE --to TABLE.COLUMN`: a foreign table made an overlay.
struct DataConvert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract:
      "Make a CSV of the EIA, the World Bank, FRED, ECB, CBR, GIE or CREA an overlay of a seed table.",
    discussion: """
      simulate data convert brent-monthly.csv --to prices_monthly.brent --unit USD/bbl

      Encoding, delimiter, decimal comma, form and order of dates are found and shown. The overlay is used with \
      'simulate run FILE --data OVERLAY'. Money is changed with the tables' rate of exchange, month by month.
      """)

  @Argument(help: "The CSV file.")
  var file: String

  @OptionGroup var target: ConvertOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      guard let bytes = try target.read(file) else {
        throw Failure("error: no such file: \(file)", .fileMissing)
      }
      let wish = target.wish(of: file)
      let seeds = try Places(data: common.data).seedFiles(for: ".").files
      let found: SeedConversion
      do {
        found = try SeedConversion(wish, bytes: bytes, into: seeds)
      } catch {
        throw Failure("error: \(file): \(error)", .badScenario)
      }
      for warning in found.warnings { common.console.warn("warning: \(warning)") }
      let place = try OverlayFile.put(found.overlay, table: wish.table, in: target.output)
      try common.console.show(
        found.report.map { $0 + "\n" }.joined() + "written to \(place); use it with --data \(target.output)\n"
      )
    }
  }
}
