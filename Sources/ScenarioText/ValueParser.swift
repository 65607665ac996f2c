/// Reads one value from left to right, character by character.
struct ValueParser {
  /// How deep calls may nest.
  static let deepestCall = 16

  let characters: [Character]
  var position = 0
  var depth = 0

  init(_ text: String) { characters = Array(text) }

  /// The value, and nothing after it.
  mutating func wholeValue() throws(ValueText.Problem) -> ValueText {
    skipBlanks()
    guard let first = current else {
      throw problem("a value is missing", from: 0, to: 1)
    }
    let value: ValueText
    if startsDate {
      value = try dateValue()
    } else if startsNumber {
      value = try rangedNumber()
    } else if first.isLetter {
      value = try callOrWord()
    } else {
      throw notAValue(from: position)
    }
    skipBlanks()
    guard current == nil else { throw leftOver(after: value) }
    return value
  }

  /// A value inside parentheses: no period, no bare range.
  mutating func argumentValue() throws(ValueText.Problem) -> ValueText {
    if startsDate { return try date() }
    if startsNumber { return try number() }
    guard let first = current, first.isLetter else {
      throw problem("an argument is missing", from: position, to: position + 1)
    }
    return try callOrWord()
  }

  /// `name(arg, …) unit`, `on`, `off` or a word.
  private mutating func callOrWord() throws(ValueText.Problem) -> ValueText {
    let start = position
    let name = word()
    let afterName = position
    skipBlanks()
    if current == "(" { return try call(name, from: start) }
    position = afterName
    if isInfiniteOrNaN(name) { throw notComputable(from: start) }
    let kind: ValueText.Kind =
      switch name {
      case "on": .toggle(true)
      case "off": .toggle(false)
      default: .word(name)
      }
    return ValueText(kind, offset: start, length: position - start)
  }

  private mutating func call(_ name: String, from start: Int) throws(ValueText.Problem) -> ValueText {
    let opening = position
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestCall else {
      throw problem("more than \(Self.deepestCall) calls inside one another", from: start, to: opening)
    }
    position += 1
    var arguments: [ValueText.Argument] = []
    repeat {
      skipBlanks()
      if current == ")" && arguments.isEmpty { break }
      arguments.append(try argument())
      skipBlanks()
    } while take(",")
    guard take(")") else { throw unclosed(opening) }
    let unit = depth == 1 || !atArgumentEnd ? try unit() : nil
    return ValueText(
      .call(name: name, arguments: arguments, unit: unit), offset: start, length: position - start)
  }

  private mutating func argument() throws(ValueText.Problem) -> ValueText.Argument {
    let first = try argumentValue()
    skipBlanks()
    guard current == "=" else { return ValueText.Argument(label: nil, value: first) }
    switch first.kind {
    case .word, .number, .toggle: break
    default: throw problem("'=' needs a name or a number before it", from: position, to: position + 1)
    }
    position += 1
    skipBlanks()
    return ValueText.Argument(label: first, value: try argumentValue())
  }

  private mutating func word() -> String {
    let start = position
    while let character = current, character.isLetter || character.isNumber || "_.-".contains(character) {
      position += 1
    }
    return String(characters[start..<position])
  }
}

// Characters and problems.
extension ValueParser {
  var current: Character? { position < characters.count ? characters[position] : nil }

  /// The character so many places further on.
  func peek(_ distance: Int) -> Character? {
    characters.indices.contains(position + distance) ? characters[position + distance] : nil
  }

  mutating func skipBlanks() {
    while let character = current, character.isWhitespace { position += 1 }
  }

  mutating func take(_ character: Character) -> Bool {
    guard current == character else { return false }
    position += 1
    return true
  }

  /// Whether, blanks aside, the argument ends here.
  var atArgumentEnd: Bool {
    let next = characters[position...].first { !$0.isWhitespace }
    return next == nil || next == "," || next == ")"
  }

  func problem(_ message: String, from: Int, to: Int, hint: String? = nil) -> ValueText.Problem {
    ValueText.Problem(message, at: from, length: to - from, hint: hint)
  }

  func unclosed(_ opening: Int) -> ValueText.Problem {
    guard let current else {
      return problem("this '(' is never closed", from: opening, to: opening + 1)
    }
    return problem("expected ',' or ')', not '\(current)'", from: position, to: position + 1)
  }

  func notAValue(from start: Int) -> ValueText.Problem {
    let piece = String(characters[start...])
    let hint =
      piece.first == "−"
      ? "write a minus sign as '-'" : "a number and its unit, a distribution, a date, on, off or a word"
    return problem("'\(piece)' is not a value", from: start, to: characters.count, hint: hint)
  }

  func notComputable(from start: Int) -> ValueText.Problem {
    let piece = String(characters[start..<position])
    return problem(
      "'\(piece)' is not a number that can be computed with", from: start, to: position,
      hint: "write a finite number")
  }

  /// What to say about text behind a value that was complete.
  func leftOver(after value: ValueText) -> ValueText.Problem {
    let piece = String(characters[position...])
    switch value.kind {
    case .word(let word) where piece.first.map { $0.isNumber || $0 == "-" } == true:
      return problem(
        "'\(word) \(piece)' is not a value", from: value.offset, to: characters.count,
        hint: "write the number first: '\(piece) \(word)'")
    case .word:
      return notAValue(from: value.offset)
    case .date, .month:
      return problem(
        "'\(piece)' can't follow a date", from: position, to: characters.count,
        hint: "'2027-01-01 + 30 d' or '2025-09 to 2027-12'")
    default:
      return problem("'\(piece)' is left over after the value", from: position, to: characters.count)
    }
  }
}
