internal import Yams

/// Says in plain words what libyaml found wrong, and where a reader would look for it.
struct SyntaxError {
  let source: Source
  let scan: Prescan

  /// One diagnostic for an error that Yams threw.
  func diagnostic(for error: any Error) -> Diagnostic {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let better = scan.betterPlace(forErrorOnLine: mark.line - 1) { return better }
      return translated(problem, mark, context)
    case .reader(let problem, _, _, _):
      return Diagnostic("the text can't be read: \(problem)", at: start)
    default:
      return Diagnostic("the text can't be read: \(error)", at: start)
    }
  }

  private var start: Place { Place(file: source.file, line: 1, column: 1) }

  private func translated(_ problem: String, _ mark: Mark, _ context: YamlError.Context?) -> Diagnostic {
    let place = place(mark)
    let wording = Self.wordings.first { problem.contains($0.libyaml) }
    switch wording?.libyaml {
    case "cannot start any token":
      return cannotStart(mark)
    case "mapping values are not allowed":
      return secondColon(mark)
    case "could not find expected ':'":
      return missingColon(context?.mark ?? mark)
    case "did not find expected key":
      return unexpected(mark)
    case "another document", "<document start>":
      return document(mark)
    case .none:
      return Diagnostic("this can't be read: \(problem)", at: place)
    case .some:
      return Diagnostic(
        wording?.message ?? problem, at: place, length: tokenLength(mark), hint: wording?.hint)
    }
  }

  private static let wordings: [(libyaml: String, message: String, hint: String?)] = [
    ("cannot start any token", "", nil),
    ("mapping values are not allowed", "", nil),
    ("could not find expected ':'", "", nil),
    ("another document", "", nil),
    ("<document start>", "", nil),
    ("did not find expected key", "", nil),
    ("expected '-' indicator", badIndentation, "a list's items start with '-', all in one column"),
    ("block sequence entries", "a list item ('- ') can't stand here", "give it its own line"),
    ("mapping keys are not allowed", "a key ('? ') can't stand here", nil),
    ("expected ',' or ']'", "expected ',' or ']' in this list", nil),
    ("expected ',' or '}'", "expected ',' or '}' in this mapping", nil),
    ("expected node content", "a value is missing here", nil),
    ("unknown escape", "an unknown escape inside double quotes", "use single quotes"),
    ("tab character", Prescan.tabMessage, Prescan.tabHint),
    ("end of stream", "this quote is never closed", nil),
    ("document indicator", "a second document ('---') starts inside quotes", nil),
    ("chomping", "a text block starts with '|' or '>' alone", nil),
    ("comment or line break", "a text block starts with '|' or '>' alone", nil),
    ("hexdecimal number", "an unknown escape inside double quotes", "use single quotes"),
  ]

  private static let badIndentation = "bad indentation"
  private static let sameIndentation = "keys that belong together start in one column"
}

// The cases that need a look at the line.
extension SyntaxError {
  private func place(_ mark: Mark) -> Place {
    source.place(line: mark.line - 1, scalar: mark.column - 1)
  }

  private func rest(_ mark: Mark) -> String {
    let place = place(mark)
    return String((source.line(place.line) ?? "").dropFirst(place.column - 1))
  }

  /// The width of the word at a mark.
  private func tokenLength(_ mark: Mark) -> Int {
    max(1, rest(mark).prefix { !$0.isWhitespace && !":,[]{}".contains($0) }.count)
  }

  private func cannotStart(_ mark: Mark) -> Diagnostic {
    guard let first = rest(mark).first, first != "\t" else {
      return Diagnostic(Prescan.tabMessage, at: place(mark), hint: Prescan.tabHint)
    }
    return Diagnostic(
      "a value can't start with '\(first)'", at: place(mark), hint: "put the value in quotes")
  }

  private func secondColon(_ mark: Mark) -> Diagnostic {
    let place = place(mark)
    let before = (source.line(place.line) ?? "").prefix(place.column - 1)
    guard before.contains(": ") || before.contains("- ") else {
      let indent = before.prefix { $0.isWhitespace }.count
      let key = Place(file: place.file, line: place.line, column: indent + 1)
      if let glued = gluedKey(above: place.line) { return glued }
      return Diagnostic(
        "bad indentation: the line above has a value, so nothing can stand beneath it", at: key,
        length: before.count - indent, hint: "keys that belong together start in one column")
    }
    return Diagnostic(
      "a second ':' in one line", at: place, hint: "give the inner key its own line, or quote the value")
  }

  /// `key:value` on the line above, which YAML takes for one word.
  private func gluedKey(above number: Int) -> Diagnostic? {
    guard let above = source.line(number - 1), !above.contains(": "), let colon = above.firstIndex(of: ":")
    else { return nil }
    guard above.index(after: colon) < above.endIndex else { return nil }
    let column = above.distance(from: above.startIndex, to: colon) + 1
    let place = Place(file: source.file, line: number - 1, column: column)
    return Diagnostic("a blank is missing after ':'", at: place, hint: "write 'key: value'")
  }

  /// A line that doesn't go on as its block does.
  private func unexpected(_ mark: Mark) -> Diagnostic {
    let place = place(mark)
    let before = (source.line(place.line) ?? "").prefix(place.column - 1)
    let length = tokenLength(mark)
    guard before.allSatisfy(\.isWhitespace) else {
      return Diagnostic(
        "this can't follow what stands before it on the line", at: place, length: length,
        hint: "quotes and brackets hold the whole value")
    }
    if rest(mark).hasPrefix(":") { return Diagnostic("a key is missing before ':'", at: place) }
    return Diagnostic(Self.badIndentation, at: place, length: length, hint: Self.sameIndentation)
  }

  private func missingColon(_ mark: Mark) -> Diagnostic {
    let line = rest(mark).prefix { $0 != "#" }
    let word = String(line).trimmingBlanks
    return Diagnostic(
      "'\(word)' is neither 'key: value' nor a list item", at: place(mark), length: word.count,
      hint: "a key is followed by ': '")
  }

  private func document(_ mark: Mark) -> Diagnostic {
    let rest = rest(mark)
    return rest.hasPrefix("---") ? Prescan.secondDocument(place(mark)) : unexpected(mark)
  }
}
