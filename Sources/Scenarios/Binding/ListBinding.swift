internal import Engine
internal import Sampling
internal import ScenarioText

/// Correlations and outputs.
extension Binder {
  mutating func bindCorrelations(_ node: Node) {
    guard let entries = node.entries else {
      complaints.add("correlations are lines such as 'brent ~ rub: 0.1'", at: node)
      return
    }
    var places: [[String]: Node.Key] = [:]
    for entry in entries where !complaints.isFull {
      if let first = places[entry.key.pair] {
        complaints.add(
          "'\(entry.key.text)' is the pair '\(first.text)' in line \(first.place.line)", at: entry.key,
          hint: "a pair has one correlation, in whichever order it is written")
        continue
      }
      places[entry.key.pair] = entry.key
      complaints.collect { try bindCorrelation(entry) }
    }
  }

  private mutating func bindCorrelation(_ entry: Node.Entry) throws {
    let names = entry.key.text.split(separator: "~").map(\.withoutBlanksAround)
    guard names.count == 2 else {
      throw Diagnostic("write two names with ~ between them", at: entry.key, hint: "such as 'brent ~ rub'")
    }
    let kinds = names.map { name in model.factors.contains(name) ? 1 : model.slot(of: name) != nil ? 2 : 0 }
    let unknown = zip(names, kinds).filter { $0.1 == 0 }.map { name, _ in
      Diagnostic(
        "'\(name)' is neither a factor nor a parameter", at: entry.key,
        hint: hint(
          for: name, among: model.factors + model.parameters.map(\.name),
          elsewhere: "factors are \(model.factors.joined(separator: ", "))"))
    }
    guard unknown.isEmpty else { throw Diagnostics(unknown) }
    guard kinds[0] == kinds[1] else {
      throw Diagnostic("a factor and a parameter can't be correlated", at: entry.key)
    }
    guard names[0] != names[1] else {
      throw Diagnostic("'\(names[0])' is correlated with itself", at: entry.key)
    }
    let value = try Measure(name: "a correlation", unit: .share, range: -1...1).distribution(entry.value)
    guard value.isConstant else { throw Diagnostic("a correlation is a plain number", at: entry.value) }
    settings.correlations.append((names[0], names[1], value.mean))
    settings.origins[CorrelatedPair.key(names[0], names[1])] = entry.key.place.origin
  }

  mutating func bindOutputs(_ node: Node) {
    let items = node.listed
    guard !items.isEmpty else {
      complaints.add("outputs are a list of series", at: node, hint: "such as [oil.revenue, refining.runs]")
      return
    }
    var taken = Set(settings.outputs)
    for item in items where !complaints.isFull {
      guard let names = complaints.collect({ try model.variables(item) }) else { continue }
      let added = names.filter { taken.insert($0).inserted }
      guard !added.isEmpty else {
        complaints.warn("'\(item.text ?? "")' stands in the outputs twice and is taken once", at: item)
        continue
      }
      settings.outputs += added
    }
  }
}
