internal import Engine
internal import ScenarioText
internal import Scenarios

/// The parts of a sweep file: designs, their sizes and axes.
extension SweepReader {
  /// One alone can't tell how far another would have differed.
  static let fewestSamples = 2

  mutating func parts(_ base: BoundScenario) -> [SweepPart] {
    guard let node = root["parts"] else {
      guard root["axes"] != nil || root["cases"] != nil else {
        if root["policies"] == nil {
          problems.append(
            Diagnostic(
              "a sweep needs 'axes', 'cases', 'parts' or 'policies'",
              at: Place(file: source.file, line: 1, column: 1)))
        }
        return []
      }
      return part(root, base).map { [$0] } ?? []
    }
    for key in ["design", "axes", "cases", "samples", "trajectories", "levels"] {
      guard let entry = root.entries?.first(where: { $0.key.text == key }) else { continue }
      problems.complain("'\(key)' belongs into the parts, since there are parts", at: entry.key)
    }
    guard let items = node.items else {
      problems.complain("parts are a list: each begins with '- design:'", at: node)
      return []
    }
    return items.compactMap { item in
      guard item.entries != nil else {
        problems.complain("a part has a design and axes", at: item)
        return nil
      }
      check(item, SweepReader.partKeys, "a part")
      return part(item, base)
    }
  }

  mutating func part(_ node: Node, _ base: BoundScenario) -> SweepPart? {
    let from = day(node["from"] ?? root["from"])
    guard let design = design(node) else { return nil }
    let reader = SweepAxes(model: base.model, settings: base.settings, from: from, design: design)
    var part = SweepPart(design: design, axes: [], samples: 0, levels: 4)
    sizes(node, &part)
    let wanted = design == .list ? "cases" : "axes", place = node["design"] ?? node
    guard let value = node[wanted] else {
      problems.complain("the design \(design.rawValue) needs '\(wanted)'", at: place)
      return nil
    }
    let before = problems.count
    if design == .list, let path = file(value) {
      let text = (try? read(path)) ?? nil
      part.axes = reader.file(value, text, path, &problems, &warnings)
    } else {
      part.axes = design == .list ? reader.list(value, &problems) : reader.axes(value, &problems)
    }
    guard problems.count == before else { return nil }
    checkCases(part, value)
    correlate(&part, base, at: place)
    checkDays(part, base)
    checkLevels(part)
    return part
  }

  /// The design of a part: a grid where none is named, or a list where there are cases.
  private mutating func design(_ node: Node) -> SweepDesign? {
    guard let wanted = node["design"] else { return node["cases"] != nil ? .list : .grid }
    let word = wanted.text ?? "", names = SweepDesign.allCases.map(\.rawValue)
    if let known = SweepDesign(rawValue: word) { return known }
    problems.complain(
      "'\(word)' is not a design", at: wanted,
      hint: suggestion(for: word, among: names).map { "did you mean '\($0)'?" }
        ?? "known are \(names.joined(separator: ", "))")
    return nil
  }

  /// A screening moves every axis, and a zip goes through all of them side by side.
  private mutating func checkLevels(_ part: SweepPart) {
    if part.design == .morris, let still = part.axes.first(where: { $0.distinct?.count == 1 }) {
      problems.complain(
        "'\(still.key.text)' has only one value, so a screening can't move it", at: still.key)
    }
    let counts = part.axes.map(\.levelCount)
    if part.design == .zip, let odd = counts.firstIndex(where: { $0 != counts[0] }) {
      problems.complain(
        "'\(part.axes[odd].key.text)' has \(counts[odd]) values, '\(part.axes[0].key.text)' has \(counts[0])",
        at: part.axes[odd].key, hint: "the axes of a zip have equally many")
    }
  }

