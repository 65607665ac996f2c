internal import Engine
internal import Sampling
internal import ScenarioText

/// A value of a scenario that comes from a table of the user's own:
/// `{from: brent.csv, column: Price, unit: USD/bbl}`; `date` names the column of the dates where that is not clear.
struct FileValues {
  static let keys: Set<String> = ["from", "column", "unit", "date"]

  /// By day, oldest first, in the measure's unit.
  let values: [(day: Day, value: Double)]
  /// Whether a row is a month.
  let isMonthly: Bool
  /// Physical constants that the conversion used.
  let constants: Set<String>

  /// Reads what a mapping with `from` names; nil where `from` names no file.
  init?(_ node: Node, _ measure: Measure, _ files: [String: [UInt8]]) throws {
    guard let from = node["from"], let path = Scenario.attachment(from) else { return nil }
    guard let bytes = files[path] else {
      throw Diagnostic(
        "there is no file '\(path)' that can be read", at: from,
        hint: "a path is seen from the scenario's folder")
    }
    let factor = try FileValues.factor(node, measure)
    do {
      let table = try ForeignTable(bytes: bytes, dateName: node["date"]?.text)
      let read = try table.values(of: node["column"]?.text)
      values = read.map { ($0.day, $0.value * factor.value) }
      isMonthly = table.isMonthly
      constants = factor.constants
    } catch {
      throw Diagnostic("\(path): \(error)", at: node["column"] ?? from)
    }
    if let wrong = values.first(where: { !measure.range.contains($0.value) }) {
      throw Diagnostic(
        "'\(measure.name)' must lie between \(short(measure.range.lowerBound)) and "
          + "\(short(measure.range.upperBound)) \(measure.unit)",
        at: from, hint: "\(path) has \(short(wrong.value)) on \(wrong.day)")
    }
  }

  private static func factor(
    _ node: Node, _ measure: Measure
  ) throws -> (value: Double, constants: Set<String>) {
    guard let unit = node["unit"], let text = unit.text else {
      if measure.mayBeBare { return (1, []) }
      throw Diagnostic(
        "the values of the file need a unit", at: node["from"] ?? node,
        hint: "such as 'unit: \(measure.unit)', in which '\(measure.name)' is measured")
    }
    guard let found = Unit(text) else {
      throw Diagnostic(
        "'\(text)' is not a unit", at: unit, hint: "'\(measure.name)' is measured in \(measure.unit)")
    }
    guard let conversion = found.conversion(to: measure.unit) else {
      throw Diagnostic(
        "'\(measure.name)' is measured in \(measure.unit) (\(measure.unit.dimension))", at: unit,
        hint: "\(found) is \(found.dimension)")
    }
    return (conversion.factor, conversion.constant.map { [$0] } ?? [])
  }

  /// The means of its months.
  var months: [(month: Month, value: Double)] { ForeignTable.months(values, by: .mean) }

  /// The dated steps of a parameter that count between two days: from the last before the first day on.
  func steps(between first: Day, and last: Day, _ provenance: Provenance) -> [Schedule.Step] {
    let dated = values.map { (day: isMonthly ? $0.day.month.first : $0.day, value: $0.value) }
    let begin = dated.lastIndex { $0.day <= first } ?? 0
    return dated[begin...].filter { $0.day <= last }.map {
      Schedule.Step(from: $0.day, value: .constant($0.value), provenance: provenance)
    }
  }
}

extension Scenario {
  /// The path of the file that a `from` names, as seen from the folder of the scenario it stands in; nil for a date or
  /// the history.
  static func attachment(_ from: Node) -> String? {
    guard let text = from.text, !text.isEmpty, !text.hasPrefix("history"), Day(text) == nil,
      Month(text) == nil
    else { return nil }
    let file = from.place.file
    guard !text.hasPrefix("/"), file != ScenarioSets.file, let slash = file.lastIndex(of: "/") else {
      return text
    }
    return String(file[...slash]) + text
  }

  /// The paths of all files that the values of a merged scenario name.
  static func attachments(_ root: Node) -> [String] {
    func paths(_ node: Node) -> [String] {
      let own = node["from"].flatMap { attachment($0) }.map { [$0] } ?? []
      return own + node.beneath.flatMap(paths)
    }
    let values = (root.entries ?? []).filter { $0.key.text != "events" }.flatMap { $0.value.entries ?? [] }
    return values.flatMap { paths($0.value) }.uniqued
  }
}
