public import Engine
internal import Sampling

/// A run that figures ask for: from when, what is known, what is set and what is pinned.
public struct FigureCase: Sendable, Hashable {
  /// The day whose knowledge the run starts from.
  public let asOf: Day
  /// The first month of the run.
  public let start: Month
  /// `section.key=value` as `--set` takes it; `pin NAME` pins a price to its published months,
  /// `pin NAME+NUMBER` to so much more, `pin NAME=4 3 9` to a number for each month from the first, the last of
  /// them for all that follow.
  public let entries: [String]

  init(asOf: Day, start: Month, entries: String) {
    self.asOf = asOf
    self.start = start
    self.entries = entries.split(separator: ";").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  var sets: [String] { entries.filter { !$0.hasPrefix("pin ") } }
  var pinned: [String] { entries.filter { $0.hasPrefix("pin ") }.map { String($0.dropFirst(4)) } }
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

  /// The figures of the seed tables, each with what the model says.
  ///
  /// - Throws: `StudyFailure` where a row can't be read, or asks for what the model doesn't have.
  public func run(_ options: RunOptions) throws -> [FigureResult] {
    let (figures, faulty) = PublishedFigure.read(seeds)
    guard faulty.isEmpty else {
      throw StudyFailure(
        "error: published_figures.csv: \(faulty.joined(separator: ", ")) can't be read", .invalid)
    }
    return try run(figures, options)
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
      guard let own = runs[figure.asked] else {
        throw StudyFailure("error: \(figure.name): no run", .invalid)
      }
      return FigureResult(figure, try figure.values(own, figure.reference.flatMap { runs[$0] }))
    }
  }

  private func values(
    _ asked: FigureCase, last: Month, _ variables: [String], _ options: RunOptions
  ) throws -> PathValues {
    let period = Period(first: asked.start, last: last)
    var trial = try past.trial(asOf: asked.asOf, period: period, sets: asked.sets)
    trial.settings.outputs = variables.filter { !trial.model.outputSlots(of: $0).isEmpty }
    for entry in asked.pinned { try pin(entry, &trial) }
    return try trial.pathValues(Span.months(of: period), options)
  }

  /// Pins a series: to its published months, to so much more, or to numbers from the first month on.
  func pin(_ entry: String, _ trial: inout Trial) throws(StudyFailure) {
    let parts = entry.split(separator: "=").map(String.init)
    let words = entry.split(separator: "+").map(String.init)
    let first = trial.settings.period.first
    if parts.count == 2, let name = parts.first {
      let numbers = parts[1].split(separator: " ").map { Double($0) }
      let months = numbers.enumerated().compactMap { index, number in number.map { (first + index, $0) } }
      guard let last = months.last, months.count == numbers.count else {
        throw StudyFailure("error: 'pin \(entry)' wants a number for each month", .invalid)
      }
      let rest = max(trial.settings.period.last - last.0, 0)
      let all = months + (0..<rest).map { (last.0 + 1 + $0, last.1) }
      trial.settings.pins[name] = .table(Dictionary(uniqueKeysWithValues: all))
      return
    }
    let added = words.count == 2 ? Double(words[1]) : 0
    let pin = trial.model.pins.first { $0.variable == words[0] }
    let observed = pin.flatMap { trial.model.declaration(of: $0.output).observed }
    guard words.count <= 2, let added, let observed else {
      throw StudyFailure("error: 'pin \(entry)' names nothing that can be pinned", .invalid)
    }
    trial.settings.pins[words[0]] = .table(observed.months(seeds).mapValues { $0 + added })
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
