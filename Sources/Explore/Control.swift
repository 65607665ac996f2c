internal import Charts
public import Engine
internal import Sampling

/// A lever or an uncertain number that the page lets a hand move: where its slider begins and ends, where the scenario
/// has it, and from when on a hand's value holds.
public struct Control: Sendable {
  /// What is moved.
  public let parameter: ParameterDeclaration
  /// The ends of the slider; a typed value may be anything in the parameter's range.
  public let low, high: Double
  /// The grid that a hand's values fall on.
  public let step: Double
  /// What the scenario has there: the middle of its values on that day.
  public let standard: Double
  /// The day from which a decision holds; nil for what nobody decides, which is so all the time.
  public let from: Day?

  /// Its full name.
  public var name: String { parameter.name }

  /// Steps of about a hundredth of the slider.
  private static let steps = 100.0
  /// How far beyond its 1 and 99 % points an uncertain number can be moved, over what lies between them.
  private static let reach = 0.5

  /// A control of a parameter as a scenario has it.
  public init(_ parameter: ParameterDeclaration, _ settings: Settings) {
    self.parameter = parameter
    let schedule = settings.values[parameter.name]?.schedule ?? parameter.standard
    let known = (settings.asOf.month + 1).first
    let from = max(known, settings.period.first.first)
    self.from =
      parameter.kind == .lever ? min(from, settings.period.last.first) : nil
    let day = self.from ?? from
    let current = schedule.steps.last { ($0.from ?? day) <= day } ?? schedule.steps[0]
    standard = current.value.quantile(0.5)
    let range = parameter.range
    var low = range.lowerBound, high = range.upperBound
    if parameter.kind != .lever {
      let ends = (current.value.quantile(0.01), current.value.quantile(0.99))
      let more = Control.reach * (ends.1 - ends.0)
      if more > 0 { (low, high) = (max(low, ends.0 - more), min(high, ends.1 + more)) }
    }
    step = Control.round(below: (high - low) / Control.steps)
    self.low = max(range.lowerBound, (low / step).rounded(.down) * step)
    self.high = min(range.upperBound, (high / step).rounded(.up) * step)
  }

  /// The largest of 1, 2, 5, 10, 20 … and their parts that is not above a size.
  private static func round(below size: Double) -> Double {
    var step = 1.0
    while step > size { step /= 10 }
    while step * 10 <= size { step *= 10 }
    return [5.0, 2, 1].map { $0 * step }.first { $0 <= size } ?? step
  }

  /// Decimal places of values on the grid.
  public var places: Int { max(0, -exponent(of: step)) }

  /// The schedule that a hand's value means.
  func schedule(_ value: Double, over schedule: Schedule) -> Schedule {
    guard let from else { return Schedule(.constant(value)) }
    return schedule.overlaid(by: [Schedule.Step(from: from, value: .constant(value))])
  }

  /// The value as scenario files write it.
  func text(_ value: Double) -> String {
    if parameter.isSwitch { return value > 0.5 ? "on" : "off" }
    let number = plain(value)
    let isBare = [Unit.share, .count, .index].contains(parameter.unit)
    return isBare ? number : "\(number) \(parameter.unit)"
  }

  /// A number without more digits than it was given with.
  func plain(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
