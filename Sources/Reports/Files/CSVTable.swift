/// A CSV table as bytes: RFC 4180 quoting, line feeds, UTF-8.
public struct CSVTable: Sendable {
  /// The table so far.
  public private(set) var bytes: [UInt8] = []
  private var isAtStart = true

  /// An empty table.
  public init() {}

  /// A table with its header.
  public init(header: [String]) {
    for name in header { add(name) }
    endRow()
  }

  /// Adds a cell of text; one that a spreadsheet would run as a formula gets an apostrophe before it.
  public mutating func add(_ text: String) {
    separate()
    var text = CSVTable.isFormula(text) ? "'" + text : text
    let isPlain = text.withUTF8 { utf8 in
      let isPlain = !utf8.contains(where: needsQuotes)
      if isPlain { bytes.append(contentsOf: utf8) }
      return isPlain
    }
    if !isPlain { bytes.append(contentsOf: quotedCSV(text).utf8) }
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, first < UInt8(ascii: "A") else { return false }
    return "=@+\t\r".utf8.contains(first) || first == UInt8(ascii: "-") && Double(text) == nil
  }

  /// Adds a number in its shortest exact form.
  public mutating func add(_ value: Double) {
    separate()
    append(exact(value))
  }

  /// Adds a number that is written already.
  mutating func add(bare number: String) {
    separate()
    append(number)
  }

  /// Adds cells that are written already, commas between them.
  mutating func add(written cells: [UInt8]) {
    separate()
    bytes += cells
  }

  /// Adds a whole number.
  public mutating func add(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Adds a row of cells, or what is left of one that was begun, and ends it.
  public mutating func row(_ cells: any CSVCell...) {
    for cell in cells { cell.add(to: &self) }
    endRow()
  }

  /// Ends the row.
  public mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  /// Hands over what has been written since the last time, for a table that is too long to be kept.
  public mutating func take() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  /// The table as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Strings' own bytes, which are copied at once.
  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func separate() {
    if !isAtStart { bytes.append(UInt8(ascii: ",")) }
    isAtStart = false
  }
}

/// What a row of a table is made of: a text, a number, yes or no, several of them, or nothing.
public protocol CSVCell {
  /// Adds itself, as one cell or several.
  func add(to table: inout CSVTable)
}

extension String: CSVCell {
  /// One cell of text.
  public func add(to table: inout CSVTable) { table.add(self) }
}

extension Double: CSVCell {
  /// One cell, the number in its shortest exact form.
  public func add(to table: inout CSVTable) { table.add(self) }
}

extension Int: CSVCell {
  /// One cell.
  public func add(to table: inout CSVTable) { table.add(self) }
}

extension Bool: CSVCell {
  /// One cell: `true` or `false`.
  public func add(to table: inout CSVTable) { table.add(String(self)) }
}

extension Array: CSVCell where Element: CSVCell {
  /// A cell for each.
  public func add(to table: inout CSVTable) { for cell in self { cell.add(to: &table) } }
}

extension Optional: CSVCell where Wrapped: CSVCell {
  /// One cell, empty where there is nothing.
  public func add(to table: inout CSVTable) {
    if let self { self.add(to: &table) } else { table.add("") }
  }
}
