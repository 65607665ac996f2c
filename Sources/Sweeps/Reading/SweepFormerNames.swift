internal import Engine
internal import ScenarioText
internal import Scenarios

/// Sweep files that were written for an earlier version.
extension SweepReader {
  /// Axes, cases and constraints with today's names; where one was said differently it is told.
  mutating func renameFormer(_ model: Model) {
    guard !model.formerNames.isEmpty else { return }
    var naming = FormerNaming(model)
    root = renamed(root, &naming)
    for item in naming.found {
      if item.severity == .error { problems.append(item) } else { warnings.append(item) }
    }
  }

  private func renamed(_ node: Node, _ naming: inout FormerNaming) -> Node {
    guard let entries = node.entries else { return node }
    return node.holding(
      .mapping(
        entries.map { entry in
          Node.Entry(key: entry.key, value: renamed(entry, &naming))
        }))
  }

  private func renamed(_ entry: Node.Entry, _ naming: inout FormerNaming) -> Node {
    let value = entry.value
    switch entry.key.text {
    case "axes": return naming.mapping(value)
    case "cases":
      guard let items = value.items else { return value }
      return value.holding(.list(items.map { naming.mapping($0) }))
    case "parts":
      guard let items = value.items else { return value }
      return value.holding(.list(items.map { renamed($0, &naming) }))
    case "where":
      guard let items = value.items else { return naming.words(value) }
      return value.holding(.list(items.map { naming.words($0) }))
    default: return value
    }
  }
}
