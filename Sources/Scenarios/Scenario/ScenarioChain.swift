internal import ScenarioText
internal import Storage

/// A scenario file and its parents, as `extends` links them.
struct ScenarioChain {
  /// A file of the chain.
  struct Link {
    let source: Source
    let node: Node
  }

  typealias Reader = (String) throws -> String?

  /// Folders of the scenarios that everybody has.
  let shipped: [String]
  /// Their names.
  let names: () -> [String]
  /// The scenario first, then its parent and so on.
  private(set) var links: [Link] = []

  init(shipped: [String], names: @escaping () -> [String] = { [] }) {
    self.shipped = shipped
    self.names = names
  }

  /// All files laid over each other, the scenario on top; its parents' names are not passed on.
  func merged() -> Node {
    links.dropLast().reversed().reduce(links[links.count - 1].inherited(isTop: links.count == 1)) {
      parent, link in
      let isTop = link.source.file == links[0].source.file
      return link.inherited(isTop: isTop).merged(over: parent)
    }
  }

  /// Reads the scenario and all its parents.
  mutating func load(_ path: String, _ read: Reader) throws(ScenarioFailure) {
    try add(try top(path, read))
    while let extends = links[links.count - 1].node["extends"] {
      guard links.count <= Limits.parents else {
        throw failure(
          .invalid,
          Diagnostic("a scenario has at most \(Limits.parents) parents, one above the other", at: extends))
      }
      try add(try parent(extends, read))
    }
  }

  private mutating func add(_ source: Source) throws(ScenarioFailure) {
    do {
      links.append(Link(source: source, node: try parse(source)))
    } catch {
      throw ScenarioFailure(
        kind: .invalid, diagnostics: error, sources: links.map(\.source) + [source])
    }
  }

  /// The file named by the user, who may leave out the folder and `.txt` of a shipped scenario.
  private func top(_ path: String, _ read: Reader) throws(ScenarioFailure) -> Source {
    let isName = !path.contains("/") && path != "-"
    let candidates = isName ? ([""] + shipped).flatMap { spellings(path, in: $0) } : [path]
    let start = Place(file: path, line: 1, column: 1)
    do {
      for file in candidates {
        if let text = try read(file) { return Source(file: file, text: text) }
      }
    } catch let error as InputError {
      throw ScenarioFailure(path, error)
    } catch {
      throw failure(.fileMissing, Diagnostic("the file can't be read: \(error)", at: start))
    }
    let hint = isName && !shipped.isEmpty ? "looked here and in \(shipped.joined(separator: ", "))" : nil
    throw failure(.fileMissing, Diagnostic("there is no such file", at: start, hint: hint))
  }

  /// The file that `extends` names.
  private func parent(_ extends: Node, _ read: Reader) throws(ScenarioFailure) -> Source {
    guard let name = extends.text, !name.isEmpty else {
      let message = "'extends' names one file, not \(extends.kindInWords)"
      throw failure(.invalid, Diagnostic(message, at: extends, hint: "such as 'extends: baseline'"))
    }
    let candidates = candidates(for: name)
    let known = links.map { normalised($0.source.file) }
    var circle: String?
    for file in candidates {
      if known.contains(normalised(file)) {
        circle = circle ?? file
        // A file called like a shipped one may extend that one; another of the chain closes a circle.
        if normalised(file) == known.last { continue } else { break }
      }
      if let text = try text(of: file, extends, read) { return Source(file: file, text: text) }
    }
    if let circle { throw failure(.invalid, circular(circle, extends)) }
    throw failure(
      .invalid,
      Diagnostic(
        "there is no scenario '\(name)' to extend", at: extends,
        hint: suggestion(for: name, among: names()).map { "did you mean '\($0)'?" }
          ?? "looked for \(candidates.joined(separator: ", "))"))
  }

  private func text(
    of file: String, _ extends: Node, _ read: Reader
  ) throws(ScenarioFailure) -> String? {
    do {
      return try read(file)
    } catch {
      throw failure(.invalid, Diagnostic("'\(file)' can't be read: \(error)", at: extends))
    }
  }

  private func circular(_ file: String, _ extends: Node) -> Diagnostic {
    let start = links.firstIndex { normalised($0.source.file) == normalised(file) } ?? 0
    let circle = (links[start...].map(\.source.file) + [links[start].source.file]).joined(separator: " → ")
    return Diagnostic("the scenarios extend each other in a circle: \(circle)", at: extends)
  }

  /// Where a parent may be: with a slash, as seen from the child's folder; else beside it or shipped.
  private func candidates(for name: String) -> [String] {
    if name.hasPrefix("/") { return spellings(name, in: "") }
    let child = links[links.count - 1].source.file
    let folder = child.lastIndex(of: "/").map { String(child[...$0]) } ?? ""
    let folders = name.contains("/") ? [folder] : [folder] + shipped
    var seen: Set<String> = []
    return folders.flatMap { spellings(name, in: $0) }.filter { seen.insert(normalised($0)).inserted }
  }

  private func spellings(_ name: String, in folder: String) -> [String] {
    let path = folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    return name.hasSuffix(".txt") ? [path] : [path, path + ".txt"]
  }

  private func failure(_ kind: ScenarioFailure.Kind, _ problem: Diagnostic) -> ScenarioFailure {
    ScenarioFailure(kind: kind, diagnostics: Diagnostics([problem]), sources: links.map(\.source))
  }
}

extension ScenarioChain.Link {
  /// What the file passes on: without `extends`, and without its name unless it is the scenario itself.
  fileprivate func inherited(isTop: Bool) -> Node {
    let kept = (node.entries ?? []).filter { entry in
      entry.key.text != "extends" && (isTop || entry.key.text != "name")
    }
    return node.holding(.mapping(kept))
  }
}

/// A path without `.` and `name/..`, as a name of the file.
private func normalised(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
