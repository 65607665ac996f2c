public import Sampling

/// A parameter's value as a scenario set it, and where.
public struct SetValue: Sendable {
  /// What it is by date, in the parameter's unit.
  public let schedule: Schedule
  /// `scenarios/mine.txt:12` or `--set`.
  public let origin: String
  /// The text as written.
  public let text: String

  /// A schedule in which no step says who set it was set as a whole, here.
  public init(schedule: Schedule, origin: String, text: String) {
    let isBare = schedule.steps.allSatisfy { $0.provenance == nil }
    self.schedule = isBare ? schedule.provided(by: .scenario(origin)) : schedule
    self.origin = origin
    self.text = text
  }
}

/// What an event's delays, lengths and rates are counted in, by the calendar.
public enum CalendarUnit: String, Sendable {
  case day, month, year

  /// The moment so many of these after another, both in days since 1970. Whole months lead to the same day of
  /// another month, or its last; a part of a month is one of the days that follow.
  public func after(_ start: Double, count: Double) -> Double {
    guard self != .day, count.isFinite else { return start + count }
    let months = self == .year ? count * 12 : count
    let whole = months.rounded(.down)
    let day = Day(number: Int(start.rounded(.down)))
    let place = day - day.month.first
    let month = day.month + Int(whole)
    let landing = Double(month.first.number + min(place, month.days - 1))
    return landing + start - start.rounded(.down) + (months - whole) * Double(month.days)
  }

  /// How many of these a month is.
  public func count(in month: Month) -> Double {
    switch self {
    case .day: Double(month.days)
    case .month: 1
    case .year:
      Double(month.days)
        / Double(Month(year: month.year + 1, month: 1).first - Month(year: month.year, month: 1).first)
    }
  }
}

/// When an event begins.
public enum EventTiming: Sendable {
  /// Once, on a day plus an uncertain delay.
  case dated(Day, delay: Distribution, in: CalendarUnit = .day)
  /// At random, so many times a day, month or year on average, from one day (if given) until another.
  case random(rate: Distribution, per: CalendarUnit = .month, from: Day?, until: Day?)
}

/// What an event does to a parameter while it lasts.
public struct EventEffect: Sendable {
  /// Whether the parameter becomes the value, is multiplied by it, or has it added in its own unit.
  public enum Kind: String, Sendable { case sets, scales, adds }
  /// The parameter's full name.
  public let parameter: String
  /// How the value acts on it.
  public let kind: Kind
  /// Drawn once for each time that the event happens: a factor where it scales, else in the parameter's unit.
  public let value: Distribution

  /// An effect; names and units have been checked.
  public init(parameter: String, kind: Kind, value: Distribution) {
    self.parameter = parameter
    self.kind = kind
    self.value = value
  }
}

/// Anything dated, uncertain or random that changes parameters for a while.
public struct EventSetting: Sendable {
  /// As the scenario calls it; unique in a run, as it is part of the address of its random numbers.
  public let name: String
  /// When it begins.
  public let timing: EventTiming
  /// The chance that it happens at all.
  public let chance: Distribution
  /// How long it lasts; nil for "to the end".
  public let lasts: Distribution?
  /// What that is counted in.
  public let lastsIn: CalendarUnit
  /// What it changes while it lasts, all at once.
  public let effects: [EventEffect]
  /// Where it was set: `scenarios/mine.txt:12`.
  public let origin: String

  /// An event; what its text says has been checked.
  public init(
    name: String, timing: EventTiming, chance: Distribution, lasts: Distribution?,
    in lastsIn: CalendarUnit = .day, effects: [EventEffect], origin: String
  ) {
    self.name = name
    self.timing = timing
    self.chance = chance
    self.lasts = lasts
    self.lastsIn = lastsIn
    self.effects = effects
    self.origin = origin
  }
}

/// Everything a run needs besides the model: a scenario, bound and checked.
public struct Settings: Sendable {
  /// What the scenario is called.
  public var name: String
  /// The day whose knowledge the run starts from: facts that became known later are hidden.
  public var asOf: Day
  /// The months that are reported.
  public var period: Period
  /// How many histories are computed; the most of them where a run grows towards a target.
  public var paths: Int
  /// The seed of every random number.
  public var seed: UInt64
  /// How the parameters are spread over the paths.
  public var design: DesignKind
  /// What the scenario sets, by the parameter's full name.
  public var values: [String: SetValue] = [:]
  /// What happens on dates or at random.
  public var events: [EventSetting] = []
  /// The latest value for each pair of names.
  public var correlations: [(first: String, second: String, value: Double)] = []
  /// Where in its own distribution a parameter stands, in (0, 1), whose value a study has fixed: the parameters that
  /// are correlated with it are drawn given that.
  public var known: [String: Double] = [:]
  /// What series are pinned to, by the name of their pin.
  public var pins: [String: PinSetting] = [:]
  /// Whether months of the period that were known on `asOf` are pinned to what was observed.
  public var history = true
  /// Where pins (by series) and correlations (`a ~ b` in alphabetical order) were set.
  public var origins: [String: String] = [:]
  /// Variables to report; empty for the headline set.
  public var outputs: [String] = []
  /// In which units results are shown; those of the model where none fits.
  public var units: [UnitChoice] = []
  /// Labels of series that are kept in the model's own units, too, for questions asked in those.
  public var asked: Set<String> = []
  /// What is drawn as another run draws it; for studies.
  public var held: HeldChance?
  /// Percentiles to report besides the usual five, in percent.
  public var percentiles: [Double] = []
  /// The most percentiles that a run reports besides the usual five.
  public static let mostPercentiles = 20
  /// Shares of paths whose mean is reported, in percent: below 50 of the lowest, from 50 on of those above.
  public var shortfalls: [Double] = []

  /// The levels of all quantiles of a run: `quantileLevels`, then those of the percentiles that these lack.
  public var levels: [Double] {
    quantileLevels
      + percentiles.map { $0 / 100 }.filter { level in !quantileLevels.contains { abs($0 - level) < 1e-9 } }
  }

  /// Settings that change nothing of a model's standard values.
  public init(name: String, asOf: Day, period: Period, paths: Int, seed: UInt64, design: DesignKind) {
    self.name = name
    self.asOf = asOf
    self.period = period
    self.paths = paths
    self.seed = seed
    self.design = design
  }
}
