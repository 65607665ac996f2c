internal import Yams

/// Turns Yams' nodes into ours, collecting what is wrong on the way.
struct Composer {
  private typealias Mark = (line: Int, column: Int)

  let source: Source
  let renamed: Renamed
  var problems: [Diagnostic] = []
  private var count = 0
  private var depth = 0
  /// The mark of the last node: a later node never stands before it, unless it is an alias.
  private var last: Mark = (line: 0, column: 0)
  /// The line that the last node stands in: many may stand in one, and each asks for its place in it.
  private var line = SourceLine()

  init(source: Source, renamed: Renamed) {
    self.source = source
    self.renamed = renamed
  }

  /// The node and all beneath it; an empty scalar where it can't be followed.
  mutating func node(_ node: Yams.Node, inFlow: Bool = false) -> Node {
    let mark = (line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    let place = place(of: mark)
    guard isAllowed(node, mark, place) else { return Node(.scalar(""), at: place, isEmpty: true) }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .scalar(let scalar):
      return self.scalar(scalar, at: place, mark, inFlow: inFlow)
    case .sequence(let sequence):
      let isFlow = inFlow || character(at: mark) == "["
      let items = sequence.map { self.node($0, inFlow: isFlow) }
      return Node(.list(items), at: place, isFlow: isFlow)
    case .mapping(let mapping):
      let isFlow = inFlow || character(at: mark) == "{"
      let entries = self.entries(mapping, inFlow: isFlow)
      let length = isFlow ? 1 : entries.first?.key.length ?? 1
      return Node(.mapping(entries), at: place, length: length, isFlow: isFlow)
    case .alias:
      return Node(.scalar(""), at: place, isEmpty: true)
    }
  }

  /// Refuses what the scan before should have caught: aliases, anchors, depth; and too many nodes.
  private mutating func isAllowed(_ node: Yams.Node, _ mark: Mark, _ place: Place) -> Bool {
    count += 1
    let isBehind = mark < last
    last = isBehind ? last : mark
    if isBehind || node.anchor != nil {
      problems.append(Diagnostic("anchors and aliases ('&', '*') are not used here", at: place))
      return false
    }
    if depth > Limits.depth || count > Limits.values {
      if count <= Limits.values + 1 {
        let what = depth > Limits.depth ? "is nested too deeply" : "has too many values"
        problems.append(Diagnostic("the file \(what)", at: place))
      }
      return false
    }
    return true
  }

  private mutating func place(of mark: Mark) -> Place {
    if line.number != mark.line { line = SourceLine(mark.line, of: source) }
    guard let column = line.column(ofScalar: mark.column - 1) else {
      return source.place(line: mark.line - 1, scalar: mark.column - 1)
    }
    return Place(file: source.file, line: mark.line, column: column)
  }

  private func character(at mark: Mark) -> Unicode.Scalar? { line.scalars.dropFirst(mark.column - 1).first }
}

// Scalars and mappings.
extension Composer {
  private mutating func scalar(
    _ scalar: Yams.Node.Scalar, at place: Place, _ mark: Mark, inFlow: Bool
  ) -> Node {
    let text = renamed.original(scalar.string, line: mark.line - 1, scalar: mark.column - 1)
    let isQuoted = scalar.style != .plain && scalar.style != .any
    var node = Node(.scalar(text), at: place, isFlow: inFlow, isQuoted: isQuoted)
    node.isEmpty = text.isEmpty && !isQuoted
    let tail = line.scalars.dropFirst(mark.column - 1 + (isQuoted ? 1 : 0))
    if scalar.style == .literal || scalar.style == .folded {
      node.textStart = nil
    } else if tail.starts(with: text.unicodeScalars) {
      node.length = max(1, text.count + (isQuoted ? 2 : 0))
    } else {
      node.textStart = nil
      node.length = max(1, line.columns - place.column + 1)
    }
    if isQuoted { refuseInvisible(text, node) }
    if inFlow && !isQuoted { checkParentheses(node, text) }
    return node
  }

  /// An escape in double quotes can stand for what may not stand in a file: a character that drives a terminal.
  private mutating func refuseInvisible(_ text: String, _ node: Node) {
    let invisible = text.unicodeScalars.first {
      $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
    }
    guard let invisible else { return }
    let code = String(invisible.value, radix: 16, uppercase: true)
    problems.append(Diagnostic("an invisible character (U+\(code)) stands here", at: node, hint: "delete it"))
  }

  /// A value with parentheses that YAML cut at its comma.
  private mutating func checkParentheses(_ node: Node, _ text: String) {
    var open = 0
    for character in text {
      open += character == "(" ? 1 : character == ")" ? -1 : 0
    }
    guard open > 0 else { return }
    let message = "a value with '(' can't stand inside '[ ]' or '{ }': it was cut at the comma"
    problems.append(Diagnostic(message, at: node, hint: "give it its own line"))
  }

  private mutating func entries(_ mapping: Yams.Node.Mapping, inFlow: Bool) -> [Node.Entry] {
    var first: [String: Place] = [:]
    var entries: [Node.Entry] = []
    for (keyNode, valueNode) in mapping {
      let key = self.key(keyNode, inFlow: inFlow)
      let value = node(valueNode, inFlow: inFlow)
      guard let key else { continue }
      if let earlier = first[key.text] {
        let message = "'\(key.text)' stands here twice"
        problems.append(Diagnostic(message, at: key, hint: "the first is on line \(earlier.line)"))
      }
      first[key.text] = first[key.text] ?? key.place
      entries.append(Node.Entry(key: key, value: value))
    }
    return entries
  }

  /// A key is text.
  private mutating func key(_ keyNode: Yams.Node, inFlow: Bool) -> Node.Key? {
    let node = node(keyNode, inFlow: inFlow)
    guard let text = node.text else {
      problems.append(Diagnostic("a key must be a single word or text, not \(node.kindInWords)", at: node))
      return nil
    }
    if node.isEmpty {
      problems.append(Diagnostic("a key is missing before ':'", at: node))
    }
    return Node.Key(text, at: node.place, length: text.count + (node.isQuoted ? 2 : 0))
  }
}
