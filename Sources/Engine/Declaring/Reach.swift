/// How far seed tables reach: from when they know enough for a start state, and what they know last.
public struct Reach: Sendable {
  /// The first day on which every table that a start state needs has a figure.
  public let opening: Day
  /// The table that has its first figure on that day.
  public let openingTable: String
  /// The newest day on which something of the newest-start table became known.
  public let newestDay: Day
  /// The newest month of that table that is over and known.
  public let newestMonth: Month
  /// The table that limits how late a run may start.
  public let newestTable: String
  /// The newest day on which anything became known.
  public let lastDay: Day

  /// The first months that a run may have.
  public var starts: ClosedRange<Month> { min(opening.month, newestMonth + 1)...(newestMonth + 1) }

  /// Reads the reach of tables; nil where one of them holds nothing.
  ///
  /// - Parameters:
  ///   - tables: those that a start state can't do without.
  ///   - newest: the table and column whose newest whole month a run may start after.
  public init?(_ seeds: SeedTables, tables: [String], newest: (table: String, column: String)) {
    let openings = tables.compactMap { table in
      seeds[table].compactMap { $0.day("known") }.min().map { (day: $0, table: table) }
    }
    let rows = seeds[newest.table].filter { $0.number(newest.column) != nil }
    guard openings.count == tables.count, let latest = openings.max(by: { $0.day < $1.day }),
      let month = rows.compactMap(\.wholeMonth).max(), let day = rows.compactMap({ $0.day("known") }).max()
    else { return nil }
    opening = latest.day
    openingTable = latest.table
    newestDay = day
    newestMonth = month
    newestTable = newest.table
    lastDay = seeds.tables.values.flatMap { $0.rows.compactMap { $0.day("known") } }.max() ?? day
  }
}
