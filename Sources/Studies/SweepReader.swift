internal import Engine
internal import Sampling
internal import ScenarioText
internal import Scenarios

/// Reads a sweep file, collecting everything that is wrong with it.
struct SweepReader {
  private static let keys = [
    "name", "scenario", "paths", "seed", "from", "design", "samples", "trajectories", "levels", "axes",
    "cases",
    "parts", "policies", "where", "outputs", "spans",
  ]
  private static let partKeys = ["design", "samples", "trajectories", "levels", "axes", "cases", "from"]
  static let mostCases = 10_000_000

  let source: Source
  let root: Node
  var problems: [Diagnostic] = []

  init(source: Source, root: Node) {
    self.source = source
    self.root = root
  }

  mutating func study(_ scenarios: inout SweepScenarios) throws -> SweepStudy {
    check(root, SweepReader.keys, "a sweep")
    let seed = whole("seed", in: root, 0...Int.max)
    if let paths = whole("paths", in: root, 16...100_000_000) { scenarios.sets = ["paths=\(paths)"] }
    let base: BoundScenario
    do {
      base = try scenarios.base()
    } catch let failure as ScenarioFailure {
      throw ScenarioFailure(
        kind: .invalid, diagnostics: Diagnostics(problems + failure.diagnostics.items),
        sources: failure.sources)
    } catch let diagnostics as Diagnostics {
      throw Diagnostics(problems + diagnostics.items)
    }
    let outputs = self.outputs(base.model)
    var policies = try self.policies(base, &scenarios)
    let parts = self.parts(base)
    let axes = parts.flatMap(\.axes)
    checkTwice(axes, policies)
    let constraints = self.constraints(axes)
    let spans = self.spans()
    let count = combinations(parts, policies.count)
    guard problems.isEmpty, let count else { throw Diagnostics(problems) }
    let design = UInt64(seed ?? Int(truncatingIfNeeded: base.settings.seed & UInt64(Int.max)))
    let points = try points(parts, constraints, count, seed: design)
    if !outputs.isEmpty {
      policies = policies.map { policy in
        var settings = policy.settings
        settings.outputs = outputs
        return SweepPolicy(name: policy.name, settings: settings)
      }
    }
    return SweepStudy(
      name: root["name"]?.text ?? base.scenario.name, file: source.file, sources: [source] + scenarios.files,
      model: base.model, policies: policies, axes: axes, spans: spans, seed: design,
      warnings: scenarios.warnings, parts: parts, points: points)
  }

  private mutating func complain(_ problem: Diagnostic) { problems.append(problem) }

  private mutating func check(_ node: Node, _ known: [String], _ what: String) {
    for entry in node.entries ?? [] where !known.contains(entry.key.text) {
      let meant = suggestion(for: entry.key.text, among: known).map { "did you mean '\($0)'?" }
      complain(
        Diagnostic(
          "'\(entry.key.text)' is not a key of \(what)", at: entry.key,
          hint: meant ?? "known are \(known.joined(separator: ", "))"))
    }
  }

  private mutating func whole(_ key: String, in node: Node, _ range: ClosedRange<Int>) -> Int? {
    guard let value = node[key] else { return nil }
    if let text = value.text, let number = Int(text), range.contains(number) { return number }
    let limits =
      range.upperBound == .max
      ? "from \(range.lowerBound)" : "between \(range.lowerBound) and \(range.upperBound)"
    complain(Diagnostic("'\(key)' is a whole number \(limits)", at: value))
    return nil
  }

  // MARK: Policies, outputs, spans

  private mutating func policies(
    _ base: BoundScenario, _ scenarios: inout SweepScenarios
  ) throws -> [SweepPolicy] {
    guard let node = root["policies"] else { return [SweepPolicy(name: "", settings: base.settings)] }
    guard let entries = node.entries, !entries.isEmpty else {
      complain(Diagnostic("policies are names with what they set on the lines below", at: node))
      return []
    }
    let later = (root.entries ?? []).map(\.key.place.line).filter { $0 > node.place.line }.min()
    var result: [SweepPolicy] = []
    for (index, entry) in entries.enumerated() {
      let next = index + 1 < entries.count ? entries[index + 1].key.place.line : later
      do {
        let bound = try scenarios.policy(entry, until: next ?? source.lines.count + 1)
        if bound.settings.period != base.settings.period || bound.settings.asOf != base.settings.asOf
          || bound.settings.seed != base.settings.seed || bound.settings.paths != base.settings.paths
          || bound.settings.design != base.settings.design
        {
          complain(
            Diagnostic(
              "the policy '\(entry.key.text)' has another as_of, period, seed, design or number of paths",
              at: entry.key, hint: "all cases of a sweep share them"))
        }
        result.append(SweepPolicy(name: entry.key.text, settings: bound.settings))
      } catch let failure as ScenarioFailure {
        if failure.diagnostics.items.contains(where: { $0.place.file != source.file }) { throw failure }
        problems += failure.diagnostics.items
      } catch let diagnostics as Diagnostics {
        problems += diagnostics.items
      }
    }
    return result
  }

  private mutating func outputs(_ model: Model) -> [String] {
    guard let node = root["outputs"] else { return [] }
    let items = node.items ?? (node.isEmpty || node.text == nil ? [] : [node])
    if items.isEmpty {
      complain(
        Diagnostic("outputs are a list of series", at: node, hint: "such as [oil.revenue, refining.runs]"))
    }
    let known = Set(model.outputs.map(\.variable)).sorted()
    var names: [String] = []
    for item in items {
      guard let name = item.text, known.contains(name) else {
        let meant = suggestion(for: item.text ?? "", among: known).map { "did you mean '\($0)'?" }
        complain(
          Diagnostic(
            "'\(item.text ?? "")' is not a series", at: item, hint: meant ?? "'simulate describe' lists them")
        )
        continue
      }
      if !names.contains(name) { names.append(name) }
    }
    let series = names.reduce(0) { $0 + model.outputSlots(of: $1).count }
    if series > Simulation.mostSeries {
      complain(
        Diagnostic(
          "\(series) series with their regions are more than the \(Simulation.mostSeries) that a run keeps",
          at: node))
    }
    return names
  }

