internal import Synchronization

/// Which cells of the seed tables somebody asked for, so that what nobody reads can be told.
public final class SeedLedger: Sendable {
  /// The tables as they are, each row of which notes what is asked of it.
  public let tables: SeedTables
  private let uses: [String: TableUse]

  /// Opens a ledger in which nothing is read yet.
  public init(_ seeds: SeedTables) {
    let uses = seeds.tables.mapValues { _ in TableUse() }
    self.uses = uses
    let noting = seeds.tables.mapValues { table in
      SeedTable(
        name: table.name,
        rows: table.rows.enumerated().map { index, row in
          var row = row
          row.reading = uses[table.name].map { ($0, index) }
          return row
        })
    }
    tables = SeedTables(tables: noting, asOf: seeds.asOf)
  }

  /// The places in a table of the rows that somebody asked for a column's cell.
  public func rows(of table: String, askedFor column: String) -> Set<Int> {
    uses[table]?.rows(askedFor: column) ?? []
  }
}

/// What was asked of one table: for each column the places of rows.
final class TableUse: Sendable {
  private let asked = Mutex<[String: Set<Int>]>([:])

  func note(_ column: String, _ row: Int) {
    asked.withLock { _ = $0[column, default: []].insert(row) }
  }

  func rows(askedFor column: String) -> Set<Int> { asked.withLock { $0[column] ?? [] } }
}
