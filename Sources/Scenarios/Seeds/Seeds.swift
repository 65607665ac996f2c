public import Engine
internal import ScenarioText

/// The seed tables of a folder, each cell checked against `schema.csv`.
///
/// Every CSV file of the folder must be in the schema and the other way round. All errors are collected, so
/// that one run shows everything that is wrong.
public struct SeedFiles: Sendable {
  /// The tables, with every row; `known(on:)` hides the later ones.
  public var tables: SeedTables { ledger.tables }
  /// The kinds, units and ranges of the columns.
  public let schema: SeedSchema
  /// Every file that was read: as results show it, `seeds/prices_monthly.csv` or an overlay's own path, and its path.
  public let files: [(shown: String, path: String)]
  /// What was read, by path.
  public let contents: [String: [UInt8]]
  /// Each file of the folder, by name, with the 64-bit FNV-1a hash of its bytes.
  public var hashes: [(file: String, hash: String)] {
    names.map { ($0, SeedsFolder.hash(contents["\(directory)/\($0)"] ?? [])) }
  }

  /// The folder as messages show it.
  let directory: String
  /// Its files.
  private let names: [String]
  /// What the models of this process asked of the tables.
  let ledger: SeedLedger

  /// Reads the tables of a folder.
  public static func load(directory: String) throws(SeedErrors) -> SeedTables {
    try SeedFiles(directory: directory).tables
  }

  /// Reads the tables of a folder, their schema and the hashes of the files.
  ///
  /// A figure in another unit than its neighbours is recognised by the units that a model has registered.
  ///
  /// - Parameter overlays: folders with tables, columns or rows laid over those, each over the ones before.
  public init(directory: String, overlays: [String] = []) throws(SeedErrors) {
    guard let folder = SeedsFolder(path: directory) else {
      throw SeedErrors(
        [SeedError(file: directory, reason: "no such folder of seed tables")], folderMissing: true)
    }
    guard folder.names.contains(SeedSchema.file) else {
      throw SeedErrors([folder.lackOfSchema], folderMissing: true)
    }
    var over: [SeedsFolder] = []
    for path in overlays {
      guard let found = SeedsFolder(path: path), !found.names.isEmpty else {
        throw SeedErrors(
          [SeedError(file: path, reason: "no folder with tables to lay over")], folderMissing: true)
      }
      over.append(found)
    }
    var reading = SeedReading(folder: folder)
    reading.run(under: over)
    guard reading.errors.isEmpty else { throw SeedErrors(reading.errors) }
    self.directory = folder.path
    ledger = SeedLedger(SeedTables(tables: reading.tables))
    schema = reading.schema
    contents = reading.contents
    names = folder.names
    files =
      folder.names.map { ("seeds/\($0)", folder.place($0)) }
      + over.flatMap { over in over.names.map { (over.place($0), over.place($0)) } }
  }
}

/// The work of reading a folder, with what has been found so far.
struct SeedReading {
  let folder: SeedsFolder
  var schema = SeedSchema(tables: [:])
  var tables: [String: SeedTable] = [:]
  /// The bytes of what was read, by path.
  var contents: [String: [UInt8]] = [:]
  var errors: [SeedError] = []
  /// Tables with at least one error.
  var faulty: Set<String> = []
  /// Tables whose rows stand in the order of their keys, none of which occurs twice.
  var rising: Set<String> = []

  mutating func run(under overlays: [SeedsFolder] = []) {
    var texts: [String: CSVText] = [:]
    for name in folder.names { texts[name] = text(of: name) }
    guard let described = texts[SeedSchema.file] else { return }
    schema = SeedSchema(csv: described, place: folder.place(SeedSchema.file), report: &errors)
    guard errors.isEmpty else { return }
    for name in folder.names where name != SeedSchema.file {
      guard let text = texts[name] else { continue }
      let table = String(name.dropLast(4))
      guard let columns = schema.tables[table] else {
        report(table, nil, "this table is not in \(SeedSchema.file)")
        continue
      }
      tables[table] = read(table, text, columns)
    }
    for table in schema.tables.keys where !folder.names.contains(table + ".csv") {
      report(table, nil, "this table of \(SeedSchema.file) is missing")
    }
    for overlay in overlays { lay(overlay) }
    sortByKeys()
    checkAcross()
    checkNeighbours()
  }

