public import Engine
public import Scenarios

/// What a run is after that grows until the error of an answer is small enough.
///
/// Of an answer with several numbers the first is meant: the mean, or the chance that a month never comes. A chance is
/// counted in per cent, and so is its limit.
public final class QuestionGoal: RunGoal {
  private let question: Question
  private let builder: PathTableBuilder
  private let limit: Double
  private let isRelative: Bool

  /// - Parameters:
  ///   - series: what the run keeps.
  ///   - limit: of the standard error, in the answer's unit, or as a share of the answer.
  public init(_ question: Question, of series: [Series], period: Period, limit: Double, isRelative: Bool) {
    self.question = question
    self.limit = limit
    self.isRelative = isRelative
    builder = PathTableBuilder(question.series, of: series, period: period)
  }

  /// Takes the next paths of the run.
  public func add(_ chunk: Chunk) { builder.add(chunk) }

  /// The answer so far, its error, and whether that is small enough.
  public var attained: Attained {
    let table = builder.table
    let answer = Answer(question, table), scale = question.isChance ? 100.0 : 1
    let found = answer.rows[0].interval
    let value = scale * (found?.value ?? 0)
    return Attained(
      series: nil, paths: table.paths, mean: value, error: found.map { scale * $0.error } ?? .infinity,
      deviation: scale * Sample(paths: question.paths(table)).deviation(question, answer, table),
      limit: isRelative ? limit * value.magnitude : limit)
  }
}

extension Question {
  /// Whether its answer is a chance.
  public var isChance: Bool {
    switch wanted {
    case .chance, .when: true
    case .mean, .percentile, .shortfall, .quantity: false
    }
  }

  /// The unit of its answer; a share where that is a chance.
  public var unit: Unit {
    switch wanted {
    case .chance, .when: .share
    case .mean(let term), .percentile(_, let term), .shortfall(let term, _), .quantity(let term): term.unit
    }
  }
}

extension Sample {
  /// What stands for the standard deviation of a single path of the run in the error of an answer's first number.
  func deviation(_ question: Question, _ answer: Answer, _ table: PathTable) -> Double {
    guard !paths.isEmpty, let value = answer.rows[0].interval?.value else { return 0 }
    let share = Double(paths.count) / Double(table.paths)
    guard !question.isChance else { return (value * (1 - value) / share).squareRoot() }
    let parts = parts(of: question.wanted, kind: answer.rows[0].kind, table)
    let squares = parts.reduce(0) { $0 + $1 * $1 } / Double(paths.count)
    return (squares / share).squareRoot()
  }
}
