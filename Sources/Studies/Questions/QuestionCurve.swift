public import Engine
public import Scenarios

/// How the quantity of a question is spread over the paths, beside the number that the question holds it against.
public struct QuestionCurve: Sendable {
  /// The question.
  public let question: Question
  /// The quantity on every path, ascending, in the unit of the question's left side.
  public let values: [Double]
  /// What it is held against, in the same unit.
  public let threshold: Double
  /// The unit of both.
  public let unit: Unit

  /// Nil for a question that is not about one quantity and one number, or that leaves paths out.
  public init?(_ question: Question, _ table: PathTable) {
    guard case .chance(let conditions) = question.wanted, conditions.count == 1, question.given.isEmpty,
      case .number(let threshold, _) = conditions[0].right
    else { return nil }
    self.question = question
    self.threshold = threshold
    values = conditions[0].left.values(table).sorted()
    unit = conditions[0].left.unit
  }

  /// The share of the paths on which the quantity is above the threshold.
  public var above: Double {
    Double(values.count { $0 > threshold }) / Double(max(values.count, 1))
  }
}
