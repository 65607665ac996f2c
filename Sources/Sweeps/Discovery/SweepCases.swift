internal import Engine
internal import Reports
internal import ScenarioText
internal import Scenarios
public import Studies

/// The finished cases of a sweep as a discovery sees them: what was varied, and whether a condition holds.
public struct SweepCases: Sendable {
  /// The policy, where there are several, and the axes.
  public let axes: [DiscoveryAxis]
  /// Whether the condition holds in a case.
  public let isWanted: [Bool]

  /// The name of the policy among the axes.
  public static let policy = "policy"

  /// - Parameter text: a condition as questions have it; each of its quantities is the case's number in `outcomes`.
  /// - Throws: `StudyFailure` (usage) where the sweep can't tell it.
  public init(_ text: String, _ study: SweepStudy, _ outcomes: SweepOutcomes) throws {
    let (question, table) = try SweepCases.bound(text, study, outcomes)
    let looked = question.isLookedAt(table)
    guard let holds = question.holds(table) else { throw SweepCases.noCondition(text) }
    let kept = (0..<study.count).filter { outcomes.isDone[$0] && looked[$0] }
    isWanted = kept.map { holds[$0] }
    axes = SweepCases.axes(study, kept)
  }

  /// A question about the cases, and where its numbers stand.
  static func bound(
    _ text: String, _ study: SweepStudy, _ outcomes: SweepOutcomes
  ) throws -> (question: Question, table: PathTable) {
    let question = try question(text, study)
    let table = table(study, outcomes)
    for quantity in question.quantities + question.given.flatMap(\.quantities) where !table.has(quantity) {
      throw untold(quantity, outcomes)
    }
    return (question, table)
  }

  private static func question(_ text: String, _ study: SweepStudy) throws -> Question {
    do {
      return try Question.all([text], study.model, study.common.period, units: study.common.units)[0]
    } catch {
      throw StudyFailure(error.rendered, .usage)
    }
  }

  /// Why something that is no condition can't be looked for.
  static func noCondition(_ text: String, option: String = "--where") -> StudyFailure {
    StudyFailure(
      "error: \(option): '\(text)' is no condition; compare two sides, such as 'a.b in 2026 < 7000 bn RUB'",
      .usage)
  }

  private static func untold(_ quantity: Question.Quantity, _ outcomes: SweepOutcomes) -> StudyFailure {
    let label = quantity.series.label
    let periods = outcomes.series.filter { $0.label == label }.map(\.period)
    let known = outcomes.series.map(\.label).uniqued
    guard periods.isEmpty else {
      let span = quantity.span.isEmpty ? "the whole period" : quantity.span
      return StudyFailure(
        "error: the run has \(label) in \(shortened(periods)), not in \(span); 'spans' of a sweep "
          + "says what is kept", .usage)
    }
    let meant = suggestion(for: label, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return StudyFailure(
      "error: the run doesn't report \(label)\(meant) (it has \(shortened(known)))", .usage)
  }

  private static func shortened(_ words: [String]) -> String {
    words.count > 8 ? words.prefix(8).joined(separator: ", ") + " …" : words.joined(separator: ", ")
  }

  private static func table(_ study: SweepStudy, _ outcomes: SweepOutcomes) -> PathTable {
    let period = study.common.period
    let shown = study.model.outputs(in: study.common.units, over: period) + study.model.outputs
    let spans = zip(outcomes.series, outcomes.values).flatMap { series, values in
      guard let months = months(series.period, period) else {
        return [(series: OutputDeclaration, months: Period, values: [Double])]()
      }
      return shown.filter {
        $0.label == series.label && [$0.spanUnit.symbol, $0.unit.symbol].contains(series.unit)
      }.map { ($0, months, values) }
    }
    return PathTable(period: period, cases: study.count, spans: spans)
  }

  /// The months that a period of outcomes.csv means: `total`, a year or a month.
  private static func months(_ text: String, _ period: Period) -> Period? {
    if text == ResultSpan.total.rawValue { return period }
    if let month = Month(text) { return Period(first: month, last: month) }
    return Int(text).map { Period(first: Month(year: $0, month: 1), last: Month(year: $0, month: 12)) }
  }

  static func axes(_ study: SweepStudy, _ cases: [Int]) -> [DiscoveryAxis] {
    let policies = DiscoveryAxis(
      name: policy, unit: "", values: cases.map { Double(study.policy(of: $0)) },
      words: study.policies.map(\.name))
    let axes = study.axes.enumerated().map { place, axis in
      DiscoveryAxis(
        name: axis.parameter.name, unit: axis.parameter.unit.symbol,
        values: cases.map { study.value(axis: place, of: $0) })
    }
    return (study.policies.count > 1 ? [policies] : []) + axes
  }
}
