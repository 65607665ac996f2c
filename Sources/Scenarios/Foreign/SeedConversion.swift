public import Engine

/// A column of a foreign table made an overlay of a monthly seed table.
public struct SeedConversion: Sendable {
  /// What the user says of the file; what is nil is found by looking, or asked for.
  public struct Wish: Sendable {
    /// The seed table: `prices_monthly`.
    public var table: String
    /// The table's column that the values go to: `brent`.
    public var target: String
    /// The file's column of values.
    public var column: String?
    /// The file's column of dates.
    public var dateColumn: String?
    /// Only rows count that have these texts in these columns.
    public var filters: [(column: String, text: String)] = []
    /// The unit of the file.
    public var unit: String?
    /// Whether the file has one over the value.
    public var isInverted = false
    /// How a month's days become its value.
    public var rule: MonthRule?
    /// Whether rows of the same day are added up.
    public var adds = false
    /// The first month that is taken.
    public var from: Month?
    /// What the source column says.
    public var source: String

    /// A wish that leaves everything about the file to be found.
    public init(table: String, target: String, source: String) {
      self.table = table
      self.target = target
      self.source = source
    }
  }

  /// The months converted, in the table's unit.
  public let months: [(month: Month, value: Double)]
  /// The overlay, a CSV table.
  public let overlay: String
  /// What was found and done, a line each.
  public let report: [String]
  /// What looks wrong about it.
  public let warnings: [String]

  /// Converts the bytes of a file.
  public init(_ wish: Wish, bytes: [UInt8], into seeds: SeedFiles) throws(ForeignProblem) {
    let column = try SeedConversion.column(wish, seeds.schema)
    let table = try ForeignTable(bytes: bytes, dateName: wish.dateColumn, filters: wish.filters)
    let values = try table.values(of: wish.column, adds: wish.adds)
    let change = try UnitChange(wish.unit, to: column, isInverted: wish.isInverted, seeds)
    let rule = wish.rule ?? SeedConversion.rule(column)
    let changed = values.compactMap { entry in
      change.value(entry.value, in: entry.day.month).map { (day: entry.day, value: $0) }
    }
    let months = ForeignTable.months(changed, by: rule).filter { $0.month >= wish.from ?? $0.month }
    guard let first = months.first, let last = months.last else {
      throw ForeignProblem("no month is left; \(change.need)")
    }
    try SeedConversion.check(months, column)
    let old = SeedConversion.standing(wish, seeds.tables)
    self.months = months
    overlay = SeedConversion.overlay(wish, months, old, seeds.tables[wish.table])
    let days = table.isMonthly ? "a row is a month" : "days become months by their \(rule.rawValue)"
    report =
      [
        "\(table.form); \(days)", change.words,
        "\(months.count) months, \(first.month) to \(last.month), \(SeedConversion.span(months.map(\.value))) \(column.unit)",
      ] + SeedConversion.beside(months, old, column)
    warnings = SeedConversion.doubts(months, old, unit: column.unit)
  }

  private static func column(_ wish: Wish, _ schema: SeedSchema) throws(ForeignProblem) -> SeedSchema.Column {
    guard let columns = schema.tables[wish.table] else {
      throw ForeignProblem("there is no table '\(wish.table)'; 'simulate data status' lists them")
    }
    guard columns.filter(\.key).map(\.kind) == [.month] else {
      throw ForeignProblem("'\(wish.table)' is not a table of months; write its rows into an overlay by hand")
    }
    guard let column = columns.first(where: { $0.name == wish.target && $0.kind == .number }) else {
      let names = columns.filter { $0.kind == .number }.map(\.name).joined(separator: ", ")
      throw ForeignProblem(
        "'\(wish.table)' has no column of numbers called '\(wish.target)'; it has \(names)")
    }
    return column
  }

  /// Stocks and shares of a day are taken on the first, amounts are added, all else is averaged.
  private static func rule(_ column: SeedSchema.Column) -> MonthRule {
    if column.unit == "%" { return .first }
    return column.unit.contains("/") || column.unit.isEmpty ? .mean : .sum
  }

  private static func check(
    _ months: [(month: Month, value: Double)], _ column: SeedSchema.Column
  ) throws(ForeignProblem) {
    for (month, value) in months where value < column.low ?? value || value > column.high ?? value {
      throw ForeignProblem(
        "\(short(value)) \(column.unit) in \(month) is outside what '\(column.name)' may be, "
          + "\(column.low.map(short) ?? "") to \(column.high.map(short) ?? "")\(column.hint(value))"
      )
    }
  }

  private static func standing(_ wish: Wish, _ tables: SeedTables) -> [Month: Double] {
    var result: [Month: Double] = [:]
    for row in tables[wish.table] {
      if let month = row.month("month"), let value = row.number(wish.target) { result[month] = value }
    }
    return result
  }

  private static func span(_ values: [Double]) -> String {
    "\(short(values.min() ?? 0)) to \(short(values.max() ?? 0))"
  }

  /// The range that stands, beside the one that comes.
  private static func beside(
    _ months: [(month: Month, value: Double)], _ old: [Month: Double], _ column: SeedSchema.Column
  ) -> [String] {
    guard let first = old.keys.min(), let last = old.keys.max() else {
      return ["the table has no such value yet"]
    }
    let both = months.filter { old[$0.month] != nil }
    let ratio = median(both.compactMap { entry in old[entry.month].map { entry.value / $0 } })
    return [
      "the table has \(old.count) months, \(first) to \(last), \(span(Array(old.values))) \(column.unit)"
        + (ratio.map { "; in \(both.count) months of both the file is \(short($0)) times it" } ?? "")
    ]
  }

  private static func doubts(
    _ months: [(month: Month, value: Double)], _ old: [Month: Double], unit: String
  ) -> [String] {
    let pairs = months.compactMap { entry in old[entry.month].map { (new: entry.value, old: $0) } }
    guard let ratio = median(pairs.map { $0.new / $0.old }), abs(ratio - 1) > 0.15 else { return [] }
    var text = "the file is \(short(ratio)) times what the table has"
    let typical = pairs[pairs.count / 2]
    if let found = Disguise.of(typical.new, unit: unit, usual: typical.old, within: 0.15) {
      text += ": \(found.words)"
    }
    return [text]
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }

  // MARK: The overlay

  /// Months that the table has keep the day on which they became known; a new month gets the table's usual delay.
  private static func overlay(
    _ wish: Wish, _ months: [(month: Month, value: Double)], _ old: [Month: Double], _ rows: [SeedRow]
  ) -> String {
    let delay = self.delay(rows)
    let standing = Dictionary(
      rows.compactMap { row in row.month("month").map { ($0, row) } }, uniquingKeysWith: { $1 })
    var text = "month,known,\(wish.target),source\n"
    for (month, value) in months {
      let row = standing[month]
      let known = row == nil ? ((month + 1).first + delay).description : ""
      let source = row.map { "\($0.text("source")); \(wish.target): \(wish.source)" } ?? wish.source
      text += "\(month),\(known),\(value),\"\(source.replacing("\"", with: "\"\""))\"\n"
    }
    return text
  }

  /// The median delay of the table's newest year, in days after the month's end.
  private static func delay(_ rows: [SeedRow]) -> Int {
    let delays = rows.suffix(12).compactMap { row -> Int? in
      guard let month = row.month("month"), let known = row.day("known") else { return nil }
      return known - (month + 1).first
    }.sorted()
    return delays.isEmpty ? 0 : delays[delays.count / 2]
  }
}
