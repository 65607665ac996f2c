internal import ScenarioText

/// The `--set` options of a command, each a line of a text that stands in for a file.
struct ScenarioSets {
  static let file = "--set"
  let source: Source
  let count: Int

  /// Nil where there are none.
  init?(_ texts: [String]) {
    guard !texts.isEmpty else { return nil }
    count = texts.count
    let lines = texts.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    source = Source(file: ScenarioSets.file, text: lines.joined(separator: "\n"))
  }

  /// Lays every setting over a scenario, later ones over earlier ones.
  func merged(over root: Node, problems: inout [Diagnostic]) -> Node {
    var result = root
    for number in 1...count {
      do {
        result = try node(of: source.line(number) ?? "", place(number, 0)).merged(over: result)
      } catch {
        problems.append(error)
      }
    }
    return result
  }

  private func place(_ line: Int, _ column: Int) -> Place {
    Place(file: ScenarioSets.file, line: line, column: column + 1)
  }

  /// The nested mapping that `a.b=value` stands for.
  private func node(of text: String, _ start: Place) throws(Diagnostic) -> Node {
    let hint = "write it as 'price_cap.level=47.6 USD/bbl'"
    guard let equals = text.firstIndex(of: "=") else {
      throw Diagnostic("'\(text)' has no =", at: start, length: text.count, hint: hint)
    }
    let keys = try keys(of: text[..<equals], start, hint)
    let value = trimmed(text, text.index(after: equals)..<text.endIndex)
    guard !value.text.isEmpty else {
      throw Diagnostic(
        "a value is missing after '='", at: start.advanced(by: text.count), hint: hint)
    }
    try refuse(keys)
    let leaf = ScenarioSets.value(value.text, at: start.advanced(by: value.offset))
    return keys.reversed().reduce(leaf) { inner, key in
      Node(.mapping([Node.Entry(key: key, value: inner)]), at: key.place, length: key.length)
    }
  }

  /// The keys of a dotted path; of a correlation the two names, dots and all, are one.
  private func keys(
    of path: Substring, _ start: Place, _ hint: String
  ) throws(Diagnostic) -> [Node.Key] {
    let isCorrelation = path.drop { $0 == " " }.hasPrefix("correlations.")
    var keys: [Node.Key] = []
    let pieces = path.split(
      separator: ".", maxSplits: isCorrelation ? 1 : .max, omittingEmptySubsequences: false)
    for piece in pieces {
      let (text, offset) = trimmed(path.base, piece.startIndex..<piece.endIndex)
      let place = start.advanced(by: offset)
      guard !text.isEmpty else { throw Diagnostic("a key is missing here", at: place, hint: hint) }
      keys.append(Node.Key(text, at: place))
    }
    return keys
  }

  private func refuse(_ keys: [Node.Key]) throws(Diagnostic) {
    let hint = "write a scenario file that extends this one"
    guard let first = keys.first, ["events", "extends"].contains(first.text) else { return }
    throw Diagnostic("'\(first.text)' can't be changed with --set", at: first, hint: hint)
  }

  /// A piece of a line without the blanks around it, and where it starts.
  private func trimmed(_ line: String, _ range: Range<String.Index>) -> (text: String, offset: Int) {
    let piece = line[range].drop { $0 == " " || $0 == "\t" }
    let end = piece.lastIndex { $0 != " " && $0 != "\t" }
    let text = end.map { piece[...$0] } ?? ""
    return (String(text), line.distance(from: line.startIndex, to: piece.startIndex))
  }

  /// A scalar, or the list that `[a, b]` stands for.
  private static func value(_ text: String, at place: Place) -> Node {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.count > 1 else {
      return Node(scalar: text, at: place)
    }
    var items: [Node] = []
    var offset = 1
    for piece in text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false) {
      let blanks = piece.prefix { $0 == " " }.count
      let word = piece.split(separator: " ").joined(separator: " ")
      if !word.isEmpty { items.append(Node(scalar: word, at: place.advanced(by: offset + blanks))) }
      offset += piece.count + 1
    }
    return Node(.list(items), at: place, isFlow: true)
  }
}
