internal import ScenarioText

/// Goes through the text of a condition, blanks skipped.
struct UntilReader {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  /// All within the bracket of `se`, and the bracket, if that is more than a series or its percentile.
  mutating func question() -> Substring? {
    var depth = 1
    let end = rest.firstIndex { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth == 0
    }
    guard let end else { return nil }
    let inside = rest[..<end]
    let words = inside.split(separator: " ").map(String.init)
    let isOne =
      inside.contains { "<>=≤≥".contains($0) } || words.contains("in") || words.first == "when"
      || words.contains { ["+", "-", "−", "*", "×", "/", "÷"].contains($0) }
      || ["mean(", "median(", "shortfall("].contains { inside.hasPrefix($0) }
    guard isOne else { return nil }
    rest = rest[rest.index(after: end)...]
    return inside
  }

  /// `p95(` before a series: the level.
  mutating func percentile() throws(Until.Problem) -> Double? {
    skipBlanks()
    guard rest.first == "p", let open = rest.firstIndex(of: "("),
      case let number = rest[rest.index(after: rest.startIndex)..<open],
      number.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    guard let percent = Double(number), percent > 0, percent < 100 else {
      throw problem("a percentile is p1 to p99, such as p95", at: rest[..<open])
    }
    rest = rest[rest.index(after: open)...]
    return percent / 100
  }

  mutating func expect(_ word: String, _ complaint: String) throws(Until.Problem) {
    skipBlanks()
    guard rest.hasPrefix(word) else { throw problem(complaint, at: rest.prefix(1)) }
    rest = rest.dropFirst(word.count)
  }

  /// The longest part of wanted characters, without blanks around it.
  mutating func take(_ complaint: String, while isWanted: (Character) -> Bool) throws(Until.Problem)
    -> Substring
  {
    skipBlanks()
    var part = rest.prefix { isWanted($0) }
    rest = rest.dropFirst(part.count)
    while part.last?.isWhitespace == true { part = part.dropLast() }
    guard !part.isEmpty else { throw problem(complaint, at: rest.prefix(1)) }
    return part
  }

  func problem(_ message: String, at part: Substring) -> Until.Problem {
    Until.Problem(
      message, at: text.distance(from: text.startIndex, to: part.startIndex), length: part.count,
      hint: "write it as '\(Until.example)'")
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }
}
