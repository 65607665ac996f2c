import Sampling

@testable import Engine

extension SeedTables {
  /// The tables with the rows of one of them changed.
  func replacing(_ table: String, _ change: ([SeedRow]) -> [SeedRow]) -> SeedTables {
    var tables = tables
    tables[table] = SeedTable(name: table, rows: change(self[table]))
    return SeedTables(tables: tables, asOf: asOf)
  }

  /// Every table with each row that became known after a day changed, or left out.
  func changing(after day: Day, _ change: (SeedRow) -> SeedRow?) -> SeedTables {
    let changed = tables.mapValues { table in
      SeedTable(
        name: table.name,
        rows: table.rows.compactMap { row in (row.day("known") ?? day) > day ? change(row) : row })
    }
    return SeedTables(tables: changed, asOf: asOf)
  }
}

extension SeedRow {
  /// The row with every number different.
  var distorted: SeedRow {
    let changed = values.mapValues { value -> SeedValue in
      if case .number(let number) = value { .number(1.3 * number + 7) } else { value }
    }
    return SeedRow(line: line, values: changed)
  }

  func setting(_ column: String, to value: SeedValue) -> SeedRow {
    var values = values
    values[column] = value
    return SeedRow(line: line, values: values)
  }
}
