// Numbers, units and ranges.
extension ValueParser {
  /// Whether a number, or what was meant for one, starts here.
  var startsNumber: Bool {
    guard let current else { return false }
    if current.isASCIIDigit { return true }
    if current == "." { return peek(1).map { $0.isASCIIDigit || $0.isLetter } ?? false }
    guard current == "-" || current == "+", let next = peek(1) else { return false }
    return next.isASCIIDigit || next == "." || next == "i" || next == "I" || next == "n" || next == "N"
  }

  /// `number unit`, or with its range `number unit (low to high)`.
  mutating func rangedNumber() throws(ValueText.Problem) -> ValueText {
    let central = try number()
    try refuseBareRange(after: central)
    skipBlanks()
    let opening = position
    guard take("(") else {
      position = central.offset + central.length
      return central
    }
    let low = try bound()
    guard takeWord("to") else {
      throw problem(
        "a range needs its low and its high end", from: opening, to: position, hint: "'9 % (5 to 14)'")
    }
    let high = try bound()
    guard take(")") else { throw unclosed(opening) }
    return ValueText(
      .range(central: central, low: low, high: high), offset: central.offset,
      length: position - central.offset)
  }

  private mutating func bound() throws(ValueText.Problem) -> ValueText {
    skipBlanks()
    guard startsNumber else {
      throw problem("a number is missing", from: position, to: position + 1, hint: "'9 % (5 to 14)'")
    }
    let bound = try number()
    skipBlanks()
    return bound
  }

  private func refuseBareRange(after central: ValueText) throws(ValueText.Problem) {
    var rest = self
    rest.skipBlanks()
    guard rest.takeWord("to") else { return }
    throw problem(
      "a range needs its central value first", from: central.offset, to: characters.count,
      hint: "'9 % (5 to 14)' or 'uniform(5, 14) %'")
  }

  /// A number and its unit, if one follows.
  mutating func number() throws(ValueText.Problem) -> ValueText {
    let start = position
    let value = try plainNumber()
    let unit = try unit()
    return ValueText(.number(value, unit: unit), offset: start, length: position - start)
  }

  private mutating func plainNumber() throws(ValueText.Problem) -> Double {
    let start = position
    if current == "-" || current == "+" { position += 1 }
    try refuseWordsForNumbers(from: start)
    let whole = digits()
    var fraction = 1
    if take(".") { fraction = digits() }
    guard whole > 0, fraction > 0 else {
      throw notANumber(from: start, hint: "a point needs a digit on both sides: '0.5'")
    }
    exponent()
    try refuseSeparators(from: start)
    let text = String(characters[start..<position])
    guard let value = Double(text) else { throw notANumber(from: start) }
    guard value.isFinite else {
      throw problem("'\(text)' is too large a number", from: start, to: position)
    }
    return value
  }

  private mutating func digits() -> Int {
    let start = position
    while let current, current.isASCIIDigit { position += 1 }
    return position - start
  }

  /// Takes `e3`, `E-3`; an `e` without digits belongs to a unit.
  private mutating func exponent() {
    guard current == "e" || current == "E" else { return }
    let sign = peek(1) == "-" || peek(1) == "+" ? 1 : 0
    guard peek(1 + sign).map(\.isASCIIDigit) == true else { return }
    position += 1 + sign
    _ = digits()
  }

  /// `-inf`, `.nan`.
  private mutating func refuseWordsForNumbers(from start: Int) throws(ValueText.Problem) {
    let letters = characters[position...].prefix { $0.isLetter || $0 == "." }
    guard isInfiniteOrNaN(String(letters)) else { return }
    position += letters.count
    throw notComputable(from: start)
  }

  /// `47,6`, `1_000`, `1'000`, `1 000`, `12:30`, `3.9.2025`.
  private func refuseSeparators(from start: Int) throws(ValueText.Problem) {
    guard let separator = current else { return }
    let afterBlanks = characters[position...].first { !$0.isWhitespace }
    if separator.isWhitespace {
      guard let afterBlanks, afterBlanks.isASCIIDigit else { return }
      throw notANumber(from: start, hint: "write thousands without a separator")
    }
    guard peek(1).map(\.isASCIIDigit) == true else { return }
    switch separator {
    case "," where depth == 0:
      throw notANumber(from: start, hint: "use a point for decimals, and nothing between thousands")
    case "_", "'", "’":
      throw notANumber(from: start, hint: "write thousands without a separator")
    case ".", "/", "-":
      throw notANumber(from: start, hint: "write a date as '2025-09-03'")
    case ":":
      throw notANumber(from: start)
    default: return
    }
  }

  /// What is wrong with everything from here to the next blank, comma or parenthesis.
  func notANumber(from start: Int, hint: String? = nil) -> ValueText.Problem {
    let separated = hint?.contains("thousands") == true
    let piece = characters[start...].prefix { character in
      character.isASCIIDigit || !(character.isWhitespace || "()".contains(character))
        || (separated && character.isWhitespace)
    }
    let trimmed = separated ? piece.prefix { !$0.isLetter && $0 != "%" } : piece
    let text = String(trimmed).trimmingBlanks
    return problem("'\(text)' is not a number", from: start, to: start + text.count, hint: hint)
  }

  /// The unit that follows a number or a closed call: up to `(`, `)`, `,`, `=`, `+` or the word `to`.
  mutating func unit() throws(ValueText.Problem) -> ValueText.UnitText? {
    let end = position
    skipBlanks()
    let start = position
    guard let first = current, !"(),=+".contains(first), !startsWord("to") else {
      position = end
      return nil
    }
    guard first.isLetter || first.isCurrencySymbol || "%‰/°".contains(first) else {
      throw problem(
        "'\(String(characters[start...]))' is not a unit", from: start, to: characters.count)
    }
    while let current, !"(),=+".contains(current) {
      if current.isWhitespace && startsWord("to", after: 1) { break }
      position += 1
    }
    let text = String(characters[start..<position]).trimmingBlanks
    position = start + text.count
    return ValueText.UnitText(text: text, offset: start)
  }

  /// Whether a word, and not only its beginning, stands here.
  private func startsWord(_ word: String, after distance: Int = 0) -> Bool {
    let rest = characters.dropFirst(position + distance)
    guard rest.starts(with: word) else { return false }
    return rest.dropFirst(word.count).first.map { $0.isWhitespace || $0 == ")" } ?? true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard startsWord(word) else { return false }
    position += word.count
    return true
  }
}

/// Whether a word is one of the names for what isn't a finite number.
func isInfiniteOrNaN(_ word: String) -> Bool {
  ["nan", ".nan", "inf", ".inf", "infinity"].contains(word.lowercased())
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isNumber }
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    let tail = drop { $0.isWhitespace }
    return String(tail.reversed().drop { $0.isWhitespace }.reversed())
  }
}
