public import Engine

/// A series that the model forecasts and somebody publishes.
public struct BacktestSeries: Sendable {
  /// A column of a monthly seed table, added with a sign.
  public struct Column: Sendable {
    let table: String
    let column: String
    var sign = 1.0
    /// Months that the table's date is later than the month meant.
    var ahead = 0
  }

  /// A short name, as `backtest.csv` has it.
  public let name: String
  /// What it is called in reports.
  public let title: String
  /// The unit that the model and the tables share.
  public let unit: String
  /// The model's output and the regions that are added up.
  let variable: String
  let regions: [String]
  let columns: [Column]

  /// The published months in these tables.
  public func published(_ seeds: SeedTables) -> [Month: Double] {
    let parts = columns.map { column -> [Month: Double] in
      let found = BacktestSeries.monthly(seeds, column.table, column.column)
      return Dictionary(uniqueKeysWithValues: found.map { ($0.key - column.ahead, $0.value) })
    }
    guard let first = parts.first else { return [:] }
    var result: [Month: Double] = [:]
    for month in first.keys {
      let values = parts.compactMap { $0[month] }
      if values.count == parts.count {
        result[month] = zip(columns, values).reduce(0) { $0 + $1.0.sign * $1.1 }
      }
    }
    return result
  }

  /// A column by month.
  static func monthly(_ seeds: SeedTables, _ table: String, _ column: String) -> [Month: Double] {
    var result: [Month: Double] = [:]
    for row in seeds[table] {
      if let month = row.wholeMonth, let value = row.number(column) { result[month] = value }
    }
    return result
  }

  /// The series that a back-test scores; those that the model lacks are left out by the caller.
  public static let all: [BacktestSeries] = [
    BacktestSeries("urals.price", "Urals", "USD/bbl", [("prices_monthly", "urals", 1)]),
    BacktestSeries(
      "urals.discount", "Brent − Urals", "USD/bbl",
      [("prices_monthly", "brent", 1), ("prices_monthly", "urals", -1)]),
    BacktestSeries("budget.oil_gas", "oil and gas revenue", "bn RUB", [("budget_monthly", "oil_gas", 1)]),
    BacktestSeries("oil.revenue", "oil export revenue", "bn USD", [("oil_exports_monthly", "revenue", 1)]),
    BacktestSeries("crude.exports", "crude exports", "kb/d", [("oil_exports_monthly", "crude", 1)]),
    BacktestSeries("products.exports", "product exports", "kb/d", [("oil_exports_monthly", "products", 1)]),
    BacktestSeries(
      "china", "China's crude", "kb/d", [("oil_exports_monthly", "china", 1)], variable: "buyers.crude",
      regions: ["china_sea", "china_pipe"]),
    BacktestSeries(
      "india", "India's crude", "kb/d", [("oil_exports_monthly", "india", 1)], variable: "buyers.crude",
      regions: ["india"]),
    BacktestSeries("refining.runs", "refinery runs", "kb/d", [("refinery_runs_monthly", "runs", 1)]),
    BacktestSeries(
      "gas.ttf", "TTF", "EUR/MWh", [("gas_prices_monthly", "ttf", 1)],
      regions: ["EU", "Europe", "Russia", "World"]),
    BacktestSeries(
      "brent.price", "Brent", "USD/bbl", [("prices_monthly", "brent", 1)], regions: ["World"]),
    BacktestSeries("rub.rate", "rouble", "RUB/USD", [("prices_monthly", "rub", 1)]),
    BacktestSeries("budget.balance", "budget balance", "bn RUB", [("budget_monthly", "deficit", -1)]),
    BacktestSeries(
      "eu_storage.fill", "EU gas storage", "%", [("eu_storage", "fill", 1)], regions: ["EU"], ahead: 1),
  ]

  private init(
    _ name: String, _ title: String, _ unit: String, _ columns: [(String, String, Double)],
    variable: String? = nil, regions: [String] = ["Russia"], ahead: Int = 0
  ) {
    self.name = name
    self.title = title
    self.unit = unit
    self.variable = variable ?? name
    self.regions = regions
    self.columns = columns.map { Column(table: $0.0, column: $0.1, sign: $0.2, ahead: ahead) }
  }

  /// The rows of a run whose sum is this series; none where the model lacks it.
  func rows(_ series: [Series]) -> [Int] {
    series.indices.filter { row in
      series[row].declaration.variable == variable && regions.contains(series[row].declaration.region)
    }
  }
}
