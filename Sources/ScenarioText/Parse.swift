internal import Yams

/// Reads a scenario file into nodes with places.
///
/// The language is block YAML 1.2 without anchors, aliases, merge keys, tags, directives and further
/// documents. A syntax error is thrown alone, since whatever follows it can't be trusted; duplicate keys
/// and values cut at a comma are thrown all together. The root is always a mapping.
public func parse(_ text: String, file: String) throws(Diagnostics) -> Node {
  try parse(Source(file: file, text: text))
}

/// Reads a source into nodes with places.
public func parse(_ source: Source) throws(Diagnostics) -> Node {
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
/// Yams throws at a mapping's duplicate keys, in an order of its own and without the second's place. So
/// one character of the key that it names is replaced by one from the private-use area, of the same width,
/// and it reads again; `Composer` puts the character back and finds the duplicates itself. Lines of blanks
/// are emptied first: libyaml minds a tab there, and nobody sees it.
private func compose(_ source: Source, _ scan: Prescan) throws(Diagnostics) -> (Yams.Node?, Renamed) {
  var lines = source.lines.map { line in line.allSatisfy(\.isWhitespace) ? [] : Array(line.unicodeScalars) }
  var renamed = Renamed()
  while true {
    do {
      return (try root(of: lines), renamed)
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      guard renamed.replace(&lines, line: context.mark.line - 1, scalar: context.mark.column - 1) else {
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
/// Yams keeps a pointer into the string's storage, which a short string doesn't have: hence the blank tail.
private func root(of lines: [[Unicode.Scalar]]) throws -> Yams.Node? {
  var text = String.UnicodeScalarView(lines.joined(separator: ["\n"]))
  text.append(contentsOf: String(repeating: "\n", count: 64).unicodeScalars)
  return try Yams.Parser(yaml: String(text), encoding: .utf8).singleRoot()
}

/// Keys that were made different so that Yams reads a file with duplicates.
struct Renamed {
  /// How many duplicates are looked for; a file with more is told of one only.
  static let most = 200

  private var originals: [[Int]: Unicode.Scalar] = [:]

  /// Replaces the first character of the key at a mark, counted from 0; false when that can't be done.
  mutating func replace(_ lines: inout [[Unicode.Scalar]], line: Int, scalar: Int) -> Bool {
    guard originals.count < Self.most, lines.indices.contains(line) else { return false }
    let text = lines[line]
    guard text.indices.contains(scalar), originals[[line, scalar]] == nil else { return false }
    let isQuoted = text[scalar] == "\"" || text[scalar] == "'"
    let target = isQuoted ? scalar + 1 : scalar
    guard text.indices.contains(target), !["\"", "'", "\\", "[", "{"].contains(text[target]),
      let stand = Unicode.Scalar(UInt32(0xE000 + originals.count))
    else { return false }
    originals[[line, scalar]] = text[target]
    lines[line][target] = stand
    return true
  }

  /// The key as it stands in the file.
  func original(_ key: String, line: Int, scalar: Int) -> String {
    guard let first = originals[[line, scalar]] else { return key }
    return String(String.UnicodeScalarView([first] + key.unicodeScalars.dropFirst()))
  }
}
