internal import Yams

/// Reads a scenario file into nodes with places.
///
/// The language is block YAML 1.2 without anchors, aliases, merge keys, tags, directives and further
/// documents. A syntax error is thrown alone, since whatever follows it can't be trusted; duplicate keys
/// and values cut at a comma are thrown all together. The root is always a mapping.
///
/// - Parameter lineBytes: how long a line may be; a description that the program wrote has whole texts in one.
public func parse(
  _ text: String, file: String, lineBytes: Int = Limits.lineBytes
) throws(Diagnostics) -> Node {
  try parse(Source(file: file, text: text), lineBytes: lineBytes)
}

/// Reads a source into nodes with places.
public func parse(_ source: Source, lineBytes: Int = Limits.lineBytes) throws(Diagnostics) -> Node {
  if let refusal = source.refusal(lineBytes) { throw Diagnostics([refusal]) }
  let scan = Prescan(source)
  if let refusal = scan.refusal { throw Diagnostics([refusal]) }
  let (root, renamed) = try compose(source, scan)
  guard let root else { throw Diagnostics([emptyFile(source)]) }
  var composer = Composer(source: source, renamed: renamed)
  let node = composer.node(root)
  guard composer.problems.isEmpty else { throw Diagnostics(composer.problems) }
  guard case .mapping = node.content else {
    if node.isEmpty { throw Diagnostics([emptyFile(source)]) }
    let what = node.items == nil ? "a single value" : "a list"
    let message = "a file of 'key: value' lines is needed, and this is \(what)"
    throw Diagnostics([Diagnostic(message, at: node, hint: "start with a line such as 'name: …'")])
  }
  return node
}

private func emptyFile(_ source: Source) -> Diagnostic {
  Diagnostic(
    "the file is empty", at: Place(file: source.file, line: 1, column: 1),
    hint: "start with a line such as 'name: …'")
}

/// Lets Yams read the text, with every duplicate key made different on the way.
///
/// Yams throws at a mapping's duplicate keys, in an order of its own and without the second's place. So one character of
/// each that the scan found is replaced by one from a private-use area, and likewise of one that the scan missed, after
/// which Yams reads again; `Composer` puts the character back and finds the duplicates itself. Lines of blanks are emptied
/// first: libyaml minds a tab there, and nobody sees it.
private func compose(_ source: Source, _ scan: Prescan) throws(Diagnostics) -> (Yams.Node?, Renamed) {
  var lines = source.lines.map { $0.utf8.allSatisfy(isBlank) ? "" : $0 }
  var renamed = Renamed()
  renamed.replace(&lines, scan.repeated)
  var rounds = 0
  while true {
    do {
      return (try root(of: lines), renamed)
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      rounds += 1
      guard rounds < Renamed.mostRounds,
        renamed.replace(&lines, [(context.mark.line - 1, context.mark.column - 1)]) == 1
      else {
        let place = source.place(line: context.mark.line - 1, scalar: context.mark.column - 1)
        let message = "the key '\(keys.first ?? "")' stands more than once in this mapping"
        throw Diagnostics([Diagnostic(message, at: place)])
      }
    } catch {
      throw Diagnostics([SyntaxError(source: source, scan: scan).diagnostic(for: error)])
    }
  }
}

/// The root node as Yams composes it.
///
/// Yams keeps a pointer into the string's storage, which a short string doesn't have: hence the blank tail. All values are
/// text here, so nothing is looked for in them (`basic`), which takes Yams a third of its time.
private func root(of lines: [String]) throws -> Yams.Node? {
  let text = lines.joined(separator: "\n") + String(repeating: "\n", count: 64)
  return try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
}

/// Whether a byte of UTF-8 is a blank, a tab or another of ASCII's spaces.
private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

extension Source {
  /// What is wrong where the text is larger than any file of ours.
  fileprivate func refusal(_ lineBytes: Int) -> Diagnostic? {
    if lines.count > Limits.lines {
      return Diagnostic(
        "the file has more than \(Limits.lines) lines, the most that is read",
        at: Place(file: file, line: Limits.lines, column: 1))
    }
    guard let long = lines.firstIndex(where: { $0.utf8.count > lineBytes }) else { return nil }
    return Diagnostic(
      "the line is longer than \(lineBytes) bytes, the most that is read",
      at: Place(file: file, line: long + 1, column: 1))
  }
}

/// Keys that were made different so that Yams reads a file with duplicates.
struct Renamed {
  /// How often Yams reads a text anew; a file with more duplicates that the scan missed is told of one only.
  static let mostRounds = 8

  /// The first of the characters that stand in, all of one private-use area, and how many there are.
  private static let first: UInt32 = 0xF0000
  private static let most = 0xFFFD

  private var originals: [[Int]: Unicode.Scalar] = [:]

  /// Replaces the first character of the keys at marks, counted from 0 and in their order; says of how many it could.
  @discardableResult
  mutating func replace(_ lines: inout [String], _ marks: [Prescan.Mark]) -> Int {
    let before = originals.count
    var start = 0
    while start < marks.count, lines.indices.contains(marks[start].line) {
      let line = marks[start].line
      var text = Array(lines[line].unicodeScalars)
      while start < marks.count, marks[start].line == line {
        replace(&text, marks[start])
        start += 1
      }
      lines[line] = String(String.UnicodeScalarView(text))
    }
    return originals.count - before
  }

  private mutating func replace(_ text: inout [Unicode.Scalar], _ mark: Prescan.Mark) {
    let (line, scalar) = mark
    guard originals.count < Self.most, text.indices.contains(scalar), originals[[line, scalar]] == nil else {
      return
    }
    let isQuoted = text[scalar] == "\"" || text[scalar] == "'"
    let target = isQuoted ? scalar + 1 : scalar
    guard text.indices.contains(target), !["\"", "'", "\\", "[", "{"].contains(text[target]),
      let stand = Unicode.Scalar(Self.first + UInt32(originals.count))
    else { return }
    originals[[line, scalar]] = text[target]
    text[target] = stand
  }

  /// The key as it stands in the file.
  func original(_ key: String, line: Int, scalar: Int) -> String {
    guard let first = originals[[line, scalar]] else { return key }
    return String(String.UnicodeScalarView([first] + key.unicodeScalars.dropFirst()))
  }
}