  private mutating func spans() -> [SweepSpan] {
    guard let node = root["spans"] else { return [.annual, .total] }
    var found: Set<SweepSpan> = []
    for item in node.items ?? [node] {
      guard let span = SweepSpan(rawValue: item.text ?? "") else {
        complain(Diagnostic("spans are monthly, annual and total", at: item))
        continue
      }
      found.insert(span)
    }
    return SweepSpan.allCases.filter(found.contains)
  }

  // MARK: Parts

  private mutating func parts(_ base: BoundScenario) -> [SweepPart] {
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

  private mutating func part(_ node: Node, _ base: BoundScenario) -> SweepPart? {
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

  private mutating func sizes(_ node: Node, _ part: inout SweepPart) {
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

  private mutating func day(_ node: Node?) -> Day? {
    guard let node else { return nil }
    if let day = SweepAxes.day(node) { return day }
    complain(Diagnostic("'from' is a date", at: node, hint: "such as 2026-01-01"))
    return nil
  }

  // MARK: Checks across, and the cases

  private mutating func checkTwice(_ axes: [SweepAxis], _ policies: [SweepPolicy]) {
    for (index, axis) in axes.enumerated() {
      let name = axis.parameter.name
      if let first = axes[..<index].first(where: { $0.parameter.name == name }) {
        complain(
          Diagnostic(
            "'\(name)' is an axis twice", at: axis.key, hint: "the first is on line \(first.key.place.line)"))
      }
      guard axis.from == nil, root["policies"] != nil else { continue }
      for policy in policies where policy.settings.values[name]?.origin.hasPrefix(source.file + ":") == true {
        complain(
          Diagnostic(
            "the policy '\(policy.name)' sets '\(name)', which is an axis too", at: axis.key,
            hint: "an axis with 'from' would keep what the policy sets before"))
      }
    }
  }

  private mutating func constraints(_ axes: [SweepAxis]) -> [SweepConstraint] {
    guard let node = root["where"] else { return [] }
    return (node.items ?? [node]).compactMap { constraint($0, axes) }
  }

  private mutating func constraint(_ node: Node, _ axes: [SweepAxis]) -> SweepConstraint? {
    let example = "such as 'price_cap.level <= 50 USD/bbl'"
    guard let text = node.text,
      let sign = SweepConstraint.signs.first(where: { text.contains(" \($0) ") }),
      let range = text.firstRange(of: " \(sign) ")
    else {
      complain(
        Diagnostic("a constraint compares an axis with a value or another axis", at: node, hint: example))
      return nil
    }
    let left = text[..<range.lowerBound].split(separator: " ").joined(separator: " ")
    let right = text[range.upperBound...].drop { $0 == " " }
    let names = axes.map(\.parameter.name)
    guard let first = names.firstIndex(of: left) else {
      let meant = suggestion(for: left, among: names).map { "did you mean '\($0)'?" }
      complain(
        Diagnostic(
          "'\(left)' is not an axis of the sweep", at: node.place, length: left.count, hint: meant ?? example)
      )
      return nil
    }
    if let second = names.firstIndex(of: String(right)) {
      return SweepConstraint(left: first, sign: sign, right: .axis(second))
    }
    let offset = text.distance(from: text.startIndex, to: right.startIndex)
    let value = Node(scalar: String(right), at: node.place(at: offset))
    guard let number = SweepAxes.number(axes[first].parameter, value, &problems) else { return nil }
    return SweepConstraint(left: first, sign: sign, right: .number(number))
  }

  private mutating func combinations(_ parts: [SweepPart], _ policies: Int) -> Int? {
    var product = 1
    for part in parts {
      let (next, overflow) = product.multipliedReportingOverflow(by: part.count)
      product = overflow ? .max : next
    }
    let (cases, overflow) = product.multipliedReportingOverflow(by: max(1, policies))
    guard !overflow, cases <= SweepReader.mostCases else {
      complain(
        Diagnostic(
          "the sweep has more than \(SweepReader.mostCases) cases",
          at: root["parts"] ?? root["axes"] ?? root))
      return nil
    }
    return product
  }

  private func points(
    _ parts: [SweepPart], _ constraints: [SweepConstraint], _ count: Int, seed: UInt64
  ) throws -> SweepPoints {
    let tables = parts.enumerated().map { $1.values(seed: seed &+ UInt64($0)) }
    var points = SweepPoints()
    var row: [Double] = []
    for number in 0..<count {
      row.removeAll(keepingCapacity: true)
      var stride = count, rest = number
      for (part, table) in zip(parts, tables) {
        stride /= part.count
        let place = rest / stride
        rest %= stride
        row += table[place * part.axes.count..<(place + 1) * part.axes.count]
      }
      if constraints.allSatisfy({ $0.holds(row[...]) }) {
        points.values += row
        points.count += 1
        if !constraints.isEmpty { points.numbers.append(number) }
      } else {
        points.excluded += 1
      }
    }
    guard points.count > 0 else {
      throw Diagnostics([
        Diagnostic("the constraints leave no case", at: root["where"] ?? root)
      ])
    }
    return points
  }
}
