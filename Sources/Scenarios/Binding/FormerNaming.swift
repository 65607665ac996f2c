public import Engine
public import ScenarioText

/// Reads files that were written for an earlier version: a former name becomes today's, and the user is told where.
public struct FormerNaming {
  /// What was found, placed: warnings, and errors where a name has no successor or stands there twice.
  public private(set) var found: [Diagnostic] = []
  private let model: Model

  /// Former names are those that the model's mechanisms declare.
  public init(_ model: Model) { self.model = model }

  /// A scenario with today's names in its sections, events and correlations.
  public mutating func scenario(_ root: Node) -> Node {
    guard !model.formerNames.isEmpty, let entries = root.entries else { return root }
    var kept: [Node.Entry] = [], moved: [(section: String, entry: Node.Entry)] = []
    for entry in entries {
      switch entry.key.text {
      case "events": kept.append(Node.Entry(key: entry.key, value: events(entry.value)))
      case "correlations": kept.append(Node.Entry(key: entry.key, value: pairs(entry.value)))
      default: kept.append(section(entry, root, &moved))
      }
    }
    for (section, entry) in moved { add(entry, to: section, of: &kept) }
    return root.holding(.mapping(kept))
  }

  /// A mapping of full names to values, as `sets` of an event and `axes` of a sweep are.
  public mutating func mapping(_ node: Node) -> Node {
    guard let entries = node.entries else { return node }
    let taken = entries.map(\.key.text)
    return node.holding(
      .mapping(
        entries.compactMap { entry in
          renamed(entry.key, entry.key.text, isTaken: { taken.contains($0) }).map {
            Node.Entry(key: $0, value: entry.value)
          }
        }))
  }

  /// Today's names for those that stand between blanks in a line, as in the constraint of a sweep.
  public mutating func words(_ node: Node) -> Node {
    guard let text = node.text else { return node }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      model.former(String(word)).flatMap { renamed(Node.Key($0.name, at: node.place), $0.name) }?.text
        ?? String(word)
    }
    let line = words.joined(separator: " ")
    return line == text ? node : node.holding(.scalar(line))
  }

  /// What is left of a section; keys that belong to another one now are put aside.
  private mutating func section(
    _ section: Node.Entry, _ root: Node, _ moved: inout [(section: String, entry: Node.Entry)]
  ) -> Node.Entry {
    guard let entries = section.value.entries else { return section }
    var kept: [Node.Entry] = []
    for entry in entries {
      guard model.former("\(section.key.text).\(entry.key.text)") != nil else {
        kept.append(entry)
        continue
      }
      let isTaken = { (name: String) -> Bool in
        let parts = name.split(separator: ".").map(String.init)
        return root[parts[0]]?[parts[1]] != nil
      }
      guard let key = renamed(entry.key, "\(section.key.text).\(entry.key.text)", isTaken: isTaken) else {
        continue
      }
      let parts = key.text.split(separator: ".").map(String.init)
      let short = Node.Key(parts[1], at: key.place, length: key.length)
      moved.append((parts[0], Node.Entry(key: short, value: entry.value)))
    }
    return Node.Entry(key: section.key, value: section.value.holding(.mapping(kept)))
  }

  private func add(_ entry: Node.Entry, to section: String, of entries: inout [Node.Entry]) {
    guard let place = entries.firstIndex(where: { $0.key.text == section }) else {
      let key = Node.Key(section, at: entry.key.place, length: entry.key.length)
      entries.append(Node.Entry(key: key, value: Node(.mapping([entry]), at: entry.key.place)))
      return
    }
    let value = entries[place].value
    entries[place].value = value.holding(.mapping((value.entries ?? []) + [entry]))
  }

  private mutating func events(_ node: Node) -> Node {
    guard let items = node.items else { return node }
    return node.holding(
      .list(
        items.map { item in
          guard let entries = item.entries else { return item }
          return item.holding(
            .mapping(
              entries.map { entry in
                guard EventEffect.Kind(rawValue: entry.key.text) != nil else { return entry }
                return Node.Entry(key: entry.key, value: mapping(entry.value))
              }))
        }))
  }

  private mutating func pairs(_ node: Node) -> Node {
    guard let entries = node.entries else { return node }
    return node.holding(
      .mapping(
        entries.compactMap { entry in
          var key = entry.key
          for name in key.pair where model.former(name) != nil {
            guard let now = renamed(entry.key, name) else { return nil }
            key.text = key.pair.map { $0 == name ? now.text : $0 }.joined(separator: " ~ ")
          }
          return Node.Entry(key: key, value: entry.value)
        }))
  }

  /// The key with today's name; nil, and an error told, where there is none or where it stands there as well.
  private mutating func renamed(
    _ key: Node.Key, _ name: String, isTaken: (String) -> Bool = { _ in false }
  ) -> Node.Key? {
    guard let former = model.former(name) else { return key }
    guard let now = former.now else {
      found.complain("'\(name)' is no longer a parameter", at: key, hint: former.advice)
      return nil
    }
    guard !isTaken(now) else {
      found.complain("'\(name)' is now '\(now)', which is set as well", at: key, hint: "keep one of the two")
      return nil
    }
    found.warn("'\(name)' is now '\(now)'", at: key, hint: "write '\(now)'")
    return Node.Key(now, at: key.place, length: key.length)
  }
}
