public import Engine

/// Why a table of somebody else's can't be read, in a sentence.
public struct ForeignProblem: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// How the values of a month become its value.
public enum MonthRule: String, Sendable, CaseIterable {
  case mean, sum, first, last
}

/// A table as the trade publishes it: encoding, delimiter, form and order of dates and numbers are found by looking.
public struct ForeignTable: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// What was found, for people: `windows-1251, ';' between cells, dates like 15.09.2025, newest first`.
  public let form: String
  private let encoding: String
  private let dates: ForeignDates
  private let dateColumn: Int
  private let rows: [(line: Int, day: Day, cells: [String])]

  /// Whether a row is a month rather than a day.
  public var isMonthly: Bool {
    dates.isMonthly || zip(rows, rows.dropFirst()).allSatisfy { $0.day.month != $1.day.month }
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - dateName: the column of the dates; found by looking where it is nil.
  ///   - filters: only rows count that have these texts in these columns.
  public init(
    bytes: [UInt8], dateName: String? = nil, filters: [(column: String, text: String)] = []
  ) throws(ForeignProblem) {
    let read = ForeignText(bytes: bytes)
    let table = ForeignRows(read.text)
    guard let found = ForeignTable.dateColumn(table.rows, named: dateName) else {
      throw ForeignProblem(
        "no column of dates was found; they look like 2025-09-15, 15.09.2025, 2025M09 or Sep 2025")
    }
    let header = ForeignTable.header(before: found.first, of: table.rows)
    let width = table.rows[found.first].cells.count
    let names = (0..<width).map {
      header.indices.contains($0) && !header[$0].isEmpty ? header[$0] : "\($0 + 1)"
    }
    var places: [(place: Int, text: String)] = []
    for (column, text) in filters { places.append((try ForeignTable.place(of: column, in: names), text)) }
    var rows: [(line: Int, day: Day, cells: [String])] = []
    for row in table.rows[found.first...] where row.cells.indices.contains(found.column) {
      guard places.allSatisfy({ row.cells.indices.contains($0.place) && row.cells[$0.place] == $0.text })
      else { continue }
      // Notes below a table have no date.
      guard let day = found.form.read(row.cells[found.column]) else { continue }
      rows.append((row.line, day, row.cells))
    }
    guard !rows.isEmpty else { throw ForeignProblem("no row has what was asked for") }
    let isDescending = rows.count > 1 && rows[0].day > rows[rows.count - 1].day
    columns = names
    dates = found.form
    dateColumn = found.column
    encoding = read.encoding
    self.rows = rows.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map(\.element)
    let separator = table.delimiter == "\t" ? "tabs" : "'\(table.delimiter)'"
    form =
      "\(read.encoding), \(separator) between cells, dates like \(found.form.rawValue)"
      + (isDescending ? ", newest first" : "")
  }

  /// The row above the first date; where that one holds units in parentheses, the one above it.
  private static func header(before first: Int, of rows: [ForeignRows.Row]) -> [String] {
    guard first > 0 else { return [] }
    let cells = rows[first - 1].cells
    let isUnits = cells.contains { $0.hasPrefix("(") } && cells.allSatisfy { $0.isEmpty || $0.hasPrefix("(") }
    return isUnits && first > 1 ? rows[first - 2].cells : cells
  }

  /// The first row with a date, its column and form: of the columns the one with most dates.
  private static func dateColumn(
    _ rows: [ForeignRows.Row], named name: String?
  ) -> (first: Int, column: Int, form: ForeignDates)? {
    let sample = rows.indices.filter { rows[$0].cells.count > 1 }
    let width = sample.map { rows[$0].cells.count }.max() ?? 0
    var best: (count: Int, first: Int, column: Int, form: ForeignDates)?
    for column in 0..<width {
      if let name, !rows.contains(where: { $0.cells.indices.contains(column) && $0.cells[column] == name }) {
        continue
      }
      let texts = sample.filter { rows[$0].cells.indices.contains(column) }
      for form in ForeignDates.allCases {
        let dated = texts.filter { form.read(rows[$0].cells[column]) != nil }
        guard let first = dated.first else { continue }
        // Some rows may be notes, which have no date.
        let later = texts.count { $0 >= first }
        guard dated.count * 10 >= later * 9 else { continue }
        if dated.count > best?.count ?? 0 { best = (dated.count, first, column, form) }
      }
    }
    return best.map { ($0.first, $0.column, $0.form) }
  }

  private static func place(of name: String, in names: [String]) throws(ForeignProblem) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    if let place = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return place }
    throw ForeignProblem("there is no column '\(name)'; there are \(names.joined(separator: ", "))")
  }

  /// The columns that hold numbers.
  public var numberColumns: [String] {
    columns.indices.filter { column in
      guard column != dateColumn else { return false }
      let texts = texts(column).map(\.text), form = ForeignNumbers.form(of: texts)
      return !texts.isEmpty && texts.allSatisfy { form.read($0) != nil }
    }.map { columns[$0] }
  }

  private func texts(_ column: Int) -> [(line: Int, day: Day, text: String)] {
    rows.compactMap { row in
      guard row.cells.indices.contains(column) else { return nil }
      let text = row.cells[column]
      return ForeignNumbers.missing.contains(text.lowercased()) ? nil : (row.line, row.day, text)
    }
  }

  /// The values of a column by day, oldest first.
  ///
  /// - Parameters:
  ///   - name: the column; nil where there is only one with numbers.
  ///   - adds: several rows of one day are added; otherwise they are a problem.
  public func values(of name: String?, adds: Bool = false) throws(ForeignProblem) -> [(
    day: Day, value: Double
  )] {
    let numbers = numberColumns
    guard let name = name ?? (numbers.count == 1 ? numbers[0] : nil) else {
      throw ForeignProblem("say which column: there are \(numbers.joined(separator: ", "))")
    }
    let texts = texts(try ForeignTable.place(of: name, in: columns))
    let form = ForeignNumbers.form(of: texts.map(\.text))
    var result: [(day: Day, value: Double)] = []
    for (line, day, text) in texts {
      guard let value = form.read(text) else {
        throw ForeignProblem("line \(line): '\(text)' is not a number")
      }
      if let last = result.last, last.day == day {
        guard adds else {
          throw ForeignProblem(
            "line \(line): \(day) stands twice; choose rows with --where, or add them with --sum")
        }
        result[result.count - 1].value += value
      } else {
        result.append((day, value))
      }
    }
    guard !result.isEmpty else { throw ForeignProblem("the column '\(name)' holds no numbers") }
    return result
  }

  /// The months of some days.
  public static func months(
    _ values: [(day: Day, value: Double)], by rule: MonthRule
  ) -> [(month: Month, value: Double)] {
    var result: [(month: Month, value: Double)] = []
    for (month, days) in Dictionary(grouping: values, by: \.day.month).sorted(by: { $0.key < $1.key }) {
      let numbers = days.sorted { $0.day < $1.day }.map(\.value)
      let value: Double =
        switch rule {
        case .sum: numbers.reduce(0, +)
        case .mean: numbers.reduce(0, +) / Double(numbers.count)
        case .first: numbers[0]
        case .last: numbers[numbers.count - 1]
        }
      result.append((month, value))
    }
    return result
  }
}
