public import Engine
internal import Kernels
public import Scenarios

/// One future of a scenario: its months, and how unusual each is among all paths.
public struct Trace: Sendable {
  /// A series in a month or over the period, and where the path stands among all.
  public struct Standing: Sendable {
    /// The series.
    public let series: Series
    /// Its value on the path, in the series' unit.
    public let value: Double
    /// The share of paths below, with half of those that are equal.
    public let share: Double
    /// 5th, 25th, 50th, 75th and 95th percentile of all paths.
    public let fan: [Double]
  }

  /// A month of the path.
  public struct Episode: Sendable {
    /// The month.
    public let month: Month
    /// How the series stand in it.
    public let standings: [Standing]
    /// Names of the scenario's events that began, with how many times.
    public let events: [(name: String, count: Int)]
    /// Regimes that the month begins with or that have changed, each with its state.
    public let regimes: [(name: String, state: String)]
    /// Series that count things (hits, listings, packages) with what they counted, where that isn't none.
    public let counts: [(series: Series, value: Double)]
  }

  /// What was drawn for a parameter.
  public struct Draw: Sendable {
    /// `brent.anchor`; with its date where the parameter has several values.
    public let name: String
    /// The parameter's unit.
    public let unit: String
    /// What was drawn.
    public let value: Double
    /// The share of paths on which less was drawn, with half of those that are equal.
    public let share: Double
  }

  /// So many draws are told.
  public static let mostDraws = 10

  /// The number of the path.
  public let path: Int
  /// How many paths the run has.
  public let paths: Int
  /// What happens, in the order of time.
  public let episodes: [Episode]
  /// Over the whole period.
  public let totals: [Standing]
  /// The draws furthest from their medians, those first.
  public let draws: [Draw]

  /// Which path is told.
  public enum Choice: Sendable {
    /// That of a number, from 0.
    case path(Int)
    /// The one nearest to the answer of a question.
    case near(Question)
  }

  /// Runs a case and looks at one of its paths; its own series, and those that are asked about, are held against the fan.
  ///
  /// - Throws: `StudyFailure` where there is no such path, or the question doesn't ask for a number of one.
  public init(_ trial: Trial, _ choice: Choice, _ options: RunOptions) throws {
    var trial = trial
    if case .near(let question) = choice {
      trial.settings = trial.settings.reporting([question], trial.model)
    }
    let simulation = try Simulation(model: trial.model, settings: trial.settings)
    let table = try trial.pathTable(simulation.series.map(\.declaration), options)
    try self.init(trial, path: Trace.path(choice, table), table, simulation.series)
  }

  private static func path(_ choice: Choice, _ table: PathTable) throws -> Int {
    switch choice {
    case .path(let number):
      guard (0..<table.paths).contains(number) else {
        throw StudyFailure("error: --path: the run has the paths 0 to \(table.paths - 1)", .usage)
      }
      return number
    case .near(let question):
      guard let found = question.nearestPath(table) else {
        let example = question.series.first?.label ?? "SERIES"
        throw StudyFailure("error: --near wants a number of a path, such as 'p05(\(example))'", .usage)
      }
      return found
    }
  }

  private init(_ trial: Trial, path: Int, _ table: PathTable, _ shown: [Series]) throws {
    let whole = try Simulation(model: trial.model, settings: trial.settings, allSeries: true)
    let one = whole.path(path)
    let period = trial.settings.period
    self.path = path
    paths = table.paths
    totals = shown.map { Trace.standing($0, table.span($0.declaration, period), path) }
    draws = try Trace.draws(trial, path)
    episodes = (0..<period.count).map { month in
      Episode(
        month: period.month(month),
        standings: shown.map { Trace.standing($0, table.month($0.declaration, month), path) },
        events: trial.settings.events.indices.compactMap { event in
          let count = Int(one.begun[event][month])
          return count > 0 ? (trial.settings.events[event].name, count) : nil
        },
        regimes: one.regimes.compactMap { regime in
          let isNew = month == 0 || regime.states[month] != regime.states[month - 1]
          return isNew ? (regime.name, regime.states[month]) : nil
        },
        counts: whole.series.indices.compactMap { row in
          let series = whole.series[row]
          let isCount = series.declaration.unit == .count && series.declaration.aggregation == .sum
          return isCount && one.values[row][month] > 0 ? (series, one.values[row][month]) : nil
        })
    }
  }

  private static func standing(_ series: Series, _ values: [Double], _ path: Int) -> Standing {
    Standing(
      series: series, value: values[path], share: share(of: values, below: values[path]),
      fan: values.withUnsafeBufferPointer { exactQuantiles(of: $0) })
  }

  private static func share(of values: [Double], below value: Double) -> Double {
    let below = Double(values.count { $0 < value }) + 0.5 * Double(values.count { $0 == value })
    return below / Double(values.count)
  }

  private static func draws(_ trial: Trial, _ path: Int) throws -> [Draw] {
    let drawn = try ParameterDraws(model: trial.model, settings: trial.settings)
    var values = drawn.names.map { _ in [Double]() }
    for first in stride(from: 0, to: trial.settings.paths, by: blockWidth) {
      for (row, more) in drawn.values(firstPath: first).enumerated() {
        values[row] += more.prefix(trial.settings.paths - first)
      }
    }
    let all = zip(drawn.names, values).map { name, values in
      let parameter = trial.model.slot(of: String(name.prefix { $0 != "@" }))
      return Draw(
        name: name, unit: parameter.map { trial.model.parameters[$0].unit.symbol } ?? "",
        value: values[path], share: share(of: values, below: values[path]))
    }
    return Array(all.sorted { ($0.share - 0.5).magnitude > ($1.share - 0.5).magnitude }.prefix(mostDraws))
  }
}

extension Question {
  /// The path on which what is asked for is nearest to the answer.
  ///
  /// - Returns: nil where the question doesn't ask for a number of a path: a chance, a month.
  fileprivate func nearestPath(_ table: PathTable) -> Int? {
    let term: Term
    switch wanted {
    case .mean(let found), .percentile(_, let found), .shortfall(let found, _), .quantity(let found):
      term = found
    case .chance, .when: return nil
    }
    guard let value = Answer(self, table).rows[0].interval?.value else { return nil }
    let values = term.values(table)
    return paths(table).min { (values[$0] - value).magnitude < (values[$1] - value).magnitude }
  }
}
