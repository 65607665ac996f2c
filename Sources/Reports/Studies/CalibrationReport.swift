public import Engine
internal import Sampling
public import Studies

/// A calibration: the terminal's table, `calibration.csv`, and a scenario that others can extend.
public struct CalibrationReport: Sendable {
  private let calibration: Calibration
  private let model: Model
  private let asOf: Day

  /// - Parameter asOf: the day whose knowledge the estimates are made of.
  public init(_ calibration: Calibration, model: Model, asOf: Day) {
    self.calibration = calibration
    self.model = model
    self.asOf = asOf
  }

  /// What a terminal shows: each estimate beside the standard value.
  public var text: String {
    var table = PlainTable(
      ["parameter", "unit", "used", "estimate", "± se", "n", "standard"], textColumns: 3)
    for estimate in calibration.estimates {
      let declared = model.slot(of: estimate.parameter).map { model.parameters[$0] }
      table.add([
        estimate.parameter, declared?.unit.symbol ?? "", use(estimate),
        readable(estimate.value, digits: 3), readable(estimate.error, digits: 2), String(estimate.count),
        declared.map(standard) ?? "–",
      ])
    }
    for pair in calibration.correlations {
      table.add([
        "\(pair.first) ~ \(pair.second)", "", "yes", readable(pair.value, digits: 2),
        readable(pair.error, digits: 2), String(pair.count), "–",
      ])
    }
    return "Estimated from what was known on \(asOf)\n" + table.text + "\nResiduals\n" + residuals.text
  }

  /// Whether an estimate is used; one at or beyond the edge of its parameter's range is not.
  private func use(_ estimate: Estimate) -> String {
    guard estimate.suffices, let slot = model.slot(of: estimate.parameter) else { return "no" }
    return estimate.isUsed(in: model.parameters[slot].range) ? "yes" : "no: at the edge of its range"
  }

  private var residuals: PlainTable {
    var table = PlainTable(
      ["equation", "n", "Durbin–Watson", "neighbours", "their squares", "chance alone"], textColumns: 1)
    for test in calibration.residualTests {
      table.add([
        test.name, String(test.count), fixed(test.durbinWatson, places: 2), fixed(test.neighbours, places: 2),
        fixed(test.squares, places: 2), "± \(fixed(test.bound, places: 2))",
      ])
    }
    return table
  }

  private func standard(_ parameter: ParameterDeclaration) -> String {
    guard let value = parameter.standard.steps.last?.value else { return "–" }
    return readable(value.quantile(0.5), digits: 3)
  }

  /// A scenario on top of another one: only what the data settle.
  public func fragment(extending parent: String) -> String {
    var lines = [
      "# Parameters estimated by 'simulate calibrate' from what was known on \(asOf); 5–95 % ranges behind them.",
      "# Extend this file to use them; what the data don't settle keeps its standard value.",
      "name: Calibrated on \(asOf)", "extends: \(parent)", "as_of: \(asOf)",
    ]
    let used = calibration.estimates.filter { use($0) == "yes" }
    var section = ""
    for estimate in used {
      let parts = estimate.parameter.split(separator: ".")
      if parts[0] != section { lines.append("\(parts[0]):") }
      section = String(parts[0])
      lines.append(
        "  \(parts[1]): \(written(estimate))  # n = \(estimate.count), \(estimate.method)\(cut(estimate))")
    }
    if !calibration.correlations.isEmpty { lines.append("correlations:") }
    for pair in calibration.correlations {
      lines.append("  \(pair.first) ~ \(pair.second): \(fixed(pair.value, places: 2))  # n = \(pair.count)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func written(_ estimate: Estimate) -> String {
    guard let slot = model.slot(of: estimate.parameter) else { return "" }
    let declared = model.parameters[slot]
    let unit = declared.unit.dimension == .none ? "" : " \(declared.unit.symbol)"
    func number(_ value: Double) -> String { readable(value, digits: 3) }
    let value = "\(number(estimate.value))\(unit)"
    let low = number(max(estimate.low, declared.range.lowerBound))
    let high = number(min(estimate.high, declared.range.upperBound))
    guard declared.kind != .lever, low != number(estimate.value), high != number(estimate.value) else {
      return value
    }
    return "\(value) (\(low) to \(high))"
  }

  /// What is said of a range that the parameter's own range cuts.
  private func cut(_ estimate: Estimate) -> String {
    guard let slot = model.slot(of: estimate.parameter) else { return "" }
    let range = model.parameters[slot].range
    let isWhole = range.lowerBound <= estimate.low && estimate.high <= range.upperBound
    return isWhole ? "" : "; 5–95 % range cut at the parameter's range"
  }

  /// `calibration.csv`.
  public var table: StudyTable {
    var result = StudyTable(
      "calibration.csv", "Parameters estimated from the seed tables",
      [
        ("parameter", "string", "Parameter, or a pair of factors"), ("unit", "string", "Unit"),
        ("estimate", "number", "Estimate"), ("se", "number", "Standard error"),
        ("count", "integer", "Observations"), ("used", "string", "Whether the data settle it"),
        ("method", "string", "How it was found"),
      ])
    for estimate in calibration.estimates {
      let unit = model.slot(of: estimate.parameter).map { model.parameters[$0].unit.symbol } ?? ""
      add(
        [estimate.parameter, unit], (estimate.value, estimate.error), estimate.count,
        use(estimate) == "yes",
        estimate.method, to: &result.table)
    }
    for pair in calibration.correlations {
      add(
        ["\(pair.first) ~ \(pair.second)", "share"], (pair.value, pair.error), pair.count, true,
        "correlation of residuals", to: &result.table)
    }
    return result
  }

  private func add(
    _ names: [String], _ value: (Double, Double), _ count: Int, _ used: Bool, _ method: String,
    to table: inout CSVTable
  ) {
    table.row(names, value.0, value.1, count, used ? "yes" : "no", method)
  }
}
