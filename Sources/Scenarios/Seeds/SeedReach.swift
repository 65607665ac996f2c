public import Engine

/// How far a seed table reaches: its newest month or day, and that of each of its columns of numbers.
public struct SeedReach: Sendable {
  /// The table's name.
  public let table: String
  /// How many rows it has.
  public let rows: Int
  /// The oldest month of the key; nil for a table without months or days.
  public let first: Month?
  /// The newest month of the key; nil likewise.
  public let newest: Month?
  /// The newest day on which a row became public.
  public let known: Day?
  /// Columns whose newest value is older than the newest row.
  public let behind: [(column: String, newest: Month)]

  /// All tables, in alphabetical order.
  public static func all(_ files: SeedFiles) -> [SeedReach] {
    files.schema.tables.keys.sorted().map { SeedReach($0, files.schema.tables[$0] ?? [], files.tables[$0]) }
  }

  private init(_ table: String, _ columns: [SeedSchema.Column], _ rows: [SeedRow]) {
    self.table = table
    self.rows = rows.count
    let keys = columns.filter { $0.key && [.month, .day].contains($0.kind) }
    func month(_ row: SeedRow) -> Month? {
      keys.lazy.compactMap { row.month($0.name) ?? row.day($0.name)?.month }.first
    }
    let months = rows.compactMap(month)
    let newest = months.max()
    first = months.min()
    self.newest = newest
    known = rows.compactMap { $0.day("known") }.max()
    behind = columns.filter { $0.kind == .number && !$0.key }.compactMap { column in
      let last = rows.filter { $0.number(column.name) != nil }.compactMap(month).max()
      return last.flatMap { last in newest.map { last < $0 } == true ? (column.name, last) : nil }
    }
  }

  /// The newest month among the keys and columns: up to here the table is whole.
  public var whole: Month? { (behind.map(\.newest) + (newest.map { [$0] } ?? [])).min() }
}
