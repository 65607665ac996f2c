internal import Engine
internal import ScenarioText
public import Storage

/// A table that a study leaves in its folder, with the meaning of each column.
public struct StudyTable: Sendable {
  /// As it is called in the folder.
  public let name: String
  /// What it holds, in a sentence.
  public let title: String
  let columns: [(name: String, type: String, title: String)]
  /// Its rows.
  public var table: CSVTable

  /// Starts a table: each column has a name, a Frictionless type and a title.
  public init(_ name: String, _ title: String, _ columns: [(name: String, type: String, title: String)]) {
    self.name = name
    self.title = title
    self.columns = columns
    table = CSVTable(header: columns.map(\.name))
  }

  /// The table as CSV bytes.
  public var bytes: [UInt8] { table.bytes }
}

/// Writes the tables of a study and their description.
public enum StudyFiles {
  /// Everything but the files' own bytes: what was asked, and from what inputs.
  public struct Record: Sendable {
    /// What was asked: `compare baseline mine`.
    public var study: String
    /// The version of `simulate`.
    public var version: String
    /// Scenario files and seed tables.
    public var inputs: [RunRecord.Input]
    /// Flags that changed the results, as given.
    public var flags: [String]
    /// The processor type whose BLAS kernels were used.
    public var core: String

    /// A study with its inputs.
    public init(study: String, version: String, inputs: [RunRecord.Input], flags: [String], core: String) {
      self.study = study
      self.version = version
      self.inputs = inputs
      self.flags = flags
      self.core = core
    }
  }

  /// The tables, then `datapackage.json`.
  public static func write(
    _ tables: [StudyTable], record: Record, into folder: ResultsFolder
  ) throws(OutputError) {
    try folder.write(tables.map { ($0.name, $0.bytes) })
    try folder.write(ResultsFolder.description, Array(document(tables, record, folder.entries).document.utf8))
  }

  private static func document(
    _ tables: [StudyTable], _ record: Record, _ entries: [ResultsFolder.Entry]
  ) -> JSON {
    let resources = tables.map { table in
      DataPackage.resource(
        table.name, entries.first { $0.name == table.name },
        table.columns.map { Field($0.name, $0.type, $0.title) }, title: [("title", .text(table.title))])
    }
    return .object([
      ("profile", .text("tabular-data-package")),
      ("name", .text(DataPackage.identifier(record.study))),
      ("title", .text(record.study)),
      ("version", .text(record.version)),
      ("flags", .texts(record.flags)),
      ("processor", .object([("blas_core", .text(record.core))])),
      ("inputs", DataPackage.inputs(record.inputs, withText: false)),
      ("resources", .list(resources)),
    ])
  }
}
