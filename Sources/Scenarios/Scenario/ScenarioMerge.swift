internal import Engine
internal import ScenarioText

extension Node {
  /// This scenario file laid over its parent: what stands here wins.
  func merged(over parent: Node) -> Node {
    merging(self, over: parent) { key, child, parent in
      switch key {
      case "events": child.eventsMerged(over: parent)
      case "correlations": child.correlationsMerged(over: parent)
      default: child.valuesMerged(over: parent)
      }
    }
  }

  /// Sections merge key by key; a value and a list replace what was there, a dated value lies over it.
  private func valuesMerged(over parent: Node) -> Node {
    if isSchedule {
      var node = self
      node.beneath = [parent]
      return node
    }
    guard entries != nil, parent.entries != nil, !parent.isSchedule else { return self }
    return merging(self, over: parent) { _, child, parent in child.valuesMerged(over: parent) }
  }

  /// Whether the mapping is one value: dated steps, a shape, or where they come from.
  var isSchedule: Bool {
    guard let entries else { return false }
    return entries.contains { $0.key.isDated }
      || !entries.isEmpty && entries.allSatisfy { $0.key.text == "shape" }
      || entries.contains { $0.key.text == "from" && $0.value.text != nil }
  }

  /// An event of the same name takes its parent's place, the others follow.
  private func eventsMerged(over parent: Node) -> Node {
    guard let items, let inherited = parent.items else { return self }
    var result = inherited
    var places = Dictionary(
      inherited.enumerated().compactMap { place, item in item["name"]?.text.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    for item in items {
      if let name = item["name"]?.text, let place = places.removeValue(forKey: name) {
        result[place] = item
      } else {
        result.append(item)
      }
    }
    return holding(.list(result))
  }

  /// `a ~ b` and `b ~ a` are the same pair.
  private func correlationsMerged(over parent: Node) -> Node {
    guard let entries, let inherited = parent.entries else { return self }
    var result = inherited
    var places = Dictionary(
      inherited.enumerated().map { ($1.key.pair, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      if let place = places.removeValue(forKey: entry.key.pair) {
        result[place] = entry
      } else {
        result.append(entry)
      }
    }
    return holding(.mapping(result))
  }
}

extension Node.Key {
  /// Whether the key is, or tries to be, a date or a month.
  var isDated: Bool {
    Day(text) != nil || Month(text) != nil
      || text.count > 4 && text.prefix(4).allSatisfy(\.isNumber) && text.dropFirst(4).first == "-"
  }

  /// The two names of a correlation in alphabetical order.
  var pair: [String] {
    text.split(separator: "~", omittingEmptySubsequences: false).map(\.withoutBlanksAround).sorted()
  }
}

extension Substring {
  /// The text without the blanks before and behind it.
  var withoutBlanksAround: String {
    var rest = drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

/// Lays one mapping over another; the parent's order stays, new keys follow.
private func merging(_ child: Node, over parent: Node, values: (String, Node, Node) -> Node) -> Node {
  guard let entries = child.entries, var result = parent.entries else { return child }
  var places = Dictionary(
    result.enumerated().map { ($1.key.text, $0) }, uniquingKeysWith: { first, _ in first })
  for entry in entries {
    guard let place = places[entry.key.text] else {
      places[entry.key.text] = result.count
      result.append(entry)
      continue
    }
    let value = values(entry.key.text, entry.value, result[place].value)
    result[place] = Node.Entry(key: entry.key, value: value)
  }
  return child.holding(.mapping(result))
}
