internal import ArgumentParser
internal import Engine
internal import Reports
internal import Sampling
internal import ScenarioText
internal import Scenarios
internal import Studies

/// The condition of `--until`: `se(SERIES) < LIMIT UNIT`, `se(p95(SERIES)) < LIMIT UNIT` or `se(QUESTION) < LIMIT UNIT`,
/// where `%` means per cent of the mean or percentile, and of a chance its own per cent.
struct Until {
  /// What is wrong with a condition, and where.
  struct Problem: Error, Equatable {
    let message: String
    let offset: Int
    let length: Int
    let hint: String
  }

  static let example = "se(budget.oil_gas) < 0.5 %"

  let text: String
  /// What is asked, where it is more than a series over the whole period.
  let question: Substring?
  /// As written: `oil.revenue`, or `gas.ttf[EU]`.
  let series: Substring
  /// The level of the quantile that is meant; nil for the mean.
  let level: Double?
  let limit: Double
  let unit: Substring

  var isRelative: Bool { unit == "%" }

  /// Reads a condition.
  init(_ text: String) throws(Problem) {
    var reader = UntilReader(text)
    self.text = text
    try reader.expect("se", "a condition begins with the standard error of a series")
    try reader.expect("(", "a series in brackets follows 'se'")
    question = reader.question()
    level = try question == nil ? reader.percentile() : nil
    if question == nil {
      series = try reader.take("the name of a series is missing") { $0 != ")" && $0 != "<" }
      try reader.expect(")", "the bracket of the series isn't closed")
    } else {
      series = ""
    }
    if level != nil { try reader.expect(")", "the bracket of 'se' isn't closed") }
    try reader.expect("<", "only '<' can follow the series")
    let number = try reader.take("a number is missing") { $0.isNumber || ".+-eE".contains($0) }
    guard let limit = Double(number), limit > 0, limit.isFinite else {
      throw reader.problem("'\(number)' is not a number above 0", at: number)
    }
    self.limit = limit
    unit = try reader.take("the limit needs a unit: % of the mean, or the unit of the series") { _ in true }
  }

  /// The message with the condition, a caret under what is wrong and a hint.
  func complaint(_ message: String, at part: Substring, hint: String) -> String {
    Until.rendered(
      Problem(
        message: message, offset: text.distance(from: text.startIndex, to: part.startIndex),
        length: part.count, hint: hint), in: text)
  }

  static func rendered(_ problem: Problem, in text: String) -> String {
    let caret = "^" + String(repeating: "~", count: max(problem.length, 1) - 1)
    return "--until: \(problem.message)\n  \(text)\n  \(String(repeating: " ", count: problem.offset))"
      + "\(caret) \(problem.hint)"
  }

  /// What `validate` of a command says about a text; nil where it is a condition.
  static func complaint(about text: String) -> String? {
    do throws(Problem) {
      _ = try Until(text)
      return nil
    } catch {
      return rendered(error, in: text)
    }
  }
}

/// Goes through the text of a condition, blanks skipped.
private struct UntilReader {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  /// All within the bracket of `se`, and the bracket, if that is more than a series or its percentile.
  mutating func question() -> Substring? {
    var depth = 1
    let end = rest.firstIndex { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth == 0
    }
    guard let end else { return nil }
    let inside = rest[..<end]
    let words = inside.split(separator: " ").map(String.init)
    let isOne =
      inside.contains { "<>=≤≥".contains($0) } || words.contains("in") || words.first == "when"
      || words.contains { ["+", "-", "−", "*", "×", "/", "÷"].contains($0) }
      || ["mean(", "median(", "shortfall("].contains { inside.hasPrefix($0) }
    guard isOne else { return nil }
    rest = rest[rest.index(after: end)...]
    return inside
  }

  /// `p95(` before a series: the level.
  mutating func percentile() throws(Until.Problem) -> Double? {
    skipBlanks()
    guard rest.first == "p", let open = rest.firstIndex(of: "("),
      case let number = rest[rest.index(after: rest.startIndex)..<open],
      number.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    guard let percent = Double(number), percent > 0, percent < 100 else {
      throw problem("a percentile is p1 to p99, such as p95", at: rest[..<open])
    }
    rest = rest[rest.index(after: open)...]
    return percent / 100
  }

  mutating func expect(_ word: String, _ complaint: String) throws(Until.Problem) {
    skipBlanks()
    guard rest.hasPrefix(word) else { throw problem(complaint, at: rest.prefix(1)) }
    rest = rest.dropFirst(word.count)
  }

  /// The longest part of wanted characters, without blanks around it.
  mutating func take(_ complaint: String, while isWanted: (Character) -> Bool) throws(Until.Problem)
    -> Substring
  {
    skipBlanks()
    var part = rest.prefix { isWanted($0) }
    rest = rest.dropFirst(part.count)
    while part.last?.isWhitespace == true { part = part.dropLast() }
    guard !part.isEmpty else { throw problem(complaint, at: rest.prefix(1)) }
    return part
  }

  func problem(_ message: String, at part: Substring) -> Until.Problem {
    Until.Problem(
      message: message, offset: text.distance(from: text.startIndex, to: part.startIndex), length: part.count,
      hint: "write it as '\(Until.example)'")
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }
}

extension Until {
  /// The settings of a run that reports what is meant, and grows to a ceiling.
  func settings(_ settings: Settings, _ model: Model, ceiling: Int) throws -> Settings {
    guard settings.design != .latinHypercube else {
      throw Failure(
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
  func aim(_ options: inout RunOptions, at simulation: Simulation, _ settings: Settings, _ model: Model)
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
  func toldUnit(_ settings: Settings, _ model: Model, _ series: [Series], _ attained: Attained) throws
    -> String?
  {
    if let asked = try asked(settings, model) {
      return asked.isChance ? "%" : isRelative ? nil : asked.unit.symbol
    }
    return isRelative ? nil : attained.series.map { series[$0].spanUnit }
  }

  private func asked(_ settings: Settings, _ model: Model) throws -> Question? {
    guard let question else { return nil }
    do {
      return try Question.all([String(question)], model, settings.period, units: settings.units)[0]
    } catch {
      throw Failure(error.rendered, .usage)
    }
  }

  /// The target of a run that reports these series.
  func target(among series: [Series], _ model: Model) throws -> Target {
    let declared = try declaration(in: model)
    guard let row = series.firstIndex(where: { isSame($0.declaration, declared) }) else {
      throw Failure("error: the run doesn't report \(self.series)", .failed)
    }
    if isRelative { return Target(series: row, limit: limit / 100, isRelative: true, level: level) }
    let own = series[row].spanUnit
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

  private func failure(_ message: String, at part: Substring, hint: String) -> Failure {
    Failure("error: " + complaint(message, at: part, hint: hint), .usage)
  }
}
