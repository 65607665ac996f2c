internal import Engine
internal import Sampling
internal import ScenarioText

/// What a value must measure, and the limits it must keep.
struct Measure {
  /// What the value is for, as the user calls it.
  let name: String
  let unit: Unit
  let range: ClosedRange<Double>

  /// True for shares, counts and indices, whose numbers may stand bare.
  var mayBeBare: Bool { unit.dimension == .none }

  /// The distribution that a scalar stands for, or a part of it, without what may be doubted of it.
  func distribution(_ node: Node, of part: ValueText? = nil) throws -> Distribution {
    var reader = MeasureReader(measure: self, node: node)
    return try part.map { try reader.distribution(of: $0) } ?? reader.distribution()
  }
}

/// Reads values of one measure from one scalar.
struct MeasureReader {
  let measure: Measure
  let node: Node
  /// Names of physical constants that conversions used.
  private(set) var constants: Set<String> = []
  /// What is allowed but hardly meant.
  private(set) var doubts: [Diagnostic] = []

  /// The distribution a scalar stands for, in the measure's unit and within its range.
  mutating func distribution() throws -> Distribution {
    let value = try node.value()
    if measure.unit == .toggle { return try toggle(value) }
    let distribution = try quantity(value)
    return try kept(distribution, value)
  }

  /// The same for a part of a scalar, such as what follows the `+` of a date.
  mutating func distribution(of value: ValueText) throws -> Distribution {
    try kept(try quantity(value), value)
  }

  private func toggle(_ value: ValueText) throws -> Distribution {
    guard case .toggle(let isOn) = value.kind else {
      throw node.diagnostic("'\(measure.name)' is a switch: write on or off", at: value, hint: nil)
    }
    return .constant(isOn ? 1 : 0)
  }

  mutating func quantity(_ value: ValueText, outer: ValueText.UnitText? = nil) throws -> Distribution {
    switch value.kind {
    case .number(let number, let unit):
      return .constant(number * (try factor(unit ?? outer, at: value)))
    case .range(let central, let low, let high):
      return try range(central, low, high, value)
    case .call(let name, let arguments, let unit):
      return try call(name, arguments, unit ?? outer, value)
    case .toggle:
      throw node.diagnostic(
        "'\(measure.name)' is not a switch: it needs a number\(inUnit)", at: value, hint: nil)
    case .date, .month, .period, .dateOffset:
      throw node.diagnostic("'\(measure.name)' needs a number\(inUnit), not a date", at: value, hint: nil)
    case .word(let word):
      let known = DistributionForm.names
      throw node.diagnostic(
        "'\(word)' is not a number\(inUnit)", at: value,
        hint: suggestion(for: word, among: known).map { "did you mean '\($0)(…)'?" })
    }
  }

  private var inUnit: String { measure.mayBeBare ? "" : " in \(measure.unit)" }

  private mutating func range(
    _ central: ValueText, _ low: ValueText, _ high: ValueText, _ whole: ValueText
  ) throws -> Distribution {
    var unit: ValueText.UnitText?
    if case .number(_, let own) = central.kind { unit = own }
    let middle = try number(central, outer: unit), from = try number(low, outer: unit)
    let to = try number(high, outer: unit)
    guard from <= to else {
      throw node.diagnostic("the low end is above the high one", at: low, hint: "write low to high")
    }
    guard from <= middle && middle <= to else {
      throw node.diagnostic("the central value lies outside its range", at: central, hint: nil)
    }
    return from == to ? .constant(middle) : .central(median: middle, low: from, high: to)
  }

  /// A plain number in the measure's unit.
  mutating func number(_ value: ValueText, outer: ValueText.UnitText?) throws -> Double {
    guard case .number(let number, let unit) = value.kind else {
      throw node.diagnostic("a number belongs here", at: value, hint: nil)
    }
    return number * (try factor(unit ?? outer, at: value))
  }

  /// What one of a unit is in the measure's.
  private mutating func factor(_ text: ValueText.UnitText?, at value: ValueText) throws -> Double {
    guard let text else {
      if measure.mayBeBare { return 1 }
      throw node.diagnostic(
        "'\(measure.name)' needs a unit", at: value, hint: "it is measured in \(measure.unit)")
    }
    guard let unit = Unit(text.text) else {
      let parts = text.text.split { $0 == "/" || $0 == " " }.map(String.init)
      let odd = parts.first { Unit($0) == nil } ?? text.text
      throw node.diagnostic(
        "'\(text.text)' is not a unit", at: text,
        hint: suggestion(for: odd, among: Unit.known).map { "did you mean '\($0)'?" }
          ?? "'\(measure.name)' is measured in \(measure.unit)")
    }
    guard let conversion = unit.conversion(to: measure.unit) else {
      throw node.diagnostic(
        "'\(measure.name)' is measured in \(measure.unit) (\(measure.unit.dimension))", at: text,
        hint: "\(unit) is \(unit.dimension)")
    }
    if let constant = conversion.constant { constants.insert(constant) }
    return conversion.factor
  }

  /// Refuses what the range forbids; cuts unbounded tails to it.
  private mutating func kept(_ distribution: Distribution, _ value: ValueText) throws -> Distribution {
    let support = distribution.support, range = measure.range
    let slack = 1e-9 * max(abs(range.lowerBound), abs(range.upperBound), 1)
    let low = support.lowerBound.isFinite ? support.lowerBound : distribution.quantile(0.05)
    let high = support.upperBound.isFinite ? support.upperBound : distribution.quantile(0.95)
    guard low >= range.lowerBound - slack && high <= range.upperBound + slack else {
      let wrong = low < range.lowerBound - slack ? low : high
      throw node.diagnostic(
        "'\(measure.name)' must lie between \(short(range.lowerBound)) and \(short(range.upperBound)) \(measure.unit)",
        at: value, hint: "this reaches \(short(wrong))")
    }
    tellCut(distribution, value)
    return distribution.clamped(to: range)
  }

  /// More than so much of a distribution outside its range is told: the rest is scaled up to a whole.
  private static let quietCut = 0.005

  private mutating func tellCut(_ distribution: Distribution, _ value: ValueText) {
    guard !distribution.isConstant else { return }
    let range = measure.range, kept = distribution.clamped(to: range)
    let outside = distribution.cumulative(range.lowerBound) + 1 - distribution.cumulative(range.upperBound)
    guard kept != distribution, outside > MeasureReader.quietCut else { return }
    let percent = short((1000 * outside).rounded() / 10)
    doubts.append(
      node.diagnostic(
        "\(percent) % of this lies outside the range of '\(measure.name)', "
          + "\(short(range.lowerBound)) to \(short(range.upperBound)) \(measure.unit), and is cut off",
        at: value,
        hint: "what is drawn has the median \(short(kept.quantile(0.5))), 5 to 95 %: "
          + "\(short(kept.quantile(0.05))) to \(short(kept.quantile(0.95)))",
        severity: .warning))
  }
}

/// A number without superfluous digits.
func short(_ number: Double) -> String {
  if number == number.rounded() && abs(number) < 1e9 { return "\(Int(number))" }
  let scale = 10_000.0
  return "\((number * scale).rounded() / scale)"
}
