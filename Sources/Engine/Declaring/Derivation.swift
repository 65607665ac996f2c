internal import Sampling

/// How a start value follows from other parameters: it is computed anew where a scenario changes one of them.
public struct Derivation: Sendable {
  /// The slots of the parameters that it follows from.
  public let sources: [Int]
  /// The value for given values of those, in their order.
  let value: @Sendable ([Double]) -> Double
}

extension Declarations {
  /// A start value that follows from parameters declared before it, by the medians of what a run makes of them in its
  /// first month: what those say of the past has one home.
  ///
  /// - Parameters:
  ///   - source: what the value rests on besides those parameters.
  ///   - origin: where that stands.
  public func startValue(
    _ key: String, from parameters: [Parameter], _ unit: Unit, in range: ClosedRange<Double>,
    _ summary: String, source: String, origin: String, value: @escaping @Sendable ([Double]) -> Double
  ) -> Parameter {
    let medians = parameters.map { self.parameters[$0.slot].standard.median(in: start) }
    let result = startValue(
      key, Observation(distribution: .constant(value(medians)), source: source, origin: origin), unit,
      in: range, summary)
    derive(result, Derivation(sources: parameters.map(\.slot), value: value))
    return result
  }
}

extension Schedule {
  /// The median of each value of a month, by the days that it holds.
  func median(in month: Month) -> Double {
    zip(distributions, weights(in: month)).reduce(0) { sum, part in
      part.1 == 0 ? sum : sum + part.1 * part.0.quantile(0.5)
    }
  }
}

extension Settings {
  /// What a parameter is by date: what the scenario says, or else what the model has, computed anew where it follows from
  /// parameters that the scenario sets.
  public func schedule(of slot: Int, in model: Model) -> Schedule {
    let declared = model.parameters[slot]
    if let own = values[declared.name]?.schedule { return own }
    guard let rule = declared.derivation else { return declared.standard }
    let changed = rule.sources.map { model.parameters[$0].name }.filter { values[$0] != nil }
    guard !changed.isEmpty else { return declared.standard }
    // What a scenario decides holds from its period on; what it believes holds before, too.
    let medians = rule.sources.map { source in
      let isLater = model.parameters[source].kind == .lever && model.start < period.first
      return (isLater ? model.parameters[source].standard : schedule(of: source, in: model))
        .median(in: isLater ? model.start : period.first)
    }
    let value = Distribution.constant(rule.value(medians)).clamped(to: declared.range)
    let words = "\(declared.source), with \(changed.joined(separator: ", ")) as set"
    return Schedule(steps: [
      Schedule.Step(from: nil, value: value, provenance: .table(declared.origin, source: words))
    ])
  }
}
