public import Sampling

/// What a series is pinned to, month by month. Months that are given nothing are simulated.
public struct PinSetting: Sendable, Equatable {
  /// A part of a month's value: a distribution and how much it counts.
  public struct Part: Sendable, Equatable {
    /// The value, in the series' unit.
    public let value: Distribution
    /// The share of the month that it weighs.
    public let weight: Double

    /// A value with its weight in the month.
    public init(_ value: Distribution, weight: Double = 1) {
      self.value = value
      self.weight = weight
    }
  }

  /// How the observed months are changed.
  public struct Shift: Sendable, Equatable {
    /// By how much: in the series' unit, or a share.
    public let amount: Distribution
    /// Whether the amount is a share of the observed value rather than something added to it.
    public let isShare: Bool

    /// So much more than history, or a share of it.
    public init(_ amount: Distribution, isShare: Bool = false) {
      self.amount = amount
      self.isShare = isShare
    }

    func applied(to value: Double) -> Distribution {
      amount.mapped(scale: isShare ? value : 1, offset: value)
    }
  }

  /// The values given, by month: one part, or two on a straight line between months.
  public var months: [Month: [Part]]
  /// The months observed by `as_of` hold, changed like this, where `months` says nothing; nil for "not asked for".
  public var history: Shift?
  /// Whether the last month's value holds to the end.
  public var holdsLast: Bool

  /// Values by month, over history where that is shifted.
  public init(months: [Month: [Part]] = [:], history: Shift? = nil, holdsLast: Bool = false) {
    self.months = months
    self.history = history
    self.holdsLast = holdsLast
  }

  /// The observed months known at `as_of`, as they are.
  public static let history = PinSetting(history: Shift(.constant(0)))

  /// Plain values; the last one holds to the end.
  public static func table(_ values: [Month: Double]) -> PinSetting {
    PinSetting(months: values.mapValues { [Part(.constant($0))] }, holdsLast: true)
  }

  /// What a month is pinned to; nil where it is simulated.
  ///
  /// - Parameters:
  ///   - observed: the months known at `as_of`.
  ///   - usual: what holds where this pin says nothing.
  func parts(of month: Month, observed: [Month: Double], usual: Double?) -> [Part]? {
    if let own = own(month, observed) { return own }
    let last = (Array(months.keys) + (history == nil ? [] : Array(observed.keys))).max()
    if holdsLast, let last, last < month { return own(last, observed) }
    return usual.map { [Part(.constant($0))] }
  }

  private func own(_ month: Month, _ observed: [Month: Double]) -> [Part]? {
    if let given = months[month] { return given }
    guard let history, let value = observed[month] else { return nil }
    return [Part(history.applied(to: value))]
  }
}
