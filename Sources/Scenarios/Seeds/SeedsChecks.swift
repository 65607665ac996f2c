internal import Engine
internal import ScenarioText

extension SeedSchema.Column {
  /// The value of a cell, or what is wrong with it.
  func value(_ cell: String) -> Result<SeedValue, SeedSchema.Flaw> {
    if cell.isEmpty {
      return required ? flaw("'\(name)' must not be empty") : .success(.empty)
    }
    switch kind {
    case .text:
      if choices.isEmpty || choices.contains(cell) { return text(cell) }
      return flaw("'\(name)' is '\(cell)', not one of \(choices.joined(separator: ", "))")
    case .number: return number(cell)
    case .flag:
      return cell == "0" || cell == "1" ? number(cell) : flaw("'\(name)' is neither 0 nor 1: '\(cell)'")
    case .month:
      guard let month = Month(cell) else {
        return flaw("'\(name)' is not a month such as 2025-09: '\(cell)'")
      }
      return .success(.month(month))
    case .day:
      guard let day = Day(cell) else { return flaw("'\(name)' is not a day such as 2025-09-23: '\(cell)'") }
      return .success(.day(day))
    }
  }

  /// Names, which are keys or refer to them, must mean themselves in every table; other text must not be a formula.
  private func text(_ cell: String) -> Result<SeedValue, SeedSchema.Flaw> {
    let isName = key || reference != nil
    if isName, let complaint = NameRule.complaint(about: cell) {
      return flaw("'\(name)': \(complaint.message); \(complaint.hint)")
    }
    if let byte = cell.utf8.first, "=+@\t".utf8.contains(byte), let first = cell.first {
      return flaw("'\(name)' begins with '\(first)': a spreadsheet would run it as a formula")
    }
    return .success(.text(cell))
  }

  private func number(_ cell: String) -> Result<SeedValue, SeedSchema.Flaw> {
    guard let number = finiteNumber(cell) else {
      let endless = Double(cell).map { !$0.isFinite } ?? false
      return flaw("'\(name)' is not a \(endless ? "finite " : "")number: '\(cell)'\(remedy(cell))")
    }
    let unit = self.unit.isEmpty ? "" : " " + self.unit
    if let low, number < low {
      return flaw("'\(name)' \(cell) is below the lowest value allowed, \(low)\(unit)\(hint(number))")
    }
    if let high, number > high {
      return flaw("'\(name)' \(cell) is above the highest value allowed, \(high)\(unit)\(hint(number))")
    }
    return .success(.number(number))
  }

  /// What the number may be instead: the first reading of it that lies in the range.
  func hint(_ number: Double) -> String {
    let likely = Disguise.all(of: unit).first { disguise in
      let lifted = disguise.lifted(number)
      return number > 0 && lifted >= low ?? lifted && lifted <= high ?? lifted
    }
    return likely.map { ": \($0.words)" } ?? ""
  }

  /// What to write instead of something that is often found where a number should be.
  private func remedy(_ cell: String) -> String {
    if ["-", "–", ".", "..", "NA", "N/A", "n/a", "NaN", "nan", "null"].contains(cell) {
      return required ? "; a number is needed here" : "; leave the cell empty where there is none"
    }
    let bare = cell.filter { $0 != " " && $0 != "\u{A0}" }
    if cell.contains(","), finiteNumber(bare.replacing(",", with: ".")) != nil {
      return "; write a point in decimals and nothing between thousands"
    }
    return finiteNumber(bare) != nil ? "; write it without blanks" : ""
  }

  private func flaw(_ reason: String) -> Result<SeedValue, SeedSchema.Flaw> {
    .failure(SeedSchema.Flaw(reason: reason))
  }
}

extension SeedReading {
  /// What only shows when whole tables are there: double rows, names that no other table has, odd shares.
  mutating func checkAcross() {
    let sound = tables.filter { !faulty.contains($0.key) }
    for (name, table) in tables {
      guard let columns = schema.tables[name] else { continue }
      checkKeys(table, columns.filter(\.key))
      for column in columns { checkReferences(table, column, among: sound) }
    }
    for table in tables.values { checkShares(table) }
  }

  private mutating func checkKeys(_ table: SeedTable, _ columns: [SeedSchema.Column]) {
    guard !columns.isEmpty, !rising.contains(table.name) else { return }
    let names = columns.map(\.name)
    var lines = [[SeedValue]: Int](minimumCapacity: table.rows.count)
    for row in table.rows {
      let cells = row.cells(names)
      if cells.contains(.empty) { continue }
      if let first = lines.updateValue(row.line, forKey: cells) {
        lines[cells] = first
        let key = columns.map { "'\(row.written($0))'" }.joined(separator: ", ")
        report(table.name, row, "a second row for \(key); the first is on line \(first)")
      }
    }
  }

  /// A table with errors of its own is no judge of names: one mistake gives one message.
  private mutating func checkReferences(
    _ table: SeedTable, _ column: SeedSchema.Column, among sound: [String: SeedTable]
  ) {
    guard let target = column.reference, let targets = sound[target.table] else { return }
    let known = Set(targets.rows.map { $0.text(target.column) })
    for row in table.rows {
      let name = row.text(column.name)
      if !name.isEmpty && !known.contains(name) {
        report(
          table.name, row,
          "'\(column.name)' names '\(name)', which \(target.table).csv doesn't have"
            + (suggestion(for: name, among: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""))
      }
    }
  }

  /// Columns in shares of one thing must add up to nearly all of it; the rest is loss.
  private mutating func checkShares(_ table: SeedTable) {
    let parts = (schema.tables[table.name] ?? []).filter { $0.unit.hasPrefix("share of ") }
    for (unit, columns) in Dictionary(grouping: parts, by: \.unit) {
      for row in table.rows {
        let shares = columns.compactMap { row.number($0.name) }
        let sum = (shares.reduce(0, +) * 1000).rounded() / 1000
        if shares.count == columns.count && !SeedReading.nearlyAll.contains(sum) {
          report(
            table.name, row,
            "the \(unit.replacing("share", with: "shares")) add up to \(sum), not to 0.9 to 1.02")
        }
      }
    }
  }

  private static let nearlyAll = 0.9...1.02
}

extension SeedRow {
  /// The cell of a key column as text; empty where it is empty.
  fileprivate func written(_ column: SeedSchema.Column) -> String {
    switch column.kind {
    case .text: text(column.name)
    case .number, .flag: number(column.name).map { Int(exactly: $0).map(String.init) ?? String($0) } ?? ""
    case .month: month(column.name)?.description ?? ""
    case .day: day(column.name)?.description ?? ""
    }
  }
}
