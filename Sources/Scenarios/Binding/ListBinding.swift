internal import Engine
internal import Sampling
internal import ScenarioText

/// Pins, correlations and outputs.
extension Binder {
  /// `{from: history}`, or months with values.
  mutating func bindPin(_ entry: Node.Entry, _ pin: PinDeclaration) {
    let name = pin.variable
    guard let entries = entry.value.entries else {
      complaints.add(
        Diagnostic(
          "'\(name)' is simulated: pin it to {from: history} or to months with values", at: entry.value))
      return
    }
    if entries.first?.key.text == "from" {
      guard entries.count == 1, entries[0].value.text == "history" else {
        complaints.add(Diagnostic("'from' is history", at: entries[0].value))
        return
      }
      settings.pins[name] = .history
      return
    }
    let output = model.outputs.first { $0.variable == name }
    var table: [Month: Double] = [:]
    for entry in entries {
      guard let month = Month(entry.key.text) ?? Day(entry.key.text)?.month else {
        complaints.add(
          Diagnostic("'\(entry.key.text)' is not a month", at: entry.key, hint: "months look like 2026-02"))
        continue
      }
      let measure = Measure(name: name, unit: output?.unit ?? .share, range: 0.01...100_000)
      let value = complaints.collect {
        var reader = MeasureReader(measure, entry.value)
        return try reader.distribution()
      }
      guard let value else { continue }
      guard value.isConstant else {
        complaints.add(Diagnostic("a pinned value is a plain number", at: entry.value))
        continue
      }
      table[month] = value.mean
    }
    settings.pins[name] = .table(table)
  }

  mutating func bindCorrelations(_ node: Node) {
    guard let entries = node.entries else {
      complaints.add(Diagnostic("correlations are lines such as 'brent ~ rub: 0.1'", at: node))
      return
    }
    var places: [[String]: Node.Key] = [:]
    for entry in entries {
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
    let names = entry.key.text.split(separator: "~").map { $0.filter { $0 != " " } }
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
      var reader = MeasureReader(measure, entry.value)
      return try reader.distribution()
    }
    guard let value else { return }
    guard value.isConstant else {
      complaints.add(Diagnostic("a correlation is a plain number", at: entry.value))
      return
    }
    settings.correlations.append((names[0], names[1], value.mean))
  }

  mutating func bindOutputs(_ node: Node) {
    let items = node.items ?? (node.text.map { $0.isEmpty ? [] : [node] } ?? [])
    guard !items.isEmpty else {
      complaints.add(
        Diagnostic("outputs are a list of series", at: node, hint: "such as [oil.revenue, refining.runs]"))
      return
    }
    let known = Set(model.outputs.map(\.variable))
    for item in items {
      guard let name = item.text, known.contains(name) else {
        let word = item.text ?? ""
        complaints.add(
          Diagnostic(
            "'\(word)' is not a series", at: item,
            hint: hint(for: word, among: known.sorted(), elsewhere: "'simulate describe' lists them")))
        continue
      }
      if !settings.outputs.contains(name) { settings.outputs.append(name) }
    }
  }

  func limitSeries() {
    let count = settings.outputs.reduce(0) { $0 + model.outputSlots(of: $1).count }
    guard count > Simulation.mostSeries, let node = scenario.root["outputs"] else { return }
    complaints.add(
      Diagnostic(
        "\(count) series with their regions are more than the \(Simulation.mostSeries) that a run keeps",
        at: node))
  }
}
