public import Engine

/// Every series with its statistics, by month, by year, or over the period.
///
/// These tables hold nothing but results: no time of day, no number of threads.
public protocol SpanTable: ResultsFile {
  static var span: ResultSpan { get }
  /// The column that says when.
  static var time: Field { get }
}

extension SpanTable {
  public static var name: String { "\(span.rawValue).csv" }

  public static func fields(_ results: Results) -> [Field] {
    [time] + Fields.series + Fields.statistics(at: results.settings.levels)
  }

  public static func bytes(_ run: FinishedRun) -> [UInt8]? { bytes(run.results) }

  /// The table of a run.
  public static func bytes(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: fields(results).map(\.name))
    for row in results.series.indices.flatMap({ results.rows(span, of: $0) }) {
      table.add(row.time)
      table.add(row.series)
      table.add(row.unit)
      table.add(row.statistics)
      table.endRow()
    }
    return table.bytes
  }
}

/// monthly.csv
public enum MonthlyTable: SpanTable {
  public static let span = ResultSpan.monthly
  public static let time = Field("month", "yearmonth", "Calendar month")
}

/// annual.csv
public enum AnnualTable: SpanTable {
  public static let span = ResultSpan.annual
  public static let time = Field("year", "year", "Calendar year, as far as the period covers it")
}

/// total.csv
public enum TotalTable: SpanTable {
  public static let span = ResultSpan.total
  public static let time = Field("period", "string", "First and last month")
}
