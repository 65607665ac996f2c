public import Sampling

/// Who set a value, and why it is that number.
public struct Provenance: Sendable {
  /// `scenarios/mine.txt:12`, `--set`, or a line of a seed table.
  public let origin: String
  /// What the number rests on; `scenario` where somebody's scenario says it.
  public let source: String
  /// Whether a scenario or `--set` set it, rather than the model or its tables.
  public let isSet: Bool

  /// A value that a scenario set.
  public static func scenario(_ origin: String) -> Provenance {
    Provenance(origin: origin, source: "scenario", isSet: true)
  }

  /// A value of a seed table.
  public static func table(_ origin: String, source: String) -> Provenance {
    Provenance(origin: origin, source: source, isSet: false)
  }
}

/// The value of a parameter over time: one distribution, or one for each date.
public struct Schedule: Sendable, Equatable {
  /// Where a straight line ends.
  public struct Goal: Sendable, Equatable {
    /// When the goal is reached.
    public let day: Day
    /// The value, in the parameter's unit.
    public let value: Distribution

    /// A line that reaches a value on a day.
    public init(day: Day, value: Distribution) {
      self.day = day
      self.value = value
    }
  }

  /// A piece of time with its value.
  public struct Step: Sendable, Equatable {
    /// The day the value comes into force; nil for "from the beginning".
    public let from: Day?
    /// The value, in the parameter's unit.
    public let value: Distribution
    /// Where the straight line leads that begins here; nil for a value that holds. Another step may cut it short.
    public var toward: Goal?
    /// Who set it; nil for the parameter's declaration.
    public var provenance: Provenance?

    /// A value that holds from a day on; nil for the whole time.
    public init(from: Day?, value: Distribution, toward: Goal? = nil, provenance: Provenance? = nil) {
      self.from = from
      self.value = value
      self.toward = toward
      self.provenance = provenance
    }

    /// Two steps are equal that give the same values, whoever set them.
    public static func == (left: Step, right: Step) -> Bool {
      left.from == right.from && left.value == right.value && left.toward == right.toward
    }
  }

  /// In order of date; the first may have none.
  public let steps: [Step]

  /// - Parameter isRamp: joins the dated steps by straight lines.
  public init(steps: [Step], isRamp: Bool = false) {
    self.steps = isRamp ? Schedule.joined(steps) : steps
  }

  /// One value for the whole time.
  public init(_ value: Distribution) {
    self.init(steps: [Step(from: nil, value: value)])
  }

  private static func joined(_ steps: [Step]) -> [Step] {
    steps.enumerated().map { index, step in
      guard step.from != nil, index + 1 < steps.count, let next = steps[index + 1].from else { return step }
      var result = step
      result.toward = Goal(day: next, value: steps[index + 1].value)
      return result
    }
  }

  /// Whether nothing of it is drawn.
  public var isConstant: Bool { distributions.allSatisfy(\.isConstant) }
  /// Whether some of its steps are joined by straight lines.
  public var isRamp: Bool { steps.contains { $0.toward != nil } }

  /// The same schedule, every step of which somebody set.
  func provided(by provenance: Provenance) -> Schedule {
    Schedule(
      steps: steps.map { Step(from: $0.from, value: $0.value, toward: $0.toward, provenance: provenance) })
  }

  /// This schedule until the first date of some later steps, then those; all of them where the first has no date.
  public func overlaid(by later: [Step]) -> Schedule {
    guard let first = later.first else { return self }
    guard let day = first.from else { return Schedule(steps: later) }
    return Schedule(steps: steps.filter { $0.from.map { $0 < day } ?? true } + later)
  }
}

/// A part of a month in which the value of a schedule doesn't change, or its mixture of values.
struct SchedulePiece: Sendable {
  /// Days of the month, from 0.
  let days: Range<Int>
  /// How much each of the schedule's distributions counts.
  var mixture: [(distribution: Int, weight: Double)]
}

extension Schedule {
  /// The values of the steps, then those that straight lines lead to without reaching them.
  public var distributions: [Distribution] {
    steps.map(\.value) + steps.indices.compactMap { isCut($0) ? steps[$0].toward?.value : nil }
  }

  /// Whether the step's line leads elsewhere than to the next step.
  private func isCut(_ index: Int) -> Bool {
    guard let goal = steps[index].toward else { return false }
    return index + 1 == steps.count || steps[index + 1].from != goal.day
      || steps[index + 1].value != goal.value
  }

  /// The place among `distributions` of what the step's line leads to.
  private func goal(of index: Int) -> Int {
    isCut(index) ? steps.count + (0..<index).count { isCut($0) } : index + 1
  }

  /// What counts on a day: one distribution, or two on a straight line.
  private func mixture(on day: Day) -> [(distribution: Int, weight: Double)] {
    let current = steps.lastIndex { ($0.from ?? day) <= day } ?? 0
    guard let from = steps[current].from, let goal = steps[current].toward, from <= day else {
      return [(current, 1)]
    }
    guard day < goal.day else { return [(self.goal(of: current), 1)] }
    let along = Double(day - from) / Double(goal.day - from)
    return [(current, 1 - along), (self.goal(of: current), along)]
  }

  /// The step that holds on all days of a stretch, no line leading anywhere from it; nil where there isn't one.
  private func only(from first: Day, to last: Day) -> Int? {
    let current = steps.lastIndex { ($0.from ?? first) <= first } ?? 0
    let following = steps.lastIndex { ($0.from ?? last) <= last } ?? 0
    return current == following && steps[current].toward == nil ? current : nil
  }

  /// How much each of `distributions` weighs in a month: the mean over its days.
  public func weights(in month: Month) -> [Double] {
    if steps.count == 1 && !isRamp { return [1] }
    let last = month.first + (month.days - 1)
    if let only = only(from: month.first, to: last) {
      return distributions.indices.map { $0 == only ? 1 : 0 }
    }
    var sums = [Double](repeating: 0, count: distributions.count)
    for offset in 0..<month.days {
      for part in mixture(on: month.first + offset) { sums[part.distribution] += part.weight }
    }
    return sums.map { $0 / Double(month.days) }
  }

  /// The month cut where the value changes.
  func pieces(in month: Month) -> [SchedulePiece] {
    var result: [SchedulePiece] = []
    for offset in 0..<month.days {
      let mixture = mixture(on: month.first + offset)
      if let last = result.last, mixture.count == 1, last.mixture.count == 1,
        last.mixture[0].distribution == mixture[0].distribution
      {
        result[result.count - 1] = SchedulePiece(
          days: last.days.lowerBound..<offset + 1, mixture: last.mixture)
      } else {
        result.append(SchedulePiece(days: offset..<offset + 1, mixture: mixture))
      }
    }
    return result
  }
}
