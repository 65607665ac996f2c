internal import Engine

/// Tables, columns and rows laid over the seed tables: the same key replaces, a new key adds.
///
/// A file of an overlay has the name of a table and some of its columns, the key's among them. An empty cell says
/// nothing: what stands below shows through.
extension SeedReading {
  mutating func lay(_ overlay: SeedsFolder) {
    for name in overlay.names where name != SeedSchema.file {
      let table = String(name.dropLast(4)), place = overlay.place(name)
      guard let columns = schema.tables[table], let base = tables[table] else {
        errors.append(
          SeedError(
            file: place,
            reason: "this table is not in \(SeedSchema.file); an overlay has names of seed tables"))
        continue
      }
      guard let text = text(of: name, in: overlay) else { continue }
      if let rows = rows(text, place, columns) { tables[table] = merged(base, rows, columns, place) }
    }
  }

  /// The rows of a file that may lack columns, but not those of the key.
  private mutating func rows(_ text: CSVText, _ place: String, _ columns: [SeedSchema.Column]) -> [SeedRow]? {
    guard let header = text.rows.first else {
      errors.append(SeedError(file: place, line: 1, reason: "the table is empty: no header"))
      return nil
    }
    var order: [SeedSchema.Column] = []
    for name in header.cells {
      guard let column = columns.first(where: { $0.name == name }),
        !order.contains(where: { $0.name == name })
      else {
        errors.append(SeedError(file: place, line: header.line, reason: "unknown or double column '\(name)'"))
        return nil
      }
      order.append(column)
    }
    for column in columns where column.key && !header.cells.contains(column.name) {
      errors.append(
        SeedError(
          file: place, line: header.line, reason: "column '\(column.name)' is missing, which names the row"))
      return nil
    }
    return text.rows.dropFirst().compactMap { typed($0, order, place) }
  }

  private mutating func typed(_ row: CSVText.Row, _ order: [SeedSchema.Column], _ place: String) -> SeedRow? {
    guard row.cells.count == order.count else {
      let reason = "\(row.cells.count) cells where the header has \(order.count)"
      errors.append(SeedError(file: place, line: row.line, reason: reason))
      return nil
    }
    var values: [String: SeedValue] = [:]
    for (column, cell) in zip(order, row.cells) where !cell.isEmpty || column.key {
      switch column.value(cell) {
      case .success(let value): values[column.name] = value
      case .failure(let flaw): errors.append(SeedError(file: place, line: row.line, reason: flaw.reason))
      }
    }
    return SeedRow(line: row.line, values: values, file: place)
  }

  private mutating func merged(
    _ base: SeedTable, _ over: [SeedRow], _ columns: [SeedSchema.Column], _ place: String
  ) -> SeedTable {
    let key = columns.filter(\.key).map(\.name)
    var rows = base.rows
    var places = Dictionary(
      rows.enumerated().map { ($1.cells(key), $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [[SeedValue]: Int] = [:]
    for row in over {
      let name = row.cells(key)
      if let line = lines.updateValue(row.line, forKey: name) {
        errors.append(SeedError(file: place, line: row.line, reason: "the same key as line \(line)"))
      } else if let old = places[name] {
        checkRevision(rows[old], row, columns, base.name)
        rows[old] = rows[old].overlaid(by: row)
      } else {
        for column in columns where column.required && row.isEmpty(column.name) {
          let reason = "'\(column.name)' must not be empty in a row that the seed tables don't have"
          errors.append(SeedError(file: place, line: row.line, reason: reason))
        }
        places[name] = rows.count
        rows.append(row)
      }
    }
    return SeedTable(name: base.name, rows: rows)
  }
}
