public import Engine
public import Storage

/// paths.csv: the value of every series in every month on every path, written as the run goes.
///
/// A path's lines don't depend on how many paths there are, so a shorter run is a prefix of a longer one. A run hands
/// over one chunk after the other, so nothing is written at the same time.
public final class PathsFile: ResultsFile, @unchecked Sendable {
  private let file: OutputFile
  private let series: [Series]
  private let months: [String]
  private var table: CSVTable

  /// As it is called in the folder.
  public static let name = "paths.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { fields(results.series) }

  /// Nothing: the file is there by the end of a run.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { nil }

  private static func fields(_ series: [Series]) -> [Field] {
    [
      Field("path", "integer", "Number of the path, from 0"),
      Field("month", "yearmonth", "Calendar month"),
    ]
      + series.map { series in
        Field(series.label, "number", series.declaration.summary, unit: series.declaration.unit.symbol)
      }
  }

  /// Starts the file with its header.
  public init(in folder: ResultsFolder, series: [Series], period: Period) throws(OutputError) {
    file = try folder.open(PathsFile.name)
    self.series = series
    months = (0..<period.count).map { period.month($0).description }
    table = CSVTable(header: PathsFile.fields(series).map(\.name))
  }

  /// Adds the paths of a chunk; chunks come in order.
  public func add(_ chunk: Chunk) throws(OutputError) {
    for path in 0..<chunk.count {
      for month in months.indices {
        table.add(chunk.firstPath + path)
        table.add(months[month])
        for row in series.indices { table.add(chunk.value(series: row, month: month, path: path)) }
        table.endRow()
      }
      if table.bytes.count > 1 << 20 { try file.write(table.take()) }
    }
  }

  /// Writes what is left, closes the file and notes it in its folder.
  public func close(in folder: ResultsFolder) throws(OutputError) {
    try file.write(table.take())
    try file.close()
    folder.add(PathsFile.name, file)
  }
}
