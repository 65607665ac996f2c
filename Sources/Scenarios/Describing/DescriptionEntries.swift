internal import Engine
internal import Sampling

/// One parameter, one output.
extension Description {
  /// Everything about a parameter; nil where there is none of that name.
  func parameterText(_ name: String) -> String? {
    guard let slot = model.slot(of: name) else { return nil }
    let parameter = model.parameters[slot]
    let unit = parameter.isSwitch ? "a switch: on or off" : parameter.unit.inFull
    var rows = [("kind", kind(parameter.kind)), ("unit", unit)]
    if !parameter.isSwitch { rows.append(("range", parameter.range.inWords + parameter.unit.tail)) }
    rows += values(parameter)
    rows.append(("source", parameter.source + (parameter.isGuess ? " (so this is a guess)" : "")))
    if parameter.origin != "default" { rows.append(("set at", parameter.origin)) }
    return wrapped("\(name): \(parameter.summary)", indent: 0, hanging: 2) + "\n" + glossary(rows)
      + example(parameter)
  }

  private func kind(_ kind: ParameterKind) -> String {
    switch kind {
    case .lever: "lever: somebody decides it"
    case .uncertain: "uncertain: nobody knows it, so each path draws its own"
    case .start: "start: the state of the world when the period begins"
    }
  }

  /// The default; of a schedule each date in a row of its own.
  private func values(_ parameter: ParameterDeclaration) -> [(String, String)] {
    let steps = parameter.standard.steps
    if steps.count == 1, steps[0].from == nil {
      return [("default", steps[0].value.inDetail(parameter))]
    }
    return steps.enumerated().map { index, step in
      let since = step.from.map { "from \($0): " } ?? "at first: "
      return (index == 0 ? "default" : "", since + step.value.inDetail(parameter))
    } + (parameter.standard.isRamp ? [("", "straight lines between the dates")] : [])
  }

  private func example(_ parameter: ParameterDeclaration) -> String {
    let value = parameter.exampleValue
    return """

      In a scenario, or dated ('2026-02-01: …' on lines below the key):
        \(parameter.section):
          \(parameter.key): \(value)
      For one run:
        --set '\(parameter.name)=\(value)'

      """
  }

  /// Everything about an output and its regions; nil where there is none of that name.
  func outputText(_ variable: String) -> String? {
    let outputs = model.outputSlots(of: variable).map { model.outputs[$0] }
    guard let first = outputs.first else { return nil }
    let regions = outputs.map(\.region).joined(separator: ", ")
    let published = outputs.map(\.counterpart).filter { !$0.isEmpty }.uniqued
    let rows = [
      ("kind", "a series of results" + (first.isHeadline ? ", one of the headline set" : "")),
      ("unit", first.unit.inFull),
      ("a year", yearly(first.aggregation)),
      (outputs.count > 1 ? "regions" : "region", regions),
      ("published", published.isEmpty ? "nothing to hold it against" : published.joined(separator: "; ")),
    ]
    return wrapped("\(variable): \(first.summary)", indent: 0, hanging: 2) + "\n" + glossary(rows)
      + pinned(variable)
  }

  private func yearly(_ aggregation: Aggregation) -> String {
    switch aggregation {
    case .sum: "the sum of its months"
    case .mean: "the mean of its months"
    case .last: "its last month"
    }
  }

  /// How to hold a series at what was observed, for those that can be.
  private func pinned(_ variable: String) -> String {
    let words = variable.split(separator: ".", maxSplits: 1)
    guard words.count == 2, model.pins.contains(where: { $0.variable == variable }) else { return "" }
    return """

      A scenario may hold it at what was observed up to 'as_of':
        \(words[0]):
          \(words[1]): {from: history}

      """
  }
}

extension ParameterDeclaration {
  /// The last default as a scenario would write it.
  fileprivate var exampleValue: String {
    guard let value = standard.steps.last?.value else { return "0" }
    if isSwitch { return value.quantile(0.5) > 0.5 ? "on" : "off" }
    let numbers = [0.05, 0.5, 0.95].map { plain(value.quantile($0)) }
    guard Set(numbers).count == 3 else { return numbers[1] + unit.tail }
    return "\(numbers[1])\(unit.tail) (\(numbers[0]) to \(numbers[2]))"
  }
}
