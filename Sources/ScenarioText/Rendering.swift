extension Diagnostic {
  /// The message as a user reads it: place, severity and message, then the line with a caret and the hint.
  ///
  /// ```
  /// scenarios/mine.txt:12:3: error: 'price_cap.levle' is not a parameter
  ///    12 |   levle: 47.6 USD/bbl
  ///       |   ^~~~~ did you mean 'level'?
  /// ```
  /// Without a source, or when the source lacks the line, only the message and the hint are shown.
  public func rendered(from source: Source?) -> String {
    let head = "\(place): \(severity.rawValue): \(message)"
    guard let line = source?.line(place.line) else {
      return hint.map { "\(head)\n      | \($0)" } ?? head
    }
    let number = String(place.line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count))
    let gutter = String(repeating: " ", count: max(5, number.count))
    let tail = hint.map { " \($0)" } ?? ""
    let shown = "\(margin)\(number) | \(printable(line))"
    let pointer = "\(gutter) | \(padding(of: line))\(caret(under: line))\(tail)"
    return [head, shown, pointer].joined(separator: "\n")
  }

  /// Blanks as wide as what stands before the caret; tabs stay tabs.
  private func padding(of line: String) -> String {
    let before = line.prefix(place.column - 1)
    let missing = max(0, min(place.column - 1 - before.count, 1))
    let blanks = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: cells($0)) }
    return blanks.joined() + String(repeating: " ", count: missing)
  }

  /// The caret and its tail, cut at the end of the line.
  private func caret(under line: String) -> String {
    let marked = line.dropFirst(place.column - 1).prefix(length)
    let width = marked.reduce(0) { $0 + cells($1) }
    return "^" + String(repeating: "~", count: max(0, width - 1))
  }

  /// The line with control characters replaced, so that a file can't drive the terminal.
  private func printable(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{FFFD}" : scalar
        }))
  }
}

extension Diagnostics {
  /// Every message in order, each with its line from the source of the same name, one line feed between.
  public func rendered(from sources: [Source]) -> String {
    items.map { item in
      item.rendered(from: sources.last { $0.file == item.place.file })
    }.joined(separator: "\n")
  }
}

/// How many cells of a terminal a character takes: two for East Asian wide ones and emoji.
private func cells(_ character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0x1F300...0x1FAFF:
    return 2
  default:
    return 1
  }
}
