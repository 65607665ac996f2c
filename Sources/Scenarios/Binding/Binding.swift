public import Engine
internal import Sampling
public import ScenarioText

/// A scenario bound to the model: everything a run needs, and where each value came from.
public struct BoundScenario: Sendable {
  /// The text that was bound.
  public let scenario: Scenario
  /// The model of what was known on the scenario's day.
  public let model: Model
  /// What a run of it takes.
  public let settings: Settings
  /// Physical constants that unit conversions used, by parameter.
  public let constants: [String: [String]]
  /// What the scenario asks of its run.
  public let questions: [Question]
  /// The scenario's warnings, placed.
  public let warnings: [Diagnostic]

  /// Binds a scenario: checks every name, unit, range and date, and collects all that is wrong.
  ///
  /// - Parameter source: what became known after the scenario's `as_of` is hidden from the model.
  /// - Throws: `ScenarioFailure` with all diagnostics at once.
  public init(_ scenario: Scenario, _ source: ModelSource) throws {
    let dates: ScenarioDates
    do {
      dates = try ScenarioDates(scenario, source.reach)
    } catch {
      throw ScenarioFailure(kind: .invalid, diagnostics: error, sources: scenario.sources)
    }
    let model = try source.model(asOf: dates.asOf, from: dates.period.first)
    var naming = FormerNaming(model), scenario = scenario
    scenario.root = naming.scenario(scenario.root)
    var binder = Binder(scenario, model, dates)
    binder.bind()
    let found = Diagnostics(dates.warnings + naming.found + binder.complaints.items)
    guard !found.hasErrors else {
      throw ScenarioFailure(kind: .invalid, diagnostics: found, sources: scenario.sources)
    }
    self.scenario = scenario
    self.model = model
    settings = binder.settings
    constants = binder.constants
    questions = binder.questions
    warnings = Diagnostics(scenario.warnings + found.items).items
  }
}

/// Walks the merged scenario, section by section.
struct Binder {
  let scenario: Scenario
  let model: Model
  let complaints = Complaints()
  var settings: Settings
  private(set) var constants: [String: [String]] = [:]
  var questions: [Question] = []
  var frequency: EventFrequency
  private let sections: [String]

  init(_ scenario: Scenario, _ model: Model, _ dates: ScenarioDates) {
    self.scenario = scenario
    self.model = model
    settings = Settings(
      name: scenario.name.replacing("{as_of}", with: dates.asOf.description), asOf: dates.asOf,
      period: dates.period, paths: scenario.paths, seed: scenario.seed, design: scenario.design)
    settings.history = scenario.history
    frequency = EventFrequency(dates.period)
    sections = Set(model.parameters.map { String($0.section) } + model.sections.map(\.name)).sorted()
  }

  mutating func bind() {
    // Questions are in these.
    if let units = scenario.root["units"] { bindUnits(units) }
    for entry in scenario.root.entries ?? [] where !complaints.isFull {
      switch entry.key.text {
      case "events": bindEvents(entry.value)
      case "correlations": bindCorrelations(entry.value)
      case "outputs": bindOutputs(entry.value)
      case "questions": bindQuestions(entry.value)
      case "percentiles": bindPercentiles(entry.value)
      case "shortfall": bindShortfall(entry.value)
      case "units": break
      case let name where sections.contains(name): bindSection(entry)
      case let name where name.contains("."):
        complaints.add(
          "dotted keys belong in 'sets', 'scales', 'adds' and --set", at: entry.key,
          hint: "write the section on a line of its own, the key below it")
      default: unknownSection(entry.key)
      }
    }
    checkEffects()
  }

  private func unknownSection(_ key: Node.Key) {
    let known =
      sections + [
        "events", "correlations", "outputs", "questions", "percentiles", "shortfall", "units", "name",
        "extends", "as_of",
        "period", "history", "paths", "seed", "design",
      ]
    complaints.add(
      "'\(key.text)' is not a section", at: key,
      hint: hint(for: key.text, among: known, elsewhere: "'simulate describe' lists them"))
  }

  private mutating func bindSection(_ section: Node.Entry) {
    guard let entries = section.value.entries else {
      complaints.add(
        "'\(section.key.text)' is a section: its keys belong below it", at: section.value,
        hint: "'simulate describe \(section.key.text)' lists them")
      return
    }
    for entry in entries where !complaints.isFull { bind(entry, in: section.key.text) }
  }

  private mutating func bind(_ entry: Node.Entry, in section: String) {
    let name = "\(section).\(entry.key.text)"
    if let pin = model.pins.first(where: { $0.variable == name }) {
      return bindPin(entry, pin)
    }
    guard let slot = model.slot(of: name) else { return unknownKey(entry.key, section) }
    let parameter = model.parameters[slot]
    let days = model.start.first...max((settings.period.last + 1).first, model.start.first)
    var reader = ScheduleReader(parameter, files: scenario.attachments, days: days)
    guard let schedule = complaints.collect({ try reader.schedule(entry.value) }) else { return }
    settings.values[name] = SetValue(
      schedule: schedule, origin: entry.value.place.origin, text: written(entry.value))
    if !reader.constants.isEmpty { constants[name] = reader.constants.sorted() }
    for doubt in reader.doubts { complaints.add(doubt) }
  }

  private func unknownKey(_ key: Node.Key, _ section: String) {
    let keys = model.parameters.filter { $0.section == section }.map { String($0.key) }
    let name = "\(section).\(key.text)"
    if model.outputs.contains(where: { $0.variable == name }) {
      complaints.add(
        "'\(name)' is a result, not a parameter", at: key,
        hint: "'simulate describe \(section)' lists the parameters")
      return
    }
    complaints.add(
      "'\(name)' is not a parameter", at: key,
      hint: hint(for: key.text, among: keys, elsewhere: "'simulate describe \(section)' lists them"))
  }

  /// A value as it was written, on one line.
  func written(_ node: Node) -> String {
    if let entries = node.entries {
      return entries.map { "\($0.key.text): \(written($0.value))" }.joined(separator: "; ")
    }
    return node.text ?? ""
  }
}
