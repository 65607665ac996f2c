public import Engine

/// A question as people ask it, bound to the model: a chance, a percentile, a mean, a month, a difference.
///
/// ```
/// budget.oil_gas in 2026 < 7000 bn RUB
/// p10(urals.price) in 2026-12
/// when budget.wealth_fund < 100 bn RUB
/// oil.revenue in 2027 - oil.revenue in 2026
/// urals.discount in 2026-06 > 20 USD/bbl given brent.price in 2026-06 < 60 USD/bbl
/// ```
public struct Question: Sendable, Equatable {
  /// What is asked for.
  public enum Wanted: Sendable, Equatable {
    /// The share of paths on which all conditions hold.
    case chance([Condition])
    /// The mean of a quantity.
    case mean(Term)
    /// The percentile at a level between 0 and 1, by type 7.
    case percentile(Double, Term)
    /// The mean of the lowest share of paths.
    case shortfall(Term, share: Double)
    /// The first month in which all conditions hold.
    case when([Condition])
    /// A quantity with its mean and the middle nine tenths.
    case quantity(Term)
  }

  /// One side against the other; both are in the unit of the left.
  public struct Condition: Sendable, Equatable {
    /// How the sides are compared.
    public enum Relation: String, Sendable {
      case below = "<", above = ">", atMost = "<=", atLeast = ">=", equal = "="
    }

    /// The side whose unit counts.
    public let left: Term
    /// How they are compared.
    public let relation: Relation
    /// The side that it is compared with.
    public let right: Term
  }

  /// A series over some months.
  public struct Quantity: Sendable, Equatable {
    /// The series, of one region.
    public let series: OutputDeclaration
    /// Nil in `when`, which goes from month to month.
    public let months: Period?
    /// As written: `2026`, `2026-06`, `2026-01 to 2026-06`; empty for the whole period.
    public let span: String

    /// The same series over the same months, however they were written.
    public static func == (left: Quantity, right: Quantity) -> Bool {
      left.series.label == right.series.label && left.months == right.months
    }
  }

  /// An expression in one unit.
  public indirect enum Term: Sendable, Equatable {
    case quantity(Quantity)
    case number(Double, Unit)
    /// The same in another unit: its number times a factor.
    case scaled(Term, by: Double, Unit)
    case sum(Term, Term)
    case difference(Term, Term)
    case product(Term, Term)
    case ratio(Term, Term)

    /// What the expression's number is in.
    public var unit: Unit {
      switch self {
      case .quantity(let quantity): quantity.series.spanUnit
      case .number(_, let unit), .scaled(_, _, let unit): unit
      case .sum(let left, _), .difference(let left, _): left.unit
      case .product(let left, let right): left.unit * right.unit
      case .ratio(let left, let right): left.unit / right.unit
      }
    }

    /// Every series that the expression reads.
    public var quantities: [Quantity] {
      switch self {
      case .quantity(let quantity): [quantity]
      case .number: []
      case .scaled(let term, _, _): term.quantities
      case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .ratio(let a, let b):
        a.quantities + b.quantities
      }
    }
  }

  /// As it was asked.
  public let text: String
  /// What is asked for.
  public let wanted: Wanted
  /// Only paths on which these hold are looked at.
  public let given: [Condition]

  /// Every series that has to be known on each path, without repetition.
  public var series: [OutputDeclaration] {
    (quantities + given.flatMap(\.quantities)).map(\.series).uniqued(by: \.label)
  }

  /// Every series over its months that what is wanted reads.
  public var quantities: [Quantity] {
    switch wanted {
    case .chance(let conditions), .when(let conditions): conditions.flatMap(\.quantities)
    case .mean(let term), .percentile(_, let term), .shortfall(let term, _), .quantity(let term):
      term.quantities
    }
  }
}

extension Question.Condition {
  /// Every series that either side reads.
  public var quantities: [Question.Quantity] { left.quantities + right.quantities }
}
