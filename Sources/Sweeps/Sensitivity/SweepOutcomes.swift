internal import Reports
internal import Scenarios

/// One number of each case of a finished sweep, read from its outcomes.csv.
public struct SweepOutcomes: Sendable {
  /// A row of outcomes.csv without its case.
  public struct Series: Sendable, Hashable {
    /// The series' name.
    public let variable: String
    /// Its region.
    public let region: String
    /// A month, a year or `total`.
    public let period: String
    /// The unit of its numbers.
    public let unit: String
    /// `oil.revenue`, `buyers.crude[india]`.
    public let label: String
  }

  /// Why a table isn't the outcomes of the sweep.
  public struct Flaw: Error, CustomStringConvertible {
    /// What is wrong, in a sentence.
    public let description: String
  }

  /// The numbers of a case that can be looked at.
  public static let columns = ["mean"] + Fields.percentiles

  /// The columns of outcomes.csv.
  static let header = ["case", "variable", "region", "period", "unit"] + Fields.statistics.map(\.name)

  /// Their Frictionless types.
  public static var types: [String] {
    ["integer", "string", "string", "string", "string"] + Fields.statistics.map(\.type)
  }

  /// The rows that were found, in the order of the file.
  public private(set) var series: [Series] = []
  /// `[series][case]`; NaN where a case has none.
  public private(set) var values: [[Double]] = []

  private let cases: Int
  private let home: String
  private let column: String
  private var places: [Series: Int] = [:]
  private var columns: [Int]?

  /// - Parameters:
  ///   - home: the region that labels don't name.
  ///   - column: one of `columns`.
  public init(cases: Int, home: String, column: String = "mean") {
    self.cases = cases
    self.home = home
    self.column = column
  }

  /// Takes whole lines of the table, its header first.
  public mutating func add(_ lines: [UInt8]) throws {
    guard columns != nil, !lines.contains(UInt8(ascii: "\"")) else { return try addQuoted(lines) }
    // Without quotes, a line is cut at its commas and only what is wanted becomes text.
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      try add(cells.count) { String(decoding: cells[$0], as: UTF8.self) }
    }
  }

  /// Takes the rows of questions.csv, after the outcomes: each number of an answer is a series, its kind for a period.
  /// One that some case lacks, a month that never comes, is left out.
  public mutating func add(questions bytes: [UInt8]) throws {
    let rows: [CSVText.Row]
    do {
      rows = try CSVText(bytes: bytes).rows
    } catch {
      throw Flaw(description: "it isn't a table: \(error.reason)")
    }
    guard rows.first?.cells == SweepQuestions.header else {
      throw Flaw(description: "it has no header of questions")
    }
    let wanted = isDone
    var found: [Series: [Double]] = [:], order: [Series] = []
    for row in rows.dropFirst() {
      guard row.cells.count == SweepQuestions.header.count, let number = Int(row.cells[0]),
        (0..<cases).contains(number)
      else { throw Flaw(description: "no case of the sweep in line \(row.line)") }
      let key = Series(
        variable: row.cells[1], region: home, period: row.cells[2], unit: row.cells[8], label: row.cells[1])
      if found[key] == nil { order.append(key) }
      found[key, default: [Double](repeating: .nan, count: cases)][number] = Double(row.cells[3]) ?? .nan
    }
    for key in order {
      guard let numbers = found[key], zip(numbers, wanted).allSatisfy({ !$1 || !$0.isNaN }) else { continue }
      series.append(key)
      values.append(numbers)
    }
  }

  private mutating func addQuoted(_ lines: [UInt8]) throws {
    let rows: [CSVText.Row]
    do {
      rows = try CSVText(bytes: lines).rows
    } catch {
      throw Flaw(description: "it isn't a table: \(error.reason)")
    }
    for row in rows {
      guard columns != nil else {
        try begin(row.cells)
        continue
      }
      try add(row.cells.count) { row.cells[$0] }
    }
  }

  private mutating func begin(_ header: [String]) throws {
    let wanted = ["case", "variable", "region", "period", "unit", column]
    let found = wanted.compactMap { header.firstIndex(of: $0) }
    guard found.count == wanted.count else { throw Flaw(description: "it has no header of outcomes") }
    columns = found
  }

  private mutating func add(_ count: Int, cell: (Int) -> String) throws {
    guard let columns, let most = columns.max(), count > most else {
      throw Flaw(description: "a row is too short")
    }
    let text = columns.map(cell)
    guard let number = Int(text[0]), (0..<cases).contains(number), let value = Double(text[5]) else {
      throw Flaw(description: "no case of the sweep in '\(text.joined(separator: ","))'")
    }
    let key = Series(
      variable: text[1], region: text[2], period: text[3], unit: text[4],
      label: text[2] == home ? text[1] : "\(text[1])[\(text[2])]")
    if places[key] == nil {
      places[key] = series.count
      series.append(key)
      values.append([Double](repeating: .nan, count: cases))
    }
    if let place = places[key] { values[place][number] = value }
  }

  /// Which cases have all series.
  public var isDone: [Bool] {
    (0..<cases).map { number in !values.isEmpty && values.allSatisfy { !$0[number].isNaN } }
  }
}
