public import Engine

/// The model's documentation, from its declarations alone.
public struct Documentation: Sendable {
  private let model: Model

  public init(_ model: Model) {
    self.model = model
  }

  /// Names that `describe` knows: sections, parameters, outputs.
  public var names: [String] {
    model.sections.map(\.name) + model.parameters.map(\.name) + Set(model.outputs.map(\.variable)).sorted()
  }

  /// A line each mechanism.
  public var overview: String {
    let columns = model.sections.reduce(0) { max($0, width($1.name)) }
    return model.sections.map { "\(padded($0.name, to: columns))  \($0.summary)\n" }.joined()
  }

  /// A section with all it declares, one parameter, or one output; nil for a name that is none.
  public func text(about name: String) -> String? {
    if let section = model.sections.first(where: { $0.name == name }) { return chapter(section) }
    if let slot = model.slot(of: name) { return entry(model.parameters[slot]) }
    let slots = model.outputSlots(of: name)
    return slots.isEmpty ? nil : slots.map { entry(model.outputs[$0]) }.joined()
  }

  private func chapter(_ section: (name: String, summary: String)) -> String {
    let parameters = model.parameters.filter { $0.section == section.name }
    let outputs = model.outputs.filter { $0.variable.hasPrefix(section.name + ".") }
    var text = "\(section.name): \(section.summary)\n"
    if !parameters.isEmpty { text += "\nParameters\n" + parameters.map(entry).joined() }
    if !outputs.isEmpty { text += "\nOutputs\n" + outputs.map(entry).joined() }
    return text
  }

  private func entry(_ parameter: ParameterDeclaration) -> String {
    let unit = parameter.unit.symbol
    let standard = ParameterRow.describe(parameter)
    let range = "\(readable(parameter.range.lowerBound)) to \(readable(parameter.range.upperBound))"
    return """
        \(parameter.name) (\(parameter.kind.rawValue)): \(parameter.summary)
            default \(standard) \(unit), allowed \(range) \(unit)
            source: \(parameter.source)

      """
  }

  private func entry(_ output: OutputDeclaration) -> String {
    let counterpart = output.counterpart.isEmpty ? "" : "\n      published: \(output.counterpart)"
    let region = output.region == "Russia" ? "" : " [\(output.region)]"
    return """
        \(output.variable)\(region), \(output.unit), \(output.aggregation.rawValue) over a year: \
      \(output.summary)\(counterpart)

      """
  }
}

extension ParameterRow {
  /// The default in words: `60`, `0.65 (0.52 to 0.78)`, dated steps one after the other.
  static func describe(_ parameter: ParameterDeclaration) -> String {
    parameter.standard.steps.map { step in
      let row = ParameterRow(parameter, step, nil)
      let value =
        row.isConstant
        ? readable(row.mean) : "\(readable(row.mean)) (\(readable(row.p05)) to \(readable(row.p95)))"
      return step.from.map { "from \($0): \(value)" } ?? value
    }.joined(separator: ", ")
  }
}
