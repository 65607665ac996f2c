internal import Engine
internal import Reports
internal import ScenarioText
internal import Scenarios
internal import Studies

/// Policies, outputs and spans of a sweep file.
extension SweepReader {
  mutating func policies(
    _ base: BoundScenario, _ scenarios: inout SweepScenarios
  ) throws -> [SweepPolicy] {
    guard let node = root["policies"] else { return [SweepPolicy(name: "", settings: base.settings)] }
    guard let entries = node.entries, !entries.isEmpty else {
      problems.complain("policies are names with what they set on the lines below", at: node)
      return []
    }
    let later = (root.entries ?? []).map(\.key.place.line).filter { $0 > node.place.line }.min()
    var result: [SweepPolicy] = []
    for (index, entry) in entries.enumerated() {
      if let complaint = NameRule.complaint(about: entry.key.text) {
        problems.complain(complaint.message, at: entry.key, hint: complaint.hint)
      }
      let next = index + 1 < entries.count ? entries[index + 1].key.place.line : later
      do {
        let bound = try scenarios.policy(entry, until: next ?? source.lines.count + 1)
        let own = bound.settings, all = base.settings
        if (own.period, own.asOf, own.seed, own.paths, own.design)
          != (all.period, all.asOf, all.seed, all.paths, all.design)
        {
          problems.complain(
            "the policy '\(entry.key.text)' has another as_of, period, seed, design or number of paths",
            at: entry.key, hint: "all cases of a sweep share them")
        } else if let same = result.first(where: { isSame($0.settings, bound) }) {
          problems.complain(
            "the policy '\(entry.key.text)' is the same as '\(same.name)'", at: entry.key,
            hint: "each of its cases would be run twice")
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

  private func isSame(_ settings: Settings, _ other: BoundScenario) -> Bool {
    ComparisonBlock.differing(
      Trial(model: other.model, settings: settings), Trial(model: other.model, settings: other.settings)
    ).isEmpty
  }

  mutating func outputs(_ model: Model) -> [String] {
    guard let node = root["outputs"] else { return [] }
    let items = node.items ?? (node.isEmpty || node.text == nil ? [] : [node])
    if items.isEmpty {
      problems.complain(
        "outputs are a list of series", at: node, hint: "such as [oil.revenue, refining.runs]")
    }
    var names: [String] = []
    for item in items {
      do throws(Diagnostic) {
        names += try model.variables(item).filter { !names.contains($0) }
      } catch {
        problems.append(error)
      }
    }
    return names
  }

  /// The sweep's own questions, or those of its scenario.
  mutating func questions(_ base: BoundScenario) -> [Question] {
    guard let node = root["questions"] else { return base.questions }
    let items = node.items ?? (node.isEmpty || node.text == nil ? [] : [node])
    if items.isEmpty {
      problems.complain(
        "questions are a list, a line each", at: node,
        hint: "such as '- budget.oil_gas in 2026 < 7000 bn RUB'")
    }
    return items.compactMap { item in
      do throws(Diagnostic) {
        return try Question(item, base.model, base.settings.period, units: base.settings.units)
      } catch {
        problems.append(error)
        return nil
      }
    }
  }

  mutating func spans() -> [ResultSpan] {
    guard let node = root["spans"] else { return [.annual, .total] }
    var found: Set<ResultSpan> = []
    if node.items?.isEmpty == true {
      problems.complain(
        "without a span the cases would have no results", at: node, hint: "leave the line out")
    }
    for item in node.items ?? [node] {
      guard let span = ResultSpan(rawValue: item.text ?? "") else {
        problems.complain("spans are monthly, annual and total", at: item)
        continue
      }
      found.insert(span)
    }
    return ResultSpan.allCases.filter(found.contains)
  }
}
