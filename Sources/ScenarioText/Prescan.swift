/// A look at the text before libyaml reads it.
///
/// It finds what is refused (anchors, aliases, merge keys, tags, directives, second documents, tabs as
/// indentation, deep nesting), since Yams resolves aliases silently, recurses without a limit and reports
/// no place for some of these. It also remembers brackets and quotes that were never closed, for which
/// libyaml points at the end of the file. It knows just enough of YAML to tell where a token starts.
struct Prescan {
  static let tabMessage = "a tab is used for indentation"
  static let tabHint = "indent with spaces"

  typealias Mark = (line: Int, scalar: Int)

  let source: Source
  /// The first thing that is refused.
  var refusal: Diagnostic?
  /// Keys that stand in their mapping already.
  var repeated: [Mark] = []
  /// Open `[` and `{`, outermost first, with the keys of each so far.
  var brackets: [(scalar: Unicode.Scalar, mark: Mark, keys: Set<String>)] = []
  /// The first bracket that another kind of bracket closed.
  var mismatch: (scalar: Unicode.Scalar, mark: Mark)?
  /// How many keys and values there are so far.
  var count = 0
  /// The quote that is open.
  var quote: (scalar: Unicode.Scalar, mark: Mark)?
  /// The quotes that were closed on a later line than they were opened.
  var longQuotes: [(scalar: Unicode.Scalar, mark: Mark, end: Int)] = []
  /// Columns of the open block mappings and lists, with the keys of each so far.
  var blocks: [(column: Int, keys: Set<String>)] = []
  /// The column that the lines of a text block (`|`, `>`) are deeper than.
  var textBlock: Int?
  /// The column that the continuation of a plain scalar is deeper than.
  var plain: Int?
  var hasContent = false

  var line: [Unicode.Scalar] = []
  var number = 0
  var at = 0

  init(_ source: Source) {
    self.source = source
    for (number, text) in source.lines.enumerated() where refusal == nil {
      self.number = number
      line = Array(text.unicodeScalars)
      at = 0
      refuseControlCharacters()
      if refusal == nil { scanLine() }
    }
  }

  /// A better place than libyaml's: the bracket or the quote that was never closed.
  func betterPlace(forErrorOnLine errorLine: Int) -> Diagnostic? {
    if let quote { return Diagnostic("this quote is never closed", at: place(quote.mark)) }
    if let long = longQuotes.first(where: { $0.end == errorLine }) {
      let message = "this quote is closed only on line \(long.end + 1)"
      return Diagnostic(message, at: place(long.mark), hint: "is a quote missing on this line?")
    }
    guard let open = mismatch ?? brackets.first.map({ ($0.scalar, $0.mark) }) else { return nil }
    return Diagnostic("this '\(open.scalar)' is never closed", at: place(open.mark))
  }

  static func secondDocument(_ place: Place) -> Diagnostic {
    Diagnostic(
      "a second document ('---') is not used here", at: place, length: 3, hint: "one scenario, one file")
  }
}

// Lines.
extension Prescan {
  mutating func scanLine() {
    if quote != nil {
      guard closeQuote() else { return }
      return tokens()
    }
    let indent = line.prefix { $0 == " " }.count
    if let column = textBlock {
      if indent > column || indent == line.count { return }
      textBlock = nil
    }
    guard let first = line.firstIndex(where: { !$0.isBlank }) else { return }
    if line[first] == "#" {
      plain = nil
      return
    }
    if brackets.isEmpty {
      guard first == indent else { return refuse(Self.tabMessage, at: indent, hint: Self.tabHint) }
      if let column = plain, indent > column { return skipContinuation(from: first) }
      plain = nil
      if indent == 0, scanMarkers() { return }
    }
    hasContent = true
    at = first
    tokens()
  }

  /// `---`, `...` and `%`: true when the line needs no further look.
  mutating func scanMarkers() -> Bool {
    if line[0] == "%" && !hasContent {
      refuse("directives ('%') are not used here", at: 0, length: line.count)
      return true
    }
    if line.starts(with: "...".unicodeScalars) && line.dropFirst(3).allSatisfy(\.isBlank) {
      refuse("a document's end ('...') is not marked here", at: 0, length: 3, hint: "delete the line")
      return true
    }
    guard line.starts(with: "---".unicodeScalars), line.count == 3 || line[3].isBlank else { return false }
    if hasContent {
      refusal = Self.secondDocument(place((number, 0)))
      return true
    }
    hasContent = true
    at = 3
    tokens()
    return true
  }

  mutating func skipContinuation(from first: Int) {
    at = first
    if skipPlain() { at += 1 }
  }

  mutating func refuseControlCharacters() {
    let breaks: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"]
    for (index, scalar) in line.enumerated() where !(0x20...0x7E).contains(scalar.value) && scalar != "\t" {
      let isControl = scalar.properties.generalCategory == .control
      if isControl || breaks.contains(scalar) || scalar.value & 0xFFFE == 0xFFFE {
        let code = String(scalar.value, radix: 16, uppercase: true)
        return refuse("an invisible character (U+\(code)) stands here", at: index, hint: "delete it")
      }
    }
  }
}
