internal import Engine
internal import Sampling

/// A monthly column of a seed table, as known on the scenario's day.
struct MonthlyHistory {
  let table: String
  private let values: [Month: (value: Double, row: SeedRow)]

  init(_ seeds: SeedTables, _ table: String, _ column: String) {
    self.table = table
    var values: [Month: (value: Double, row: SeedRow)] = [:]
    for row in seeds[table] {
      if let month = row.wholeMonth, let value = row.number(column) {
        values[month] = (value, row)
      }
    }
    self.values = values
  }

  /// The known value of a month.
  subscript(month: Month) -> Double? { values[month]?.value }

  var byMonth: [Month: Double] { values.mapValues(\.value) }

  /// The newest known month up to the given one.
  func latest(upTo month: Month) -> Month? { values.keys.filter { $0 <= month }.max() }

  /// The value of a month, or else the newest before it, or else the oldest after it.
  func nearest(_ month: Month) -> Double? {
    self[month] ?? (latest(upTo: month) ?? values.keys.min()).flatMap { self[$0] }
  }

  /// What a run that starts after `month` begins with.
  func observation(for month: Month, _ rule: CarryRule) -> Observation {
    guard let found = latest(upTo: month), let (value, row) = values[found] else {
      return Observation(
        distribution: rule.unknown, source: "guess: \(table) has no earlier value", origin: "drawn")
    }
    let gap = month - found, place = row.place(in: table)
    return Observation(
      distribution: rule.carried(value, over: gap, scale: abs(value)), source: row.text("source"),
      origin: gap > 0 ? "drawn around \(found), \(place) (\(gap) months older)" : place,
      observed: ("\(found)", gap))
  }
}

/// What a start value makes of an old figure, of a sudden one and of none: a row of `start_values.csv`.
struct CarryRule {
  /// The 5–95 % half-range of a figure carried over one month.
  private let error: Double
  /// The log change of a month beyond which it is a shock that fades by itself.
  let jump: Double
  /// A shock is looked for in so many months before a start; its height is taken over the median of so many months
  /// before those, of which some have to be known.
  let shockMonths, usualMonths, usualKnown: Int
  /// What is drawn where no figure is known.
  let unknown: Distribution

  init(_ declare: Declarations, _ parameter: String) {
    let row = declare.seeds["start_values"].first { $0.text("parameter") == parameter }
    error = row?.number("error") ?? 0
    jump = row?.number("jump") ?? .infinity
    shockMonths = declare.count("shocks.months")
    usualMonths = declare.count("shocks.usual_months")
    usualKnown = declare.count("shocks.usual_known")
    if let median = row?.number("median"), let low = row?.number("low"), let high = row?.number("high") {
      unknown = .central(median: median, low: low, high: high)
    } else {
      unknown = .constant(0)
      declare.fault("seeds/start_values.csv has no row for '\(parameter)'")
    }
  }

  /// A figure so many months later: the error grows with the square root of the months that none covers.
  func carried(_ value: Double, over months: Int, scale: Double = 1) -> Distribution {
    let half = scale * error * Double(months).squareRoot()
    return half > 0 ? .central(median: value, low: value - half, high: value + half) : .constant(value)
  }
}

extension SeedTables {
  /// A number of a formula that no scenario varies: its row of `constants.csv`.
  func constant(_ name: String) -> Double? {
    self["constants"].first { $0.text("number") == name }.flatMap { row in
      guard let value = row.number("value"), let low = row.number("low"), let high = row.number("high") else {
        return nil
      }
      return low <= value && value <= high ? value : nil
    }
  }
}

extension Declarations {
  /// A number of a formula that no scenario varies: its row of `constants.csv`; 1 with a fault where there is none.
  func constant(_ name: String) -> Double {
    if let value = seeds.constant(name) { return value }
    fault("seeds/constants.csv has no '\(name)' between its low and high")
    return 1
  }

  /// The same where it counts something.
  func count(_ name: String) -> Int { Int(constant(name)) }

