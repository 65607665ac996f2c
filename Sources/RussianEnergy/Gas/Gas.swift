internal import Engine
internal import Kernels
internal import Sampling

/// The price of gas in Europe (TTF) and in north-east Asia (JKM), and the euro.
///
/// Δx′ = k (ln m − x) + φ Δx + s z with calm and wild months; m has a small winter peak. What lost supply adds, and
/// what is left of a shock that was under way at the start, stay outside x. JKM is TTF in dollars times a
/// ratio that reverts, since flexible cargoes go where the price is higher.
struct Gas: Mechanism {
  static let section = "gas"
  static let summary = "TTF with calm and wild months, JKM as a reverting ratio to it, the euro."

  let reversion, anchor, season, momentum, calm, wild, stayCalm, stayWild: Parameter
  let ratioReversion, ratioAnchor, ratioVolatility: Parameter
  let euroReversion, euroAnchor, euroVolatility: Parameter
  let escalation: Parameter
  let startPrice, startCalm, startLift, startChange, liftHalfLife, startEuro: Parameter
  let supply: GasSupply
  let ttfFactor, ratioFactor: Factor
  let regimes, euroShock: Shock
  let level, change, isWild, lift, ratio, scratch: State
  let ttf, jkm, euro, banEffect: Output
  private let history, euros: MonthlyHistory

