/// Which cells of the seed tables somebody asked for, so that what nobody reads can be told.
public struct SeedLedger: Sendable {
  /// The tables as they are, each row of which notes what is asked of it, also of its copy in tables cut to a day.
  public let tables: SeedTables

  /// Opens a ledger in which nothing is read yet.
  public init(_ seeds: SeedTables) {
    tables = SeedTables(tables: seeds.tables.mapValues(\.noting), asOf: seeds.asOf)
  }

  /// For each row of a table, whether somebody asked for a column's cell; empty for an unknown table or column.
  public func rows(of table: String, askedFor column: String) -> [Bool] {
    tables[table].first?.columns.rows(askedFor: column) ?? []
  }

  /// Notes what the series of a model are observed by.
  public func note(observed model: Model) {
    for output in model.outputs {
      for term in output.observed?.terms ?? [] { tables[term.table].first?.columns.note(all: term.column) }
    }
  }
}

extension SeedTable {
  /// The same rows with an account of what is asked of them.
  var noting: SeedTable {
    guard let first = rows.first?.columns else { return self }
    let isOne = rows.allSatisfy { $0.columns === first }
    let names = isOne ? first.names : Set(rows.flatMap(\.columns.names)).sorted()
    let columns = SeedColumns(names, rows: rows.count)
    return SeedTable(
      name: name, rows: rows.enumerated().map { $1.noting(in: columns, at: $0, isSame: isOne) })
  }
}
