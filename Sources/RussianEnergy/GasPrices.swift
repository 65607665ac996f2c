internal import Engine
internal import Kernels
internal import Sampling

/// The price of gas in Europe (TTF) and in north-east Asia (JKM), and the euro.
///
/// x′ = x + k (ln m − x) + s z with calm and wild months; m has a small winter peak. What lost supply adds, and
/// what is left of a shock that was under way at the start, stay outside x. JKM is TTF in dollars times a
/// ratio that reverts, since flexible cargoes go where the price is higher.
struct GasPrices: Mechanism {
  static let section = "gas"
  static let summary = "TTF with calm and wild months, JKM as a reverting ratio to it, the euro."

  let reversion, anchor, season, calm, wild, stayCalm, stayWild: Parameter
  let ratioReversion, ratioAnchor, ratioVolatility: Parameter
  let euroReversion, euroAnchor, euroVolatility: Parameter
  let startPrice, startCalm, startLift, liftHalfLife, startEuro: Parameter
  let supply: GasSupply
  let ttfFactor, ratioFactor: Factor
  let regimes, euroShock: Shock
  let level, isWild, lift, ratio, scratch: State
  let ttf, jkm, euro, banEffect: Output
  private let history, euros: MonthlyHistory

  init(_ declare: Declarations) {
    let own = "own estimate on gas_prices_monthly 2023-26"
    reversion = declare.uncertain(
      "reversion", .central(median: 0.15, low: 0.05, high: 0.25), .perMonth, in: 0.005...0.6,
      "Share of TTF's log gap to its anchor that closes in a month.", source: own)
    anchor = declare.uncertain(
      "anchor", .central(median: 36, low: 28, high: 46), .eurPerMWh, in: 10...150,
      "The price TTF returns to.", source: own + "; range guess")
    season = declare.uncertain(
      "season", .central(median: 0.04, low: 0, high: 0.10), .share, in: 0...0.3,
      "Log height of the anchor's peak on 1 January.", source: own)
    calm = declare.lever(
      "calm_volatility", 0.12, .share, in: 0.02...0.4, "Standard deviation of a calm month's log change.",
      source: own)
    wild = declare.lever(
      "wild_volatility", 0.24, .share, in: 0.05...0.8, "Standard deviation of a wild month's log change.",
      source: own)
    stayCalm = declare.lever(
      "stay_calm", 0.94, .share, in: 0.5...1, "Chance that a calm month is followed by another.", source: own)
    stayWild = declare.lever(
      "stay_wild", 0.95, .share, in: 0...0.99, "Chance that a wild month is followed by another.", source: own
    )
    let asia = "own estimate on recalled JKM"
    ratioReversion = declare.uncertain(
      "jkm_reversion", .central(median: 0.40, low: 0.25, high: 0.60), .perMonth, in: 0.02...1,
      "Share of the gap of ln(JKM/TTF) that closes in a month.", source: asia)
    ratioAnchor = declare.lever(
      "jkm_ratio", 1.07, .share, in: 0.5...2, "What JKM over TTF returns to.", source: asia)
    ratioVolatility = declare.uncertain(
      "jkm_volatility", .central(median: 0.08, low: 0.055, high: 0.11), .share, in: 0.01...0.4,
      "Standard deviation of a month's change of that ratio.", source: asia)
    euroReversion = declare.lever(
      "euro_reversion", 0.03, .perMonth, in: 0...0.5, "Share of the euro's log gap that closes in a month.",
      source: "guess")
    euroAnchor = declare.uncertain(
      "euro_anchor", .central(median: 0.88, low: 0.82, high: 0.95), .eurPerUSD, in: 0.6...1.3,
      "Euro per dollar that the rate returns to.", source: "guess around 2019-26")
    euroVolatility = declare.lever(
      "euro_volatility", 0.02, .share, in: 0...0.1, "Standard deviation of a month's log change of the euro.",
      source: "own estimate on gas_prices_monthly")
    let start = declare.start
    history = MonthlyHistory(declare.seeds, "gas_prices_monthly", "ttf")
    euros = MonthlyHistory(declare.seeds, "gas_prices_monthly", "eur_per_usd")
    startPrice = declare.startValue(
      "start",
      history.observation(
        for: start - 1, error: 0.22, otherwise: .lognormal(mu: logarithm(36), sigma: 0.4)),
      .eurPerMWh, in: 3...400, "TTF in the month before the period.")
    startCalm = declare.startValue(
      "start_calm", GasPrices.calmChance(history, start), .share, in: 0...1,
      "Chance that the period begins calm.")
    startLift = declare.startValue(
      "start_lift", GasPrices.shock(history, start), .share, in: -2...2,
      "Log of TTF over its level before a shock that is under way at the start.")
    liftHalfLife = declare.uncertain(
      "lift_half_life", .central(median: 6, low: 3, high: 12), .months, in: 0.5...60,
      "Months in which half of such a shock fades.", source: "guess")
    startEuro = declare.startValue(
      "start_euro",
      euros.observation(
        for: start - 1, error: 0.035, otherwise: .central(median: 0.9, low: 0.82, high: 0.98)),
      .eurPerUSD, in: 0.5...1.5, "Euro per dollar in the month before the period.")
    supply = GasSupply(declare)
    ttfFactor = declare.factor("ttf")
    ratioFactor = declare.factor("jkm_ratio")
    declare.correlate("brent", "ttf", 0.15)
    declare.correlate("brent", "jkm_ratio", 0.05)
    declare.correlate("ttf", "jkm_ratio", -0.15)
    regimes = declare.shock("regime")
    euroShock = declare.shock("euro")
    level = declare.state("level")
    isWild = declare.state("wild")
    lift = declare.state("lift")
    ratio = declare.state("ratio")
    scratch = declare.state("scratch")
    ttf = declare.output(
      "ttf", .eurPerMWh, .mean, "TTF, monthly mean.", region: "EU",
      counterpart: "World Bank Pink Sheet, natural gas, Europe", headline: true)
    jkm = declare.output("jkm", .usdPerMMBtu, .mean, "LNG delivered to north-east Asia.", region: "Asia")
    euro = declare.output(
      "eur_per_usd", .eurPerUSD, .mean, "Euro per dollar, monthly mean.", region: "EU",
      counterpart: "ECB reference rate, monthly mean")
    banEffect = declare.output(
      "ban_effect", .eurPerMWh, .mean, "What Russian gas that stays in the ground adds to TTF.", region: "EU")
    declare.pin(ttf, to: history.byMonth)
    declare.pin(euro, to: euros.byMonth)
  }