  /// The same where it is a month.
  func month(_ name: String) -> Month {
    if let month = seeds["constants"].first(where: { $0.text("number") == name })?.month("from") {
      return month
    }
    fault("seeds/constants.csv has no month '\(name)'")
    return start
  }

  /// Lets two factors or parameters go together as their row of `usual_correlations.csv` says.
  func correlate(_ first: String, _ second: String) {
    let row = seeds["usual_correlations"].first { $0.text("first") == first && $0.text("second") == second }
    if let value = row?.number("correlation") { return correlate(first, second, value) }
    fault("seeds/usual_correlations.csv has no row for '\(first)' and '\(second)'")
  }
}

/// Dated rules of a table: the row with the latest `from` that is in force decides.
struct DatedRules {
  private struct Rule {
    let value: Double
    let from: Day
    let to: Day?
    /// The day of the announcement, where announcements replace each other month by month.
    let known: Day?
    let line: Int
    let place: String
    let source: String
  }

  private let table: String
  private let rules: [Rule]
  /// The same, those first that decide where several are in force.
  private let byRank: [Rule]

  init(
    _ seeds: SeedTables, _ table: String, where matches: (SeedRow) -> Bool, value: (SeedRow) -> Double?,
    from start: String = "from", announced: String? = nil
  ) {
    self.table = table
    rules = seeds[table].filter(matches).compactMap { row in
      guard let number = value(row), let from = row.day(start) else { return nil }
      return Rule(
        value: number, from: from, to: row.day("to"), known: announced.flatMap { row.day($0) },
        line: row.line, place: row.place(in: table),
        source: row.text("source"))
    }
    byRank = rules.sorted {
      ($0.from, $0.known ?? $0.from, $0.line) > ($1.from, $1.known ?? $1.from, $1.line)
    }
  }

  init(tax parameter: String, _ seeds: SeedTables) {
    self.init(
      seeds, "tax_parameters", where: { $0.text("parameter") == parameter }, value: { $0.number("value") })
  }

  func value(on day: Day) -> Double? { place(on: day).map { byRank[$0].value } }

  /// The value that came first.
  var earliest: Double? { rules.min { ($0.from, $0.line) < ($1.from, $1.line) }?.value }

  /// The place of the rule in force.
  private func place(on day: Day) -> Int? {
    byRank.indices.first { byRank[$0].from <= day && (byRank[$0].to ?? day) >= day }
  }

  /// The rules as a dated schedule; before the first of them the given value holds.
  func schedule(before first: Double) -> Schedule {
    let days = Set(rules.map(\.from) + rules.compactMap { $0.to.map { $0 + 1 } }).sorted()
    let dated = days.map { day in
      let rule = place(on: day).map { byRank[$0] }
      return Schedule.Step(
        from: day, value: .constant(rule?.value ?? first),
        provenance: rule.map { .table($0.place, source: $0.source) })
    }
    return Schedule(steps: [Schedule.Step(from: nil, value: .constant(first))] + dated)
  }

  var origin: String {
    rules.isEmpty ? "default" : rules[rules.count - 1].place
  }
}

/// Twelve numbers that repeat every year: a column of a seed table with a row for each month of the year.
struct Season: Sendable {
  private let values: [Double]

  /// 1 for every month that the table doesn't have.
  init(
    _ seeds: SeedTables, _ table: String, _ column: String, where matches: (SeedRow) -> Bool = { _ in true }
  ) {
    var values = [Double](repeating: 1, count: wholeYear)
    for row in seeds[table] where matches(row) {
      if let month = row.number("month_of_year"), let value = row.number(column),
        (1...monthsPerYear).contains(month)
      {
        values[Int(month) - 1] = value
      }
    }
    self.values = values
  }

  subscript(month: Month) -> Double { values[month.ofYear - 1] }
  /// The part of the year's sum that falls into a month.
  func share(_ month: Month) -> Double { self[month] / values.reduce(0, +) }
  /// A month over the mean of the year.
  func relative(_ month: Month) -> Double { share(month) * monthsPerYear }
}
