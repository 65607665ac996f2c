public import Engine
public import Storage

/// draws.csv: what was drawn on each path, a row a path, to be joined to paths.csv.
///
/// A column for each uncertain parameter (for each of its dates), for the months in each regime, and for how often and
/// how long each event of the scenario lasted.
///
/// A run hands over one chunk after the other, so nothing is written at the same time.
public final class DrawsFile: ResultsFile, @unchecked Sendable {
  /// As it is called in the folder.
  public static let name = "draws.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] {
    [Field("path", "integer", "Number of the path, from 0, as in paths.csv")]
  }

  /// Its columns, those that the record names included.
  public static func fields(_ results: Results, _ record: RunRecord) -> [Field] {
    fields(results)
      + record.draws.map {
        Field(
          $0, "number", "A parameter's value on the path, or a count of months or beginnings")
      }
  }

  /// Nothing: the file is there by the end of a run.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { nil }

  private let file: OutputFile
  private let draws: ParameterDraws
  /// What befell each path; the run fills it.
  let marks: PathMarks
  private var table: CSVTable
  private var block: (first: Int, values: [[Double]]) = (-1, [])

  /// Starts the file with its header.
  public init(in folder: ResultsFolder, model: Model, settings: Settings) throws {
    draws = try ParameterDraws(model: model, settings: settings)
    marks = PathMarks(model: model, settings: settings)
    file = try folder.open(DrawsFile.name)
    table = CSVTable(header: ["path"] + draws.names + marks.names)
  }

  /// Its columns, for the description of the results.
  public static func names(_ model: Model, _ settings: Settings) throws -> [String] {
    try ParameterDraws(model: model, settings: settings).names
      + PathMarks.names(model, settings)
  }

  /// Adds the paths of a chunk; chunks come in order.
  public func add(_ chunk: Chunk) throws(OutputError) {
    for path in chunk.firstPath..<chunk.firstPath + chunk.count {
      let first = path / 256 * 256
      if block.first != first { block = (first, draws.values(firstPath: first)) }
      table.add(path)
      for row in block.values { table.add(row[path - first]) }
      for row in marks.names.indices { table.add(marks.value(row, path: path)) }
      table.endRow()
      if table.bytes.count > 1 << 20 { try file.write(table.take()) }
    }
  }

  /// Writes what is left, closes the file and notes it in its folder.
  public func close(in folder: ResultsFolder) throws(OutputError) {
    try file.write(table.take())
    try file.close()
    folder.add(DrawsFile.name, file)
  }
}
