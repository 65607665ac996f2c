public import Scenarios

/// How an answer changes from one case to another that sees the same shocks.
public struct AnswerChange: Sendable {
  /// One number of the answers, and its change.
  public struct Row: Sendable {
    /// What the number is: as in `Answer.Row`.
    public let kind: String
    /// What it is counted in.
    public let unit: String
    /// The number in the case that is held against, with its error; nil where it has none.
    public let first: Interval?
    /// The number in the other case; nil where it has none.
    public let second: Interval?
    /// The second less the first. Its error is that of pairs: what both replicates share cancels. Nil where one
    /// of the two has no answer, or where it is a month.
    public let change: Interval?
  }

  /// What was asked of both cases.
  public let question: Question
  /// One for each number of the answer.
  public let rows: [Row]

  /// - Parameters:
  ///   - first: the values of the case that is held against.
  ///   - second: those of a case with the same seed and number of paths.
  public init(_ question: Question, _ first: PathTable, _ second: PathTable) {
    self.question = question
    let answers = [Answer(question, first), Answer(question, second)]
    let samples = [first, second].map { Sample(paths: question.paths($0)) }
    let tables = [first, second]
    rows = answers[0].rows.indices.map { row in
      let kind = answers[0].rows[row].kind
      let found = answers.map { $0.rows[row].interval }
      let replicates = (0..<2).map { side in
        samples[side].replicates(of: samples[side].parts(of: question.wanted, kind: kind, tables[side]))
      }
      return Row(
        kind: kind, unit: answers[0].rows[row].unit, first: found[0], second: found[1],
        change: AnswerChange.change(found, replicates, isMonth: kind == "never" || kind.hasPrefix("month")))
    }
  }

  private static func change(
    _ found: [Interval?], _ replicates: [[Double]], isMonth: Bool
  ) -> Interval? {
    guard let first = found[0], let second = found[1], !isMonth else { return nil }
    let error = Sample.error(of: zip(replicates[1], replicates[0]).map { $0 - $1 })
    return Interval(around: second.value - first.value, error: error)
  }
}
