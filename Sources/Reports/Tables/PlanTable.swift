public import Engine
internal import Sampling

/// Every resolved value of a scenario as an analyst reads it before a run.
public struct PlanTable: Sendable {
  private let model: Model
  private let settings: Settings

  /// What a run of these settings would take for given.
  public init(_ model: Model, _ settings: Settings) {
    self.model = model
    self.settings = settings
  }

  /// Head, parameters by section, start state and events, with a line feed at the end.
  public var text: String {
    let rows = ParameterRow.all(model, settings)
    let decided = rows.filter { $0.declaration.kind != .start }
    let start = rows.filter { $0.declaration.kind == .start }
    var text = head
    text += "\nParameters\n" + table(decided)
    if !start.isEmpty { text += "\nStart state, end of \(model.start - 1)\n" + startTable(start) }
    text += pins + correlations
    if !settings.events.isEmpty {
      text += "\nEvents\n"
      for event in settings.events { text += "  \(event.name) (\(event.origin))\n" }
    }
    return text
  }

  /// What each pinned series is pinned to, in words for each stretch of months.
  private var pins: String {
    let rows = PinRow.all(model, settings)
    let idle = settings.pins.keys.filter { name in !rows.contains { $0.variable == name } }.sorted()
    guard !rows.isEmpty || !idle.isEmpty else { return "" }
    var cells = [["series", "months", "mean", "p05", "p95", "unit", "set at"]]
    for row in rows {
      let isOpen = row.p05 != row.p95
      let (low, high) = isOpen ? (readable(row.p05), readable(row.p95)) : ("", "")
      cells.append([row.variable, row.months, readable(row.mean), low, high, row.unit, row.origin])
    }
    for name in idle {
      cells.append([name, "no month of the run", "", "", "", "", settings.origins[name] ?? ""])
    }
    return "\nPinned series\n" + lines(cells, numbers: 2...4)
  }

  private var correlations: String {
    guard let found = try? settings.correlated(model), !found.pairs.isEmpty else { return "" }
    let rows = found.pairs.map { pair in
      [
        "\(pair.first) ~ \(pair.second)", readable(pair.asked),
        abs(pair.used - pair.asked) > 5e-4 ? readable(pair.used) : "", pair.origin,
      ]
    }
    return "\nCorrelations of normal scores (a Gaussian copula)\n"
      + lines([["pair", "asked", "used", "set at"]] + rows, numbers: 1...2)
  }

  private var head: String {
    """
    \(settings.name)
    \(settings.period), as of \(settings.asOf) · \(grouped(settings.paths)) paths, \(settings.design.rawValue) \
    design, seed \(settings.seed)
    \(leadIn)
    """
  }

  private var leadIn: String {
    guard model.start < settings.period.first else { return "" }
    let months = Period(first: model.start, last: settings.period.first - 1)
    let span = months.count == 1 ? "\(months.first)" : "\(months)"
    return """
      \(span) computed first, with what was known of it pinned: prices were known to \(model.start - 1)

      """
  }

  private func table(_ rows: [ParameterRow]) -> String {
    lines([["name", "mean", "p05", "p95", "unit", "set at"]] + rows.map(cells), numbers: 1...3)
  }

  /// Start values with the time of the figure behind each, and how many months old it is at the start.
  private func startTable(_ rows: [ParameterRow]) -> String {
    let head = ["name", "mean", "p05", "p95", "unit", "figure of", "age", "set at"]
    return lines(
      [head]
        + rows.map { row in
          let observed = row.isSet ? nil : row.declaration.observed
          var cells = cells(row)
          cells.insert(
            contentsOf: [observed?.time ?? "", observed.map { "\($0.age)" } ?? ""], at: cells.count - 1)
          return cells
        }, numbers: 1...3)
  }

  private func lines(_ cells: [[String]], numbers: ClosedRange<Int>) -> String {
    let widths = cells[0].indices.map { column in cells.reduce(0) { max($0, width($1[column])) } }
    return cells.map { row in
      "  " + line(row, widths) { !numbers.contains($0) && cells[0][$0] != "age" } + "\n"
    }.joined()
  }

  private func cells(_ row: ParameterRow) -> [String] {
    let isOpen = !row.isConstant
    let place =
      row.origin + (row.isRamp ? ", a straight line to the next" : "")
      + (row.source.contains("guess") && !row.isSet ? " (a guess)" : "")
    if row.declaration.isSwitch && row.isConstant {
      return [row.name, row.mean > 0.5 ? "on" : "off", "", "", "", place]
    }
    return [
      row.name, readable(row.mean), isOpen ? readable(row.p05) : "", isOpen ? readable(row.p95) : "",
      row.declaration.unit.symbol, place,
    ]
  }
}
