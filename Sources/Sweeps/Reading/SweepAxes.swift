internal import Engine
internal import Sampling
internal import ScenarioText
internal import Scenarios

/// Reads the axes of a part: which parameters, which values.
struct SweepAxes {
  let model: Model
  let settings: Settings
  let from: Day?
  let design: SweepDesign

  static func day(_ node: Node) -> Day? {
    guard let text = node.text else { return nil }
    return Day(text) ?? Month(text)?.first
  }

  /// A plain number in the unit of a parameter.
  static func number(_ parameter: ParameterDeclaration, _ node: Node, _ problems: inout [Diagnostic])
    -> Double?
  {
    guard let value = distribution(parameter, node, &problems) else { return nil }
    if value.isConstant { return value.quantile(0.5) }
    problems.complain(
      "a case needs a plain number, not a distribution", at: node,
      hint: "latin, sobol, saltelli and morris draw from one; a policy may set one")
    return nil
  }

  private static func distribution(
    _ parameter: ParameterDeclaration, _ node: Node, _ problems: inout [Diagnostic]
  ) -> Distribution? {
    do {
      return try parameter.distribution(node)
    } catch let problem as Diagnostic {
      problems.append(problem)
    } catch {
      problems.complain("\(error)", at: node)
    }
    return nil
  }

  /// `axes:`, a mapping of parameters to values, or the word `uncertain`.
  func axes(_ node: Node, _ problems: inout [Diagnostic]) -> [SweepAxis] {
    if node.text == "uncertain" {
      return uncertain(in: nil, Node.Key("uncertain", at: node.place), &problems)
    }
    guard let entries = node.entries, !entries.isEmpty else {
      problems.complain(
        "axes are lines such as 'price_cap.level: 60 to 30 USD/bbl in 4 steps'", at: node,
        hint: "or the word uncertain, for everything that nobody knows")
      return []
    }
    return entries.flatMap { entry -> [SweepAxis] in
      if entry.key.text.hasSuffix(".*") {
        guard entry.value.isEmpty else {
          problems.complain(
            "'\(entry.key.text)' stands for parameters with their own distributions", at: entry.value)
          return []
        }
        return uncertain(in: String(entry.key.text.dropLast(2)), entry.key, &problems)
      }
      return axis(entry, &problems).map { [$0] } ?? []
    }
  }

  /// Everything that nobody knows, all of it or that of a section.
  private func uncertain(in section: String?, _ key: Node.Key, _ problems: inout [Diagnostic]) -> [SweepAxis]
  {
    guard design.isSampled else {
      problems.complain(
        "the design \(design.rawValue) needs values", at: key,
        hint: "latin, sobol, saltelli and morris draw them")
      return []
    }
    let chosen = model.parameters.filter { parameter in
      parameter.kind == .uncertain && (section.map { parameter.section == $0 } ?? true)
        && isOpen(settings.values[parameter.name]?.schedule ?? parameter.standard)
    }
    if chosen.isEmpty {
      let names = Set(model.parameters.map { String($0.section) }).sorted()
      let meant = section.flatMap { suggestion(for: $0, among: names) }.map { "did you mean '\($0).*'?" }
      problems.complain(
        "nothing uncertain in '\(key.text)'", at: key, hint: meant ?? "sections: simulate describe")
    }
    return chosen.map { SweepAxis(parameter: $0, from: from, key: key, levels: .distribution(own($0))) }
  }

  /// Whether nobody knows the value in the end; what a date fixes is known from then on.
  private func isOpen(_ schedule: Schedule) -> Bool { schedule.latest.map { !$0.isConstant } ?? false }

  /// The parameter's own distribution; where the scenario fixes it, the model's; of a decision its whole range.
  private func own(_ parameter: ParameterDeclaration) -> Distribution {
    let schedule = settings.values[parameter.name]?.schedule ?? parameter.standard
    for latest in [schedule.latest, parameter.standard.latest] {
      if let latest, !latest.isConstant { return latest }
    }
    if parameter.isSwitch { return .discrete([.init(0, weight: 1), .init(1, weight: 1)]) }
    return .uniform(low: parameter.range.lowerBound, high: parameter.range.upperBound)
  }

