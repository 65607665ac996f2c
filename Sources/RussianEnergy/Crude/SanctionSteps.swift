internal import Engine
internal import Kernels

/// Steps of sanctions in the seed table: pressure on buyers and its waivers, idled tankers, war premia.
///
/// A step is heard of on the day it is announced (`known`) and bites on the day it holds (`date`).
struct SanctionSteps: Sendable {
  struct Row: Sendable {
    let date: Day
    let known: Day
    /// The months of both.
    let month, knownIn: Month
    let pressure: Double?
    let idle: Double
    let war: Double
    let waived: Double?
    let until: Day?
  }

  /// Where they stand.
  static let file = "seeds/sanction_steps.csv"
  private let rows: [Row]
  /// Months back that listings and premia, and announcements, are looked for in.
  private let idleMemory, pressureMemory: Int

  init(_ declare: Declarations) {
    idleMemory = declare.count("sanctions.idle_memory")
    pressureMemory = declare.count("sanctions.pressure_memory")
    rows = declare.seeds["sanction_steps"].compactMap { row in
      guard let day = row.day("date"), let heard = row.day("known") else { return nil }
      let known = min(heard, day)
      return Row(
        date: day, known: known, month: day.month, knownIn: known.month, pressure: row.number("pressure"),
        idle: row.number("idle") ?? 0,
        war: row.number("war_premium") ?? 0, waived: row.number("waived"), until: row.day("until"))
    }.sorted { ($0.date, $0.known) < ($1.date, $1.known) }
  }

  private static func share(_ day: Day, _ month: Month) -> Double {
    Double(month.days - (day - month.first)) / Double(month.days)
  }

  private func rows(_ month: Month) -> [Row] { rows.filter { $0.month == month } }

  /// Pressures announced in a month, each with the share of the month that is left.
  func announced(_ month: Month) -> [(level: Double, share: Double)] {
    rows.filter { $0.knownIn == month }.sorted { $0.known < $1.known }.compactMap { row in
      row.pressure.map { ($0, SanctionSteps.share(row.known, month)) }
    }
  }

  /// Pressures that may bite in a month, with the day they hold from: cargoes under way delay them by two months
  /// at most.
  func biting(_ month: Month) -> [(level: Double, day: Double)] {
    rows.filter { $0.month <= month && month - $0.month <= 2 }.compactMap { row in
      row.pressure.map { ($0, Double(row.date.number)) }
    }
  }

  /// The share of pressure that waivers lift from buyers in a month, by day.
  func waived(_ month: Month) -> Double {
    let rows = rows.filter {
      $0.waived != nil && $0.month <= month && $0.until.map { $0 >= month.first } != false
    }
    if rows.isEmpty { return 0 }
    let days = (0..<month.days).map { month.first + $0 }
    let lifted = days.map { day in
      rows.compactMap { row -> Double? in
        guard let share = row.waived, row.date <= day, (row.until ?? day) >= day else { return nil }
        return share
      }.max() ?? 0
    }
    return lifted.reduce(0, +) / Double(month.days)
  }

  /// Whether waivers end in a month and none follows: what they lifted comes back in part from here on.
  func waiversEnd(_ month: Month) -> Bool {
    let ends = rows.compactMap { $0.waived == nil ? nil : $0.until }
    return ends.max().map { $0.month == month } ?? false
  }

  func idle(_ month: Month) -> Double { rows(month).reduce(0) { $0 + $1.idle } }
  func war(_ month: Month) -> Double { rows(month).reduce(0) { $0 + $1.war } }

  /// A level at the end of a month that known additions, fading from month to month, leave.
  func faded(to month: Month, keep: Double, of addition: (SanctionSteps) -> (Month) -> Double) -> Double {
    (0..<idleMemory).reversed().reduce(0) { $0 * keep + addition(self)(month - $1) }
  }

  /// The announced pressure at the end of a month, fading between steps.
  func announcedPressure(endOf month: Month, keep: Double) -> Double {
    (0..<pressureMemory).reversed().reduce(0) { old, back in announced(month - back).last?.level ?? old * keep
    }
  }

  /// The months up to the given one whose steps aren't forgotten, as `PressureRecord` goes through them.
  func record(upTo last: Month) -> PressureRecord {
    PressureRecord(
      months: (0..<pressureMemory).reversed().map { back in
        let month = last - back
        return PressureRecord.Known(
          first: Double(month.first.number), days: Double(month.days), steps: biting(month),
          left: 1 - waived(month), isLastOfWaivers: waiversEnd(month))
      })
  }

  /// How much a month shakes the market, from 0 to 1: pressures announced over the size that shakes it wholly, and
  /// idled ships likewise.
  func shake(_ month: Month, pressure: Double, idle: Double) -> Double {
    let before = announcedPressure(endOf: month - 1, keep: 1)
    let rise = (announced(month).map(\.level).max() ?? 0) - before
    return min(max(rise, 0) / pressure + self.idle(month) / idle, 1)
  }
}

/// Known steps month by month, and the pressure on volumes that they made.
struct PressureRecord: Sendable {
  struct Known: Sendable {
    let first, days: Double
    let steps: [(level: Double, day: Double)]
    /// What waivers leave of the pressure.
    let left: Double
    let isLastOfWaivers: Bool

    /// The pressure after a step, and the month's mean with it: a rise bites a voyage after it holds, a fall at once.
    @inline(__always)
    func after(_ step: (level: Double, day: Double), voyage: Double, level: Double, mean: Double) -> (
      level: Double, mean: Double
    ) {
      let day = chosen(step.level > level, step.day + voyage, step.day)
      let share = (first + days - day) / days
      let bites = share > 0 && share <= 1
      return (
        chosen(bites, step.level, level), chosen(bites, mean + share * (step.level - level), mean)
      )
    }
  }

  let months: [Known]

  /// The mean pressure of each month, and that at the end of the last; after waivers only a part of it comes back.
  func pressures(keep: Double, voyage: Double, returning: Double) -> (means: [Double], end: Double) {
    var level = 0.0
    let means = months.map { month in
      level *= keep
      var mean = level
      for step in month.steps {
        (level, mean) = month.after(step, voyage: voyage, level: level, mean: mean)
      }
      if month.isLastOfWaivers { level *= returning }
      return mean * month.left
    }
    return (means, level)
  }

  /// The mean pressures of the last months on each path, the newest first; `level` becomes that at the end.
  func fill(
    _ means: ColumnMatrix, level: Column, keep: Column, voyage: Column, returning: Column
  ) {
    let spare = means[means.rows - 1]
    level.fill(0)
    for (place, month) in months.enumerated() {
      // Months that nobody asks for are computed in the oldest row that is.
      let back = months.count - 1 - place, mean = back < means.rows ? means[back] : spare
      for path in level.indices {
        level[path] *= keep[path]
        mean[path] = level[path]
      }
      for step in month.steps {
        for path in level.indices {
          (level[path], mean[path]) = month.after(
            step, voyage: voyage[path], level: level[path], mean: mean[path])
        }
      }
      let left = month.left
      for path in level.indices { mean[path] *= left }
      guard month.isLastOfWaivers else { continue }
      for path in level.indices { level[path] *= returning[path] }
    }
  }
}
