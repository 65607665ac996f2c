public import Engine
public import Sampling
public import ScenarioText

extension ParameterDeclaration {
  /// Reads one value of the parameter outside a scenario, such as one of a sweep: the same units, ranges and
  /// messages.
  public func distribution(_ node: Node) throws -> Distribution {
    try Measure(name: name, unit: unit, range: range).distribution(node)
  }
}
