public import Engine
internal import Sampling

/// A run that figures ask for: from when, what is known, what is set and what is told.
public struct FigureCase: Sendable, Hashable {
  /// The day whose knowledge the run starts from.
  public let asOf: Day
  /// The first month of the run.
  public let start: Month
  /// `section.key=value` as `--set` takes it; `tell NAME` pins a price to its published months,
  /// `tell NAME+NUMBER` to so much more, `tell NAME=NUMBER` to a constant; `tell strikes=4 3 9` sets the strikes of each month from the first.
  public let entries: [String]

  init(asOf: Day, start: Month, entries: String) {
    self.asOf = asOf
    self.start = start
    self.entries = entries.split(separator: ";").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  var sets: [String] { entries.filter { !$0.hasPrefix("tell ") } }
  var told: [String] { entries.filter { $0.hasPrefix("tell ") }.map { String($0.dropFirst(5)) } }
}

/// Every published figure beside what the model says.
public struct PublishedFigures: Sendable {
  let past: PastRuns

  var seeds: SeedTables { past.source.seeds }

  /// - Parameters:
  ///   - source: what came later than a case's `as_of` is hidden from its model.
  ///   - sets: `section.key=value` as `--set` takes it, for every run.
  public init(_ source: ModelSource, paths: Int, seed: UInt64, sets: [String] = []) {
    past = PastRuns(source: source, paths: paths, seed: seed, sets: sets)
  }

  /// Runs each case once and asks it for all its figures; the order is the table's.
  public func run(_ figures: [PublishedFigure], _ options: RunOptions) throws -> [FigureResult] {
    var wanted: [FigureCase: (last: Month, variables: Set<String>)] = [:]
    for figure in figures {
      for asked in [figure.asked, figure.reference].compactMap(\.self) {
        let before = wanted[asked] ?? (figure.last, [])
        wanted[asked] = (max(before.last, figure.last), before.variables.union([figure.variable]))
      }
    }
    var runs: [FigureCase: PathValues] = [:]
    for (asked, need) in wanted {
      runs[asked] = try values(asked, last: need.last, need.variables.sorted(), options)
    }
    return try figures.map { figure in
      guard let own = runs[figure.asked] else { throw FigureError("\(figure.name): no run") }
      return FigureResult(figure, try figure.values(own, figure.reference.flatMap { runs[$0] }))
    }
  }

  private func values(
    _ asked: FigureCase, last: Month, _ variables: [String], _ options: RunOptions
  ) throws -> PathValues {
    let period = Period(first: asked.start, last: last)
    var trial = try past.trial(asOf: asked.asOf, period: period, sets: asked.sets)
    trial.settings.outputs = variables.filter { !trial.model.outputSlots(of: $0).isEmpty }
    for entry in asked.told { try tell(entry, &trial) }
    return try trial.pathValues(Span.months(of: period), options)
  }

  /// The columns that may be told.
  private static let columns = [
    "brent.price": ("prices_monthly", "brent"), "rub.rate": ("prices_monthly", "rub"),
    "urals.price": ("prices_monthly", "urals"), "gas.ttf": ("gas_prices_monthly", "ttf"),
  ]

  /// Pins a series, or sets the strikes.
  func tell(_ entry: String, _ trial: inout Trial) throws(FigureError) {
    let parts = entry.split(separator: "=").map(String.init)
    if parts.first == "strikes", parts.count == 2 {
      return try strike(parts[1].split(separator: " ").compactMap { Double($0) }, &trial)
    }
    if parts.count == 2, let value = Double(parts[1]) {
      trial.settings.pins[parts[0]] = .table([trial.settings.period.first: value])
      return
    }
    let words = entry.split(separator: "+").map(String.init)
    let added = words.count == 2 ? Double(words[1]) : 0
    guard words.count <= 2, let added, let column = PublishedFigures.columns[words[0]] else {
      throw FigureError("'tell \(entry)' names nothing that can be told")
    }
    let months = BacktestSeries.monthly(seeds, column.0, column.1).mapValues { $0 + added }
    trial.settings.pins[words[0]] = .table(months)
  }
}

extension PublishedFigures {
  /// The strikes of each month as they were counted; the last count goes on.
  private func strike(_ counts: [Double], _ trial: inout Trial) throws(FigureError) {
    guard let last = counts.last else { throw FigureError("'tell strikes' wants a count for each month") }
    let period = trial.settings.period
    let rates = (0..<period.count).map { index in
      (period.first + index, index < counts.count ? counts[index] : last)
    }
    trial.settings.pins["strikes.rate"] = .table(Dictionary(uniqueKeysWithValues: rates))
    // A told month is exact; a ceasefire would only show in its own series.
    trial.settings.values["strikes.ceasefire_hazard"] = SetValue(
      schedule: Schedule(.constant(0)), origin: "tell", text: "as counted")
  }
}

/// The chance of so many hits or fewer among independent forecasts that each hit with a given chance.
public func binomialAtMost(_ hits: Int, of count: Int, chance: Double) -> Double {
  var term = (0..<count).reduce(1.0) { product, _ in product * (1 - chance) }
  var sum = term
  for hit in 0..<hits {
    term *= Double(count - hit) / Double(hit + 1) * chance / (1 - chance)
    sum += term
  }
  return min(sum, 1)
}
