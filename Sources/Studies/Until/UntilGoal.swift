public import Engine
internal import Sampling
internal import ScenarioText
internal import Scenarios

/// A condition of `--until` in a run.
extension Until {
  /// The settings of a run that reports what is meant, and grows to a ceiling.
  public func settings(_ settings: Settings, _ model: Model, ceiling: Int) throws -> Settings {
    guard settings.design != .latinHypercube else {
      throw StudyFailure(
        "error: --until can't add paths to a latin hypercube; set design to sobol or random", .usage)
    }
    var result = settings
    result.paths = ceiling
    if let asked = try asked(settings, model) { return result.reporting([asked], model) }
    let declared = try declaration(in: model)
    if result.outputs.isEmpty {
      guard !declared.isHeadline else { return result }
      for output in model.outputs where output.isHeadline && !result.outputs.contains(output.variable) {
        result.outputs.append(output.variable)
      }
    }
    if !result.outputs.contains(declared.variable) { result.outputs.append(declared.variable) }
    return result
  }

  /// Lets a run go on until the condition holds.
  public func aim(
    _ options: inout RunOptions, at simulation: Simulation, _ settings: Settings, _ model: Model
  )
    throws
  {
    guard let asked = try asked(settings, model) else {
      options.target = try target(among: simulation.series, model)
      return
    }
    options.goal = QuestionGoal(
      asked, of: simulation.kept, period: settings.period, limit: try limit(of: asked),
      isRelative: isRelative && !asked.isChance)
  }

  /// The limit for the answer of a question, in its unit.
  private func limit(of asked: Question) throws -> Double {
    if isRelative { return asked.isChance ? limit : limit / 100 }
    guard let wanted = Unit(String(unit)) else {
      throw failure("'\(unit)' is not a unit", at: unit, hint: "the answer is in \(asked.unit)")
    }
    guard let factor = wanted.plainFactor(to: asked.unit) else {
      throw failure("'\(unit)' doesn't fit the question", at: unit, hint: "its answer is in \(asked.unit)")
    }
    return limit * factor
  }

  /// What the error is told in; nil for per cent of the mean.
  public func toldUnit(_ settings: Settings, _ model: Model, _ series: [Series], _ attained: Attained) throws
    -> String?
  {
    if let asked = try asked(settings, model) {
      return asked.isChance ? "%" : isRelative ? nil : asked.unit.symbol
    }
    return isRelative ? nil : attained.series.map { series[$0].declaration.spanUnit.symbol }
  }

  private func asked(_ settings: Settings, _ model: Model) throws -> Question? {
    try question.map { try Question.typed([String($0)], model, settings)[0] }
  }

  /// The target of a run that reports these series.
  func target(among series: [Series], _ model: Model) throws -> Target {
    let declared = try declaration(in: model)
    guard let row = series.firstIndex(where: { isSame($0.declaration, declared) }) else {
      throw StudyFailure("error: the run doesn't report \(self.series)", .failed)
    }
    if isRelative { return Target(series: row, limit: limit / 100, isRelative: true, level: level) }
    let own = series[row].declaration.spanUnit.symbol
    guard let wanted = Unit(String(unit)) else {
      throw failure("'\(unit)' is not a unit", at: unit, hint: "\(self.series) is measured in \(own)")
    }
    guard let factor = Unit(own).flatMap({ wanted.conversion(to: $0) })?.factor else {
      throw failure(
        "'\(unit)' doesn't fit the series", at: unit, hint: "\(self.series) is measured in \(own)")
    }
    return Target(series: row, limit: limit * factor, isRelative: false, level: level)
  }

  private func isSame(_ left: OutputDeclaration, _ right: OutputDeclaration) -> Bool {
    left.variable == right.variable && left.region == right.region
  }

  private func declaration(in model: Model) throws -> OutputDeclaration {
    let labelled = model.outputs.first { $0.label == series }
    if let labelled { return labelled }
    let regions = model.outputs.filter { $0.variable == series }
    if regions.count == 1 { return regions[0] }
    guard regions.isEmpty else {
      throw failure(
        "'\(series)' has several regions", at: series,
        hint: "name one: " + regions.prefix(4).map(\.label).joined(separator: ", "))
    }
    let meant = suggestion(for: String(series), among: model.outputs.map(\.label))
    throw failure(
      "'\(series)' is not a series", at: series,
      hint: meant.map { "did you mean '\($0)'?" } ?? "'simulate describe' lists them")
  }

  private func failure(_ message: String, at part: Substring, hint: String) -> StudyFailure {
    StudyFailure("error: " + complaint(message, at: part, hint: hint), .usage)
  }
}
