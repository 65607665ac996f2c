public import Engine
public import Scenarios

/// A rare chance from paths that were drawn where it happens, each with its weight: importance sampling with a defensive
/// mixture (Owen and Zhou 2000).
///
/// The mean of weight × (it happens) has no bias, whatever the laws are. Means of uncertain parameters and of the monthly
/// factors are moved; regimes, events, hits of plants and other shocks keep their law, so a corner that only they lead
/// into is found no sooner than by plain paths.
public struct Corner: Sendable {
  /// A number of chance whose mean was moved.
  public struct Move: Sendable, Equatable {
    /// A parameter or a factor.
    public let name: String
    /// Of a factor.
    public let month: Month?
    /// The mean of its normal score under the last law; 0 under the plain one.
    public let shift: Double
  }

  /// What was asked.
  public let question: Question
  /// Its chance.
  public let chance: Interval
  /// What each path weighs; 1 on average.
  public let weights: [Double]
  /// Which law each path was drawn from, 0 being the plain one.
  public let laws: [Int]
  /// Whether the event happens on a path.
  public let holds: [Bool]
  /// The paths that it took to find the corner, besides.
  public let searched: Int
  /// What was moved, most first.
  public let moves: [Move]

  /// How many paths were drawn.
  public var paths: Int { weights.count }
  /// The paths on which it happens.
  public var hits: Int { holds.count { $0 } }

  /// How many equally heavy hits tell as much: (Σ w)² / Σ w² over the hits.
  public var effectiveHits: Double {
    let heavy = zip(weights, holds).filter(\.1).map(\.0)
    let squares = heavy.reduce(0) { $0 + $1 * $1 }
    let sum = heavy.reduce(0, +)
    return squares > 0 ? sum * sum / squares : 0
  }

  /// The number of plain paths that would have the same error; nil where it never happens.
  public var worth: Double? {
    guard chance.error > 0, chance.value > 0 else { return nil }
    return chance.value * (1 - chance.value) / (chance.error * chance.error)
  }

  /// - Parameters:
  ///   - trial: its number of paths is drawn in the end; the search takes others.
  ///   - question: a chance, with nothing given.
  /// - Throws: `StudyFailure` (usage) for another question.
  public init(_ trial: Trial, _ question: Question, _ options: RunOptions) throws {
    guard case .chance(let conditions) = question.wanted, question.given.isEmpty,
      !conditions.contains(where: { $0.relation == .equal })
    else {
      throw StudyFailure(
        "error: --corner: '\(question.text)' is no chance that can be looked into; compare two sides with <, >, <= "
          + "or >=, without 'given' (a month by which: 'a.b in 2027-06 < 100 bn RUB')", .usage)
    }
    var trial = trial
    trial.settings = trial.settings.reporting(only: [question], trial.model)
    let search = CornerSearch(
      trial: trial, conditions: conditions, paths: Corner.pilot(trial.settings.paths), options: options)
    let (mixture, searched) = try search.found()
    let simulation = try Simulation(model: trial.model, settings: trial.settings)
    let tilt = ChanceTilt(mixture, simulation, trial, keepsScores: false)
    let table = try trial.pathTable(question.series, tilt.moving(options))
    let weights = tilt.weights(paths: table.paths), holds = Question.Condition.allHold(conditions, table)
    self.question = question
    self.searched = searched
    self.weights = weights
    self.holds = holds
    laws = Array(tilt.laws.prefix(table.paths))
    chance = Corner.chance(weights, holds)
    moves = Corner.moves(mixture, trial.model, simulation.months)
  }

  /// A search takes an eighth of the paths for each law, and enough that its tenth says something.
  private static func pilot(_ paths: Int) -> Int { max(2048, paths / 8 / 256 * 256) }

  static func chance(_ weights: [Double], _ holds: [Bool]) -> Interval {
    let parts = zip(weights, holds).map { $1 ? $0 : 0 }
    let sample = Sample(paths: Array(parts.indices))
    guard let found = sample.mean(parts) else { return Interval(around: 0, error: 0) }
    return Interval(
      value: found.value, error: found.error, low: max(0, found.low), high: min(1, found.high))
  }

  private static func moves(_ mixture: CornerMixture, _ model: Model, _ months: Period) -> [Move] {
    guard mixture.shares.count > 1 else { return [] }
    return mixture.shifts.filter { $0.value[1] != 0 }.map { coordinate, shifts in
      let (name, month) = ChanceTilt.name(of: coordinate, model, months)
      return Move(name: name, month: month, shift: shifts[1])
    }.sorted {
      (abs($1.shift), $0.name, $0.month ?? months.first) < (abs($0.shift), $1.name, $1.month ?? months.first)
    }
  }
}
