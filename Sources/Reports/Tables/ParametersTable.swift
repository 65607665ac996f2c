public import Engine

/// parameters.csv: a row for each parameter, and for each dated step of one.
public enum ParametersTable: ResultsFile {
  /// As it is called in the folder.
  public static let name = "parameters.csv"

  private static let fields = [
    Field("name", "string", "Parameter (section.name), with the date for a dated step"),
    Field("unit", "string", "Unit of the numbers in the row"),
    Field("mean", "number", "Expected value"),
    Field("p05", "number", "5th percentile"),
    Field("p95", "number", "95th percentile"),
    Field("set_at", "string", "Where it was set: file and line, --set, a seed table, or default"),
    Field("source", "string", "Source of the default"),
  ]

  /// The types of its columns.
  public static var types: [String] { fields.map(\.type) }

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { fields }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { bytes(run.model, run.results.settings) }

  /// The table of a model with its settings.
  public static func bytes(_ model: Model, _ settings: Settings) -> [UInt8] {
    var table = CSVTable(header: fields.map(\.name))
    for row in ParameterRow.all(model, settings) {
      table.row(row.name, row.declaration.unit.symbol, row.mean, row.p05, row.p95, row.origin, row.source)
    }
    return table.bytes
  }
}