  private func parameter(_ key: Node.Key, _ problems: inout [Diagnostic]) -> ParameterDeclaration? {
    if let slot = model.slot(of: key.text) { return model.parameters[slot] }
    if model.outputs.contains(where: { $0.variable == key.text }) {
      problems.complain("'\(key.text)' is a result, not a parameter", at: key)
      return nil
    }
    let names = model.parameters.map(\.name)
    let last = key.text.split(separator: ".").last.map(String.init) ?? key.text
    let whole = names.first { $0.hasSuffix("." + last) }
    let meant = suggestion(for: key.text, among: names) ?? whole
    problems.complain(
      "'\(key.text)' is not a parameter", at: key,
      hint: meant.map { "did you mean '\($0)'?" } ?? "'simulate describe' lists them")
    return nil
  }

  private func axis(_ entry: Node.Entry, _ problems: inout [Diagnostic]) -> SweepAxis? {
    guard let parameter = parameter(entry.key, &problems) else { return nil }
    var value = entry.value
    var day = from
    if let entries = value.entries {
      for inner in entries where !["from", "values"].contains(inner.key.text) {
        problems.complain(
          "'\(inner.key.text)' is not a key of an axis", at: inner.key, hint: "known are from and values")
        return nil
      }
      if let node = value["from"] {
        guard let found = SweepAxes.day(node) else {
          problems.complain("'from' is a date", at: node, hint: "such as 2026-01-01")
          return nil
        }
        day = found
      }
      value = value["values"] ?? Node(.scalar(""), at: entry.key.place, isEmpty: true)
    }
    guard let levels = levels(parameter, value, entry.key, &problems) else { return nil }
    return SweepAxis(parameter: parameter, from: day, key: entry.key, levels: levels)
  }

  private func levels(
    _ parameter: ParameterDeclaration, _ node: Node, _ key: Node.Key, _ problems: inout [Diagnostic]
  ) -> SweepLevels? {
    if node.isEmpty {
      if design.isSampled { return .distribution(own(parameter)) }
      problems.complain(
        "'\(parameter.name)' has no values", at: key,
        hint: "a list, or '60 to 30 USD/bbl in 4 steps'; latin, sobol, saltelli and morris draw them")
      return nil
    }
    if let items = node.items {
      let before = problems.count
      let values = items.compactMap { SweepAxes.number(parameter, $0, &problems) }
      guard problems.count == before else { return nil }
      for (place, value) in values.enumerated() {
        guard let first = values[..<place].firstIndex(where: { abs($0 - value) <= 1e-12 * abs(value) }) else {
          continue
        }
        problems.complain(
          "'\(parameter.name)' has the same value twice", at: items[place],
          hint: "'\(items[first].text ?? "")' is it, too")
        return nil
      }
      return values.isEmpty ? nil : .values(values)
    }
    if let text = node.text, !text.contains("("), let range = SweepRange(text) {
      return range.values(parameter, node, &problems).map { .values($0) }
    }
    if design.isSampled {
      return SweepAxes.distribution(parameter, node, &problems).map { .distribution($0) }
    }
    return SweepAxes.number(parameter, node, &problems).map { .values([$0]) }
  }

  /// `cases:`, mappings of the same parameters to values.
  func list(_ node: Node, _ problems: inout [Diagnostic]) -> [SweepAxis] {
    guard let items = node.items, let first = items.first?.entries, !first.isEmpty else {
      problems.complain("cases are a list: each begins with '- ' and a parameter", at: node)
      return []
    }
    let names = first.map(\.key.text)
    for item in items where Set((item.entries ?? []).map(\.key.text)) != Set(names) {
      problems.complain(
        "every case sets the same parameters", at: item,
        hint: "the first sets \(names.joined(separator: ", "))")
    }
    let before = problems.count
    let parameters = first.map { parameter($0.key, &problems) }
    guard problems.count == before else { return [] }
    return zip(first, parameters).compactMap { entry, parameter in
      guard let parameter else { return nil }
      let values = items.compactMap { item in
        item[entry.key.text].flatMap { SweepAxes.number(parameter, $0, &problems) }
      }
      return SweepAxis(parameter: parameter, from: from, key: entry.key, levels: .values(values))
    }
  }
}
