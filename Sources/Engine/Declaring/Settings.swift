public import Sampling

/// A parameter's value as a scenario set it, and where.
public struct SetValue: Sendable {
  public let schedule: Schedule
  /// `scenarios/mine.txt:12` or `--set`.
  public let origin: String
  /// The text as written.
  public let text: String

  public init(schedule: Schedule, origin: String, text: String) {
    self.schedule = schedule
    self.origin = origin
    self.text = text
  }
}

/// When an event begins.
public enum EventTiming: Sendable {
  /// Once, on a day plus an uncertain delay in days.
  case dated(Day, delay: Distribution)
  /// At random, so many times a month on average, from one day (if given) until another.
  case random(rate: Distribution, from: Day?, until: Day?)
}

/// What an event does to a parameter while it lasts.
public struct EventEffect: Sendable {
  public enum Kind: String, Sendable { case sets, scales, adds }
  public let parameter: String
  public let kind: Kind
  public let value: Distribution

  public init(parameter: String, kind: Kind, value: Distribution) {
    self.parameter = parameter
    self.kind = kind
    self.value = value
  }
}

/// Anything dated, uncertain or random that changes parameters for a while.
public struct EventSetting: Sendable {
  public let name: String
  public let timing: EventTiming
  /// The chance that it happens at all.
  public let chance: Distribution
  /// How many days it lasts; nil for "to the end".
  public let lasts: Distribution?
  public let effects: [EventEffect]
  public let origin: String

  public init(
    name: String, timing: EventTiming, chance: Distribution, lasts: Distribution?, effects: [EventEffect],
    origin: String
  ) {
    self.name = name
    self.timing = timing
    self.chance = chance
    self.lasts = lasts
    self.effects = effects
    self.origin = origin
  }
}

/// Where a pinned series takes its values from.
public enum PinSetting: Sendable {
  /// The observed months known at `as_of`.
  case history
  /// Given values, each month from its own until the next.
  case table([Month: Double])
}

/// Everything a run needs besides the model: a scenario, bound and checked.
public struct Settings: Sendable {
  public var name: String
  public var asOf: Day
  public var period: Period
  public var paths: Int
  public var seed: UInt64
  public var design: DesignKind
  public var values: [String: SetValue] = [:]
  public var events: [EventSetting] = []
  /// The latest value for each pair of names.
  public var correlations: [(first: String, second: String, value: Double)] = []
  public var pins: [String: PinSetting] = [:]
  /// Variables to report; empty for the headline set.
  public var outputs: [String] = []

  public init(name: String, asOf: Day, period: Period, paths: Int, seed: UInt64, design: DesignKind) {
    self.name = name
    self.asOf = asOf
    self.period = period
    self.paths = paths
    self.seed = seed
    self.design = design
  }
}
