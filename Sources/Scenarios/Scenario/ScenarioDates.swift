public import Engine
internal import ScenarioText

/// The day up to which facts are known, as a scenario says it: a date, or `newest`.
public struct KnownDay: Sendable, CustomStringConvertible {
  /// The word for the newest day, or month, that the seed tables know.
  static let newest = "newest"

  /// Nil for the newest day that the tables know.
  public let day: Day?
  let node: Node

  /// As the scenario writes it.
  public var description: String { day?.description ?? KnownDay.newest }
}

/// The months of a scenario as it says them.
public struct PeriodText: Sendable, CustomStringConvertible {
  /// The last month, or how many months there are.
  public enum End: Sendable { case month(Month), count(Int) }

  /// Nil for the newest month that the tables know.
  public let first: Month?
  /// Where it ends.
  public let end: End
  let node: Node

  /// `2025-09 to 2027-12` or `newest for 28 months`.
  public var description: String {
    let first = first?.description ?? KnownDay.newest
    return switch end {
    case .month(let last): "\(first) to \(last)"
    case .count(let count): "\(first) for \(count) months"
    }
  }
}

/// The dates of a scenario once the seed tables are at hand.
struct ScenarioDates {
  let asOf: Day
  let period: Period
  /// What is doubtful about them.
  private(set) var warnings: [Diagnostic] = []

  /// A row that became known so many days before `as_of` is still news.
  private static let freshDays = 92

  /// Resolves `newest` and holds the dates against what the tables reach.
  ///
  /// - Throws: what can't be run, all at once, placed.
  init(_ scenario: Scenario, _ reach: Reach?) throws(Diagnostics) {
    let known = scenario.asOf, text = scenario.period
    var problems: [Diagnostic] = []
    let day = known.day ?? reach?.newestDay, first = text.first ?? reach?.newestMonth
    guard let day, let first else {
      throw Diagnostics([
        Diagnostic("the tables of this model know no newest day", at: known.node)
      ])
    }
    asOf = day
    let last =
      switch text.end {
      case .month(let month): month
      case .count(let count): first + (count - 1)
      }
    if last < first {
      problems.complain("the period ends before it begins, in \(first)", at: text.node)
    }
    period = Period(first: first, last: max(first, last))
    if let reach { problems += ScenarioDates.problems(known, text, asOf, first, reach) }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    if let reach, asOf - reach.lastDay > ScenarioDates.freshDays {
      warnings.warn(
        "nothing in the seed tables became known in the \(asOf - reach.lastDay) days before \(asOf)",
        at: known.node, hint: "their newest row is of \(reach.lastDay)")
    }
  }

  private static func problems(
    _ known: KnownDay, _ text: PeriodText, _ asOf: Day, _ first: Month, _ reach: Reach
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    if asOf < reach.opening {
      problems.complain(
        "the seed tables know too little on \(asOf) for a start", at: known.node,
        hint: "they do from \(reach.opening), when \(reach.openingTable).csv begins")
    }
    if !reach.starts.contains(first) {
      problems.complain(
        "a period can't begin in \(first)", at: text.node,
        hint: "it begins from \(reach.starts.lowerBound), when \(reach.openingTable).csv begins, to "
          + "\(reach.starts.upperBound), the month after the newest of \(reach.newestTable).csv")
    }
    return problems
  }
}
