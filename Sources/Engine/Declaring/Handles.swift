/// A declared parameter: its column of values for the current month.
public struct Parameter: Sendable { @usableFromInline let slot: Int }

/// A declared output: a column a month, kept for a year back.
public struct Output: Sendable { @usableFromInline let slot: Int }

/// Another mechanism's output or parameter as it is this month, found by name when the model is put together.
public struct Input: Sendable { @usableFromInline let index: Int }

/// Another mechanism's output in months before; what it is this month may not be known yet.
public struct PastInput: Sendable { let index: Int }

/// Memory of a mechanism that is carried from month to month: adjacent columns.
public struct State: Sendable {
  @usableFromInline let first: Int
  /// How many columns it has.
  public let rows: Int
}

/// A source of independent random numbers, addressed by (seed, name, entity, path, month).
public struct Shock: Sendable { let index: Int }

/// A uniform number a path that the design spreads over the paths as evenly as a parameter's.
public struct Spread: Sendable { let index: Int }

/// A standard normal number a path and month, correlated with the other factors.
public struct Factor: Sendable { @usableFromInline let index: Int }
