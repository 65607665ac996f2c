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

  let law: TTFLaw
  let abroad: AbroadLaw
  let shown: GasOutputs
  let startPrice, startCalm, startLift, startChange, liftHalfLife, startEuro: Parameter
  let supply: GasSupply
  let ttfFactor, ratioFactor: Factor
  let regimes, euroShock: Shock
  let level, change, isWild, lift, ratio, scratch: State
  /// The logarithms of the anchors, and what a month leaves of the lift.
  let aim, ratioAim, liftLeft: State
  private let history, euros: MonthlyHistory
  /// The cosine of the time of year.
  private let winter: Season

  init(_ declare: Declarations) {
    law = TTFLaw(declare)
    abroad = AbroadLaw(declare)
    // Prices before the period.
    let start = declare.start, rule = CarryRule(declare, "gas.start")
    history = MonthlyHistory(declare.seeds, "gas_prices_monthly", "ttf")
    euros = MonthlyHistory(declare.seeds, "gas_prices_monthly", "eur_per_usd")
    startPrice = declare.startValue(
      "start", history.observation(for: start - 1, rule), .eurPerMWh, in: 3...400,
      "TTF in the month before the period.")
    startCalm = declare.startValue(
      "start_calm",
      from: [law.reversion, law.anchor, law.momentum, law.calm, law.wild, law.stayCalm, law.stayWild], .share,
      in: 0...1,
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
      "lift_half_life", .median(6, 3...12), .months, in: 0.5...60,
      "Months in which half of such a shock fades.", source: "guess")
    startEuro = declare.startValue(
      "start_euro", euros.observation(for: start - 1, CarryRule(declare, "gas.start_euro")), .eurPerUSD,
      in: 0.5...1.5, "Euro per dollar in the month before the period.")
    // Drawn, and remembered.
    supply = GasSupply(declare)
    winter = Season(declare.seeds, "gas_season", "winter")
    ttfFactor = declare.factor("ttf")
    ratioFactor = declare.factor("jkm_ratio")
    declare.correlate("brent", "ttf")
    declare.correlate("brent", "jkm_ratio")
    declare.correlate("ttf", "jkm_ratio")
    regimes = declare.shock("regime")
    euroShock = declare.shock("euro")
    level = declare.state("level")
    change = declare.state("change")
    isWild = declare.state("wild")
    lift = declare.state("lift")
    ratio = declare.state("ratio")
    aim = declare.state("aim")
    ratioAim = declare.state("ratio_aim")
    liftLeft = declare.state("lift_left")
    scratch = declare.state("scratch")
    shown = GasOutputs(declare)
  }

  func begin(_ paths: MonthView) {
    let price = paths[shown.ttf], start = paths[startPrice], level = paths[level], lift = paths[lift]
    let wild = paths[isWild], chance = paths[startCalm], u = paths[scratch], first = paths[startLift]
    let ratio = paths[ratio], ratioAnchor = paths[abroad.ratioAnchor]
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
    paths[shown.euro].assign(paths[startEuro])
    fillPast(price: shown.ttf, history, paths)
    fillPast(price: shown.euro, euros, paths)
    quoteAsia(paths)
  }

  func step(_ paths: MonthView) {
    supply.step(paths, price: paths.before(shown.ttf))
    if paths.derives(from: law.anchor, abroad.ratioAnchor, liftHalfLife) { derive(paths) }
    moveLevel(paths)
    moveEuro(paths)
    price(paths)
    quoteAsia(paths)
  }

  private func derive(_ paths: MonthView) {
    let anchor = paths[law.anchor], aim = paths[aim], ratioAnchor = paths[abroad.ratioAnchor]
    let ratioAim = paths[ratioAim], life = paths[liftHalfLife], left = paths[liftLeft]
    for path in paths.indices {
      aim[path] = logarithm(anchor[path])
      ratioAim[path] = logarithm(ratioAnchor[path])
      left[path] = exponential(-logarithm(2) / life[path])
    }
  }

  private func moveLevel(_ paths: MonthView) {
    let k = paths[law.reversion], aim = paths[aim], season = paths[law.season], z = paths[ttfFactor]
    let calm = paths[law.calm], wildest = paths[law.wild], stayCalm = paths[law.stayCalm],
      stayWild = paths[law.stayWild]
    let level = paths[level], wild = paths[isWild], u = paths.uniforms(regimes)
    let momentum = paths[law.momentum], change = paths[change]
    let phase = winter[paths.month]
    for path in paths.indices {
      let staysWild = wild[path] * stayWild[path] + (1 - wild[path]) * (1 - stayCalm[path])
      wild[path] = u[path] < staysWild ? 1 : 0
      let volatility = wild[path] * wildest[path] + (1 - wild[path]) * calm[path]
      let target = aim[path] + season[path] * phase
      let pull = k[path] * (target - level[path])
      change[path] = pull + momentum[path] * change[path] + volatility * z[path]
      level[path] += change[path]
    }
  }

  private func moveEuro(_ paths: MonthView) {
    let z = paths[scratch], k = paths[abroad.euroReversion], anchor = paths[abroad.euroAnchor],
      s = paths[abroad.euroVolatility]
    let old = paths.before(shown.euro), rate = paths[shown.euro]
    paths.normals(euroShock, into: z)
    for path in paths.indices {
      rate[path] = old[path] * exponential(k[path] * logarithm(anchor[path] / old[path]) + s[path] * z[path])
    }
    if let pinned = paths.pinned(shown.euro) { rate.assign(pinned) }
  }

  private func price(_ paths: MonthView) {
    let level = paths[level], lift = paths[lift], left = paths[liftLeft], price = paths[shown.ttf]
    let fear = paths[law.escalation]
    let all = paths[supply.effect], others = paths[supply.otherEffect], ban = paths[shown.banEffect]
    for path in paths.indices {
      lift[path] *= left[path]
      price[path] = exponential(level[path] + lift[path] + all[path] + fear[path])
    }
    if let pinned = paths.pinned(shown.ttf) {
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
    let ratio = paths[ratio], k = paths[abroad.ratioReversion], aim = paths[ratioAim]
    let s = paths[abroad.ratioVolatility], ttf = paths[shown.ttf], euro = paths[shown.euro],
      jkm = paths[shown.jkm]
    if paths.index >= 0 {
      let z = paths[ratioFactor]
      for path in paths.indices {
        ratio[path] += k[path] * (aim[path] - ratio[path]) + s[path] * z[path]
      }
    }
    for path in paths.indices {
      jkm[path] = ttf[path] / euro[path] * GasUnits.mwhPerMMBtu * exponential(ratio[path])
    }
    guard let pinned = paths.pinned(shown.jkm) else { return }
    for path in paths.indices {
      ratio[path] += logarithm(pinned[path] / jkm[path])
      jkm[path] = pinned[path]
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let other = paths[supply.otherEffect], effect = paths[supply.effect]
    report.within(paths[shown.ttf], 0, .infinity, "TTF")
    report.within("effect of lost gas") { (other[$0], -.infinity, effect[$0]) }
  }
}
