public import Engine

extension SeedFiles {
  /// Refuses rows and columns that neither a mechanism nor a study or command reads.
  ///
  /// A row counts as read when somebody asks for its entity, the names in its key, whatever its date.
  ///
  /// - Parameter ledger: what the model asks of these tables; nil where nobody keeps account.
  /// - Throws: a message for each column and row that nobody asks for, with file and line.
  public func requireReaders(_ ledger: SeedLedger?) throws(SeedErrors) {
    guard let ledger else { return }
    let errors = tables.tables.values.flatMap { table in
      unread(table, schema.tables[table.name] ?? [], ledger)
    }
    guard errors.isEmpty else { throw SeedErrors(errors) }
  }

  private func unread(_ table: SeedTable, _ columns: [SeedSchema.Column], _ ledger: SeedLedger) -> [SeedError]
  {
    let values = columns.filter { $0.role == .value }
    guard !values.isEmpty else { return [] }
    var read: Set<Int> = []
    var errors: [SeedError] = []
    for column in values {
      let rows = ledger.rows(of: table.name, askedFor: column.name)
      read.formUnion(rows)
      if rows.isEmpty && !table.rows.isEmpty {
        errors.append(
          SeedError(
            file: file(of: table.name), line: 1, reason: "no mechanism reads the column '\(column.name)'"))
      }
    }
    if read.isEmpty { return errors }
    let names = columns.filter { $0.key && $0.kind == .text }
    let entities = Set(read.map { table.rows[$0].cells(names.map(\.name)) })
    for row in table.rows where !entities.contains(row.cells(names.map(\.name))) {
      errors.append(
        SeedError(
          file: row.file ?? file(of: table.name), line: row.line,
          reason: "no mechanism reads \(SeedFiles.entity(row, names))"))
    }
    return errors
  }

  private func file(of table: String) -> String { "\(directory)/\(table).csv" }

  /// A row as messages call it: `murmansk → china`, or `parameter 'met_rate'` where one name is enough.
  private static func entity(_ row: SeedRow, _ names: [SeedSchema.Column]) -> String {
    let texts = names.map { row.text($0.name) }
    return texts.count == 1 ? "\(names[0].name) '\(texts[0])'" : texts.joined(separator: " → ")
  }
}
