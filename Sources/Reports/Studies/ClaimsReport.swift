internal import Engine
public import Studies

/// The claims with what the model says: sentences, `claims.csv` and its months.
public struct ClaimsReport: Sendable {
  private let answers: [ClaimAnswer]

  /// A report on claims with what the model says to each.
  public init(_ answers: [ClaimAnswer]) {
    self.answers = answers
  }

  /// What a terminal shows: the claim, the number with its interval, what it is true and false of, what came since.
  public var text: String {
    answers.enumerated().map { index, answer in
      let claim = answer.claim
      let isNew = index == 0 || answers[index - 1].claim.name != claim.name
      let head = isNew ? "\(claim.name): \(claim.meaning)\n" : ""
      let isLast = index == answers.count - 1 || answers[index + 1].claim.name != claim.name
      let tail =
        isLast
        ? "  true of:  \(claim.trueOf)\n  false of: \(claim.falseOf)\n  since:    \(claim.publishedSince)\n\n"
        : ""
      return head + "  model:    \(ClaimsReport.sentence(answer))\n" + tail
    }.joined()
  }

  /// `budget.oil_gas in 2026-01 to 2026-12: 8,490 bn RUB ± 13 (5,300 to 12,400); below 8,919 with a chance of 61 % ± 1.2.`
  static func sentence(_ answer: ClaimAnswer) -> String {
    let claim = answer.claim, value = answer.statistics
    let name = claim.series.variable + (claim.series.region.map { "[\($0)]" } ?? "")
    let subject = claim.per.map { "\(name) of \($0.variable)" } ?? name
    let number = Amount.text(value.mean, error: value.error, answer.unit)
    let range = [value.p05, value.p95].map { Amount.text($0, error: value.error) }.joined(separator: " to ")
    let chance = answer.chance.map { chance in
      let threshold = claim.threshold ?? (true, 0)
      return "; \(threshold.isAbove ? "above" : "below") \(readable(threshold.value)) with a chance of "
        + "\(Amount.text(100 * chance.value, error: 100 * chance.error)) % \(Amount.reach(100 * chance.error))"
    }
    let against = claim.against.map { ", \(claim.scenario) less \($0)" } ?? ""
    return
      "\(subject) in \(claim.span.name)\(against): \(number) \(Amount.reach(value.error)) (\(range))\(chance ?? "")."
  }

  /// `claims.csv` and `claims_monthly.csv`.
  public var tables: [StudyTable] { [table, monthly] }

  private var table: StudyTable {
    var result = StudyTable(
      "claims.csv", "What the model says to each claim",
      [
        ("claim", "string", "Short name"), ("meaning", "string", "The claim"),
        ("said", "date", "Day on which it was made"),
        ("series", "string", "Series asked for"),
        ("per", "string", "Series that it is divided by"), ("scenario", "string", "Scenario that answers"),
        ("against", "string", "Scenario that it is held against"), ("span", "string", "Months"),
        ("unit", "string", "Unit of the numbers"), ("mean", "number", "Mean over paths"),
        ("se", "number", "Standard error of the mean"), ("p05", "number", "5th percentile"),
        ("p95", "number", "95th percentile"), ("chance", "number", "Chance of passing the threshold"),
        ("chance_se", "number", "Its standard error"), ("sentence", "string", "The answer in words"),
        ("true_of", "string", "What the claim is true of"), ("false_of", "string", "What it is false of"),
        ("published_since", "string", "What became known since"), ("source", "string", "Grade and source"),
      ])
    for answer in answers {
      let claim = answer.claim
      for cell in [
        claim.name, claim.meaning, claim.said.description, ClaimsReport.label(claim),
        claim.per?.variable ?? "", claim.scenario,
        claim.against ?? "", claim.span.name, answer.unit,
      ] { result.table.add(cell) }
      let value = answer.statistics
      result.table.row(
        [value.mean, value.error, value.p05, value.p95], answer.chance?.value, answer.chance?.error,
        [ClaimsReport.sentence(answer), claim.trueOf, claim.falseOf, claim.publishedSince, claim.source])
    }
    return result
  }

  private static func label(_ claim: Claim) -> String {
    claim.series.variable + (claim.series.region.map { "[\($0)]" } ?? "")
  }

  private var monthly: StudyTable {
    var result = StudyTable(
      "claims_monthly.csv", "The answers month by month",
      [
        ("claim", "string", "Short name"), ("series", "string", "Series asked for"),
        ("month", "yearmonth", "Month"),
        ("mean", "number", "Mean over paths"), ("se", "number", "Its standard error"),
        ("p05", "number", "5th percentile"), ("p25", "number", "25th percentile"),
        ("p50", "number", "Median"),
        ("p75", "number", "75th percentile"), ("p95", "number", "95th percentile"),
      ])
    for answer in answers {
      for row in answer.months {
        result.table.row(
          [answer.claim.name, ClaimsReport.label(answer.claim), row.month.description],
          [row.statistics.mean, row.statistics.error] + row.percentiles)
      }
    }
    return result
  }
}