  init(_ declare: Declarations) {
    // How the price in Europe moves when nothing happens, and when it is wild.
    let own = "estimated from gas_prices_monthly 2023-26"
    reversion = declare.uncertain(
      "reversion", .central(median: 0.15, low: 0.05, high: 0.25), .perMonth, in: 0.005...0.6,
      "Share of TTF's log gap to its anchor that closes in a month.", source: own)
    anchor = declare.uncertain(
      "anchor", .central(median: 36, low: 28, high: 46), .eurPerMWh, in: 10...150,
      "The price TTF returns to.", source: own + "; range guess")
    season = declare.uncertain(
      "season", .central(median: 0.04, low: 0, high: 0.10), .share, in: 0...0.3,
      "Log height of the anchor's peak on 1 January.", source: own)
    let fit = "simulate calibrate: monthly means 2019-01 to 2025-12"
    momentum = declare.uncertain(
      "momentum", .central(median: 0.25, low: 0.0, high: 0.5), .share, in: -0.5...0.8,
      "Share of last month's log change that comes again.",
      source:
        "Working 1960: what averaging gives; calculated: 0.38 (se 0.10) in 2019-25, 0.13 (0.14) since 2022-09"
    )
    let errors = fit + "; relative errors from the Hessian"
    calm = declare.uncertain(
      "calm_volatility", .central(median: 0.10, low: 0.083, high: 0.12), .share,
      in: 0.02...0.4,
      "Standard deviation of a calm month's surprise.", source: errors)
    wild = declare.uncertain(
      "wild_volatility", .central(median: 0.22, low: 0.16, high: 0.31), .share,
      in: 0.05...0.8,
      "Standard deviation of a wild month's surprise.", source: errors)
    stayCalm = declare.uncertain(
      "stay_calm", .central(median: 0.97, low: 0.90, high: 0.993), .share, in: 0.5...1,
      "Chance that a calm month is followed by another.", source: errors)
    stayWild = declare.uncertain(
      "stay_wild", .central(median: 0.95, low: 0.75, high: 0.985), .share, in: 0...0.99,
      "Chance that a wild month is followed by another.", source: errors)
    correlateStates(
      declare, calm: "gas.calm_volatility", wild: "gas.wild_volatility", stayCalm: "gas.stay_calm",
      stayWild: "gas.stay_wild", (0.24, 0.15, 0.19, -0.17, 0.31))
    escalation = declare.lever(
      "escalation_premium", 0, .share, in: 0...0.5,
      "What fear of a wider war adds to TTF while it lasts.",
      source: "scenario; guess: 1-4 EUR/MWh, 3 to 12 % of 32")
    // The ratio of Asia's price to Europe's, and the euro.
    let asia = "estimated from recalled JKM"
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
      source: "estimated from gas_prices_monthly")
    // Prices before the period.
    let start = declare.start, rule = CarryRule(declare, "gas.start")
    history = MonthlyHistory(declare.seeds, "gas_prices_monthly", "ttf")
    euros = MonthlyHistory(declare.seeds, "gas_prices_monthly", "eur_per_usd")
    startPrice = declare.startValue(
      "start", history.observation(for: start - 1, rule), .eurPerMWh, in: 3...400,
      "TTF in the month before the period.")
    startCalm = declare.startValue(
      "start_calm", from: [reversion, anchor, momentum, calm, wild, stayCalm, stayWild], .share, in: 0...1,
      "Chance that the month before the period was calm.", source: PriceRegime.source,
      origin: "seeds/gas_prices_monthly.csv"
    ) { [history] in 1 - PriceRegime($0).wildChance(history, before: start) }
    startLift = declare.startValue(
      "start_lift", history.shock(before: start, rule), .share, in: -2...2,
      "Log of TTF over its level before a shock that is under way at the start.")
    startChange = declare.startValue(
      "start_change", history.lastChange(before: start, rule), .share, in: -1...1,
      "Log change of TTF in the month before the period, where no shock explains it.")
    liftHalfLife = declare.uncertain(
      "lift_half_life", .central(median: 6, low: 3, high: 12), .months, in: 0.5...60,
      "Months in which half of such a shock fades.", source: "guess")
    startEuro = declare.startValue(
      "start_euro", euros.observation(for: start - 1, CarryRule(declare, "gas.start_euro")), .eurPerUSD,
      in: 0.5...1.5, "Euro per dollar in the month before the period.")
    supply = GasSupply(declare)
    ttfFactor = declare.factor("ttf")
    ratioFactor = declare.factor("jkm_ratio")
    declare.correlate("brent", "ttf", 0.15)
    declare.correlate("brent", "jkm_ratio", 0.05)
    declare.correlate("ttf", "jkm_ratio", -0.15)
    regimes = declare.shock("regime")
    euroShock = declare.shock("euro")
    level = declare.state("level")
    change = declare.state("change")
    isWild = declare.state("wild")
    lift = declare.state("lift")
    ratio = declare.state("ratio")
    scratch = declare.state("scratch")
    // What it shows.
    ttf = declare.output(
      "ttf", .eurPerMWh, .mean, "TTF, monthly mean.", region: "EU",
      counterpart: "World Bank Pink Sheet, natural gas, Europe", community: "Price|Primary Energy|Gas",
      headline: true,
      observed: .column("gas_prices_monthly", "ttf"))
    jkm = declare.output(
      "jkm", .usdPerMMBtu, .mean, "LNG delivered to north-east Asia.", region: "Asia",
      observed: .column("gas_prices_monthly", "jkm"))
    declare.pin(jkm)
    euro = declare.output(
      "eur_per_usd", .eurPerUSD, .mean, "Euro per dollar, monthly mean.", region: "EU",
      counterpart: "ECB reference rate, monthly mean",
      observed: .column("gas_prices_monthly", "eur_per_usd"))
    banEffect = declare.output(
      "ban_effect", .eurPerMWh, .mean, "What Russian gas that stays in the ground adds to TTF.", region: "EU")
    declare.pin(ttf)
    declare.score(ttf, as: "TTF")
    declare.estimate(.wildPrice(.column("gas_prices_monthly", "ttf"), wild: "wild"), factor: "ttf")
    declare.pin(euro)
    declare.exchangeRate(euro)
  }

  func begin(_ paths: MonthView) {
    let price = paths[ttf], start = paths[startPrice], level = paths[level], lift = paths[lift]
    let wild = paths[isWild], chance = paths[startCalm], u = paths[scratch], first = paths[startLift]
    let ratio = paths[ratio], ratioAnchor = paths[ratioAnchor]
    supply.begin(paths, price: start)
    let lost = paths[supply.effect]
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      price[path] = start[path]
      // What a loss under way explains of the shock isn't counted twice.
      lift[path] = first[path] - min(max(first[path], 0), lost[path])
      level[path] = logarithm(start[path]) - lift[path] - lost[path]
      wild[path] = u[path] < chance[path] ? 0 : 1
      ratio[path] = logarithm(ratioAnchor[path])
    }
    paths[change].assign(paths[startChange])
    paths[euro].assign(paths[startEuro])
    fillPast(price: ttf, history, paths)
    fillPast(price: euro, euros, paths)
    quoteAsia(paths)
  }

  func step(_ paths: MonthView) {
    supply.step(paths, price: paths.before(ttf))
    moveLevel(paths)
    moveEuro(paths)
    price(paths)
    quoteAsia(paths)
  }

  private func moveLevel(_ paths: MonthView) {
    let k = paths[reversion], anchor = paths[anchor], season = paths[season], z = paths[ttfFactor]
    let calm = paths[calm], wildest = paths[wild], stayCalm = paths[stayCalm], stayWild = paths[stayWild]
    let level = paths[level], wild = paths[isWild], u = paths[scratch]
    let momentum = paths[momentum], change = paths[change]
    let phase = winterPhase(paths.month)
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      let staysWild = wild[path] * stayWild[path] + (1 - wild[path]) * (1 - stayCalm[path])
      wild[path] = u[path] < staysWild ? 1 : 0
      let volatility = wild[path] * wildest[path] + (1 - wild[path]) * calm[path]
      let target = logarithm(anchor[path]) + season[path] * phase
      let pull = k[path] * (target - level[path])
      change[path] = pull + momentum[path] * change[path] + volatility * z[path]
      level[path] += change[path]
    }
  }

  private func moveEuro(_ paths: MonthView) {
    let z = paths[scratch], k = paths[euroReversion], anchor = paths[euroAnchor], s = paths[euroVolatility]
    let old = paths.before(euro), rate = paths[euro]
    paths.normals(euroShock, into: z)
    for path in paths.indices {
      rate[path] = old[path] * exponential(k[path] * logarithm(anchor[path] / old[path]) + s[path] * z[path])
    }
    if let pinned = paths.pinned(euro) { rate.assign(pinned) }
  }

  private func price(_ paths: MonthView) {
    let level = paths[level], lift = paths[lift], life = paths[liftHalfLife], price = paths[ttf]
    let fear = paths[escalation]
    let all = paths[supply.effect], others = paths[supply.otherEffect], ban = paths[banEffect]
    for path in paths.indices {
      lift[path] *= exponential(-logarithm(2) / life[path])
      price[path] = exponential(level[path] + lift[path] + all[path] + fear[path])
    }
    if let pinned = paths.pinned(ttf) {
      let change = paths[change]
      for path in paths.indices {
        price[path] = pinned[path]
        let pin = logarithm(pinned[path]) - lift[path] - all[path] - fear[path]
        change[path] += pin - level[path]
        level[path] = pin
      }
    }
    for path in paths.indices {
      ban[path] = price[path] * (1 - exponential(others[path] - all[path]))
    }
  }

  private func quoteAsia(_ paths: MonthView) {
    let ratio = paths[ratio], k = paths[ratioReversion], anchor = paths[ratioAnchor]
    let s = paths[ratioVolatility], ttf = paths[ttf], euro = paths[euro], jkm = paths[jkm]
    if paths.index >= 0 {
      let z = paths[ratioFactor]
      for path in paths.indices {
        ratio[path] += k[path] * (logarithm(anchor[path]) - ratio[path]) + s[path] * z[path]
      }
    }
    for path in paths.indices {
      jkm[path] = ttf[path] / euro[path] * GasUnits.mwhPerMMBtu * exponential(ratio[path])
    }
    guard let pinned = paths.pinned(self.jkm) else { return }
    for path in paths.indices {
      ratio[path] += logarithm(pinned[path] / jkm[path])
      jkm[path] = pinned[path]
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let other = paths[supply.otherEffect], effect = paths[supply.effect]
    report.within(paths[ttf], 0, .infinity, "TTF")
    report.within("effect of lost gas") { (other[$0], -.infinity, effect[$0]) }
  }
}

/// The cosine of the time of year, 1 on 1 January: a mid-month value, over twelve months' sum of 0.
func winterPhase(_ month: Month) -> Double {
  let table = [0.966, 0.707, 0.259, -0.259, -0.707, -0.966, -0.966, -0.707, -0.259, 0.259, 0.707, 0.966]
  return table[month.ofYear - 1]
}
