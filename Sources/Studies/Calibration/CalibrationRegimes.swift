internal import Kernels

/// A hidden Markov chain seen through likelihoods: the forward-backward pass and the chain's re-estimation.
struct HiddenChain {
  /// `[from][to]`.
  var moves: [[Double]]
  /// `[time][state]`: how likely each state is, given everything.
  private(set) var weights: [[Double]] = []
  private(set) var logLikelihood = 0.0
  private var pairs: [[Double]] = []

  init(states: Int, stay: Double) {
    moves = (0..<states).map { row in
      (0..<states).map { $0 == row ? stay : (1 - stay) / Double(max(states - 1, 1)) }
    }
  }

  /// Weighs the states, given the likelihood of each observation in each state.
  mutating func weigh(_ likelihoods: [[Double]]) {
    let states = moves.indices
    var forward: [[Double]] = [], scales: [Double] = []
    var now = states.map { _ in 1 / Double(states.count) }
    for seen in likelihoods {
      let joint = states.map { now[$0] * seen[$0] }
      let scale = max(joint.reduce(0, +), 1e-300)
      scales.append(scale)
      forward.append(joint.map { $0 / scale })
      now = states.map { to in states.reduce(0.0) { $0 + joint[$1] / scale * moves[$1][to] } }
    }
    logLikelihood = scales.reduce(0) { $0 + logarithm($1) }
    var backward = states.map { _ in 1.0 }
    weights = forward
    pairs = moves.map { $0.map { _ in 0 } }
    for time in likelihoods.indices.dropLast().reversed() {
      let next = states.map { likelihoods[time + 1][$0] * backward[$0] / scales[time + 1] }
      for from in states {
        for to in states { pairs[from][to] += forward[time][from] * moves[from][to] * next[to] }
      }
      backward = states.map { from in states.reduce(0.0) { $0 + moves[from][$1] * next[$1] } }
      weights[time] = states.map { forward[time][$0] * backward[$0] }
    }
  }

  /// The chain that the weights make most likely, a little drawn to even odds.
  mutating func renew() {
    for from in moves.indices {
      let total = pairs[from].reduce(0, +) + 1e-3
      moves[from] = pairs[from].map { ($0 + 1e-3 / Double(moves.count)) / total }
    }
  }

  /// How much of the time a state holds, and how many moves leave from it.
  func mass(_ state: Int) -> Double { weights.reduce(0) { $0 + $1[state] } }

  /// The error of the chance to stay in a state.
  func stayError(_ state: Int) -> Double {
    let stay = moves[state][state]
    return (stay * (1 - stay) / max(mass(state), 1)).squareRoot()
  }
}

/// Normal changes around zero whose deviation has a calm and a crisis state.
public struct VolatilityRegimes: Sendable {
  /// The deviations of a monthly change in the two states, in the unit of the changes, and the chances to stay in
  /// each for another month.
  public let calm, crisis, stayCalm, stayCrisis: Double
  /// The standard errors of these four.
  public let calmError, crisisError, stayCalmError, stayCrisisError: Double
  /// The logarithm of the likelihood of all changes.
  public let logLikelihood: Double
  /// Of each change: the mean of 1/variance over the states, weighed by how likely they are.
  public let precisions: [Double]

  private static let rounds = 300

  /// Finds the states by expectation maximisation; the changes are monthly, in their order, without gaps.
  public init(_ changes: [Double]) {
    let spread = (changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count)).squareRoot()
    var deviations = [0.6 * spread, 1.8 * spread]
    var chain = HiddenChain(states: 2, stay: 0.9)
    for _ in 0..<VolatilityRegimes.rounds {
      chain.weigh(changes.map { change in deviations.map { normalDensity(change / $0) / $0 } })
      for state in 0..<2 {
        let squares = zip(changes, chain.weights).reduce(0.0) { $0 + $1.1[state] * $1.0 * $1.0 }
        deviations[state] = max((squares / max(chain.mass(state), 1e-9)).squareRoot(), 0.01 * spread)
      }
      chain.renew()
    }
    let low = deviations[0] <= deviations[1] ? 0 : 1, high = 1 - low
    calm = deviations[low]
    crisis = deviations[high]
    stayCalm = chain.moves[low][low]
    stayCrisis = chain.moves[high][high]
    calmError = calm / (2 * max(chain.mass(low), 1)).squareRoot()
    crisisError = crisis / (2 * max(chain.mass(high), 1)).squareRoot()
    stayCalmError = chain.stayError(low)
    stayCrisisError = chain.stayError(high)
    logLikelihood = chain.logLikelihood
    precisions = chain.weights.map { weight in
      zip(weight, deviations).reduce(0) { $0 + $1.0 / ($1.1 * $1.1) }
    }
  }
}

