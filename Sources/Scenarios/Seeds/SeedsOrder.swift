internal import Engine

extension SeedReading {
  /// Puts the rows of each table that mechanisms read in the order of their keys: where a line stands in its file says
  /// nothing. Tables of studies keep theirs, which is the order of a report.
  mutating func sortByKeys() {
    for (name, table) in tables {
      let columns = schema.tables[name] ?? []
      guard columns.contains(where: { $0.role == .value }) else { continue }
      let keys = columns.filter(\.key).map(\.name)
      let rows = table.rows.map { (key: $0.cells(keys), row: $0) }
      tables[name] = SeedTable(
        name: name, rows: rows.sorted { $0.key.lexicographicallyPrecedes($1.key, by: precedes) }.map(\.row))
    }
  }
}

/// Whether a cell comes before another of its column: an empty one first.
private func precedes(_ left: SeedValue, _ right: SeedValue) -> Bool {
  switch (left, right) {
  case (.text(let left), .text(let right)): left < right
  case (.number(let left), .number(let right)): left < right
  case (.day(let left), .day(let right)): left < right
  case (.month(let left), .month(let right)): left < right
  case (.empty, .empty): false
  default: left == .empty
  }
}
