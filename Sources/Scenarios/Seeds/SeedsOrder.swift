internal import Engine

extension SeedReading {
  /// Puts the rows of each table that mechanisms read in the order of their keys: where a line stands in its file says
  /// nothing. Tables of studies keep theirs, which is the order of a report.
  mutating func sortByKeys() {
    for (name, table) in tables {
      let columns = schema.tables[name] ?? []
      let keys = columns.filter(\.key).map(\.name)
      let cells = table.rows.map { $0.cells(keys) }
      let isRising = zip(cells, cells.dropFirst()).allSatisfy {
        $0.lexicographicallyPrecedes($1, by: precedes)
      }
      if isRising {
        rising.insert(name)
      } else if columns.contains(where: { $0.role == .value }) {
        let order = cells.indices.sorted { cells[$0].lexicographicallyPrecedes(cells[$1], by: precedes) }
        tables[name] = SeedTable(name: name, rows: order.map { table.rows[$0] })
      }
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
