internal import Engine
internal import Sampling
internal import ScenarioText

/// Reads the value of a parameter: one value for all time, or dated ones.
struct ScheduleReader {
  let parameter: ParameterDeclaration
  /// The tables that values may name, by path.
  private let files: [String: [UInt8]]
  /// The days that a run computes.
  private let days: ClosedRange<Day>?
  private(set) var constants: Set<String> = []
  private(set) var doubts: [Diagnostic] = []

  init(_ parameter: ParameterDeclaration, files: [String: [UInt8]] = [:], days: ClosedRange<Day>? = nil) {
    self.parameter = parameter
    self.files = files
    self.days = days
  }

  private var measure: Measure {
    Measure(name: parameter.name, unit: parameter.unit, range: parameter.range)
  }

  mutating func schedule(_ node: Node) throws -> Schedule {
    if let entries = node.entries {
      let steps = try own(entries, node)
      let base = try node.beneath.first.map { try schedule($0) } ?? parameter.standard
      return base.overlaid(by: steps)
    }
    if node.items != nil {
      let units = node.unitsInFlowList()
      guard units.isEmpty else { throw Diagnostics(units) }
    }
    return Schedule(steps: [try step(from: nil, node)])
  }

  /// The steps that a mapping gives: its dates, or those of a file.
  private mutating func own(_ entries: [Node.Entry], _ node: Node) throws -> [Schedule.Step] {
    guard let file = try FileValues(node, measure, files) else { return try dated(entries, node) }
    constants.formUnion(file.constants)
    for entry in entries where !FileValues.keys.contains(entry.key.text) && entry.key.text != "shape" {
      throw Diagnostic(
        "'\(entry.key.text)' can't stand beside a file", at: entry.key,
        hint: "known are from, column, unit, date and shape")
    }
    let isRamp = try node["shape"]?.isRamp ?? false
    let first = days?.lowerBound ?? Day(number: .min / 2), last = days?.upperBound ?? Day(number: .max / 2)
    let steps = file.steps(between: first, and: last, .scenario(node.place.origin))
    guard !steps.isEmpty else {
      throw Diagnostic("no date of the file lies in the run", at: node["from"] ?? node)
    }
    return Schedule(steps: steps, isRamp: isRamp).steps
  }

  private mutating func step(from day: Day?, _ node: Node) throws -> Schedule.Step {
    Schedule.Step(from: day, value: try value(node), provenance: .scenario(node.place.origin))
  }

  private mutating func value(_ node: Node) throws -> Distribution {
    var reader = MeasureReader(measure: measure, node: node)
    let result = try reader.distribution()
    constants.formUnion(reader.constants)
    doubts += reader.doubts
    return result
  }

  private mutating func dated(_ entries: [Node.Entry], _ node: Node) throws -> [Schedule.Step] {
    var steps: [Schedule.Step] = []
    var earlier: Node.Key?
    var isRamp = false
    for entry in entries {
      if entry.key.text == "shape" {
        isRamp = try entry.value.isRamp
        continue
      }
      let day = try self.day(entry.key)
      if let last = steps.last?.from, let before = earlier, day <= last {
        throw day == last
          ? Diagnostic(
            "'\(entry.key.text)' is the day of '\(before.text)' in line \(before.place.line)", at: entry.key,
            hint: "a day has one value")
          : Diagnostic(
            "dates must ascend: \(day) comes after \(last)", at: entry.key, hint: "put the earlier date first"
          )
      }
      earlier = entry.key
      if entry.value.entries != nil {
        throw Diagnostic("a value belongs here, not a mapping", at: entry.value)
      }
      steps.append(try step(from: day, entry.value))
    }
    guard !steps.isEmpty else { throw Diagnostic("'\(parameter.name)' has no value", at: node) }
    return Schedule(steps: steps, isRamp: isRamp).steps
  }

  private func day(_ key: Node.Key) throws -> Day {
    if let day = Day(key.text) ?? Month(key.text)?.first { return day }
    if key.text.first?.isNumber == true {
      throw Diagnostic("'\(key.text)' is not a date", at: key, hint: "dates look like 2026-02-01")
    }
    throw Diagnostic(
      "'\(parameter.name)' takes a value or dates, not the key '\(key.text)'", at: key,
      hint: "it is measured in \(parameter.unit)")
  }
}

extension Node {
  /// What `shape` says: whether values are joined by straight lines.
  var isRamp: Bool {
    get throws(Diagnostic) {
      switch text {
      case "ramp": true
      case "steps": false
      default: throw Diagnostic("'shape' is ramp or steps", at: self)
      }
    }
  }
}

extension Place {
  /// Where a value was set, for `plan` and the record of a run.
  var origin: String { file == ScenarioSets.file ? file : "\(file):\(line)" }
}