  /// Calm is likely unless the last three months moved a lot.
  private static func calmChance(_ history: MonthlyHistory, _ start: Month) -> Observation {
    let moves = (1...3).compactMap { back -> Double? in
      guard let late = history[start - back], let early = history[start - back - 1] else { return nil }
      return abs(logarithm(late / early))
    }
    let isCalm = !moves.isEmpty && moves.reduce(0, +) / Double(moves.count) < 0.17
    return Observation(
      distribution: .constant(isCalm ? 0.75 : 0.25),
      source: "guess: 0.75 where the last three months moved by less than 17 % on average, else 0.25",
      origin: "seeds/gas_prices_monthly.csv")
  }

  /// A jump by more than half within the last four months counts as a shock that fades; its height is
  /// taken over the median of the half-year before.
  private static func shock(_ history: MonthlyHistory, _ start: Month) -> Observation {
    let jumps = (1...4).compactMap { back -> Double? in
      guard let late = history[start - back], let early = history[start - back - 1] else { return nil }
      return logarithm(late / early)
    }
    let calm = (5...10).compactMap { history[start - $0] }.sorted()
    let isShock = (jumps.max() ?? 0) > 0.4 && calm.count >= 4
    let last = history.nearest(start - 1) ?? 0
    return Observation(
      distribution: .constant(isShock ? logarithm(last / calm[calm.count / 2]) : 0),
      source: "guess: over the median of the half-year before, where a month's log jump passed 0.4",
      origin: "seeds/gas_prices_monthly.csv")
  }

