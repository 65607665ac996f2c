internal import Engine
internal import ScenarioText
internal import Scenarios

/// The tables of a finished folder, as a report reads them: what it says can be checked against the same files.
public struct ResultTables: Sendable {
  /// A row, by column.
  typealias Row = [String: String]

  /// The name of the folder, or of the scenario.
  public let name: String
  /// The region of series whose labels name none.
  let home: String
  /// The description of the folder.
  let package: Node?
  private let files: [String: [UInt8]]
  private let tables: [String: Table]

  private struct Table {
    let head: [String]
    let rows: [Row]
  }

  /// - Parameters:
  ///   - home: the model's region of series that name none.
  ///   - read: the bytes of a file of the folder; nil where it has none.
  /// - Throws: what `read` does.
  public init(_ name: String, home: String, read: (String) throws -> [UInt8]?) rethrows {
    self.name = name
    self.home = home
    let pairs = try ResultTables.names.compactMap { file in try read(file).map { (file, $0) } }
    files = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    package = files["datapackage.json"].flatMap {
      try? parse(
        String(decoding: $0, as: UTF8.self), file: "datapackage.json", lineBytes: Limits.packageBytes)
    }
    tables = files.compactMapValues(ResultTables.table)
  }

  /// A CSV file's columns and rows; nil for anything else.
  private static func table(_ bytes: [UInt8]) -> Table? {
    guard let text = try? CSVText(bytes: bytes), let head = text.rows.first else { return nil }
    let rows = text.rows.dropFirst().map { row in
      Dictionary(zip(head.cells, row.cells), uniquingKeysWith: { first, _ in first })
    }
    return Table(head: head.cells, rows: rows)
  }

  private static let names = [
    "datapackage.json", "monthly.csv", "annual.csv", "total.csv", "parameters.csv", "questions.csv",
    "futures.csv",
    "exceedance.csv", "asked.csv", "former.csv", "changes.csv", "more_monthly.csv", "more_total.csv",
    "comparison.csv", "explained.csv",
    "attribution.csv",
    "sensitivity.csv", "outcomes.csv", "cases.csv", "backtest.csv",
    "claims.csv", "claims_monthly.csv", "boxes.csv", "limits.csv", "trajectory.csv",
    "robust.csv", "winners.csv", "trace.csv", "drawn.csv", "story.csv",
  ]

  /// Whether it holds a table that a report is made of.
  public var isReportable: Bool {
    [
      "monthly.csv", "comparison.csv", "attribution.csv", "sensitivity.csv", "cases.csv", "backtest.csv",
      "claims.csv", "boxes.csv", "robust.csv", "trace.csv",
    ]
    .contains(where: has)
  }

  /// A row's series as users write it: `lng.revenue`, or `buyers.crude[india]`.
  func label(_ row: Row) -> String {
    let variable = row.text("variable"), region = row.text("region")
    return region == home ? variable : "\(variable)[\(region)]"
  }

  func has(_ file: String) -> Bool { files[file] != nil }

  /// The rows of a table; none where it is missing or no CSV.
  func rows(_ file: String) -> [Row] { tables[file]?.rows ?? [] }

  /// The columns of a table in their order.
  func head(_ file: String) -> [String]? { tables[file]?.head }
}

extension [String: String] {
  func number(_ column: String) -> Double { self[column].flatMap(Double.init) ?? .nan }
  func text(_ column: String) -> String { self[column] ?? "" }
}

extension [[String: String]] {
  /// The values of a column, each once, in the order of the rows.
  func distinct(_ column: String) -> [String] { map { $0.text(column) }.uniqued }
}

/// A number with its error and the 5, 25, 50, 75 and 95 % points of a table's row.
struct Spread: Sendable {
  let mean: Double
  let error: Double
  let percentiles: [Double]
  let errors: [Double]

  init(_ row: [String: String]) {
    mean = row.number("mean")
    error = row.number("se")
    percentiles = ["p05", "p25", "p50", "p75", "p95"].map(row.number)
    errors = ["p05_se", "p25_se", "p50_se", "p75_se", "p95_se"].map(row.number)
  }
}

/// A series as a folder of results has it.
struct ReportedSeries: Sendable {
  let variable: String
  let region: String
  /// As users write it: with its region, but for the model's home.
  let label: String
  /// What it means, in a sentence.
  let summary: String
  let unit: String
  let spanUnit: String
  /// How months become a span: `sum`, `mean` or `last`.
  let rule: String
  let months: [(month: Int, spread: Spread)]
  let years: [(year: String, spread: Spread)]
  let total: Spread?

  /// The unit of a month's number: a sum is so much a month.
  var monthUnit: String { rule == "sum" ? "\(unit)/month" : unit }

  /// The name of a file or element.
  var identifier: String { Reports.identifier(label) }
}

extension ResultTables {
  /// All series of a run's tables in their order.
  func series(_ prefix: String = "") -> [ReportedSeries] {
    let months = Dictionary(grouping: rows("\(prefix)monthly.csv"), by: ResultTables.key)
    let years = Dictionary(grouping: rows("annual.csv"), by: ResultTables.key)
    let described = Dictionary(
      (package?["variables"]?.items ?? []).map { item in
        ("\(item["name"]?.text ?? "")|\(item["region"]?.text ?? "")", item)
      }, uniquingKeysWith: { first, _ in first })
    return rows("\(prefix)total.csv").map { row in
      let key = ResultTables.key(row)
      let entry = described[key]
      let monthly = months[key] ?? []
      return ReportedSeries(
        variable: row.text("variable"), region: row.text("region"), label: label(row),
        summary: entry?["title"]?.text ?? row.text("variable"),
        unit: monthly.first?.text("unit") ?? row.text("unit"),
        spanUnit: row.text("unit"), rule: entry?["over_a_year"]?.text ?? "mean",
        months: monthly.compactMap { row in monthNumber(row.text("month")).map { ($0, Spread(row)) } },
        years: (years[key] ?? []).map { ($0.text("year"), Spread($0)) }, total: Spread(row))
    }
  }

  private static func key(_ row: Row) -> String { "\(row.text("variable"))|\(row.text("region"))" }
}

/// `2025-09` as year × 12 + month − 1.
func monthNumber(_ text: String) -> Int? {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  guard parts.count >= 2, (1...12).contains(parts[1]) else { return nil }
  return parts[0] * 12 + parts[1] - 1
}

/// `2025-09-23` in months with their fraction.
func momentNumber(_ text: String) -> Double? {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  guard let month = monthNumber(text) else { return nil }
  return Double(month) + (parts.count > 2 ? Double(parts[2] - 1) / 31 : 0)
}
