internal import Engine
internal import ScenarioText
internal import Scenarios

/// The parts of a sweep file: designs, their sizes and axes.
extension SweepReader {
  mutating func parts(_ base: BoundScenario) -> [SweepPart] {
    guard let node = root["parts"] else {
      guard root["axes"] != nil || root["cases"] != nil else {
        if root["policies"] == nil {
          complain(
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
      complain(Diagnostic("'\(key)' belongs into the parts, since there are parts", at: entry.key))
    }
    guard let items = node.items else {
      complain(Diagnostic("parts are a list: each begins with '- design:'", at: node))
      return []
    }
    return items.compactMap { item in
      guard item.entries != nil else {
        complain(Diagnostic("a part has a design and axes", at: item))
        return nil
      }
      check(item, SweepReader.partKeys, "a part")
      return part(item, base)
    }
  }

  mutating func part(_ node: Node, _ base: BoundScenario) -> SweepPart? {
    let from = day(node["from"] ?? root["from"])
    var design = SweepDesign.grid
    if let wanted = node["design"] {
      guard let known = SweepDesign(rawValue: wanted.text ?? "") else {
        let names = SweepDesign.allCases.map(\.rawValue)
        let meant = suggestion(for: wanted.text ?? "", among: names).map { "did you mean '\($0)'?" }
        complain(
          Diagnostic(
            "'\(wanted.text ?? "")' is not a design", at: wanted,
            hint: meant ?? "known are \(names.joined(separator: ", "))"))
        return nil
      }
      design = known
    } else if node["cases"] != nil {
      design = .list
    }
    let reader = SweepAxes(model: base.model, settings: base.settings, from: from, design: design)
    var part = SweepPart(design: design, axes: [], samples: 0, levels: 4)
    sizes(node, &part)
    let wanted = design == .list ? "cases" : "axes"
    guard let value = node[wanted] else {
      complain(Diagnostic("the design \(design.rawValue) needs '\(wanted)'", at: node["design"] ?? node))
      return nil
    }
    let before = problems.count
    part.axes = design == .list ? reader.list(value, &problems) : reader.axes(value, &problems)
    guard problems.count == before else { return nil }
    let counts = part.axes.map(\.levelCount)
    if design == .zip, let odd = counts.firstIndex(where: { $0 != counts[0] }) {
      complain(
        Diagnostic(
          "'\(part.axes[odd].key.text)' has \(counts[odd]) values, '\(part.axes[0].key.text)' has \(counts[0])",
          at: part.axes[odd].key, hint: "the axes of a zip have equally many"))
    }
    return part
  }

  mutating func sizes(_ node: Node, _ part: inout SweepPart) {
    let key = part.design == .morris ? "trajectories" : "samples"
    for other in ["samples", "trajectories", "levels"]
    where node[other] != nil && !(other == key && part.design.isSampled)
      && !(other == "levels" && part.design == .morris)
    {
      let entry = node.entries?.first { $0.key.text == other }
      complain(
        Diagnostic(
          "the design \(part.design.rawValue) has no '\(other)'",
          at: entry?.key ?? Node.Key(other, at: node.place)))
    }
    guard part.design.isSampled else { return }
    if node[key] == nil {
      complain(
        Diagnostic(
          "the design \(part.design.rawValue) needs '\(key)'", at: node["design"] ?? node,
          hint: "such as '\(key): \(part.design == .morris ? 20 : 256)'"))
    }
    part.samples = whole(key, in: node, 1...1_000_000) ?? 1
    part.levels = whole("levels", in: node, 2...64) ?? 4
    if part.levels % 2 != 0, let levels = node["levels"] {
      complain(Diagnostic("the levels of Morris trajectories are an even number", at: levels))
    }
  }

  mutating func day(_ node: Node?) -> Day? {
    guard let node else { return nil }
    if let day = SweepAxes.day(node) { return day }
    complain(Diagnostic("'from' is a date", at: node, hint: "such as 2026-01-01"))
    return nil
  }
}
