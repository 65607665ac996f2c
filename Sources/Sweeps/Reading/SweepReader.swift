internal import Engine
internal import Sampling
internal import ScenarioText
internal import Scenarios

/// Reads a sweep file, collecting everything that is wrong with it.
struct SweepReader {
  private static let keys = [
    "name", "scenario", "paths", "seed", "from", "design", "samples", "trajectories", "levels", "axes",
    "cases",
    "parts", "policies", "where", "outputs", "spans", "questions",
  ]
  static let partKeys = ["design", "samples", "trajectories", "levels", "axes", "cases", "from"]

  let source: Source
  var root: Node
  var problems: [Diagnostic] = []
  var warnings: [Diagnostic] = []
  /// The text of a file; nil where there is none.
  let read: (String) throws -> String?

  mutating func study(_ scenarios: inout SweepScenarios) throws -> SweepStudy {
    check(root, SweepReader.keys, "a sweep")
    if let name = root["name"], let problem = NameRule.diagnostic(name.text ?? "", at: name) {
      problems.append(problem)
    }
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
    renameFormer(base.model)
    let outputs = self.outputs(base.model)
    var policies = try self.policies(base, &scenarios)
    let parts = self.parts(base)
    let axes = parts.flatMap(\.axes)
    checkTwice(axes, policies)
    let constraints = self.constraints(axes)
    let spans = self.spans()
    let questions = self.questions(base)
    let count = combinations(parts, policies.count)
    guard problems.isEmpty, let count else { throw Diagnostics(problems) }
    let design = UInt64(seed ?? Int(truncatingIfNeeded: base.settings.seed & UInt64(Int.max)))
    let points = try self.points(parts, constraints, count, seed: design)
    for place in policies.indices where !outputs.isEmpty { policies[place].settings.outputs = outputs }
    return SweepStudy(
      name: root["name"]?.text ?? base.scenario.name, file: source.file, sources: [source] + scenarios.files,
      model: base.model, policies: policies, axes: axes, spans: spans, questions: questions, seed: design,
      warnings: scenarios.warnings + warnings, parts: parts, points: points)
  }

  mutating func check(_ node: Node, _ known: [String], _ what: String) {
    for entry in node.entries ?? [] where !known.contains(entry.key.text) {
      let meant = suggestion(for: entry.key.text, among: known).map { "did you mean '\($0)'?" }
      problems.complain(
        "'\(entry.key.text)' is not a key of \(what)", at: entry.key,
        hint: meant ?? "known are \(known.joined(separator: ", "))")
    }
  }

  mutating func whole(_ key: String, in node: Node, _ range: ClosedRange<Int>) -> Int? {
    guard let value = node[key] else { return nil }
    if let text = value.text, let number = Int(text), range.contains(number) { return number }
    let limits =
      range.upperBound == .max
      ? "from \(range.lowerBound)" : "between \(range.lowerBound) and \(range.upperBound)"
    problems.complain("'\(key)' is a whole number \(limits)", at: value)
    return nil
  }
}
