public import Sampling

/// A start value read from a seed table, or drawn where the table has none.
public struct Observation: Sendable {
  /// What the value may be, in the unit of the parameter; a constant where it was observed.
  public let distribution: Distribution
  /// Where the figure comes from, in words.
  public let source: String
  /// Where the program has it: a line of a seed table, or "default".
  public let origin: String
  /// The month or year of the figure that it rests on, and how many months older than the start that is; nil where
  /// nothing was observed.
  public let observed: (time: String, age: Int)?

  /// Puts a value together that a seed table gave, or that stands in for one.
  public init(
    distribution: Distribution, source: String, origin: String, observed: (time: String, age: Int)? = nil
  ) {
    self.distribution = distribution
    self.source = source
    self.origin = origin
    self.observed = observed
  }
}
