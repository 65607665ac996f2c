internal import Engine
internal import Kernels
internal import Sampling

/// The price of Brent: a mean-reverting logarithm with calm and crisis months, plus what lost supply adds.
///
/// Δx′ = k (ln m − x) + φ Δx + s z, where s follows a two-state Markov chain; B = exp(x + L + premium). The
/// momentum φ comes from averaging: monthly means of a price that walks from day to day have changes with a
/// correlation of 0.25 (Working 1960). L, the premium and what is left of a shock that was under way at the
/// start stay outside x, or the reversion would decay them twice.
struct Brent: Mechanism {
  static let section = "brent"
  static let summary = "Brent as a mean-reverting price with calm and crisis volatility."

  let law: BrentLaw
  let startPrice, startCrisis, startLift, startChange, liftHalfLife: Parameter
  let response, premium: Input
  let factor: Factor
  let chain: Spread
  let regimes: Shock
  let level, change, lift, inCrisis, uniform, fresh: State
  /// The logarithm of the anchor, and what a month leaves of the lift.
  let aim, liftLeft: State
  let price: Output
  let mean: BrentMean
  private let direction: BrentDirection
  private let history: MonthlyHistory

  init(_ declare: Declarations) {
    law = BrentLaw(declare)
    // The price before the period.
    history = MonthlyHistory(declare.seeds, "prices_monthly", "brent")
    let start = declare.start, rule = CarryRule(declare, "brent.start")
    startPrice = declare.startValue(
      "start", history.observation(for: start - 1, rule), .usdPerBarrel, in: 5...300,
      "Brent in the month before the period.")
    startCrisis = declare.startValue(
      "start_crisis", from: law.all, .share,
      in: 0...1,
      "Chance that the month before the period was one of crisis.", source: PriceRegime.source,
      origin: "seeds/prices_monthly.csv"
    ) { [history] in PriceRegime($0).wildChance(history, before: start) }
    startLift = declare.startValue(
      "start_lift", history.shock(before: start, rule), .share, in: -2...2,
      "Log of Brent over its level before a shock that is under way at the start.")
    startChange = declare.startValue(
      "start_change", history.lastChange(before: start, rule), .share, in: -1...1,
      "Log change of Brent in the month before the period, where no shock explains it.")
    liftHalfLife = declare.uncertain(
      "lift_half_life", .median(3, 1.5...6), .months, in: 0.5...60,
      "Months in which half of such a shock fades.",
      source: "guess: Brent of 2026 fell from 117 in April to 84 in July")
    // Read from others, and remembered.
    response = declare.input("world.response", region: "World")
    premium = declare.input("world.risk_premium", region: "World")
    factor = declare.factor("brent", along: declare.spread("path"))
    chain = declare.spread("regimes")
    regimes = declare.shock("regime")
    level = declare.state("level")
    change = declare.state("change")
    lift = declare.state("lift")
    inCrisis = declare.state("crisis")
    declare.regime("regime", inCrisis, ["calm", "crisis"])
    uniform = declare.state("uniform")
    fresh = declare.state("fresh")
    aim = declare.state("aim")
    liftLeft = declare.state("lift_left")
    mean = BrentMean(declare)
    direction = BrentDirection(declare)
    // What it shows.
    price = declare.output(
      "price", .usdPerBarrel, .mean, "Brent, monthly mean.", region: "World",
      counterpart: "EIA Europe Brent spot price FOB, monthly", community: "Price|Primary Energy|Oil",
      headline: true, memory: wholeYear, observed: .column("prices_monthly", "brent"))
    declare.pin(price)
    declare.score(price, as: "Brent", given: true)
    declare.estimate(.wildPrice(.column("prices_monthly", "brent"), wild: "crisis"), factor: "brent")
  }

  func begin(_ paths: MonthView) {
    let price = paths[price], start = paths[startPrice], level = paths[level]
    let crisis = paths[inCrisis], chance = paths[startCrisis], u = paths[uniform]
    let lift = paths[lift], first = paths[startLift], response = paths[response]
    paths[change].assign(paths[startChange])
    paths.uniforms(chain, into: u)
    for path in paths.indices {
      price[path] = start[path]
      // What a loss under way explains of the shock isn't counted twice.
      lift[path] = first[path] - min(max(first[path], 0), response[path])
      level[path] = logarithm(start[path]) - lift[path] - response[path]
      let taken = Taken(u[path], chance: chance[path])
      crisis[path] = taken.happens ? 1 : 0
      u[path] = taken.rest
    }
    direction.fill(self, crisis: crisis, number: u, paths)
    mean.begin(paths, level: level, change: paths[change], chance: chance)
    fillPast(price: self.price, history, paths)
  }

