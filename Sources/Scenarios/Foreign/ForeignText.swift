/// The text of a file that somebody else wrote, and the encoding that it was found to be in.
struct ForeignText {
  let text: String
  /// `UTF-8`, `UTF-16` or `windows-1251`.
  let encoding: String

  /// Reads bytes: UTF-16 by its byte-order mark, UTF-8 where it is valid, else windows-1251.
  init(bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isLittle ? first | second << 8 : first << 8 | second
      }
      (text, encoding) = (String(decoding: units, as: UTF16.self), "UTF-16")
    } else if let valid = String(validating: bytes, as: UTF8.self) {
      (text, encoding) = (valid.hasPrefix("\u{FEFF}") ? String(valid.dropFirst()) : valid, "UTF-8")
    } else {
      var scalars = String.UnicodeScalarView()
      for byte in bytes { scalars.append(ForeignText.cyrillic(byte)) }
      (text, encoding) = (String(scalars), "windows-1251")
    }
  }

  /// A character of windows-1251 (Microsoft code page 1251).
  private static func cyrillic(_ byte: UInt8) -> Unicode.Scalar {
    if byte < 0x80 { return Unicode.Scalar(byte) }
    if byte >= 0xC0, let letter = Unicode.Scalar(0x410 + UInt32(byte) - 0xC0) { return letter }
    let others: [UInt8: UInt32] = [
      0xA0: 0xA0, 0xA8: 0x401, 0xB8: 0x451, 0xB9: 0x2116, 0xAB: 0xAB, 0xBB: 0xBB, 0x96: 0x2013, 0x97: 0x2014,
      0x88: 0x20AC,
    ]
    return others[byte].flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
  }
}

/// Rows of cells, whatever separates them.
struct ForeignRows {
  struct Row {
    let line: Int
    let cells: [String]
  }

  let delimiter: Character
  let rows: [Row]

  /// The delimiter is the one that gives most rows the same number of cells, more than one.
  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    var best: (score: Int, delimiter: Character) = (0, ",")
    let sample = lines.filter { !$0.isEmpty }.prefix(400)
    for delimiter in [",", ";", "\t", "|"] as [Character] {
      let counts = sample.map { ForeignRows.cells($0, delimiter).count }
      let usual = Dictionary(grouping: counts, by: { $0 }).filter { $0.key > 1 }.map(\.value.count).max() ?? 0
      if usual > best.score { best = (usual, delimiter) }
    }
    delimiter = best.delimiter
    rows = lines.enumerated().compactMap { number, line in
      let cells = ForeignRows.cells(line, best.delimiter)
      return cells.allSatisfy(\.isEmpty) ? nil : Row(line: number + 1, cells: cells)
    }
  }

  /// The cells of a line without blanks and quotes around them.
  private static func cells(_ line: String, _ delimiter: Character) -> [String] {
    var cells: [String] = [], cell = ""
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == delimiter && !isQuoted {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    cells.append(cell)
    return cells.map { cell in
      let start = cell.drop { $0.isWhitespace }
      return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
  }
}
