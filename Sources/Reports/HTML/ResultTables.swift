internal import ScenarioText
internal import Scenarios

/// The tables of a finished folder, as a report reads them: what it says can be checked against the same files.
public struct ResultTables: Sendable {
  /// A row, by column.
  typealias Row = [String: String]

  /// The name of the folder, or of the scenario.
  public let name: String
  private let files: [String: [UInt8]]

  /// - Parameter read: the bytes of a file of the folder; nil where it has none.
  public init(_ name: String, read: (String) -> [UInt8]?) {
    self.name = name
    let pairs = ResultTables.names.compactMap { file in read(file).map { (file, $0) } }
    files = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static let names = [
    "datapackage.json", "monthly.csv", "annual.csv", "total.csv", "parameters.csv", "questions.csv",
    "futures.csv",
    "exceedance.csv", "more_monthly.csv", "more_total.csv", "comparison.csv", "explained.csv",
    "attribution.csv",
    "sensitivity.csv", "outcomes.csv", "cases.csv", "backtest.csv",
    "claims.csv", "claims_monthly.csv",
  ]

  /// Whether it holds a table that a report is made of.
  public var isReportable: Bool {
    [
      "monthly.csv", "comparison.csv", "attribution.csv", "sensitivity.csv", "cases.csv", "backtest.csv",
      "claims.csv",
    ]
    .contains(where: has)
  }

  func has(_ file: String) -> Bool { files[file] != nil }

  /// A file of the folder.
  func bytes(_ file: String) -> [UInt8]? { files[file] }

  /// The rows of a table; none where it is missing or no CSV.
  func rows(_ file: String) -> [Row] {
    guard let bytes = files[file], let text = try? CSVText(bytes: bytes), let head = text.rows.first else {
      return []
    }
    return text.rows.dropFirst().map { row in
      Dictionary(zip(head.cells, row.cells), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The columns of a table in their order.
  func head(_ file: String) -> [String]? {
    files[file].flatMap { try? CSVText(bytes: $0) }?.rows.first?.cells
  }

  /// The description of the folder.
  var package: Node? {
    files["datapackage.json"].flatMap {
      try? parse(String(decoding: $0, as: UTF8.self), file: "datapackage.json")
    }
  }
}

extension [String: String] {
  func number(_ column: String) -> Double { self[column].flatMap(Double.init) ?? .nan }
  func text(_ column: String) -> String { self[column] ?? "" }
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
  /// What it means, in a sentence.
  let summary: String
  let unit: String
  let spanUnit: String
  /// How months become a span: `sum`, `mean` or `last`.
  let rule: String
  let months: [(month: Int, spread: Spread)]
  let years: [(year: String, spread: Spread)]
  let total: Spread?

  var label: String { region == "Russia" ? variable : "\(variable)[\(region)]" }

  /// The name of a file or element.
  var identifier: String {
    String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
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
        variable: row.text("variable"), region: row.text("region"),
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
