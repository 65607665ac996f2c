internal import Engine
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

  /// Lays every setting over a scenario, later ones over earlier ones; a key that is set twice is told.
  func merged(over root: Node, problems: inout [Diagnostic]) -> Node {
    var sets = Node(.mapping([]), at: place(1, 0))
    for number in 1...count {
      do {
        let setting = try node(of: source.line(number) ?? "", place(number, 0))
        sets = joined(setting, to: sets, &problems)
      } catch {
        problems.append(error)
      }
    }
    return sets.merged(over: root)
  }

  /// One more setting beside the earlier ones.
  private func joined(_ setting: Node, to sets: Node, _ problems: inout [Diagnostic]) -> Node {
    guard let entry = setting.entries?.first, var entries = sets.entries else { return setting }
    let place = entries.firstIndex {
      $0.key.pair == entry.key.pair && !entry.key.isDated || $0.key.day == entry.key.day && entry.key.isDated
    }
    guard let place else {
      entries.append(entry)
      if entry.key.isDated { entries.sort { ($0.key.day?.number ?? .min) < ($1.key.day?.number ?? .min) } }
      return sets.holding(.mapping(entries))
    }
    let old = entries[place].value
    if entry.value.entries != nil, old.entries != nil {
      entries[place].value = joined(entry.value, to: old, &problems)
    } else {
      if old.entries == nil {
        problems.warn(
          "'\(entry.key.text)' is set twice; this one holds", at: entry.key,
          hint: "the other is '\(source.line(old.place.line) ?? "")'")
      }
      var value = entry.value
      if value.isSchedule { value.beneath = [old] }
      entries[place] = Node.Entry(key: entry.key, value: value)
    }
    return sets.holding(.mapping(entries))
  }

  private func place(_ line: Int, _ column: Int) -> Place {
    Place(file: ScenarioSets.file, line: line, column: column + 1)
  }

  /// The nested mapping that `a.b=value` stands for.
  private func node(of text: String, _ start: Place) throws(Diagnostic) -> Node {
    let hint = "write it as 'price_cap.level=47.6 USD/bbl'"
    if let invisible = text.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      let code = String(invisible.value, radix: 16, uppercase: true)
      throw Diagnostic("an invisible character (U+\(code)) stands here", at: start, hint: "delete it")
    }
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
    let leaf =
      try value.text.hasPrefix("{")
      ? mapping(value.text, at: start.advanced(by: value.offset))
      : ScenarioSets.value(value.text, at: start.advanced(by: value.offset))
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
      keys += dated(text, at: place)
    }
    return keys
  }

  /// `level@2026-03-01` is a date below a key.
  private func dated(_ text: String, at place: Place) -> [Node.Key] {
    guard let sign = text.lastIndex(of: "@"), sign != text.startIndex else {
      return [Node.Key(text, at: place)]
    }
    let date = String(text[text.index(after: sign)...])
    let offset = text.distance(from: text.startIndex, to: sign) + 1
    return [Node.Key(String(text[..<sign]), at: place), Node.Key(date, at: place.advanced(by: offset))]
  }

  /// The mapping that `{2026-03-01: 30 USD/bbl, shape: ramp}` stands for.
  private func mapping(_ text: String, at place: Place) throws(Diagnostic) -> Node {
    let before =
      String(repeating: "\n", count: place.line - 1) + String(repeating: " ", count: place.column - 1)
    do {
      return try parse(Source(file: ScenarioSets.file, text: before + text))
    } catch {
      throw error.items.first ?? Diagnostic("this is not a mapping", at: place)
    }
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

extension Node.Key {
  /// The day of a dated value, a month being its first.
  var day: Day? { Day(text) ?? Month(text)?.first }
}
