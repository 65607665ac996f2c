/// What the columns of the seed tables hold: `schema.csv` as data.
public struct SeedSchema: Sendable {
  /// What a cell holds.
  public enum Kind: String, Sendable, CaseIterable {
    case text, number, month, day, flag
  }

  /// What a column is there for.
  public enum Role: String, Sendable, CaseIterable {
    /// A mechanism reads it: a row of which no value is read is refused.
    case value
    /// Rows are found by it: keys, groups, days on which things became known.
    case name
    /// For people: where a row comes from, and why.
    case note
    /// A study or a command reads it.
    case study
  }

  /// One column of one table.
  public struct Column: Sendable {
    /// As the header of the table has it.
    public let name: String
    /// What its cells hold.
    public let kind: Kind
    /// Empty for a pure number or a text.
    public let unit: String
    /// An empty cell is an error.
    public let required: Bool
    /// The key columns of a table together name a row: no two rows share them.
    public let key: Bool
    /// The lowest number allowed; nil for no bound.
    public let low: Double?
    /// The highest number allowed; nil for no bound.
    public let high: Double?
    /// The table and column that must hold each text of this one.
    public let reference: (table: String, column: String)?
    /// The words that its texts are chosen from; empty where any text will do.
    public let choices: [String]
    /// What it is there for; a key finds rows unless it says otherwise.
    public let role: Role
    /// One sentence for people.
    public let description: String
  }

  /// The columns of each table, in the order of the file.
  public let tables: [String: [Column]]

  /// The unit of a column, empty where it has none or does not exist.
  public func unit(_ table: String, _ column: String) -> String {
    tables[table]?.first { $0.name == column }?.unit ?? ""
  }
}

extension SeedSchema {
  static let file = "schema.csv"
  private static let header = [
    "table", "column", "kind", "unit", "required", "key", "low", "high", "references", "role",
    "description",
  ]

  /// Reads the rows of `schema.csv`; a bad row is reported and left out.
  init(csv: CSVText, place: String, report: inout [SeedError]) {
    var tables: [String: [Column]] = [:]
    if csv.rows.first?.cells != SeedSchema.header {
      let wanted = SeedSchema.header.joined(separator: ",")
      report.append(SeedError(file: place, line: 1, reason: "the header must be '\(wanted)'"))
    } else {
      for row in csv.rows.dropFirst() {
        do throws(Flaw) {
          let column = try Column(cells: row.cells)
          let table = row.cells[0]
          if tables[table, default: []].contains(where: { $0.name == column.name }) {
            throw Flaw(reason: "column '\(table).\(column.name)' is described twice")
          }
          tables[table, default: []].append(column)
        } catch {
          report.append(SeedError(file: place, line: row.line, reason: error.reason))
        }
      }
    }
    self.tables = tables
    report += SeedSchema.dangling(tables, csv: csv, place: place)
  }

  /// A row of the schema that says nothing usable.
  struct Flaw: Error {
    let reason: String
  }

  /// References to columns that the schema doesn't have.
  private static func dangling(_ tables: [String: [Column]], csv: CSVText, place: String) -> [SeedError] {
    csv.rows.dropFirst().compactMap { row in
      guard row.cells.count == header.count, !row.cells[8].isEmpty else { return nil }
      let column = tables[row.cells[0]]?.first { $0.name == row.cells[1] }
      guard let target = column?.reference else { return nil }
      if tables[target.table]?.contains(where: { $0.name == target.column }) == true { return nil }
      let reason = "'\(row.cells[8])' is no column of the schema"
      return SeedError(file: place, line: row.line, reason: reason)
    }
  }
}

extension SeedSchema.Column {
  init(cells: [String]) throws(SeedSchema.Flaw) {
    guard cells.count == 11 else {
      throw SeedSchema.Flaw(reason: "a row of the schema has 11 cells, this one \(cells.count)")
    }
    guard let kind = SeedSchema.Kind(rawValue: cells[2]) else {
      let kinds = SeedSchema.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw SeedSchema.Flaw(reason: "'\(cells[2])' is no kind of column; the kinds are \(kinds)")
    }
    name = cells[1]
    self.kind = kind
    unit = cells[3]
    required = try Self.flag(cells[4], "required")
    key = try Self.flag(cells[5], "key")
    low = try Self.bound(cells[6], "low")
    high = try Self.bound(cells[7], "high")
    let isChoice = cells[8].contains("|")
    choices = isChoice ? cells[8].split(separator: "|").map(String.init) : []
    reference = isChoice ? nil : try Self.reference(cells[8])
    role = try Self.role(cells[9], key: key)
    description = cells[10]
    if let low, let high, low > high {
      throw SeedSchema.Flaw(reason: "'low' \(cells[6]) is above 'high' \(cells[7])")
    }
  }

  private static func flag(_ text: String, _ name: String) throws(SeedSchema.Flaw) -> Bool {
    guard text == "0" || text == "1" else {
      throw SeedSchema.Flaw(reason: "'\(name)' is neither 0 nor 1: '\(text)'")
    }
    return text == "1"
  }

  private static func role(_ text: String, key: Bool) throws(SeedSchema.Flaw) -> SeedSchema.Role {
    if text.isEmpty { return key ? .name : .value }
    guard let role = SeedSchema.Role(rawValue: text) else {
      let roles = SeedSchema.Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw SeedSchema.Flaw(reason: "'\(text)' is no role of a column; the roles are \(roles)")
    }
    return role
  }

  private static func bound(_ text: String, _ name: String) throws(SeedSchema.Flaw) -> Double? {
    if text.isEmpty { return nil }
    guard let bound = finiteNumber(text) else {
      throw SeedSchema.Flaw(reason: "'\(name)' is not a number: '\(text)'")
    }
    return bound
  }

  private static func reference(_ text: String) throws(SeedSchema.Flaw) -> (table: String, column: String)? {
    if text.isEmpty { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw SeedSchema.Flaw(
        reason: "'references' is neither table.column nor words such as this|that: '\(text)'")
    }
    return (String(parts[0]), String(parts[1]))
  }
}

/// Reads a plain decimal number such as `-12.5` or `1e6`; nil for anything else, infinities and hexadecimal included.
func finiteNumber(_ text: String) -> Double? {
  var text = text
  if let number = text.withUTF8(shortNumber) { return number }
  guard text.utf8.allSatisfy(isOfNumber), let number = Double(text), number.isFinite else { return nil }
  return number
}

/// Reads at most 15 digits with a point among them or none: two whole numbers that a double holds exactly, and one
/// division, which rounds as it should. Nil for anything else.
private func shortNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  let isNegative = bytes.first == UInt8(ascii: "-")
  guard bytes.count <= 16, bytes.last.map(isDigit) == true, bytes[isNegative ? 1 : 0] != UInt8(ascii: ".")
  else {
    return nil
  }
  var digits = 0, count = 0
  var unit = 1, hasPoint = false
  for byte in bytes.dropFirst(isNegative ? 1 : 0) {
    if isDigit(byte) {
      digits = 10 * digits + Int(byte - UInt8(ascii: "0"))
      count += 1
      unit *= hasPoint ? 10 : 1
    } else {
      guard byte == UInt8(ascii: "."), !hasPoint else { return nil }
      hasPoint = true
    }
  }
  guard count <= 15 else { return nil }
  let number = Double(digits) / Double(unit)
  return isNegative ? -number : number
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// Whether a byte may stand in a decimal number.
private func isOfNumber(_ byte: UInt8) -> Bool {
  isDigit(byte) || ".-+eE".utf8.contains(byte)
}
