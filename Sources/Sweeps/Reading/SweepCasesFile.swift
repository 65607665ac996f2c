internal import Engine
internal import ScenarioText
internal import Scenarios

/// Cases from a table of the user's own: `cases: {from: draws.csv}`, a design of SALib or the EMA Workbench, say.
///
/// A column is called like a parameter; a cell is a number in the parameter's unit, as our own cases.csv and draws.csv
/// have it, or a value with its unit. `columns` chooses some; others must be parameters, or what our own files hold
/// besides them.
extension SweepAxes {
  func file(
    _ node: Node, _ text: String?, _ path: String, _ problems: inout [Diagnostic],
    _ warnings: inout [Diagnostic]
  ) -> [SweepAxis] {
    let from = node["from"] ?? node
    checkKeys(of: node, &problems)
    guard let table = table(text, path, from, &problems), let header = table.rows.first?.cells else {
      return []
    }
    let chosen = (node["columns"]?.items ?? node["columns"].map { [$0] })?.compactMap(\.text)
    for name in chosen ?? [] where !header.contains(name) {
      problems.complain(
        "\(path) has no column '\(name)'", at: node["columns"] ?? node,
        hint: "it has \(header.joined(separator: ", "))")
    }
    var axes: [SweepAxis] = []
    for (place, name) in header.enumerated() where chosen?.contains(name) ?? true {
      if let told = formerColumn(name, from, &problems) { warnings.append(told) }
      guard let slot = model.slot(of: model.current(name)) else {
        if model.former(name) != nil { continue }
        leftOut(name, isChosen: chosen != nil, from, &problems, &warnings)
        continue
      }
      let parameter = model.parameters[slot]
      let values = column(place, parameter, table, path, from, &problems)
      axes.append(
        SweepAxis(
          parameter: parameter, from: self.from, key: Node.Key(name, at: from.place, length: from.length),
          levels: .values(values)))
    }
    if axes.isEmpty && problems.isEmpty {
      problems.complain("no column of \(path) is called like a parameter", at: from)
    }
    return axes
  }

  private func checkKeys(of node: Node, _ problems: inout [Diagnostic]) {
    for entry in node.entries ?? [] where !["from", "columns"].contains(entry.key.text) {
      problems.complain(
        "'\(entry.key.text)' is not a key of cases from a file", at: entry.key,
        hint: "known are from, columns")
    }
  }

  /// The rows of the file; nil where it can't be read, or has none.
  private func table(
    _ text: String?, _ path: String, _ from: Node, _ problems: inout [Diagnostic]
  ) -> CSVText? {
    guard let text else {
      problems.complain(
        "there is no file '\(path)' that can be read", at: from,
        hint: "a path is seen from the sweep's folder")
      return nil
    }
    do {
      let table = try CSVText(bytes: Array(text.utf8))
      if table.rows.count > 1 { return table }
      problems.complain("\(path) has no rows below its header", at: from)
    } catch {
      problems.complain("\(path):\(error.line): \(error.reason)", at: from)
    }
    return nil
  }

  /// A column with a parameter's former name is read, and told; one whose meaning is gone is refused.
  private func formerColumn(_ name: String, _ from: Node, _ problems: inout [Diagnostic]) -> Diagnostic? {
    guard let former = model.former(name) else { return nil }
    guard let now = former.now else {
      problems.complain("the column '\(name)' is no longer a parameter", at: from, hint: former.advice)
      return nil
    }
    return Diagnostic("the column '\(name)' is now '\(now)'", at: from, severity: .warning)
  }

  /// What our own tables hold besides parameters says nothing of a case.
  private func leftOut(
    _ name: String, isChosen: Bool, _ from: Node, _ problems: inout [Diagnostic],
    _ warnings: inout [Diagnostic]
  ) {
    if !isChosen, ["case", "path", "policy"].contains(name) { return }
    let isOwn = name.contains("@") || name.hasPrefix("event.") || model.regimeNames.contains(name)
    if isOwn && !isChosen {
      let text = "the column '\(name)' is no parameter of a case and is left out"
      warnings.warn(text, at: from)
      return
    }
    problems.complain(
      "the column '\(name)' is not a parameter", at: from,
      hint: suggestion(for: name, among: model.parameters.map(\.name)).map { "did you mean '\($0)'?" }
        ?? "choose columns with 'columns: [...]'")
  }

  private func column(
    _ place: Int, _ parameter: ParameterDeclaration, _ table: CSVText, _ path: String, _ from: Node,
    _ problems: inout [Diagnostic]
  ) -> [Double] {
    var values: [Double] = []
    for row in table.rows.dropFirst() {
      guard row.cells.indices.contains(place) else {
        problems.complain("\(path):\(row.line): there is no cell for '\(parameter.name)'", at: from)
        return []
      }
      let cell = row.cells[place]
      let isBare = Double(cell) != nil
      let word =
        parameter.isSwitch
        ? (cell == "1" || cell == "1.0" ? "on" : cell == "0" || cell == "0.0" ? "off" : cell) : cell
      let text =
        isBare && !parameter.isSwitch && parameter.unit.dimension != .none
        ? "\(cell) \(parameter.unit)" : word
      var wrong: [Diagnostic] = []
      let node = Node(scalar: text, at: Place(file: path, line: row.line, column: 1))
      if let value = SweepAxes.number(parameter, node, &wrong) { values.append(value) }
      if let first = wrong.first {
        problems.complain(
          "\(path):\(row.line): '\(parameter.name)' is '\(cell)': \(first.message)", at: from,
          hint: first.hint)
        return []
      }
    }
    return values
  }
}
