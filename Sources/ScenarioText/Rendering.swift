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
    let part = ShownPart(of: line, around: place.column, length)
    let shown = "\(margin)\(number) | \(printable(part.text))"
    let pointer = "\(gutter) | \(padding(of: part))\(caret(under: part))\(tail)"
    return [head, shown, pointer].joined(separator: "\n")
  }

  /// A line, or of a long one what stands around the mark.
  private struct ShownPart {
    let text: String
    /// Where the mark is in it, from 1.
    let column: Int

    init(of line: String, around column: Int, _ length: Int) {
      let wide = Limits.shownLetters
      // Four bytes a character at most: a line that is short enough need not be counted.
      guard line.utf8.count > wide, line.count > wide else {
        text = line
        self.column = column
        return
      }
      let start = max(0, min(column - 1 - wide / 4, line.count - wide))
      let end = min(line.count, start + wide)
      text = (start > 0 ? "…" : "") + line.dropFirst(start).prefix(wide) + (end < line.count ? "…" : "")
      self.column = column - start + (start > 0 ? 1 : 0)
    }
  }

  /// Blanks as wide as what stands before the caret; tabs stay tabs.
  private func padding(of part: ShownPart) -> String {
    let before = part.text.prefix(part.column - 1)
    let missing = max(0, min(part.column - 1 - before.count, 1))
    let blanks = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: cells($0)) }
    return blanks.joined() + String(repeating: " ", count: missing)
  }

  /// The caret and its tail, cut at the end of the line.
  private func caret(under part: ShownPart) -> String {
    let marked = part.text.dropFirst(part.column - 1).prefix(length)
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
  ///
  /// Of more than are shown at once the errors come first, and the rest is counted.
  public func rendered(from sources: [Source]) -> String {
    let isCut = items.count > Limits.problems
    let shown =
      isCut ? items.filter { $0.severity == .error } + items.filter { $0.severity != .error } : items
    let texts = shown.prefix(Limits.problems).map { item in
      item.rendered(from: sources.last { $0.file == item.place.file })
    }
    let rest = items.count - texts.count
    return (texts + (rest > 0 ? ["\(rest) more; the first \(Limits.problems) are shown"] : [])).joined(
      separator: "\n")
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
