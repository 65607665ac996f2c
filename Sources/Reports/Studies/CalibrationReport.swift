public import Engine
internal import Sampling
public import Studies

/// A calibration: the terminal's table, `calibration.csv`, and a scenario that others can extend.
public struct CalibrationReport: Sendable {
  private let calibration: Calibration
  private let model: Model
  private let asOf: Day

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
        estimate.parameter, declared?.unit.symbol ?? "", estimate.suffices ? "yes" : "no",
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
    return "Estimated from what was known on \(asOf)\n" + table.text
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
    let used = calibration.estimates.filter { $0.suffices && model.slot(of: $0.parameter) != nil }
    var section = ""
    for estimate in used {
      let parts = estimate.parameter.split(separator: ".")
      if parts[0] != section { lines.append("\(parts[0]):") }
      section = String(parts[0])
      lines.append("  \(parts[1]): \(written(estimate))  # n = \(estimate.count), \(estimate.method)")
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
    func number(_ value: Double) -> String { readable(clamped(value, declared.range), digits: 3) }
    let value = "\(number(estimate.value))\(unit)"
    let low = number(estimate.low), high = number(estimate.high)
    guard declared.kind != .lever, low != number(estimate.value), high != number(estimate.value) else {
      return value
    }
    return "\(value) (\(low) to \(high))"
  }

  private func clamped(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
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
        [estimate.parameter, unit], (estimate.value, estimate.error), estimate.count, estimate.suffices,
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
    for name in names { table.add(name) }
    table.add(value.0)
    table.add(value.1)
    table.add(count)
    table.add(used ? "yes" : "no")
    table.add(method)
    table.endRow()
  }
}