/// The likelihood of a straight line whose residuals have a calm and a wild deviation that follow each other by chance,
/// with everything free at once: what all errors come from.
struct SwitchingLikelihood {
  let rows: [[Double]]
  let response: [Double]

  /// Standard errors; not a number where the likelihood has no peak inside.
  struct Errors {
    var reversion = Double.nan, logAnchor = Double.nan, momentum = Double.nan
    var calm = Double.nan, crisis = Double.nan, stayCalm = Double.nan, stayCrisis = Double.nan
  }

  /// Coefficients, the logarithms of both deviations, the log odds of staying.
  private func minusLog(_ point: [Double]) -> Double {
    let deviations = [exponential(point[3]), exponential(point[4])]
    let stay = [point[5], point[6]].map { 1 / (1 + exponential(-$0)) }
    var chain = HiddenChain(states: 2, stay: 0.5)
    chain.moves = [[stay[0], 1 - stay[0]], [1 - stay[1], stay[1]]]
    chain.weigh(
      zip(rows, response).map { row, value in
        let rest = value - zip(row, point).reduce(0) { $0 + $1.0 * $1.1 }
        return deviations.map { normalDensity(rest / $0) / $0 }
      })
    return -chain.logLikelihood
  }

  func errors(_ coefficients: [Double], _ regimes: VolatilityRegimes) -> Errors {
    func odds(_ share: Double) -> Double { logarithm(share / max(1 - share, 1e-12)) }
    let point =
      coefficients + [regimes.calm, regimes.crisis].map { logarithm($0) }
      + [odds(regimes.stayCalm), odds(regimes.stayCrisis)]
    guard let found = inverseHessian(at: point, minusLog) else { return Errors() }
    func error(_ place: Int) -> Double { found[place][place].squareRoot() }
    // The anchor's logarithm is c/k, c and k being the first two.
    let (c, k) = (coefficients[0], coefficients[1])
    let slope = [1 / k, -c / (k * k)]
    var variance = 0.0
    for row in 0..<2 {
      for column in 0..<2 { variance += slope[row] * slope[column] * found[row][column] }
    }
    return Errors(
      reversion: error(1), logAnchor: variance.squareRoot(), momentum: error(2),
      calm: regimes.calm * error(3),
      crisis: regimes.crisis * error(4),
      stayCalm: regimes.stayCalm * (1 - regimes.stayCalm) * error(5),
      stayCrisis: regimes.stayCrisis * (1 - regimes.stayCrisis) * error(6))
  }
}

/// Monthly counts whose rate has a quiet, a medium and a high state.
public struct CountRegimes: Sendable {
  /// One of the states.
  public struct State: Sendable {
    /// The mean count of a month in the state, and its standard error.
    public let rate, rateError: Double
    /// Mean months in the state.
    public let months, monthsError: Double
  }

  /// In order of their rates.
  public let states: [State]
  private static let rounds = 300

  /// Finds the states by expectation maximisation; the counts are monthly, in their order, without gaps.
  public init(_ counts: [Double]) {
    let sorted = counts.sorted()
    var rates = [1.0 / 6, 0.5, 5.0 / 6].map { max(quantile(sorted, $0), 0.2) }
    rates = zip(rates, [0.8, 1, 1.2]).map(*)
    var chain = HiddenChain(states: 3, stay: 0.7)
    for _ in 0..<CountRegimes.rounds {
      chain.weigh(counts.map { count in rates.map { exponential(count * logarithm($0) - $0) } })
      for state in 0..<3 {
        let sum = zip(counts, chain.weights).reduce(0.0) { $0 + $1.1[state] * $1.0 }
        rates[state] = max(sum / max(chain.mass(state), 1e-9), 0.05)
      }
      chain.renew()
    }
    let order = (0..<3).sorted { rates[$0] < rates[$1] }
    states = order.map { state in
      let leave = max(1 - chain.moves[state][state], 1e-3)
      return State(
        rate: rates[state], rateError: (rates[state] / max(chain.mass(state), 1)).squareRoot(),
        months: 1 / leave, monthsError: chain.stayError(state) / (leave * leave))
    }
  }
}
