public import Engine
internal import Sampling
public import ScenarioText

/// PROVISIONAL, until Scenario and Binding are here: name, as_of, period, paths, seed, design, outputs and constant
/// values; no distributions, steps, events or correlations.
public struct ProvisionalScenario: Sendable {
  public private(set) var settings: Settings
  public private(set) var model: Model
  public private(set) var files: [String] = []
  public private(set) var sources: [Source] = []

  public init(
    source: Source, sets: [String], seeds: SeedTables, mechanisms: [any Mechanism.Type], register: [String]
  ) throws {
    let node = try parse(source)
    let period = (node["period"]?.text ?? "2025-09 to 2027-12").split(separator: " ").compactMap { Month($0) }
    settings = Settings(
      name: node["name"]?.text ?? source.file,
      asOf: Day(node["as_of"]?.text ?? "2025-09-23") ?? Day(number: 20354),
      period: Period(first: period[0], last: period[1]), paths: Int(node["paths"]?.text ?? "") ?? 8192,
      seed: UInt64(node["seed"]?.text ?? "") ?? 20_250_923,
      design: DesignKind(rawValue: node["design"]?.text ?? "sobol") ?? .sobol)
    settings.outputs = node["outputs"]?.items?.compactMap(\.text) ?? []
    let known = seeds.known(on: settings.asOf)
    model = try Model(mechanisms, register: register, seeds: known, start: settings.period.first)
    files = [source.file]
    sources = [source]
    var wrong: [Diagnostic] = []
    for entry in node.entries ?? [] {
      guard let section = entry.value.entries else { continue }
      for key in section { set("\(entry.key.text).\(key.key.text)", key.key, key.value, &wrong) }
    }
    for text in sets {
      let place = Place(file: "--set", line: 1, column: 1)
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      set(parts[0], Node.Key(parts[0], at: place), Node(scalar: parts[1], at: place), &wrong)
      sources.append(Source(file: "--set", text: text))
    }
    if !wrong.isEmpty { throw Rejection(text: Diagnostics(wrong).rendered(from: sources)) }
  }

  private mutating func set(_ name: String, _ key: Node.Key, _ node: Node, _ wrong: inout [Diagnostic]) {
    guard let slot = model.slot(of: name) else {
      let hint = suggestion(for: name, among: model.parameters.map(\.name)).map { "did you mean '\($0)'?" }
      wrong.append(Diagnostic("'\(name)' is not a parameter", at: key, hint: hint))
      return
    }
    let parameter = model.parameters[slot]
    var number: Double?
    switch (try? ValueText(parsing: node.text ?? ""))?.kind {
    case .number(let value, let unit):
      let factor = unit.map { Unit($0.text)?.conversion(to: parameter.unit)?.factor } ?? 1
      number = factor.map { value * $0 }
    case .toggle(let isOn): number = isOn ? 1 : 0
    default: number = nil
    }
    guard let number else {
      wrong.append(Diagnostic("not a constant in \(parameter.unit)", at: node))
      return
    }
    let origin = key.place.file == "--set" ? "--set" : "\(key.place.file):\(key.place.line)"
    settings.values[name] = SetValue(
      schedule: Schedule(.constant(number)), origin: origin, text: node.text ?? "")
  }

  /// All errors, rendered.
  public struct Rejection: Error, Sendable {
    public let text: String
  }
}
