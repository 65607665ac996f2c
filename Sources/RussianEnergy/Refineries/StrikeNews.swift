internal import Engine
internal import Kernels
internal import Sampling

/// Strikes of the first month of a run that the list of outages names by the day of the run.
struct StrikeNews {
  let month: Month
  /// How many are named.
  let named: Double
  /// The share of a month's strikes that would be named by now: of its days, those of which the list knows, times the share
  /// of strikes that it names.
  let share: Double

  /// How likely so many strikes are named where a month has so many, up to a factor.
  func likelihood(of rate: Double) -> Double {
    exponential(-rate * share) * power(max(rate * share, .leastNormalMagnitude), named)
  }
}

extension StrikeNews {
  init(_ declare: Declarations, _ counts: MonthlyHistory) {
    month = declare.start
    let rows = StrikeNews.namedMonths(declare)
    guard let asOf = declare.seeds.asOf, asOf.month == declare.start else {
      (named, share) = (0, 0)
      return
    }
    let days = Double(asOf.number - declare.start.first.number + 1 - declare.count("outages.told_after"))
    named = Double(rows.count { $0 == declare.start })
    // A list that names nothing of a month may not have been kept up to it (guess), so that its silence says nothing.
    let listed = named > 0 ? StrikeNews.listed(declare, counts, rows) : 0
    share = listed * max(days, 0) / Double(declare.start.days)
  }

  /// The month of each strike that the list of outages names.
  static func namedMonths(_ declare: Declarations) -> [Month] {
    declare.seeds["refinery_outages"].filter { $0.text("cause") == "strike" }
      .compactMap { $0.day("date")?.month }
  }

  /// The share of strikes of the months last counted that the list names, month by month no more than were counted.
  private static func listed(_ declare: Declarations, _ counts: MonthlyHistory, _ rows: [Month]) -> Double {
    var all = 0.0, named = 0.0
    for back in 1...declare.count("outages.memory") {
      guard let counted = counts[declare.start - back] else { continue }
      all += counted
      named += min(Double(rows.count { $0 == declare.start - back }), counted)
    }
    return named > 0 ? named / all : declare.constant("strikes.listed")
  }
}

/// With which chances regimes follow each other from month to month on one path.
struct RegimeChanges {
  /// Chances that a month ends a regime, and that the high one (of a high one the quiet one) follows.
  let leaveQuiet, leaveMedium, leaveHigh, quietToHigh, mediumToHigh, highToQuiet: Double
}

extension RegimeChanges {
  init(_ spells: StrikeSpells, _ paths: MonthView, _ path: Int) {
    leaveQuiet = 1 / paths[spells.stayQuiet][path]
    leaveMedium = 1 / paths[spells.stayMedium][path]
    leaveHigh = 1 / paths[spells.stayHigh][path]
    quietToHigh = paths[spells.quietToHigh][path]
    mediumToHigh = paths[spells.mediumToHigh][path]
    highToQuiet = paths[spells.highToQuiet][path]
  }
}

/// The chances of the regimes on one path; they need not add up to 1.
struct RegimeChances {
  private(set) var quiet, medium, high: Double

  /// One regime for certain: 0 quiet, 1 medium, 2 high.
  init(_ regime: Double) {
    quiet = regime == 0 ? 1 : 0
    medium = regime == 1 ? 1 : 0
    high = regime == 2 ? 1 : 0
  }

  /// A month passes.
  mutating func pass(_ changes: RegimeChanges) {
    let left = (
      quiet: quiet * changes.leaveQuiet, medium: medium * changes.leaveMedium, high: high * changes.leaveHigh
    )
    quiet += left.medium * (1 - changes.mediumToHigh) + left.high * changes.highToQuiet - left.quiet
    medium += left.quiet * (1 - changes.quietToHigh) + left.high * (1 - changes.highToQuiet) - left.medium
    high += left.quiet * changes.quietToHigh + left.medium * changes.mediumToHigh - left.high
  }

  /// Bayes: a regime that has so many strikes a month names a Poisson number of them.
  mutating func weigh(_ quietRate: Double, _ mediumRate: Double, _ highRate: Double, _ news: StrikeNews) {
    quiet *= news.likelihood(of: quietRate)
    medium *= news.likelihood(of: mediumRate)
    high *= news.likelihood(of: highRate)
  }

  /// The regime that a uniform number draws.
  func regime(at u: Double) -> Double {
    let place = u * (quiet + medium + high)
    return place < quiet ? 0 : place < quiet + medium ? 1 : 2
  }
}
