/// A published series that forecasts are scored against.
public struct ScoredSeries: Sendable {
  /// What a forecaster without a model would say who is told the given series. It is made of all tables, of those that
  /// are known at a start, of the start and of the month that is forecast; then it says of any month what it would have
  /// said from as far away, nil where it can say nothing.
  public typealias Rule =
    @Sendable (_ all: SeedTables, _ known: SeedTables, _ start: Month, _ month: Month)
    -> @Sendable (Month) -> Double?

  /// A short name, as tables have it.
  public let name: String
  /// As people call it.
  public let title: String
  /// The model's series that add up to it.
  public let outputs: [Output]
  /// Where it is published.
  public let observed: Observed
  /// Whether it is a condition of other forecasts, that a study may tell to the model.
  public let isGiven: Bool
  /// What its forecasts are held against where the given series are told.
  public let rule: Rule?
}

/// A measure against whatever the model is of, and what its absence would look like.
public struct DeclaredMeasure: Sendable {
  /// As tables call it.
  public let name: String
  /// Parameters, by full name, and the values that switch the measure off from the first month on.
  public internal(set) var off: [(parameter: String, value: Double)]
}

extension Declarations {
  /// Says that a series is scored against what is published of it.
  ///
  /// - Parameters:
  ///   - given: whether it is a condition of other forecasts.
  ///   - rule: what its forecasts are held against where the given series are told.
  public func score(
    _ output: Output, as title: String, given: Bool = false, rule: ScoredSeries.Rule? = nil
  ) {
    let declared = outputs[output.slot]
    guard let observed = declared.observed else {
      return fault("\(declared.variable) is scored, but no column of the seed tables observes it")
    }
    scored.append(
      ScoredSeries(
        name: declared.variable, title: title, outputs: [output], observed: observed, isGiven: given,
        rule: rule))
  }

  /// Says that series add up to one that is published under a name of its own.
  public func score(_ outputs: [Output], name: String, as title: String, observed: Observed) {
    scored.append(
      ScoredSeries(
        name: name, title: title, outputs: outputs, observed: observed, isGiven: false, rule: nil))
  }

  /// Says which values of a mechanism's parameters switch a measure off; others may add theirs under the same name.
  ///
  /// What was done before the period stays done.
  public func measure(_ name: String, off: (parameter: Parameter, value: Double)...) {
    let named = off.map { (parameter: parameters[$0.parameter.slot].name, value: $0.value) }
    if let place = measures.firstIndex(where: { $0.name == name }) {
      measures[place].off += named
    } else {
      measures.append(DeclaredMeasure(name: name, off: named))
    }
  }
}
