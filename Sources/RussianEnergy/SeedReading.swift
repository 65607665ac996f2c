internal import Engine
internal import Sampling

/// A monthly column of a seed table, as known on the scenario's day.
struct MonthlyHistory {
  private let table: String
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
    (latest(upTo: month) ?? values.keys.min()).flatMap { self[$0] }
  }

  /// What a run that starts after `month` begins with.
  ///
  /// - Parameters:
  ///   - error: the relative 5–95 % half-range of a value carried over one month; it grows with the square
  ///     root of the months that no figure covers.
  ///   - otherwise: what to draw where the table says nothing at all.
  func observation(for month: Month, error: Double, otherwise: Distribution) -> Observation {
    guard let found = latest(upTo: month), let (value, row) = values[found] else {
      return Observation(
        distribution: otherwise, source: "guess: \(table) has no earlier value", origin: "drawn")
    }
    let gap = month - found
    guard gap > 0 else {
      return Observation(
        distribution: .constant(value), source: row.text("source"), origin: row.place(in: table),
        observed: ("\(found)", 0))
    }
    let half = abs(value) * error * Double(gap).squareRoot()
    return Observation(
      distribution: .central(median: value, low: value - half, high: value + half),
      source: row.text("source"),
      origin: "drawn around \(found), \(row.place(in: table)) (\(gap) months older)",
      observed: ("\(found)", gap))
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
  }

  init(tax parameter: String, _ seeds: SeedTables) {
    self.init(
      seeds, "tax_parameters", where: { $0.text("parameter") == parameter }, value: { $0.number("value") })
  }

  func value(on day: Day) -> Double? { rule(on: day)?.value }

  /// The value that came first.
  var earliest: Double? { rules.min { ($0.from, $0.line) < ($1.from, $1.line) }?.value }

  private func rule(on day: Day) -> Rule? {
    let open = rules.filter { $0.from <= day && ($0.to ?? day) >= day }
    return open.max { ($0.from, $0.known ?? $0.from, $0.line) < ($1.from, $1.known ?? $1.from, $1.line) }
  }

  /// The rules as a dated schedule; before the first of them the given value holds.
  func schedule(before first: Double) -> Schedule {
    let days = Set(rules.map(\.from) + rules.compactMap { $0.to.map { $0 + 1 } }).sorted()
    let dated = days.map { day in
      let rule = rule(on: day)
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
    var values = [Double](repeating: 1, count: 12)
    for row in seeds[table] where matches(row) {
      if let month = row.number("month_of_year"), let value = row.number(column), (1...12).contains(month) {
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
