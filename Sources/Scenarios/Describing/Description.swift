public import Engine
internal import Sampling
internal import ScenarioText

/// The model in plain text of at most 100 columns, from its declarations alone: `simulate describe [NAME]`.
public struct Description: Sendable {
  let model: Model

  /// Describes a model.
  public init(model: Model) {
    self.model = model
  }

  /// The overview without a name; else a section, a group of series, a parameter or an output; nil for a name
  /// that is none of them. Ends with a line feed.
  public func text(for name: String?) -> String? {
    guard let name else { return overview }
    if let former = model.former(name) { return formerText(former) }
    if let section = model.sections.first(where: { $0.name == name }) {
      return chapter(section.name, section.summary)
    }
    let entries = [parameterText(name), outputText(name)].compactMap { $0 }
    if !entries.isEmpty { return entries.joined(separator: "\n") }
    return groups.contains(name) ? chapter(name, "Series of results.") : nil
  }

  private func formerText(_ former: FormerName) -> String {
    guard let now = former.now else { return "\(former.name) is no longer a parameter: \(former.advice)\n" }
    return "\(former.name) is now \(now)\n\n\(parameterText(now) ?? "")"
  }

  /// The name that was probably meant by one that `text` doesn't know.
  public func suggestion(for name: String) -> String? {
    if let whole = ScenarioText.suggestion(for: name, among: names) { return whole }
    let bare = names.filter { $0.contains(".") && $0.hasSuffix("." + name) }
    return bare.count == 1 ? bare[0] : nil
  }

  /// Everything that has a text of its own.
  private var names: [String] {
    model.sections.map(\.name) + groups + model.parameters.map(\.name)
      + model.outputs.map(\.variable).uniqued
  }

  /// First words of series that are no sections, such as `oil` of `oil.revenue`.
  private var groups: [String] {
    let sections = Set(model.sections.map(\.name))
    return model.outputs.map { String($0.variable.prefix { $0 != "." }) }.uniqued
      .filter { !sections.contains($0) }
  }

  private var overview: String {
    let headline = model.outputs.filter(\.isHeadline).map(\.variable).uniqued
    return """
      The model, month by month, in the order of its sections

      \(glossary(model.sections.map { ($0.name, $0.summary) }))
      Headline series, reported unless a scenario names its 'outputs'

      \(glossary(headline.map { ($0, outputLine($0)) }))
      \(others)simulate describe SECTION      its parameters and series, such as 'simulate describe price_cap'
      simulate describe PARAMETER    unit, range, default, source and how to set it
      simulate describe SERIES       unit, regions and what it can be held against
      simulate describe --schema     a JSON Schema of scenario files, for editors

      """
  }

  private var others: String {
    if groups.isEmpty { return "" }
    return wrapped("Other groups of series: \(groups.joined(separator: ", "))", indent: 0, hanging: 2) + "\n"
  }

  private func chapter(_ name: String, _ summary: String) -> String {
    var text = wrapped("\(name): \(summary)", indent: 0, hanging: 2)
    let parameters = model.parameters.filter { $0.section == name }
    if !parameters.isEmpty {
      text += "\nParameters ('simulate describe \(name).KEY' has the sources)\n\n" + table(parameters)
    }
    let variables = model.outputs.map(\.variable).filter { $0.hasPrefix(name + ".") }.uniqued
    if !variables.isEmpty {
      text += "\nSeries\n\n" + glossary(variables.map { ($0, outputLine($0)) })
    }
    return text
  }

  private func outputLine(_ variable: String) -> String {
    let slots = model.outputSlots(of: variable)
    guard let first = slots.first.map({ model.outputs[$0] }) else { return "" }
    let unit = first.unit == .index ? "an index" : first.unit.symbol
    return "\(first.summary) [\(unit)\(slots.count > 1 ? ", \(slots.count) regions" : "")]"
  }

  /// A row for each parameter with its summary below.
  private func table(_ parameters: [ParameterDeclaration]) -> String {
    let head = ["key", "default", "unit", "range", "kind"]
    let rows = parameters.map { parameter in
      [
        String(parameter.key), parameter.standard.inShort(parameter), parameter.unit.inWords,
        parameter.isSwitch ? "on, off" : parameter.range.inWords,
        parameter.kind.rawValue + (parameter.isGuess ? ", guess" : ""),
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    var text = line(head, widths)
    for (row, parameter) in zip(rows, parameters) {
      text += line(row, widths) + wrapped(parameter.summary, indent: 6)
    }
    return text
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: width - cell.count)
    }
    let line = "  " + padded.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
  }
}
