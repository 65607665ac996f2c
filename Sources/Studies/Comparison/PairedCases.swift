public import Engine
public import Scenarios

/// A case beside the one that others are held against: how they differ, and what explains it.
public struct ComparedPair: Sendable {
  /// What the other case is called.
  public let name: String
  /// The differences, path by path.
  public let comparison: Comparison
  /// What explains them.
  public let explained: ComparisonExplained
  /// How the answers to what either asks change; none where the two have other months.
  public let answers: [AnswerChange]
}

/// Cases that share seed, design and number of paths, and so the paths: the first is held against each of the others.
public struct PairedCases: Sendable {
  /// One of them.
  public struct Case: Sendable {
    /// As the user named it, and as tables call it.
    public let label: String, name: String
    /// Its model and settings.
    public let trial: Trial
    /// What it asks.
    public let questions: [Question]

    /// A case under two names.
    public init(label: String, name: String, _ trial: Trial, _ questions: [Question] = []) {
      (self.label, self.name) = (label, name)
      self.trial = trial
      self.questions = questions
    }
  }

  private let cases: [Case]
  private let period: Period
  /// The series that only one of two cases reports, a sentence a pair.
  public let warnings: [String]

  /// - Throws: `StudyFailure` where they have no series or no month in common, or not the same paths.
  public init(_ cases: [Case]) throws {
    self.cases = cases
    warnings = try cases.dropFirst().compactMap { try PairedCases.lacking(cases[0], $0) }
    period = try PairedCases.commonPeriod(cases.map(\.trial.settings))
  }

  /// Runs every case once, and what explains each difference.
  ///
  /// - Parameter byMonth: whether every month is compared besides the years and the whole.
  public func run(byMonth: Bool, _ options: RunOptions) throws -> [ComparedPair] {
    let spans = (byMonth ? Span.months(of: period) : []) + Span.yearsAndTotal(of: period)
    let asked = questions(of: cases)
    let runs = try cases.map { one in
      let settings = one.trial.settings.reporting(asked, one.trial.model)
      return try Trial(model: one.trial.model, settings: settings)
        .pathValues(spans, asked: asked.flatMap(\.series), options)
    }
    return try cases.indices.dropFirst().map { index in
      let first = runs[0].values, second = runs[index].values, total = spans[spans.count - 1]
      let ends = first.over(total).flatMap { first in second.over(total).map { (first, $0) } }
      let explained = try ComparisonExplained(
        cases[0].trial, cases[index].trial, over: total, ends: ends
      ) { try $0.pathValues([total], options) }
      let answers = hasSameMonths(cases[index]) ? questions(of: [cases[0], cases[index]]) : []
      return ComparedPair(
        name: cases[index].name, comparison: Comparison(first, second), explained: explained,
        answers: answers.map { AnswerChange($0, runs[0].table, runs[index].table) })
    }
  }

  private func hasSameMonths(_ one: Case) -> Bool {
    one.trial.settings.period == cases[0].trial.settings.period
  }

  /// What some cases with the months of the first ask, each question once.
  private func questions(of some: [Case]) -> [Question] {
    some.filter(hasSameMonths).flatMap(\.questions).uniqued(by: \.text)
  }

  /// Names the series that only one of two cases reports; none in common can't be compared.
  private static func lacking(_ first: Case, _ second: Case) throws -> String? {
    let reported = try [first, second].map { one in
      try Simulation(model: one.trial.model, settings: one.trial.settings).series
        .map(\.declaration.label)
    }
    func only(_ one: Case, _ own: [String], _ others: [String]) -> String? {
      let own = own.filter { !others.contains($0) }
      return own.isEmpty ? nil : "only \(one.name) reports \(own.joined(separator: ", "))"
    }
    let told = [only(first, reported[0], reported[1]), only(second, reported[1], reported[0])]
      .compactMap(\.self).joined(separator: "; ")
    guard reported[0].contains(where: reported[1].contains) else {
      throw StudyFailure(
        "error: \(first.label) and \(second.label) have no series in common: \(told)", .invalid)
    }
    return told.isEmpty ? nil : told
  }

  /// The months that all cases have; they must share seed, design and number of paths.
  private static func commonPeriod(_ settings: [Settings]) throws -> Period {
    let isPaired = settings.allSatisfy {
      $0.seed == settings[0].seed && $0.paths == settings[0].paths && $0.design == settings[0].design
    }
    guard isPaired else {
      throw StudyFailure(
        "error: the scenarios differ in 'seed', 'paths' or 'design'; set them with --seed, --paths and --set",
        .usage)
    }
    let first = settings.map(\.period.first).max() ?? settings[0].period.first
    let last = settings.map(\.period.last).min() ?? settings[0].period.last
    guard first <= last else { throw StudyFailure("error: the scenarios have no month in common", .usage) }
    return Period(first: first, last: last)
  }
}