  private mutating func text(of name: String) -> CSVText? {
    text(of: name, in: folder)
  }

  /// The cells of a file of some folder.
  mutating func text(of name: String, in folder: SeedsFolder) -> CSVText? {
    let bytes: [UInt8]
    do {
      bytes = try folder.bytes(of: name)
    } catch {
      errors.append(SeedError(file: folder.place(name), reason: "the file can't be read: \(error)"))
      return nil
    }
    contents[folder.place(name)] = bytes
    if let complaint = FileForm.complaint(aboutTable: bytes) {
      errors.append(SeedError(file: folder.place(name), reason: complaint))
      return nil
    }
    do {
      return try CSVText(bytes: bytes)
    } catch {
      errors.append(SeedError(file: folder.place(name), line: error.line, reason: error.reason))
      return nil
    }
  }

  private mutating func read(_ table: String, _ text: CSVText, _ columns: [SeedSchema.Column]) -> SeedTable? {
    guard let header = text.rows.first, let order = order(table, header, columns) else {
      if text.rows.isEmpty { report(table, 1, "the table is empty: no header") }
      return nil
    }
    let columns = SeedColumns(order.map(\.name))
    var rows: [SeedRow] = []
    rows.reserveCapacity(text.rows.count)
    for row in text.rows.dropFirst() {
      if row.cells.allSatisfy(\.isEmpty) {
        report(table, row.line, "an empty row: delete it")
        continue
      }
      guard row.cells.count == order.count else {
        report(table, row.line, "\(row.cells.count) cells where the header has \(order.count)")
        continue
      }
      rows.append(typed(table, row, order, columns))
    }
    return SeedTable(name: table, rows: rows)
  }

  /// The columns in the order of the header; nil where the header is wrong.
  private mutating func order(
    _ table: String, _ header: CSVText.Row, _ columns: [SeedSchema.Column]
  ) -> [SeedSchema.Column]? {
    let before = errors.count
    var order: [SeedSchema.Column] = []
    for name in header.cells {
      if order.contains(where: { $0.name == name }) {
        report(table, header.line, "column '\(name)' stands twice")
      } else if let column = columns.first(where: { $0.name == name }) {
        order.append(column)
      } else {
        let meant = suggestion(for: name, among: columns.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
        report(table, header.line, "unknown column '\(name)'\(meant)")
      }
    }
    for column in columns where !header.cells.contains(column.name) {
      report(table, header.line, "column '\(column.name)' is missing")
    }
    return errors.count == before ? order : nil
  }

  private mutating func typed(
    _ table: String, _ row: CSVText.Row, _ order: [SeedSchema.Column], _ columns: SeedColumns
  ) -> SeedRow {
    var cells: [SeedValue] = []
    cells.reserveCapacity(order.count)
    for place in order.indices {
      switch order[place].value(row.cells[place]) {
      case .success(let value): cells.append(value)
      case .failure(let flaw):
        cells.append(.empty)
        report(table, row.line, flaw.reason)
      }
    }
    return SeedRow(line: row.line, cells: cells, of: columns)
  }

  /// Reports what is wrong with a row, where it stands: in the seed table or in an overlay.
  mutating func report(_ table: String, _ row: SeedRow, _ reason: String) {
    faulty.insert(table)
    errors.append(
      SeedError(file: row.file ?? folder.place(table + ".csv"), line: row.line, reason: reason))
  }

  mutating func report(_ table: String, _ line: Int?, _ reason: String) {
    faulty.insert(table)
    errors.append(SeedError(file: folder.place(table + ".csv"), line: line, reason: reason))
  }
}
