/// A text as a cell of a CSV table (RFC 4180): quoted where it holds a comma, a quote or a line end.
public func quotedCSV(_ text: String) -> String {
  guard text.utf8.contains(where: needsQuotes) else { return text }
  var cell = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    cell.append(byte)
    if byte == UInt8(ascii: "\"") { cell.append(byte) }
  }
  return String(decoding: cell, as: UTF8.self) + "\""
}

/// Whether a byte means something in a CSV table.
@inline(__always)
func needsQuotes(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    || byte == UInt8(ascii: "\r")
}

/// How many columns of a terminal a text takes; one for each character that our tables use.
func width(_ text: String) -> Int { text.count }

/// A text filled up with blanks on its right; cut with an ellipsis where it is too long.
public func padded(_ text: String, to columns: Int) -> String {
  let missing = columns - width(text)
  if missing >= 0 { return text + String(repeating: " ", count: missing) }
  return text.prefix(max(0, columns - 1)) + "…"
}

/// A text that begins with a capital.
func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

/// Cells in columns: text to the left, numbers to the right, no blanks behind the last.
func line(
  _ cells: [String], _ widths: [Int], between: String = "  ", isText: (Int) -> Bool
) -> String {
  let line = cells.indices.map { column in
    isText(column)
      ? padded(cells[column], to: max(widths[column], width(cells[column])))
      : aligned(cells[column], to: widths[column])
  }.joined(separator: between)
  return String(line.reversed().drop { $0 == " " }.reversed())
}

/// A text filled up with blanks on its left.
public func aligned(_ text: String, to columns: Int) -> String {
  String(repeating: " ", count: max(0, columns - width(text))) + text
}