  /// A case that stands there twice would count double: of those written here the second is refused, of a table's all
  /// such are told.
  private mutating func checkCases(_ part: SweepPart, _ node: Node) {
    guard part.design == .list else { return }
    var seen: [[Double]: Int] = [:], again: [(row: Int, first: Int)] = []
    for row in 0..<part.count {
      let values = part.axes.map { $0.level(row) }
      if let first = seen[values] { again.append((row, first)) } else { seen[values] = row }
    }
    guard let twice = again.first else { return }
    let message = "case \(twice.row + 1) is the same as case \(twice.first + 1)"
    if let items = node.items {
      problems.complain(message, at: items[twice.row], hint: "it would count double")
    } else {
      warnings.warn("\(message), and it counts double; \(again.count) in all are there again", at: node)
    }
  }

  mutating func sizes(_ node: Node, _ part: inout SweepPart) {
    let key = part.design == .morris ? "trajectories" : "samples"
    for other in ["samples", "trajectories", "levels"]
    where node[other] != nil && !(other == key && part.design.isSampled)
      && !(other == "levels" && part.design == .morris)
    {
      let entry = node.entries?.first { $0.key.text == other }
      problems.complain(
        "the design \(part.design.rawValue) has no '\(other)'",
        at: entry?.key ?? Node.Key(other, at: node.place))
    }
    guard part.design.isSampled else { return }
    if node[key] == nil {
      problems.complain(
        "the design \(part.design.rawValue) needs '\(key)'", at: node["design"] ?? node,
        hint: "such as '\(key): \(part.design == .morris ? 20 : 256)'")
    }
    part.samples = whole(key, in: node, SweepReader.fewestSamples...1_000_000) ?? SweepReader.fewestSamples
    part.levels = whole("levels", in: node, 2...64) ?? 4
    if part.levels % 2 != 0, let levels = node["levels"] {
      problems.complain("the levels of Morris trajectories are an even number", at: levels)
    }
  }

  mutating func day(_ node: Node?) -> Day? {
    guard let node else { return nil }
    if let day = SweepAxes.day(node) { return day }
    problems.complain("'from' is a date", at: node, hint: "such as 2026-01-01")
    return nil
  }

  /// The path of the table that `cases: {from: design.csv}` names, as seen from the sweep's folder.
  private func file(_ node: Node) -> String? {
    guard let name = node["from"]?.text, node.items == nil else { return nil }
    guard !name.hasPrefix("/"), let slash = source.file.lastIndex(of: "/") else { return name }
    return String(source.file[...slash]) + name
  }

  /// Sampled axes are drawn with the scenario's correlations, but for designs that need independent ones.
  private mutating func correlate(_ part: inout SweepPart, _ base: BoundScenario, at node: Node) {
    guard part.design.isSampled, let pairs = try? base.settings.correlated(base.model).pairs else { return }
    let names = part.axes.map(\.parameter.name)
    var matrix = names.indices.map { row in names.indices.map { $0 == row ? 1.0 : 0 } }
    var tied: [String] = []
    for pair in pairs {
      guard let row = names.firstIndex(of: pair.first), let column = names.firstIndex(of: pair.second),
        pair.used != 0
      else { continue }
      matrix[row][column] = pair.used
      matrix[column][row] = pair.used
      tied.append("\(pair.first) ~ \(pair.second)")
    }
    guard !tied.isEmpty else { return }
    if part.design == .latin || part.design == .sobol {
      part.correlation = matrix
    } else {
      warnings.warn(
        "the design \(part.design.rawValue) needs independent axes: the correlation \(tied.joined(separator: ", ")) is left out",
        at: node, hint: "sobol and latin draw the axes with it")
    }
  }

  /// Tells of axes that act after the period only.
  private mutating func checkDays(_ part: SweepPart, _ base: BoundScenario) {
    for axis in part.axes {
      guard let day = axis.from, day >= (base.settings.period.last + 1).first else { continue }
      warnings.warn(
        "'\(axis.parameter.name)' is varied from \(day), which lies after the period: it has no effect",
        at: axis.key)
    }
  }
}
