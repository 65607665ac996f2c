public import Kernels
internal import Sampling

/// When the scenario's events happen on the paths of a block, and what they do to the parameters.
final class EventDraws: @unchecked Sendable {
  /// Addresses of the numbers that belong to an event as a whole rather than to a month.
  private enum Draw {
    static let whole: UInt32 = .max
    static let chance: UInt32 = 0, delay: UInt32 = 1, length: UInt32 = 2, rate: UInt32 = 3
    static let effects: UInt32 = 16
    static let count: UInt32 = 0, occurrences: UInt32 = 1
  }
  /// More occurrences in one month than this are not told apart.
  static let mostPerMonth = 100

  private let plan: Plan
  private let months: Int
  /// When an event lasts on a path within a month, in days since the month began.
  struct Window {
    let path: Int
    let from, to: Double
    /// When it began, in days since 1970.
    let since: Double
  }

  /// By event and month: ordered by path, and apart from each other on one path.
  private(set) var windows: [[Window]]
  /// The share of each month in which an event is under way: `[event][month]`.
  let active: ColumnStore
  /// How many times it began in a month: `[event][month]`.
  let begun: ColumnStore
  private let values: ColumnStore
  private let valueOffsets: [Int]
  private let uniform = ColumnStore(columns: 1)

  init(plan: Plan) {
    self.plan = plan
    months = plan.months.count
    active = ColumnStore(columns: plan.events.count * months)
    begun = ColumnStore(columns: plan.events.count * months)
    windows = Array(repeating: [], count: plan.events.count * months)
    values = ColumnStore(columns: plan.events.reduce(0) { $0 + $1.effects.count })
    var offset = 0
    valueOffsets = plan.events.map { event in
      defer { offset += event.effects.count }
      return offset
    }
  }

  func begin(firstPath: Int) {
    guard !plan.events.isEmpty else { return }
    active.zero()
    begun.zero()
    for row in windows.indices { windows[row].removeAll(keepingCapacity: true) }
    for (index, event) in plan.events.enumerated() {
      for path in 0..<blockWidth { draw(event, index, path, UInt32(firstPath + path)) }
      for (place, effect) in event.effects.enumerated() {
        event.stream.uniforms(
          entity: 0, firstPath: UInt32(firstPath), month: Draw.whole, draw: Draw.effects + UInt32(place),
          into: uniform[0])
        effect.sampler(uniforms: uniform[0], into: values[valueOffsets[index] + place])
      }
    }
  }

  private func draw(_ event: Plan.Event, _ index: Int, _ path: Int, _ number: UInt32) {
    func whole(_ draw: UInt32) -> Double {
      event.stream.uniform(entity: 0, path: number, month: Draw.whole, draw: draw)
    }
    let chance = event.setting.chance
    if !(chance.isConstant && chance.mean >= 1) {
      let limit = chance.quantile(whole(Draw.effects - 1))
      guard whole(Draw.chance) < limit else { return }
    }
    switch event.setting.timing {
    case .dated(let day, let delay, let unit):
      let start = unit.after(Double(day.number), count: max(0, delay.quantile(whole(Draw.delay))))
      var covered = -Double.infinity
      mark(index, path, start, event.setting.end(from: start, uniform: whole(Draw.length)), &covered)
    case .random(let rate, let unit, let from, let until):
      let rate = max(0, rate.quantile(whole(Draw.rate)))
      drawOccurrences(event, index, path, number, (rate, unit), from, until)
    }
  }

  private func drawOccurrences(
    _ event: Plan.Event, _ index: Int, _ path: Int, _ number: UInt32,
    _ rate: (count: Double, unit: CalendarUnit), _ from: Day?, _ until: Day?
  ) {
    var covered = -Double.infinity
    for month in 0..<months {
      let calendar = plan.months.month(month)
      let begin = max(calendar.first, plan.settings.period.first.first)
      let low = Double(max(from ?? begin, begin).number)
      let high = Double(min(until ?? (calendar + 1).first, (calendar + 1).first).number)
      guard high > low else { continue }
      func number01(_ draw: UInt32) -> Double {
        event.stream.uniform(entity: 0, path: number, month: UInt32(calendar.ordinal), draw: draw)
      }
      let expected = rate.count * rate.unit.count(in: calendar) * (high - low) / Double(calendar.days)
      let count = poissonCount(number01(Draw.count), mean: expected, most: EventDraws.mostPerMonth)
      var starts = (0..<count).map { turn -> (Double, Double) in
        let draw = Draw.occurrences + 2 * UInt32(turn)
        let start = low + number01(draw) * (high - low)
        return (start, event.setting.end(from: start, uniform: number01(draw + 1)))
      }
      starts.sort { $0.0 < $1.0 }
      for (start, end) in starts { mark(index, path, start, end, &covered) }
    }
  }

  /// Adds an occurrence; days that an earlier one already covers count once.
  private func mark(
    _ index: Int, _ path: Int, _ start: Double, _ end: Double, _ covered: inout Double
  ) {
    let from = max(start, covered)
    covered = max(covered, end)
    for month in first(for: start)..<months {
      let calendar = plan.months.month(month)
      let low = Double(calendar.first.number), high = low + Double(calendar.days)
      guard low < end || low <= start else { return }
      let overlap = min(end, high) - max(from, low)
      if overlap > 0 {
        active[index * months + month][path] += overlap / (high - low)
        let begin = max(from, low)
        windows[index * months + month].append(
          Window(path: path, from: begin - low, to: begin - low + overlap, since: start))
      }
      if start >= low && start < high { begun[index * months + month][path] += 1 }
    }
  }

  /// The month in which a moment lies, or the first one after it; `months` where it lies behind them all.
  private func first(for moment: Double) -> Int {
    var (low, high) = (0, months)
    while low < high {
      let middle = (low + high) / 2
      let calendar = plan.months.month(middle)
      if moment < Double(calendar.first.number + calendar.days) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The value of an effect on each path.
  func values(of touch: Plan.Touch) -> Column { values[valueOffsets[touch.event] + touch.effect] }

  /// The windows of an event in a month.
  func windows(of event: Int, month: Int) -> [Window] { windows[event * months + month] }
}

extension EventSetting {
  /// When an occurrence ends that begins at a moment.
  func end(from start: Double, uniform: Double) -> Double {
    lasts.map { lastsIn.after(start, count: $0.quantile(uniform)) } ?? .infinity
  }
}

/// The count of a Poisson variable by inverse CDF: never falls when the mean rises at the same uniform number.
@inlinable
public func poissonCount(_ uniform: Double, mean: Double, most: Int) -> Int {
  poissonCount(uniform, mean: mean, none: exponential(-mean), most: most)
}

/// The same where e^(−mean), the chance of none, is at hand.
@inlinable
public func poissonCount(_ uniform: Double, mean: Double, none: Double, most: Int) -> Int {
  var term = none
  var sum = term
  var count = 0
  while uniform > sum && count < most {
    count += 1
    term *= mean / Double(count)
    sum += term
  }
  return count
}
