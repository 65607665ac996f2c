public import Engine
public import Scenarios

/// A condition as something to be reached: how far a case is beyond its threshold counts, not only whether.
public struct Goal: Sendable {
  /// As it was asked.
  public let question: Question
  private let condition: Question.Condition

  /// Nil for a question that isn't one comparison by size, or that leaves paths out.
  public init?(_ question: Question) {
    guard case .chance(let conditions) = question.wanted, conditions.count == 1, question.given.isEmpty,
      conditions[0].relation != .equal
    else { return nil }
    self.question = question
    condition = conditions[0]
  }

  /// Whether more of the left side is better.
  public var isMoreBetter: Bool { condition.relation == .above || condition.relation == .atLeast }

  /// The unit of the left side.
  public var unit: Unit { condition.left.unit }

  /// The left side; less the right one where that is no plain number.
  public func values(_ table: PathTable) -> [Double] {
    let left = condition.left.values(table)
    guard !condition.right.quantities.isEmpty else { return left }
    return zip(left, condition.right.values(table)).map { $0 - $1 }
  }

  /// Whether it is reached.
  public func isMet(_ table: PathTable) -> [Bool] { condition.holds(table) }
}

extension Trial {
  /// The parameters that one of two cases sets otherwise than the other, by itself or by an event, and `pins` where
  /// series are pinned otherwise.
  public func differing(from other: Trial) -> [String] {
    let set = model.parameters.filter { parameter in
      let own = settings.values[parameter.name]?.schedule ?? parameter.standard
      return own != other.settings.values[parameter.name]?.schedule ?? parameter.standard
    }.map(\.name)
    let events = [(self, other), (other, self)].flatMap { one, another in
      one.settings.events.filter { event in
        !another.settings.events.contains { $0.name == event.name && Trial.text($0) == Trial.text(event) }
      }.flatMap { $0.effects.map(\.parameter) }
    }
    let pins = settings.pins == other.settings.pins ? [] : ["pins"]
    return (set + events + pins).uniqued
  }

  private static func text(_ event: EventSetting) -> String {
    "\(event.timing) \(event.chance) \(String(describing: event.lasts)) \(event.effects)"
  }
}
