// Tokens: walking along a line.
extension Prescan {
  /// Walks through the rest of the line, always at the start of a token.
  mutating func tokens() {
    while refusal == nil {
      while at < line.count, line[at].isBlank { at += 1 }
      guard at < line.count else { return }
      let scalar = line[at]
      switch scalar {
      case "#" where at == 0 || line[at - 1].isBlank: return
      case "&", "*", "!": return refuseIndicator(scalar)
      case "\"", "'": guard skipQuote() else { return }
      case "[", "{": open(scalar)
      case "]" where !brackets.isEmpty, "}" where !brackets.isEmpty: close(scalar)
      case ",", ":", "?", "-":
        if isIndicator(scalar) { indicator(scalar) } else { plainToken() }
      case "|" where brackets.isEmpty, ">" where brackets.isEmpty:
        textBlock = blocks.last?.column ?? -1
        return
      default: plainToken()
      }
    }
  }

  private func isIndicator(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "," { return !brackets.isEmpty }
    guard at + 1 < line.count else { return true }
    if line[at + 1].isBlank { return true }
    return scalar == ":" && !brackets.isEmpty
  }

  private mutating func indicator(_ scalar: Unicode.Scalar) {
    if brackets.isEmpty && (scalar == "-" || scalar == "?") { openBlock(at) }
    at += 1
  }

  private mutating func plainToken() {
    let start = at
    countValue()
    if line[at...].starts(with: "<<".unicodeScalars) {
      let next = line.dropFirst(at + 2).first { !$0.isBlank }
      if next == ":" {
        return refuse(
          "merge keys ('<<') are not used here", at: at, length: 2, hint: "use 'extends: FILE'")
      }
    }
    let isKey = skipPlain()
    if isKey { noteKey(line[start..<at], at: start) }
    guard brackets.isEmpty else { return }
    if isKey {
      plain = nil
      at += 1
    } else if at >= line.count {
      plain = blocks.last?.column ?? -1
    }
  }

  /// Goes to the end of a plain scalar; true when a `:` ends it.
  mutating func skipPlain() -> Bool {
    let inFlow = !brackets.isEmpty
    while at < line.count {
      let scalar = line[at]
      if scalar == ":" && endsKey(inFlow) { return true }
      if scalar == "#" && at > 0 && line[at - 1].isBlank {
        at = line.count + 1
        plain = nil
        return false
      }
      if inFlow && ",[]{}".unicodeScalars.contains(scalar) { return false }
      at += 1
    }
    return false
  }

  private func endsKey(_ inFlow: Bool) -> Bool {
    guard at + 1 < line.count else { return true }
    return line[at + 1].isBlank || (inFlow && ",[]{}".unicodeScalars.contains(line[at + 1]))
  }
}

// Quotes, brackets, blocks.
extension Prescan {
  /// Goes past a quoted scalar; false when the line ends before it does.
  private mutating func skipQuote() -> Bool {
    let start = at
    countValue()
    quote = (line[at], (number, at))
    at += 1
    guard closeQuote() else { return false }
    let next = line[min(at, line.count)...].first { !$0.isBlank }
    if next == ":" { noteKey(line[start + 1..<at - 1], at: start) }
    return true
  }

  /// A key of the innermost mapping, in a block one that may open it; one that stood there before is remembered.
  private mutating func noteKey(_ scalars: ArraySlice<Unicode.Scalar>, at start: Int) {
    let key = String(String.UnicodeScalarView(scalars.trimmingBlanks))
    if brackets.isEmpty {
      openBlock(start)
      guard !blocks.isEmpty else { return }
      if !blocks[blocks.count - 1].keys.insert(key).inserted { repeated.append((number, start)) }
    } else if brackets[brackets.count - 1].scalar == "{" {
      if !brackets[brackets.count - 1].keys.insert(key).inserted { repeated.append((number, start)) }
    }
  }

  private mutating func countValue() {
    count += 1
    guard count > Limits.values else { return }
    refuse("the file has more than \(Limits.values) keys and values, the most that is read", at: at)
  }

  mutating func closeQuote() -> Bool {
    guard let open = quote else { return true }
    while at < line.count {
      let scalar = line[at]
      at += 1
      if scalar == "\\" && open.scalar == "\"" { at += 1 }
      guard scalar == open.scalar else { continue }
      if scalar == "'" && at < line.count && line[at] == "'" {
        at += 1
        continue
      }
      if open.mark.line < number { longQuotes.append((open.scalar, open.mark, number)) }
      quote = nil
      return true
    }
    return false
  }

  private mutating func open(_ scalar: Unicode.Scalar) {
    brackets.append((scalar, (number, at), []))
    checkDepth()
    at += 1
  }

  private mutating func close(_ scalar: Unicode.Scalar) {
    let opening = brackets.removeLast()
    if (opening.scalar == "[") != (scalar == "]") { mismatch = mismatch ?? (opening.scalar, opening.mark) }
    at += 1
  }

  private mutating func openBlock(_ column: Int) {
    while let last = blocks.last, last.column > column { blocks.removeLast() }
    guard blocks.last?.column != column else { return }
    blocks.append((column, []))
    checkDepth()
  }

  private mutating func checkDepth() {
    guard blocks.count + brackets.count > Limits.depth else { return }
    refuse("more than \(Limits.depth) levels inside one another", at: at)
  }

  private mutating func refuseIndicator(_ scalar: Unicode.Scalar) {
    let name = scalar == "&" ? "anchors" : scalar == "*" ? "aliases" : "tags"
    let length = line[at...].prefix { !$0.isBlank && !",[]{}".unicodeScalars.contains($0) }.count
    let hint = scalar == "!" ? "every value is text already" : "write the value out"
    refuse("\(name) ('\(scalar)') are not used here", at: at, length: length, hint: hint)
  }

  mutating func refuse(_ message: String, at scalar: Int, length: Int = 1, hint: String? = nil) {
    refusal = Diagnostic(message, at: place((number, scalar)), length: length, hint: hint)
  }

  func place(_ mark: Mark) -> Place { source.place(line: mark.line, scalar: mark.scalar) }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without the blanks at its ends.
  fileprivate var trimmingBlanks: Self {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return []
    }
    return self[first...last]
  }
}

extension Unicode.Scalar {
  /// A space or a tab.
  var isBlank: Bool { self == " " || self == "\t" }
}
