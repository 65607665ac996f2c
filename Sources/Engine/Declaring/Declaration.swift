public import Sampling

/// Who decides a parameter.
public enum ParameterKind: String, Sendable {
  /// Somebody decides it.
  case lever
  /// Nobody knows it; its default is a distribution.
  case uncertain
  /// The state of the world at the start of the period, read from the seed tables.
  case start
}

/// A number of the model: everything that anybody may want to know about it.
public struct ParameterDeclaration: Sendable {
  /// `section.key`.
  public let name: String
  /// Who decides it.
  public let kind: ParameterKind
  /// What its numbers are counted in.
  public let unit: Unit
  /// The values that a scenario may give it, in `unit`.
  public let range: ClosedRange<Double>
  /// What it is where no scenario sets it: in `unit`, by date, drawn from a distribution at each step.
  public let standard: Schedule
  /// What it means, in one sentence.
  public let summary: String
  /// Where the standard value comes from; says "guess" where it is one.
  public let source: String
  /// Where the standard value was set: the declaration, or a line of a seed table.
  public let origin: String
  /// For a start value: the month or year of the figure that it rests on, and its age in months at the start.
  public internal(set) var observed: (time: String, age: Int)?
  /// Whether it belongs to a row of a seed table: its dimension of the design then follows from its name.
  public internal(set) var isOfRow = false
  /// For a start value that follows from other parameters: how.
  public internal(set) var derivation: Derivation?

  /// The part of the name before the point: the mechanism's section.
  public var section: Substring { name.split(separator: ".", maxSplits: 1)[0] }
  /// The part of the name after the point.
  public var key: Substring { name.split(separator: ".", maxSplits: 1)[1] }
  /// True for a decision that is either taken (1) or not (0).
  public var isSwitch: Bool { unit == .toggle }
  /// True where the source says that the value is one.
  public var isGuess: Bool { source.contains("guess") }
}

/// How a month's values become a year's.
public enum Aggregation: String, Sendable { case sum, mean, last }

/// A series that a run can report.
public struct OutputDeclaration: Sendable {
  /// `section.key`.
  public let variable: String
  /// A country, district, buyer or route; never a plant.
  public let region: String
  /// Whether that is the model's own region, which needn't be named.
  public let isHome: Bool
  /// The place of the mechanism that computes it in the list.
  let mechanism: Int
  /// What a month's value is counted in.
  public internal(set) var unit: Unit
  /// How a year's value and the whole period's come of the months'.
  public internal(set) var aggregation: Aggregation
  /// What it means, in one sentence.
  public let summary: String
  /// The published series that it can be held against, if there is one.
  public let counterpart: String
  /// Its name in the energy-scenario community's tables; empty for one under the model's own root.
  public let community: String
  /// Part of the default set.
  public let isHeadline: Bool
  /// How many months back it can be read.
  public internal(set) var memory: Int
  /// The columns of the seed tables that hold what was observed of it.
  public var observed: Observed?

  /// `oil.revenue`, or `oil.exports[India]` for a series of another region than the model's own.
  public var label: String { isHome ? variable : "\(variable)[\(region)]" }

  /// The label with the unit: a run may hold a series in its own unit and in the one it is shown in.
  public var key: String { "\(label), \(unit)" }
}

/// A series that can be pinned to observed values instead of being simulated.
public struct PinDeclaration: Sendable {
  /// The handle of the series.
  public let output: Output
  /// Its name as scenarios write it; with the region where there are several.
  public let variable: String
  /// The observed values known at `as_of`.
  public let history: [Month: Double]
}

/// A state whose values 0, 1 … are regimes.
struct RegimeDeclaration: Sendable {
  let name: String
  let state: State
  let values: [String]
}

struct StateDeclaration: Sendable {
  let name: String
  let state: State
  let isShared: Bool
}

/// What a mechanism reads of others.
struct InputDeclaration: Sendable {
  let name: String
  let region: String
  /// The section of the mechanism that reads, and its place in the list.
  let reader: String
  let mechanism: Int
  /// Whether only earlier months are read.
  let isPast: Bool
}

extension Distribution {
  /// The same distribution, given that it falls into a range; a constant is moved to its nearer end.
  public func clamped(to range: ClosedRange<Double>) -> Distribution {
    if isConstant {
      return .constant(min(max(quantile(0.5), range.lowerBound), range.upperBound))
    }
    if range.lowerBound <= support.lowerBound && support.upperBound <= range.upperBound { return self }
    if let truncated = try? truncated(to: range) { return truncated }
    return .constant(quantile(0.5)).clamped(to: range)
  }
}