  func begin(_ paths: Paths) {
    let price = paths[ttf], start = paths[startPrice], level = paths[level], lift = paths[lift]
    let wild = paths[isWild], chance = paths[startCalm], u = paths[scratch], first = paths[startLift]
    let ratio = paths[ratio], ratioAnchor = paths[ratioAnchor]
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      price[path] = start[path]
      lift[path] = first[path]
      level[path] = logarithm(start[path]) - first[path]
      wild[path] = u[path] < chance[path] ? 0 : 1
      ratio[path] = logarithm(ratioAnchor[path])
    }
    paths[euro].assign(paths[startEuro])
    fillPast(price: ttf, history, paths)
    fillPast(price: euro, euros, paths)
    quoteAsia(paths)
  }

  func step(_ paths: Paths) {
    supply.step(paths, price: paths.before(ttf))
    moveLevel(paths)
    moveEuro(paths)
    price(paths)
    quoteAsia(paths)
  }

  private func moveLevel(_ paths: Paths) {
    let k = paths[reversion], anchor = paths[anchor], season = paths[season], z = paths[ttfFactor]
    let calm = paths[calm], wildest = paths[wild], stayCalm = paths[stayCalm], stayWild = paths[stayWild]
    let level = paths[level], wild = paths[isWild], u = paths[scratch]
    let phase = winterPhase(paths.month)
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      let staysWild = wild[path] * stayWild[path] + (1 - wild[path]) * (1 - stayCalm[path])
      wild[path] = u[path] < staysWild ? 1 : 0
      let volatility = wild[path] * wildest[path] + (1 - wild[path]) * calm[path]
      let target = logarithm(anchor[path]) + season[path] * phase
      level[path] += k[path] * (target - level[path]) + volatility * z[path]
    }
  }

  private func moveEuro(_ paths: Paths) {
    let z = paths[scratch], k = paths[euroReversion], anchor = paths[euroAnchor], s = paths[euroVolatility]
    let old = paths.before(euro), rate = paths[euro]
    paths.normals(euroShock, into: z)
    for path in paths.indices {
      rate[path] = old[path] * exponential(k[path] * logarithm(anchor[path] / old[path]) + s[path] * z[path])
    }
    if let pinned = paths.pinned(euro) { rate.fill(pinned) }
  }

  private func price(_ paths: Paths) {
    let level = paths[level], lift = paths[lift], life = paths[liftHalfLife], price = paths[ttf]
    let all = paths[supply.effect], others = paths[supply.otherEffect], ban = paths[banEffect]
    for path in paths.indices {
      lift[path] *= exponential(-logarithm(2) / life[path])
      price[path] = exponential(level[path] + lift[path] + all[path])
    }
    if let pinned = paths.pinned(ttf) {
      for path in paths.indices {
        price[path] = pinned
        level[path] = logarithm(pinned) - lift[path] - all[path]
      }
    }
    for path in paths.indices {
      ban[path] = price[path] * (1 - exponential(others[path] - all[path]))
    }
  }

  private func quoteAsia(_ paths: Paths) {
    let ratio = paths[ratio], k = paths[ratioReversion], anchor = paths[ratioAnchor]
    let s = paths[ratioVolatility], ttf = paths[ttf], euro = paths[euro], jkm = paths[jkm]
    if paths.index >= 0 {
      let z = paths[ratioFactor]
      for path in paths.indices {
        ratio[path] += k[path] * (logarithm(anchor[path]) - ratio[path]) + s[path] * z[path]
      }
    }
    for path in paths.indices {
      jkm[path] = ttf[path] / euro[path] * Gas.mwhPerMMBtu * exponential(ratio[path])
    }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    for path in paths.indices {
      report.within(paths[ttf][path], 0, .infinity, "TTF")
      report.within(paths[supply.otherEffect][path], -10, paths[supply.effect][path], "effect of lost gas")
    }
  }
}

/// The cosine of the time of year, 1 on 1 January: a mid-month value, over twelve months' sum of 0.
func winterPhase(_ month: Month) -> Double {
  let table = [0.966, 0.707, 0.259, -0.259, -0.707, -0.966, -0.966, -0.707, -0.259, 0.259, 0.707, 0.966]
  return table[month.ofYear - 1]
}
