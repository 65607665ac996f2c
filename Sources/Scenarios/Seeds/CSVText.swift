/// A CSV file in the form of RFC 4180: rows of cells, each row with the line it begins on.
///
/// A byte-order mark, CRLF line ends, quoted cells with doubled quotes and line breaks inside are read;
/// empty lines are skipped. Nothing is trimmed or converted.
public struct CSVText {
  /// A row and the line it begins on.
  public struct Row: Equatable {
    /// Where it begins, from 1.
    public let line: Int
    /// Its texts, quotes removed.
    public let cells: [String]
  }

  /// A place where the text is not CSV.
  public struct Flaw: Error, Equatable {
    /// The line of the fault, from 1.
    public let line: Int
    /// What is wrong there.
    public let reason: String
  }

  /// The rows, the header first.
  public let rows: [Row]

  /// Reads bytes in UTF-8.
  public init(bytes: [UInt8]) throws(Flaw) {
    rows = try bytes.withUnsafeBufferPointer { (bytes) throws(Flaw) in
      var reader = Reader(bytes: bytes)
      return try reader.rows()
    }
  }
}

/// Walks over the bytes once.
private struct Reader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var line = 1
  var quoted: [UInt8] = []
  /// The cells of the row before: a row has as many as a rule.
  var width = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func rows() throws(CSVText.Flaw) -> [CSVText.Row] {
    var rows: [CSVText.Row] = []
    while position < bytes.count {
      let row = try self.row()
      if row.cells.count > 1 || row.cells[0] != "" { rows.append(row) }
    }
    return rows
  }

  private mutating func row() throws(CSVText.Flaw) -> CSVText.Row {
    let start = line
    var cells: [String] = []
    cells.reserveCapacity(width)
    repeat {
      cells.append(try at(position, is: .quote) ? quotedCell() : plainCell())
    } while skip(.comma)
    skipLineEnd()
    width = cells.count
    return CSVText.Row(line: start, cells: cells)
  }

  private mutating func plainCell() throws(CSVText.Flaw) -> String {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      // No other byte that is asked for comes after the comma.
      if byte <= .comma {
        if byte == .comma || byte == .lineFeed { break }
        if byte == .quote { throw flaw("a quote inside a cell that does not begin with one") }
      }
      position &+= 1
    }
    let endsWithReturn =
      at(position, is: .lineFeed) && position > start && bytes[position - 1] == .carriageReturn
    if endsWithReturn { position -= 1 }
    return try text(UnsafeBufferPointer(rebasing: bytes[start..<position]))
  }

  private mutating func quotedCell() throws(CSVText.Flaw) -> String {
    let start = line
    position += 1
    quoted.removeAll(keepingCapacity: true)
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == .quote && !skip(.quote) {
        guard endsCell else { throw flaw("text after a closing quote") }
        return try quoted.withUnsafeBufferPointer { (bytes) throws(CSVText.Flaw) in try text(bytes) }
      }
      if byte == .lineFeed { line += 1 }
      quoted.append(byte)
    }
    throw CSVText.Flaw(line: start, reason: "a quote that is never closed")
  }

  private var endsCell: Bool {
    position == bytes.count || at(position, is: .comma) || at(position, is: .lineFeed)
      || (at(position, is: .carriageReturn) && at(position + 1, is: .lineFeed))
  }

  private func at(_ position: Int, is byte: UInt8) -> Bool {
    position < bytes.count && bytes[position] == byte
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard at(position, is: byte) else { return false }
    position += 1
    return true
  }

  private mutating func skipLineEnd() {
    _ = skip(.carriageReturn)
    if skip(.lineFeed) { line += 1 }
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(CSVText.Flaw) -> String {
    if bytes.isEmpty { return "" }
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    if all < 0x80 { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw flaw("not UTF-8 text") }
    return text
  }

  private func flaw(_ reason: String) -> CSVText.Flaw {
    CSVText.Flaw(line: line, reason: reason)
  }
}

extension UInt8 {
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
}
