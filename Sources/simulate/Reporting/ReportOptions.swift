internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage
internal import Studies

/// Options of the commands whose results can be shown as figures.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write one HTML file with sentences, charts and their numbers.", valueName: "file"))
  var report: String?

  @Option(help: ArgumentHelp("Also write each chart as an SVG file into this folder.", valueName: "dir"))
  var charts: String?

  /// Whether any figure is asked for; a run without them does nothing more than before.
  var isWanted: Bool { report != nil || charts != nil }
}

/// Writes what was asked for of finished results.
struct ReportWriter {
  let options: ReportOptions
  let common: CommonOptions

  /// - Parameters:
  ///   - folder: where the tables stand.
  ///   - more: tables that only the figures need, by name.
  ///   - file: what the seed tables are looked for beside.
  func write(_ folder: String?, more: [String: [UInt8]] = [:], beside file: String = ".", asked: String = "")
    throws
  {
    guard options.isWanted else { return }
    guard let folder else {
      throw Failure("error: --report and --charts take a folder of results, not standard output", .usage)
    }
    try write(
      [
        try ResultTables(Files.stem(of: folder), home: RussianEnergy.home) {
          try more[$0] ?? Files.content(of: "\(folder)/\($0)")
        }
      ], beside: file, asked: asked)
  }

  func write(_ folders: [ResultTables], beside file: String, asked: String = "") throws {
    var context = try ReportWriter.context(common, beside: file)
    context.asked = asked
    let page = HTMLReport(folders, context)
    if let report = options.report {
      try page.write(to: report)
      try common.console.show("report in \(report)\n")
    }
    guard let charts = options.charts else { return }
    let count = try page.writeCharts(into: charts)
    try common.console.show("\(counted(count, "chart")) in \(charts)\n")
  }

  /// What the model says about its figures, and what was published of its series up to the newest row.
  static func context(_ common: CommonOptions, beside file: String) throws -> ReportContext {
    var context = ReportContext()
    context.findings = RussianEnergy.reported.findings
    context.tiles = RussianEnergy.reported.tiles
    context.streams = RussianEnergy.reported.streams.map {
      .init(from: $0.from, to: $0.to, variable: $0.variable)
    }
    context.units = Dictionary(
      uniqueKeysWithValues: RussianEnergy.reported.units.map { symbol, others in
        let own = Engine.Unit(symbol)
        return (
          symbol,
          others.compactMap { other in
            own?.conversion(to: other).map { .init(symbol: other.symbol, factor: $0.factor) }
          }
        )
      })
    context.program = "simulate \(version)"
    let (model, seeds) = try LoadedScenario.standardModel(common, beside: file)
    context.drivers = model.drivers
    context.regions = RussianEnergy.reported.regions
    context.meanings = Dictionary(
      model.outputs.map { ($0.variable, $0.summary) }, uniquingKeysWith: { first, _ in first })
    context.published = PublishedMonths.all(seeds, of: model).mapValues { months in
      Dictionary(months.map { ($0.key.ordinal, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    context.publishedUnits = Dictionary(
      model.outputs.map { ("\($0.variable)|\($0.region)", $0.unit.symbol) },
      uniquingKeysWith: { first, _ in first })
    return context
  }
}
