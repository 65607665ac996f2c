internal import Engine
internal import Kernels
internal import Sampling

/// The price of Brent: a mean-reverting logarithm with calm and crisis months, plus what lost supply adds.
///
/// x′ = x + k (ln m − x) + s z, where s follows a two-state Markov chain; B = exp(x + L + premium). L and the
/// premium stay outside x, or the reversion would decay them twice.
struct Brent: Mechanism {
  static let section = "brent"
  static let summary = "Brent as a mean-reverting price with calm and crisis volatility."

  let reversion, anchor, calm, crisis, stayCalm, stayCrisis, startPrice, startCrisis: Parameter
  let response, premium: Input
  let factor: Factor
  let regimes: Shock
  let level, inCrisis, uniform: State
  let price: Output
  private let history: MonthlyHistory

  init(_ declare: Declarations) {
    let own = "own estimate on EIA spot prices"
    reversion = declare.uncertain(
      "reversion", .central(median: 0.055, low: 0.03, high: 0.08), .perMonth, in: 0.005...0.5,
      "Share of the log gap to the anchor that closes in a month.", source: own + " (half-life 13 months)")
    anchor = declare.uncertain(
      "anchor", .central(median: 72, low: 60, high: 85), .usdPerBarrel, in: 30...150,
      "The price Brent returns to.", source: "NBER w31347 (76 in 2024 USD); range own")
    calm = declare.uncertain(
      "calm_volatility", .central(median: 0.087, low: 0.075, high: 0.098), .share, in: 0.01...0.3,
      "Standard deviation of a calm month's log change.", source: own + " 2010-19, 2023-25")
    crisis = declare.uncertain(
      "crisis_volatility", .central(median: 0.20, low: 0.136, high: 0.23), .share, in: 0.05...0.6,
      "Standard deviation of a crisis month's log change.", source: own + " 2022, 2026")
    stayCalm = declare.lever(
      "stay_calm", 0.95, .share, in: 0.5...1, "Chance that a calm month is followed by another.",
      source: own)
    stayCrisis = declare.lever(
      "stay_crisis", 0.80, .share, in: 0...0.98, "Chance that a crisis month is followed by another.",
      source: own)
    history = MonthlyHistory(declare.seeds, "prices_monthly", "brent")
    startPrice = declare.startValue(
      "start",
      history.observation(
        for: declare.start - 1, error: 0.14, otherwise: .lognormal(mu: logarithm(72), sigma: 0.25)),
      .usdPerBarrel, in: 5...300, "Brent in the month before the period.")
    startCrisis = declare.startValue(
      "start_crisis", Brent.crisisChance(history, declare.start), .share, in: 0...1,
      "Chance that the period begins in a crisis.")
    response = declare.input("world.response", region: "World")
    premium = declare.input("world.risk_premium", region: "World")
    factor = declare.factor("brent")
    regimes = declare.shock("regime")
    level = declare.state("level")
    inCrisis = declare.state("crisis")
    uniform = declare.state("uniform")
    price = declare.output(
      "price", .usdPerBarrel, .mean, "Brent, monthly mean.", region: "World",
      counterpart: "EIA Europe Brent spot price FOB, monthly", headline: true)
    declare.pin(price, to: history.byMonth)
  }

  /// Likely after three months of large moves, else rare.
  private static func crisisChance(_ history: MonthlyHistory, _ start: Month) -> Observation {
    let moves = (1...3).compactMap { back -> Double? in
      guard let late = history[start - back], let early = history[start - back - 1] else { return nil }
      return abs(logarithm(late / early))
    }
    let isWild = !moves.isEmpty && moves.reduce(0, +) / Double(moves.count) > 0.10
    return Observation(
      distribution: .constant(isWild ? 0.6 : 0.08),
      source: "guess: 0.6 where the last three months moved by more than 10 % on average, else 0.08",
      origin: "seeds/prices_monthly.csv")
  }

  func begin(_ paths: Paths) {
    let price = paths[price], start = paths[startPrice], level = paths[level]
    let crisis = paths[inCrisis], chance = paths[startCrisis], u = paths[uniform]
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      price[path] = start[path]
      level[path] = logarithm(start[path])
      crisis[path] = u[path] < chance[path] ? 1 : 0
    }
    fillPast(price: self.price, history, paths)
  }

  func step(_ paths: Paths) {
    let k = paths[reversion], anchor = paths[anchor], calm = paths[calm], wild = paths[crisis]
    let stayCalm = paths[stayCalm], stayCrisis = paths[stayCrisis], z = paths[factor]
    let response = paths[response], premium = paths[premium]
    let level = paths[level], crisis = paths[inCrisis], u = paths[uniform], price = paths[price]
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      let stays = crisis[path] * stayCrisis[path] + (1 - crisis[path]) * (1 - stayCalm[path])
      crisis[path] = u[path] < stays ? 1 : 0
      let volatility = crisis[path] * wild[path] + (1 - crisis[path]) * calm[path]
      level[path] += k[path] * (logarithm(anchor[path]) - level[path]) + volatility * z[path]
      price[path] = exponential(level[path] + response[path] + premium[path])
    }
    guard let pinned = paths.pinned(self.price) else { return }
    for path in paths.indices {
      price[path] = pinned
      level[path] = logarithm(pinned) - response[path] - premium[path]
    }
  }
}

/// Fills the months before the last one from history, for rules that look back.
func fillPast(price: Output, _ history: MonthlyHistory, _ paths: Paths) {
  for back in 1...12 {
    if let known = history.nearest(paths.month - back) { paths.before(price, back).fill(known) }
  }
}
