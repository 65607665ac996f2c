internal import Engine
internal import Sampling
internal import ScenarioText

/// How often random events happen in each month, all of them together: whatever happens is placed on every path and cuts
/// the months of what it changes, so thousands in a month would make a short scenario run for hours.
struct EventFrequency {
  private var counts: [Double]
  private let period: Period
  private var isFull = false

  init(_ period: Period) {
    self.period = period
    counts = Array(repeating: 0, count: period.count)
  }

  /// Counts an event; gives the month, and how often it is then, where that is the first time beyond the limit.
  mutating func add(_ timing: EventTiming) -> (month: Month, count: Double)? {
    guard case .random(let rate, let unit, let from, let until) = timing, !isFull else { return nil }
    for index in counts.indices {
      let month = period.month(index), next = (month + 1).first
      let days = min(until ?? next, next).number - max(from ?? month.first, month.first).number
      guard days > 0 else { continue }
      counts[index] += max(0, rate.mean) * unit.count(in: month) * Double(days) / Double(month.days)
    }
    guard let worst = counts.indices.first(where: { counts[$0] > Double(Limits.happenings) }) else {
      return nil
    }
    isFull = true
    return (period.month(worst), counts[worst])
  }
}
