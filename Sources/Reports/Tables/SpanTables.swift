public import Engine

/// Every series with its statistics, by month, by year, or over the period.
///
/// These tables hold nothing but results: no time of day, no number of threads.
public protocol SpanTable: ResultsFile {
  static var span: ResultSpan { get }
  /// The column that says when.
  static var time: Field { get }
  /// Columns after the statistics, and what they hold in a row.
  static var more: [Field] { get }
  static func add(_ row: ResultRow, _ results: Results, to table: inout CSVTable)
}

extension SpanTable {
  /// As it is called in the folder.
  public static var name: String { "\(span.rawValue).csv" }

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] {
    [time] + Fields.series + Fields.statistics(at: results.settings.levels)
      + Fields.shortfalls(results.settings.shortfalls) + more
  }

  /// None besides, unless a table says so.
  public static var more: [Field] { [] }

  /// Nothing besides, unless a table says so.
  public static func add(_ row: ResultRow, _ results: Results, to table: inout CSVTable) {}

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { bytes(run.results) }

  /// The table of a run.
  public static func bytes(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: fields(results).map(\.name))
    for row in results.series.indices.flatMap({ results.rows(span, of: $0) }) {
      table.add(row.time)
      table.add(row.series)
      table.add(row.unit)
      table.add(row.statistics)
      add(row, results, to: &table)
      table.endRow()
    }
    return table.bytes
  }
}

/// monthly.csv
public enum MonthlyTable: SpanTable {
  /// What a row is of.
  public static let span = ResultSpan.monthly
  /// The column that says which.
  public static let time = Field("month", "yearmonth", "Calendar month")
}

/// annual.csv
public enum AnnualTable: SpanTable {
  /// What a row is of.
  public static let span = ResultSpan.annual
  /// The column that says which.
  public static let time = Field("year", "year", "Calendar year, as far as the period covers it")
  /// How much of the year a row is of.
  public static let more = [
    Field("months", "integer", "Months of the year that the numbers are of; 12 is all")
  ]

  /// Adds the count of its months.
  public static func add(_ row: ResultRow, _ results: Results, to table: inout CSVTable) {
    table.add(results.settings.period.count(of: Int(row.time) ?? 0))
  }
}

/// total.csv
public enum TotalTable: SpanTable {
  /// What a row is of.
  public static let span = ResultSpan.total
  /// The column that says which.
  public static let time = Field("period", "string", "First and last month")
}
