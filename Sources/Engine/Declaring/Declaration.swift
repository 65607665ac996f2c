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

/// The value of a parameter over time: one distribution, or one for each date.
public struct Schedule: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    /// The day the value comes into force; nil for "from the beginning".
    public let from: Day?
    public let value: Distribution

    public init(from: Day?, value: Distribution) {
      self.from = from
      self.value = value
    }
  }

  /// In order of date; the first may have none.
  public var steps: [Step]
  /// Straight lines between the dates instead of steps.
  public var isRamp: Bool

  public init(steps: [Step], isRamp: Bool = false) {
    self.steps = steps
    self.isRamp = isRamp
  }

  public init(_ value: Distribution) {
    self.init(steps: [Step(from: nil, value: value)])
  }

  public var isConstant: Bool { steps.allSatisfy(\.value.isConstant) }
}

/// A number of the model: everything that anybody may want to know about it.
public struct ParameterDeclaration: Sendable {
  /// `section.key`.
  public let name: String
  public let kind: ParameterKind
  public let unit: Unit
  public let range: ClosedRange<Double>
  public let standard: Schedule
  public let summary: String
  public let source: String
  /// Where the standard value was set: the declaration, or a line of a seed table.
  public let origin: String

  public var section: Substring { name.split(separator: ".", maxSplits: 1)[0] }
  public var key: Substring { name.split(separator: ".", maxSplits: 1)[1] }
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
  public let unit: Unit
  public let aggregation: Aggregation
  public let summary: String
  /// The published series that it can be held against, if there is one.
  public let counterpart: String
  /// Part of the default set.
  public let isHeadline: Bool
  /// How many months back it can be read.
  public internal(set) var memory: Int
}

/// A series that can be pinned to observed values instead of being simulated.
public struct PinDeclaration: Sendable {
  public let output: Output
  public let variable: String
  /// The observed values known at `as_of`.
  public let history: [Month: Double]
}

struct StateDeclaration: Sendable {
  let name: String
  let state: State
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
