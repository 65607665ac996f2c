internal import Engine
internal import ScenarioText
internal import Scenarios

/// Binds the scenario and the policies of a sweep.
///
/// A policy is read as a scenario file that extends the sweep's scenario: the sweep's own text with every line
/// but the policy's blanked out, so that messages have the places of the sweep file.
struct SweepScenarios {
  let source: Source
  let root: Node
  let shipped: [String]
  let model: ModelSource
  let read: (String) throws -> String?
  let bytes: (String) throws -> [UInt8]?

  /// `paths=…` and the like, laid over every policy.
  var sets: [String] = []
  private(set) var files: [Source] = []
  private(set) var warnings: [Diagnostic] = []

  /// The sweep's own scenario.
  mutating func base() throws -> BoundScenario {
    guard let scenario = root["scenario"], let name = scenario.text, !scenario.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          "no 'scenario' here", at: Place(file: source.file, line: 1, column: 1),
          hint: "such as 'scenario: baseline'")
      ])
    }
    return try bind(extending(name, at: scenario))
  }

  /// One policy of the sweep.
  mutating func policy(_ entry: Node.Entry, until end: Int) throws -> BoundScenario {
    if let name = entry.value.text, !entry.value.isEmpty { return try bind(extending(name, at: entry.value)) }
    guard let entries = entry.value.entries, !entry.value.isFlow, let first = entries.first,
      let base = root["scenario"]?.text
    else {
      throw Diagnostics([
        Diagnostic(
          "a policy is the name of a scenario, or what it sets on the lines below", at: entry.key)
      ])
    }
    var lines = [String](repeating: "", count: source.lines.count)
    for number in first.key.place.line..<end { lines[number - 1] = source.lines[number - 1] }
    if entry.value["extends"] == nil {
      let margin = String(repeating: " ", count: first.key.place.column - 1)
      lines[first.key.place.line - 2] = margin + "extends: \(quoted(base))"
    }
    return try bind(lines)
  }

  /// A scenario that only extends another, whose name stands where it stands in the sweep file.
  private func extending(_ name: String, at node: Node) -> [String] {
    var lines = [String](repeating: "", count: source.lines.count)
    let key = "extends:"
    let width = node.place.column - 1
    if width > key.count {
      lines[node.place.line - 1] = key + String(repeating: " ", count: width - key.count) + quoted(name)
    } else {
      // Only a policy can stand so far left, and something stands above it.
      lines[node.place.line - 2] = key
      lines[node.place.line - 1] = String(repeating: " ", count: max(1, width)) + quoted(name)
    }
    return lines
  }

  private func quoted(_ name: String) -> String {
    name.contains { "#:'\"{}[],&*!|>%@`".contains($0) }
      ? "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
      : name
  }

  private mutating func bind(_ lines: [String]) throws -> BoundScenario {
    let text = lines.joined(separator: "\n")
    let scenario = try Scenario.load(
      source.file, shipped: shipped, sets: sets, read: { $0 == source.file ? text : try read($0) },
      bytes: bytes)
    for file in scenario.sources.dropFirst()
    where file.file != "--set" && !files.contains(where: { $0.file == file.file }) {
      files.append(file)
    }
    let bound = try BoundScenario(scenario, model)
    for warning in bound.warnings where !warnings.contains(warning) { warnings.append(warning) }
    return bound
  }
}
