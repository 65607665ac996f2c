public import Engine

/// What somebody said, as a question that scenarios answer: a row of `claims.csv`.
public struct Claim: Sendable {
  /// As tables call it.
  public let name: String
  /// The claim in a sentence, and the day on which it was made.
  public let meaning: String
  /// The day it was said.
  public let said: Day
  /// Variable and region; nil for the region where the name has none.
  public let series: SeriesName
  /// What it is divided by on each path.
  public let per: SeriesName?
  /// Names of the scenario that answers and of the one it is held against.
  public let scenario: String
  /// Nil where a level was claimed, not a difference.
  public let against: String?
  /// The months that it is about.
  public let span: Span
  /// The chance of passing a number, where one is asked for.
  public let threshold: (isAbove: Bool, value: Double)?
  /// Of what the claim came true, by what was published since.
  public let trueOf: String
  /// Of what it did not.
  public let falseOf: String
  /// What was published since.
  public let publishedSince: String
  /// Who said it.
  public let source: String

  /// A variable, and a region where it has several.
  public struct SeriesName: Sendable, Hashable {
    /// The series.
    public let variable: String
    /// Its region; nil for the model's own.
    public let region: String?

    /// Reads `oil.revenue` or `fuel.shortage[Crimea]`.
    public init(_ text: String) {
      let parts = text.split(separator: "[", maxSplits: 1)
      variable = parts.first.map(String.init) ?? text
      region = parts.count > 1 ? String(parts[1].dropLast()) : nil
    }
  }

  /// The rows of the table, in their order.
  public static func read(_ seeds: SeedTables) -> [Claim] {
    seeds["claims"].compactMap { row in
      guard let said = row.day("said"), let first = row.month("first"), let last = row.month("last") else {
        return nil
      }
      let per = row.text("per"), against = row.text("against"), passes = row.text("passes")
      let name = first == last ? "\(first)" : "\(Period(first: first, last: last))"
      return Claim(
        name: row.text("claim"), meaning: row.text("meaning"), said: said,
        series: SeriesName(row.text("series")),
        per: per.isEmpty ? nil : SeriesName(per), scenario: row.text("scenario"),
        against: against.isEmpty ? nil : against, span: Span(name, first: first, last: last),
        threshold: row.number("threshold").map { (passes == "above", $0) }, trueOf: row.text("true_of"),
        falseOf: row.text("false_of"), publishedSince: row.text("published_since"),
        source: "\(row.text("grade")): \(row.text("source"))")
    }
  }

  /// The variables that its scenarios must report.
  public var variables: [String] { [series.variable] + (per.map { [$0.variable] } ?? []) }

  /// The scenarios that it needs.
  public var scenarios: [String] { [scenario] + (against.map { [$0] } ?? []) }
}

/// What the model says to a claim.
public struct ClaimAnswer: Sendable {
  /// What was claimed.
  public let claim: Claim
  /// The unit of the number: that of the span, `%` for a share of another series.
  public let unit: String
  /// What the model says.
  public let statistics: PathStatistics
  /// The chance of passing the threshold, and its standard error.
  public let chance: (value: Double, error: Double)?
  /// Months with mean, error and the 5, 25, 50, 75 and 95 % points.
  public let months: [(month: Month, statistics: PathStatistics, percentiles: [Double])]

  /// - Parameters:
  ///   - own: the values of the scenario over `spans(in:)`; the claim's span is the last.
  ///   - other: those of the scenario that it is held against.
  /// - Returns: nil where a series is missing.
  public init?(_ claim: Claim, _ own: PathValues, against other: PathValues?) {
    guard let row = ClaimAnswer.row(claim.series, own) else { return nil }
    let last = own.spans.count - 1
    let values = own.spans.indices.map { ClaimAnswer.values(claim, own, other, span: $0) }
    guard values.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.claim = claim
    let declared = own.series[row].declaration
    unit = claim.per != nil ? "%" : declared.spanUnit.symbol
    statistics = PathStatistics(values[last])
    chance = claim.threshold.map { threshold in
      let passes = values[last].map {
        (threshold.isAbove ? $0 > threshold.value : $0 < threshold.value) ? 1.0 : 0
      }
      return (passes.reduce(0, +) / Double(passes.count), standardError(replicateMeans(passes)))
    }
    months = own.spans.indices.dropLast().map { index in
      let sorted = values[index].sorted()
      return (
        own.spans[index].first, PathStatistics(values[index]),
        [0.05, 0.25, 0.5, 0.75, 0.95].map { quantile(sorted, $0) }
      )
    }
  }

  /// The months of a period, then the claim's own span.
  static func spans(_ claim: Claim, in period: Period) -> [Span] {
    Span.months(of: period) + [claim.span]
  }

  private static func row(_ name: Claim.SeriesName, _ values: PathValues) -> Int? {
    values.series.firstIndex {
      $0.declaration.variable == name.variable && (name.region == nil || name.region == $0.declaration.region)
    }
  }

  private static func values(_ claim: Claim, _ own: PathValues, _ other: PathValues?, span: Int) -> [Double] {
    func values(_ paths: PathValues) -> [Double] {
      guard let row = row(claim.series, paths) else { return [] }
      guard let per = claim.per else { return paths.values[row][span] }
      guard let below = self.row(per, paths) else { return [] }
      return zip(paths.values[row][span], paths.values[below][span]).map { $1 == 0 ? 0 : 100 * $0 / $1 }
    }
    guard claim.against != nil else { return values(own) }
    guard let other else { return [] }
    return zip(values(own), values(other)).map { $0 - $1 }
  }
}

extension Claim {
  /// The paths of each scenario where nobody says otherwise.
  public static let standardPaths = 2048

  /// Runs the scenarios that are asked, and gives what they say.
  ///
  /// - Parameter trials: scenarios by their names, all with the same paths.
  public func answer(by trials: [String: Trial], _ options: RunOptions) throws -> ClaimAnswer {
    let values = try scenarios.compactMap { trials[$0] }.map { trial in
      var trial = trial
      trial.settings.outputs = variables
      trial.settings.units = []
      return try trial.pathValues(ClaimAnswer.spans(self, in: trial.settings.period), options)
    }
    guard let answer = ClaimAnswer(self, values[0], against: values.count > 1 ? values[1] : nil) else {
      throw StudyFailure("error: claims.csv: no scenario reports what '\(name)' asks for", .invalid)
    }
    return answer
  }
}
