public import Engine
public import Scenarios

/// What a run says to a question: one number, or several where the question wants a range.
public struct Answer: Sendable {
  /// One number of the answer.
  public struct Row: Sendable, Equatable {
    /// `chance`, `mean`, `p10`, `shortfall`, `never`; of a month `month p50`.
    public let kind: String
    /// Nil where there is none: no path is left, or the month never comes on so many paths.
    public let interval: Interval?
    /// The unit of the numbers.
    public let unit: String
    /// The estimate, its standard error and the ends of its interval.
    public var numbers: [Double?] {
      [\Interval.value, \.error, \.low, \.high].map { interval?[keyPath: $0] }
    }
  }

  /// What was asked.
  public let question: Question
  /// An answer for each month or span that was asked for.
  public let rows: [Row]
  /// On how many paths it stands.
  public let paths: Int
  /// How many paths the run had.
  public let allPaths: Int

  /// The month of a number that counts months from the start of the period; nil for other kinds.
  public func month(_ value: Double, _ period: Period) -> Month { period.first + Int(value) }

  /// Answers a question from the paths of a run.
  public init(_ question: Question, _ table: PathTable) {
    let paths = question.paths(table)
    self.question = question
    self.paths = paths.count
    allPaths = table.paths
    let sample = Sample(paths: paths)
    rows = Answer.rows(question, table, sample)
  }

  private static func rows(_ question: Question, _ table: PathTable, _ sample: Sample) -> [Row] {
    switch question.wanted {
    case .chance(let conditions):
      let held = Question.Condition.allHold(conditions, table)
      return [Row(kind: "chance", interval: sample.chance(sample.paths.map { held[$0] }), unit: "share")]
    case .mean(let term):
      return [Row(kind: "mean", interval: sample.mean(sample.take(term, table)), unit: term.unit.symbol)]
    case .percentile(let level, let term):
      return [percentile(level, sample.take(term, table), term, sample)]
    case .shortfall(let term, let share):
      let found = sample.shortfall(sample.take(term, table), share: share)
      return [Row(kind: "shortfall", interval: found, unit: term.unit.symbol)]
    case .quantity(let term):
      let values = sample.take(term, table)
      return [Row(kind: "mean", interval: sample.mean(values), unit: term.unit.symbol)]
        + [0.05, 0.95].map { percentile($0, values, term, sample) }
    case .when(let conditions):
      return months(question.firstMonths(conditions, table, sample.paths), table.period, sample)
    }
  }

  private static func percentile(
    _ level: Double, _ values: [Double], _ term: Question.Term, _ sample: Sample
  ) -> Row {
    Row(
      kind: percentileName(level), interval: sample.percentile(values, level), unit: term.unit.symbol)
  }

  /// The chance that the month never comes, then the months by which it has come on 5, 50 and 95 % of all paths.
  private static func months(_ firsts: [Double], _ period: Period, _ sample: Sample) -> [Row] {
    let end = Double(period.count)
    let never = Row(kind: "never", interval: sample.chance(firsts.map { $0 == end }), unit: "share")
    let unit = "months after \(period.first)"
    return [never]
      + [0.05, 0.5, 0.95].map { level in
        let found = sample.rank(firsts, level)
        return Row(
          kind: "month " + percentileName(level), interval: found.flatMap { $0.value < end ? $0 : nil },
          unit: unit)
      }
  }
}

/// `p05`, `p50`, `p2.5`.
public func percentileName(_ level: Double) -> String {
  let percent = (level * 1e6).rounded() / 1e4
  let whole = percent.rounded() == percent ? String(Int(percent)) : String(percent)
  return "p" + (percent < 10 ? "0" : "") + whole
}

extension Trial {
  /// Runs the case and answers questions about it.
  public func answers(_ questions: [Question], _ options: RunOptions) throws -> [Answer] {
    let asked = Trial(model: model, settings: settings.reporting(only: questions, model))
    let table = try asked.pathTable(questions.flatMap(\.series), options)
    return questions.map { Answer($0, table) }
  }
}

extension Question {
  /// Questions as they stand on the command line.
  ///
  /// - Throws: `StudyFailure` with the place and what is wrong.
  public static func typed(_ texts: [String], _ model: Model, _ settings: Settings) throws -> [Question] {
    do {
      return try all(texts, model, settings.period, units: settings.units)
    } catch {
      throw StudyFailure(error.rendered, .usage)
    }
  }
}