  func step(_ paths: MonthView) {
    let k = paths[law.reversion], anchor = paths[law.anchor], momentum = paths[law.momentum],
      change = paths[change]
    let calm = paths[law.calm], wild = paths[law.crisis], lift = paths[lift], life = paths[liftHalfLife]
    let aim = paths[aim], liftLeft = paths[liftLeft]
    let stayCalm = paths[law.stayCalm], stayCrisis = paths[law.stayCrisis], z = paths[factor]
    let response = paths[response], premium = paths[premium]
    let level = paths[level], crisis = paths[inCrisis], u = paths[uniform], price = paths[price]
    if [law.reversion, law.momentum, law.calm, law.crisis, law.stayCalm, law.stayCrisis].contains(
      where: paths.isDated)
    {
      mean.begin(paths, level: level, change: change, chance: crisis)
    }
    if paths.derives(from: law.anchor, liftHalfLife) {
      for path in paths.indices {
        aim[path] = logarithm(anchor[path])
        liftLeft[path] = exponential(-logarithm(2) / life[path])
      }
    }
    mean.step(self, paths)
    if paths.index > 0 && paths.index.isMultiple(of: Brent.monthsPerNumber) { fillUp(u, paths) }
    for path in paths.indices {
      let chance = crisis[path] * stayCrisis[path] + (1 - crisis[path]) * (1 - stayCalm[path])
      let taken = Taken(u[path], chance: chance)
      crisis[path] = taken.happens ? 1 : 0
      u[path] = taken.rest
      let volatility = crisis[path] * wild[path] + (1 - crisis[path]) * calm[path]
      let pull = k[path] * (aim[path] - level[path])
      change[path] = pull + momentum[path] * change[path] + volatility * z[path]
      level[path] += change[path]
      lift[path] *= liftLeft[path]
      price[path] = exponential(level[path] + lift[path] + response[path] + premium[path])
    }
    mean.compare(level: level, paths)
    guard let pinned = paths.pinned(self.price) else { return }
    for path in paths.indices {
      price[path] = pinned[path]
      let pin = logarithm(pinned[path]) - lift[path] - response[path] - premium[path]
      change[path] += pin - level[path]
      level[path] = pin
    }
    mean.begin(paths, level: level, change: change, chance: crisis)
    mean.skip(paths)
  }
}

extension Brent {
  /// A month takes a third of a bit of the number that draws the chain; a year takes few of its 52.
  fileprivate static let monthsPerNumber = 12

  fileprivate func fillUp(_ number: Column, _ paths: MonthView) {
    let fresh = paths[self.fresh]
    paths.uniforms(regimes, into: fresh)
    for path in paths.indices { number[path] = Taken.filledUp(number[path], with: fresh[path]) }
  }
}

/// How the price moves when nothing happens, and in a crisis.
struct BrentLaw {
  let reversion, anchor, momentum, calm, crisis, stayCalm, stayCrisis: Parameter
  /// In the order of `PriceRegime`.
  var all: [Parameter] { [reversion, anchor, momentum, calm, crisis, stayCalm, stayCrisis] }

  init(_ declare: Declarations) {
    let own = "simulate calibrate: EIA spot prices, monthly means of twenty years to 2025-12"
    reversion = declare.uncertain(
      "reversion", .median(0.06, 0.035...0.085), .perMonth, in: 0.005...0.5,
      "Share of the log gap to the anchor that closes in a month.", source: own)
    anchor = declare.uncertain(
      "anchor", .median(73, 62...86), .usdPerBarrel, in: 30...150,
      "The price Brent returns to.", source: "NBER w31347: 76 in 2024 USD; range guess")
    momentum = declare.uncertain(
      "momentum", .median(0.17, 0.07...0.26), .share, in: -0.5...0.8,
      "Share of last month's log change that comes again.",
      source: own + "; 0.25 is what averaging a random walk gives (Working 1960)")
    calm = declare.uncertain(
      "calm_volatility", .median(0.066, 0.06...0.075), .share, in: 0.01...0.3,
      "Standard deviation of a calm month's surprise.", source: own)
    crisis = declare.uncertain(
      "crisis_volatility", .median(0.24, 0.175...0.34), .share, in: 0.05...0.6,
      "Standard deviation of a crisis month's surprise.", source: own)
    stayCalm = declare.uncertain(
      "stay_calm", .median(0.967, 0.923...0.988), .share, in: 0.5...1,
      "Chance that a calm month is followed by another.", source: own + "; errors from the Hessian")
    stayCrisis = declare.uncertain(
      "stay_crisis", .median(0.71, 0.46...0.88), .share, in: 0...0.98,
      "Chance that a crisis month is followed by another.", source: own + "; errors from the Hessian")
    correlateStates(
      declare, calm: "brent.calm_volatility", wild: "brent.crisis_volatility", stayCalm: "brent.stay_calm",
      stayWild: "brent.stay_crisis")
  }
}

/// What the estimates of a two-state volatility have in common, by the Hessian of their likelihood: calm and wild
/// volatility, calm volatility and calm's stay, wild volatility and calm's stay, wild volatility and its own stay,
/// both stays.
func correlateStates(
  _ declare: Declarations, calm: String, wild: String, stayCalm: String, stayWild: String
) {
  declare.correlate(calm, wild)
  declare.correlate(calm, stayCalm)
  declare.correlate(wild, stayCalm)
  declare.correlate(wild, stayWild)
  declare.correlate(stayCalm, stayWild)
}

/// Fills the months before the last one from history, for rules that look back.
func fillPast(price: Output, _ history: MonthlyHistory, _ paths: MonthView) {
  for back in 1...wholeYear {
    if let known = history.nearest(paths.month - back) { paths.before(price, back).fill(known) }
  }
}
