internal import Engine

/// Who buys Russian crude: a row of `buyers.csv`.
struct Buyer: Sendable {
  let name: String
  /// Part of the secondary-sanction pressure that reaches him, and the share of his volume that full pressure takes.
  let weight, drop: Double
  /// His part of what others drop, and the most that he takes, kb/d.
  let appetite, maximum: Double
  /// What he took before the period where no column of exports counts him, kb/d.
  let start: Double?
  /// How much of what a month's count is off the expected one lasts: median and 5–95 % range; nil where all of it does.
  let newest: (median: Double, low: Double, high: Double)?
  /// How a month of his scatters; nil where it does as all do.
  let noise: Double?

  /// How `newest` and `noise` were found.
  static let smoothing =
    "calculated: exponential smoothing of log volumes in oil_exports_monthly.csv, maximum likelihood, 2022-07 to 2025-06"

  /// Buyers whom mechanisms treat each in a way of their own.
  static let chinaSea = "china_sea", india = "india", turkey = "turkey", eu = "eu", other = "other"
  static let chinaPipe = "china_pipe"
  private static let order = [chinaSea, india, turkey, eu, other]

  /// The buyers of the seed tables: those with ways of their own, all others, and China's pipeline last.
  static func all(_ seeds: SeedTables) -> [Buyer] {
    let rows = seeds["buyers"].map { row in
      func value(_ column: String) -> Double { row.number(column) ?? 0 }
      return Buyer(
        name: row.text("buyer"), weight: value("pressure_weight"), drop: value("drop"),
        appetite: value("appetite"), maximum: value("maximum"), start: row.number("start"),
        newest: row.number("newest").map {
          ($0, row.number("newest_low") ?? $0, row.number("newest_high") ?? $0)
        },
        noise: row.number("noise"))
    }
    func place(_ buyer: Buyer) -> Int {
      buyer.name == chinaPipe ? order.count + 1 : order.firstIndex(of: buyer.name) ?? order.count
    }
    return rows.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
      .map(\.element)
  }

  /// The column of exports that tells how old the knowledge of his purchases is.
  var column: String {
    switch name {
    case Buyer.chinaSea, Buyer.chinaPipe: "china"
    case Buyer.india, Buyer.turkey, Buyer.eu: name
    default: "crude"
    }
  }

  /// Whether his purchases stand in a column of their own.
  var isCounted: Bool { column == name }
}

extension [Buyer] {
  /// The rows of those who buy at sea or by Druzhba; China's pipeline, the last, takes its own.
  var market: Range<Int> { 0..<(count - 1) }

  func row(of name: String) -> Int { firstIndex { $0.name == name } ?? 0 }
}
