internal import Engine
internal import Kernels

/// Monthly and yearly figures beside those of the months and years around them.
extension SeedReading {
  /// Refuses months that are left out, and a figure that jumps as no other of its column does, and would not if it were read in another unit.
  mutating func checkNeighbours() {
    for (name, table) in tables where !faulty.contains(name) {
      let columns = schema.tables[name] ?? []
      guard let time = columns.first(where: { $0.key && ($0.kind == .month || $0.name == "year") }) else {
        continue
      }
      if time.kind == .month { checkGaps(table, time) }
      let names = columns.filter { $0.key && $0.kind == .text }.map(\.name)
      let groups = Dictionary(grouping: table.rows) { $0.cells(names) }
      for column in columns where column.kind == .number && !column.key {
        for rows in groups.values { compare(rows, column, time.name, table.name) }
      }
    }
  }

  /// Refuses a month that stands further from the one before it than its column allows: nobody would see the hole.
  private mutating func checkGaps(_ table: SeedTable, _ column: SeedSchema.Column) {
    let dated = table.rows.compactMap { row in row.month(column.name).map { (month: $0, row: row) } }
    for (old, new) in zip(dated, dated.dropFirst())
    where Double(new.month - old.month) > column.high ?? .infinity {
      let first = old.month + 1, last = new.month - 1, isNewOlder = old.row.file != nil && new.row.file == nil
      report(
        table.name, isNewOlder ? old.row : new.row,
        "no row for \(first)\(last > first ? " to \(last)" : "") \(isNewOlder ? "after" : "before") it; where "
          + "nothing was published, give each month a row with empty cells")
    }
  }

  /// Fewer figures than this say nothing of what is usual.
  private static let fewest = 8
  /// Jumps that are larger than all others: both ends of two odd stretches.
  private static let odd = 4
  /// A column that hardly moves is still allowed this much, as a change of the logarithm.
  private static let leastJump = 0.03

  private mutating func compare(
    _ rows: [SeedRow], _ column: SeedSchema.Column, _ time: String, _ table: String
  ) {
    let known = rows.filter { ($0.number(column.name) ?? 0) > 0 }
    let values = known.compactMap { $0.number(column.name) }
    guard values.count >= SeedReading.fewest else { return }
    let jumps = zip(values, values.dropFirst()).map { logarithm($1 / $0) }
    let usual = max(jumps.map { abs($0) }.sorted(by: >)[SeedReading.odd], SeedReading.leastJump)
    let middle = values.sorted()[values.count / 2]
    func isFar(_ value: Double, _ other: Double) -> Bool {
      abs(logarithm(value / middle)) > abs(logarithm(other / middle))
    }
    for (place, jump) in jumps.enumerated() where abs(jump) > 2 * usual {
      let entersOddity = isFar(values[place + 1], values[place])
      guard entersOddity || place == 0 else { continue }
      let (odd, sound) = entersOddity ? (place + 1, place) : (place, place + 1)
      guard
        let disguise = Disguise.of(values[odd], unit: column.unit, usual: values[sound], within: usual)
      else { continue }
      reportDoubt(known[odd], column, table, disguise, values[odd], beside: values[sound])
    }
  }

  /// A figure of an overlay that stands for another of the same row: it may be revised, not told in another unit.
  mutating func checkRevision(_ old: SeedRow, _ new: SeedRow, _ columns: [SeedSchema.Column], _ table: String)
  {
    for column in columns where column.kind == .number && !column.key {
      guard let before = old.number(column.name), let after = new.number(column.name),
        before > 0, after > 0, abs(logarithm(after / before)) > 2 * SeedReading.revision,
        let disguise = Disguise.of(
          after, unit: column.unit, usual: before, within: SeedReading.revision)
      else { continue }
      reportDoubt(new, column, table, disguise, after, beside: before)
    }
  }

  /// Figures are hardly revised by more than this.
  private static let revision = 0.1

  private mutating func reportDoubt(
    _ row: SeedRow, _ column: SeedSchema.Column, _ table: String, _ disguise: Disguise, _ value: Double,
    beside usual: Double
  ) {
    let reason =
      "'\(column.name)' \(short(value)) beside \(short(usual)) \(column.unit): \(disguise.words)"
    report(table, row, reason)
  }
}
