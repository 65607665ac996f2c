internal import Engine
internal import ScenarioText

/// Goes through the text of a question from left to right.
struct QuestionReader {
  typealias Problem = ValueText.Problem

  /// Words of the language, which no unit or series may be.
  static let keywords: Set<String> = ["in", "to", "given", "and", "when"]

  private let characters: [Character]
  private(set) var position = 0

  init(_ text: String) { characters = Array(text) }

  var current: Character? { position < characters.count ? characters[position] : nil }

  mutating func skipBlanks() { while current?.isWhitespace == true { position += 1 } }

  /// A sign, with the blanks before it; nothing is taken where another comes.
  mutating func take(_ character: Character) -> Bool {
    take(anyOf: String(character)) != nil
  }

  mutating func take(anyOf characters: String) -> Character? {
    let before = position
    skipBlanks()
    guard let found = current, characters.contains(found) else {
      position = before
      return nil
    }
    position += 1
    return found
  }

  /// A word of the language, if it comes next as a whole.
  mutating func take(keyword: String) -> Bool {
    guard nextWord == keyword else { return false }
    skipBlanks()
    position += keyword.count
    return true
  }

  /// The letters, digits, `_` and `.` that come next, without taking them.
  var nextWord: String {
    var reader = self
    reader.skipBlanks()
    guard reader.current?.isLetter == true else { return "" }
    return reader.run { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }

  mutating func word() -> String {
    let word = nextWord
    skipBlanks()
    position += word.count
    return word
  }

  /// Everything up to a closing bracket, which is taken too.
  mutating func bracketed() throws(Problem) -> String {
    let opening = position - 1
    let inside = run { $0 != "]" }
    guard take("]") else { throw problem("this bracket isn't closed", at: opening) }
    return inside.trimmingBlanks
  }

  /// A number, if one comes next.
  mutating func number() throws(Problem) -> Double? {
    skipBlanks()
    let start = position
    guard let first = current, first.isNumber || (first == "-" && peek?.isNumber == true) else { return nil }
    position += 1
    _ = run { $0.isNumber || $0 == "." || $0 == "," || $0 == "_" }
    exponent()
    let text = String(characters[start..<position])
    guard let value = Double(text), value.isFinite else {
      let plain = text.filter { $0 != "," && $0 != "_" }
      let hint = Double(plain) == nil ? "such as 7000 or 47.6" : "write it without commas: \(plain)"
      throw problem("'\(text)' is not a number", from: start, hint: hint)
    }
    return value
  }

  private mutating func exponent() {
    guard current == "e" || current == "E" else { return }
    var ahead = self
    ahead.position += 1
    if ahead.current == "-" || ahead.current == "+" { ahead.position += 1 }
    guard ahead.current?.isNumber == true else { return }
    _ = ahead.run { $0.isNumber }
    self = ahead
  }

  /// The longest unit that comes next, if one does: words and slashes without a blank around the slash.
  mutating func unit() -> Unit? {
    var ahead = self
    ahead.skipBlanks()
    let start = ahead.position
    var found: (unit: Unit, end: Int)?
    while ahead.piece() {
      let text = String(characters[start..<ahead.position])
      if let unit = Unit(text) { found = (unit, ahead.position) }
      ahead.skipBlanks()
    }
    guard let found else { return nil }
    position = found.end
    return found.unit
  }

  /// One word of a unit, with what hangs on it by slashes.
  private mutating func piece() -> Bool {
    guard !QuestionReader.keywords.contains(nextWord) else { return false }
    let before = position
    _ = run { $0.isLetter || $0 == "%" }
    while current == "/", peek?.isLetter == true {
      position += 1
      _ = run { $0.isLetter }
    }
    return position > before
  }

  /// The digits and dashes of a month or year, if they come next.
  mutating func time() -> Substring {
    skipBlanks()
    let start = position
    _ = run { $0.isNumber }
    if current == "-", peek?.isNumber == true {
      position += 1
      _ = run { $0.isNumber }
    }
    return String(characters[start..<position])[...]
  }

  private var peek: Character? { position + 1 < characters.count ? characters[position + 1] : nil }

  private mutating func run(_ isWanted: (Character) -> Bool) -> String {
    let start = position
    while let character = current, isWanted(character) { position += 1 }
    return String(characters[start..<position])
  }

  func problem(_ message: String, from start: Int, hint: String? = nil) -> Problem {
    Problem(message, at: start, length: position - start, hint: hint)
  }

  func problem(_ message: String, at offset: Int, hint: String? = nil) -> Problem {
    Problem(message, at: offset, length: 1, hint: hint)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var part = self[...]
    while part.first?.isWhitespace == true { part = part.dropFirst() }
    while part.last?.isWhitespace == true { part = part.dropLast() }
    return String(part)
  }
}
