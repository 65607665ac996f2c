internal import Engine
internal import Sampling
internal import ScenarioText

/// Correlations and outputs.
extension Binder {
  mutating func bindCorrelations(_ node: Node) {
    guard let entries = node.entries else {
      complaints.add(Diagnostic("correlations are lines such as 'brent ~ rub: 0.1'", at: node))
      return
    }
    var places: [[String]: Node.Key] = [:]
    for entry in entries where !complaints.isFull {
      if let first = places[entry.key.pair] {
        complaints.add(
          Diagnostic(
            "'\(entry.key.text)' is the pair '\(first.text)' in line \(first.place.line)", at: entry.key,
            hint: "a pair has one correlation, in whichever order it is written"))
        continue
      }
      places[entry.key.pair] = entry.key
      bindCorrelation(entry)
    }
  }

  private mutating func bindCorrelation(_ entry: Node.Entry) {
    let names = entry.key.text.split(separator: "~").map(\.withoutBlanksAround)
    guard names.count == 2 else {
      complaints.add(
        Diagnostic("write two names with ~ between them", at: entry.key, hint: "such as 'brent ~ rub'"))
      return
    }
    let kinds = names.map { name in model.factors.contains(name) ? 1 : model.slot(of: name) != nil ? 2 : 0 }
    let parameters = model.parameters.map(\.name)
    for (name, kind) in zip(names, kinds) where kind == 0 {
      complaints.add(
        Diagnostic(
          "'\(name)' is neither a factor nor a parameter", at: entry.key,
          hint: hint(
            for: name, among: model.factors + parameters,
            elsewhere: "factors are \(model.factors.joined(separator: ", "))")))
    }
    guard !kinds.contains(0) else { return }
    guard kinds[0] == kinds[1] else {
      complaints.add(Diagnostic("a factor and a parameter can't be correlated", at: entry.key))
      return
    }
    guard names[0] != names[1] else {
      complaints.add(Diagnostic("'\(names[0])' is correlated with itself", at: entry.key))
      return
    }
    let measure = Measure(name: "a correlation", unit: .share, range: -1...1)
    let value = complaints.collect {
      var reader = MeasureReader(measure: measure, node: entry.value)
      return try reader.distribution()
    }
    guard let value else { return }
    guard value.isConstant else {
      complaints.add(Diagnostic("a correlation is a plain number", at: entry.value))
      return
    }
    settings.correlations.append((names[0], names[1], value.mean))
    settings.origins[CorrelatedPair.key(names[0], names[1])] = entry.key.place.origin
  }

  mutating func bindOutputs(_ node: Node) {
    let items = node.items ?? (node.text.map { $0.isEmpty ? [] : [node] } ?? [])
    guard !items.isEmpty else {
      complaints.add(
        Diagnostic("outputs are a list of series", at: node, hint: "such as [oil.revenue, refining.runs]"))
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
