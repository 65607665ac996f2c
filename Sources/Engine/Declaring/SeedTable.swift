/// A value of a seed table, typed by the table's schema.
public enum SeedValue: Sendable, Hashable {
  case text(String), number(Double), day(Day), month(Month), empty
}

/// One row of a seed table and the line of its file, so that every start value can name its origin.
public struct SeedRow: Sendable {
  /// Its line in the file, from 1; the header is line 1.
  public let line: Int
  /// The file of an overlay that the row, or the newest part of it, comes from; nil for the seed table itself.
  public let file: String?
  let columns: SeedColumns
  /// By column.
  private let held: [SeedValue]
  /// Its place in the account of what is asked for; nil where nobody keeps one.
  private let place: Int?

  /// A row of typed cells in the order of its columns.
  public init(line: Int, cells: [SeedValue], of columns: SeedColumns, file: String? = nil) {
    self.init(line: line, cells: cells, of: columns, file: file, place: nil)
  }

  /// A row of typed cells by column; a column that isn't named is empty.
  public init(line: Int, values: [String: SeedValue], file: String? = nil) {
    let cells = values.sorted { $0.key < $1.key }
    self.init(line: line, cells: cells.map(\.value), of: SeedColumns(cells.map(\.key)), file: file)
  }

  private init(line: Int, cells: [SeedValue], of columns: SeedColumns, file: String?, place: Int?) {
    self.line = line
    self.file = file
    self.columns = columns
    held = cells
    self.place = place
  }

  /// The row with columns that note what is asked of it.
  func noting(in columns: SeedColumns, at place: Int, isSame: Bool) -> SeedRow {
    let cells = isSame ? held : columns.names.map(self.cell)
    return SeedRow(line: line, cells: cells, of: columns, file: file, place: place)
  }

  /// Its cells by column.
  var values: [String: SeedValue] {
    Dictionary(zip(columns.names, held), uniquingKeysWith: { first, _ in first })
  }

  /// Where the row stands: `seeds/prices_monthly.csv:12`, or a line of an overlay.
  public func place(in table: String) -> String { "\(file ?? "seeds/\(table).csv"):\(line)" }

  /// The values of some columns.
  public func cells(_ columns: [String]) -> [SeedValue] { columns.map(cell) }

  /// True where the cell is empty or the table has no such column.
  public func isEmpty(_ column: String) -> Bool { cell(column) == .empty }

  /// The row with what another says instead; its empty cells say nothing.
  public func overlaid(by other: SeedRow) -> SeedRow {
    let values = values.merging(other.values) { old, new in new == .empty ? old : new }
    return SeedRow(line: other.line, values: values, file: other.file)
  }

  private func cell(_ column: String) -> SeedValue { columns.place(of: column).map { held[$0] } ?? .empty }

  /// Empty where the cell is.
  public func text(_ column: String) -> String {
    if case .text(let text)? = asked(column) { text } else { "" }
  }
  /// Nil where the cell is empty.
  public func number(_ column: String) -> Double? {
    if case .number(let number)? = asked(column) { number } else { nil }
  }
  /// Nil where the cell is empty or no day.
  public func day(_ column: String) -> Day? {
    if case .day(let day)? = asked(column) { day } else { nil }
  }
  /// Nil where the cell is empty or no month.
  public func month(_ column: String) -> Month? {
    if case .month(let month)? = asked(column) { month } else { nil }
  }

  private func asked(_ column: String) -> SeedValue? {
    guard let cell = columns.place(of: column) else { return nil }
    if let place { columns.note(cell, of: place) }
    return held[cell]
  }

  /// The month of a monthly figure; nil where the row holds only a mean to date, whose last day stands in `through`.
  public var wholeMonth: Month? {
    guard let month = month("month") else { return nil }
    guard let through = day("through") else { return month }
    return through >= (month + 1).first + (-1) ? month : nil
  }
}

/// A table the model starts from. The loader has checked it against its schema.
public struct SeedTable: Sendable {
  /// The file's name without `.csv`.
  public let name: String
  /// Its rows in the order of the file.
  public let rows: [SeedRow]

  /// A table of rows that have been checked.
  public init(name: String, rows: [SeedRow]) {
    self.name = name
    self.rows = rows
  }
}

/// Every seed table, as it was known on a day.
public struct SeedTables: Sendable {
  /// By the name of their file without `.csv`.
  public let tables: [String: SeedTable]
  /// Facts that became known later are not in the tables; nil before the cut.
  public let asOf: Day?

  /// Tables as they are; `known(on:)` cuts them to a day.
  public init(tables: [String: SeedTable], asOf: Day? = nil) {
    self.tables = tables
    self.asOf = asOf
  }

  /// The rows of a table; none for a name that no seed file has.
  public subscript(table: String) -> [SeedRow] { tables[table]?.rows ?? [] }

  /// Hides each row whose `known` day is later than the given one.
  public func known(on day: Day) -> SeedTables {
    let cut = tables.mapValues { table in
      SeedTable(name: table.name, rows: table.rows.filter { ($0.day("known") ?? day) <= day })
    }
    return SeedTables(tables: cut, asOf: day)
  }
}
