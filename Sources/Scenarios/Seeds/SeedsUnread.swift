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
      unread(table.name, ledger.tables[table.name], schema.tables[table.name] ?? [], ledger)
    }
    guard errors.isEmpty else { throw SeedErrors(errors) }
  }

  /// Makes a model of these tables, and refuses what it doesn't read, before any error of its making.
  ///
  /// Only where that leaves something out, another model is made of all that is known by now, and judges. Rows that the
  /// model's day hides are judged by the run that sees them, those of an overlay at once.
  public func judged<Made>(
    _ source: ModelSource, _ make: () throws -> (made: Made, model: Model, asOf: Day?)
  ) throws -> Made {
    let result: (made: Made, model: Model, asOf: Day?)
    do {
      result = try make()
    } catch {
      try requireReaders(try source.ledger())
      throw error
    }
    ledger.note(observed: result.model)
    if !isAllRead(upTo: result.asOf) { try requireReaders(try source.ledger()) }
    return result.made
  }

  private func isAllRead(upTo day: Day?) -> Bool {
    tables.tables.values.allSatisfy { table in
      let seen = table.rows.indices.filter { row in
        table.rows[row].file != nil || day.map { (table.rows[row].day("known") ?? $0) <= $0 } ?? true
      }
      return unread(table.name, table.rows, schema.tables[table.name] ?? [], ledger, among: seen).isEmpty
    }
  }

  /// - Parameter seen: the places of the rows that count; nil for all.
  private func unread(
    _ table: String, _ rows: [SeedRow], _ columns: [SeedSchema.Column], _ ledger: SeedLedger,
    among seen: [Int]? = nil
  ) -> [SeedError] {
    let values = columns.filter { $0.role == .value }
    guard !values.isEmpty else { return [] }
    let seen = seen ?? Array(rows.indices)
    var read = [Bool](repeating: false, count: rows.count)
    var errors: [SeedError] = []
    for column in values {
      let asked = ledger.rows(of: table, askedFor: column.name)
      for (row, isAsked) in asked.enumerated() where isAsked { read[row] = true }
      if !asked.contains(true) && !seen.isEmpty {
        errors.append(
          SeedError(
            file: file(of: table), line: 1, reason: "no mechanism reads the column '\(column.name)'"))
      }
    }
    guard read.contains(true) else { return errors }
    return errors + strangers(rows, seen.filter { !read[$0] }, read, table, columns)
  }

  /// Unread rows whose entity no read row has.
  private func strangers(
    _ rows: [SeedRow], _ unread: [Int], _ read: [Bool], _ table: String, _ columns: [SeedSchema.Column]
  ) -> [SeedError] {
    let names = columns.filter { $0.key && $0.kind == .text }
    guard !unread.isEmpty, !names.isEmpty else { return [] }
    let entities = Set(rows.indices.filter { read[$0] }.map { rows[$0].cells(names.map(\.name)) })
    return unread.map { rows[$0] }.filter { !entities.contains($0.cells(names.map(\.name))) }.map { row in
      SeedError(
        file: row.file ?? file(of: table), line: row.line,
        reason: "no mechanism reads \(SeedFiles.entity(row, names))")
    }
  }

  private func file(of table: String) -> String { "\(directory)/\(table).csv" }

  /// A row as messages call it: `murmansk → china`, or `parameter 'met_rate'` where one name is enough.
  private static func entity(_ row: SeedRow, _ names: [SeedSchema.Column]) -> String {
    let texts = names.map { row.text($0.name) }
    return texts.count == 1 ? "\(names[0].name) '\(texts[0])'" : texts.joined(separator: " → ")
  }
}
