internal import Engine
internal import Sampling

/// How the price in Europe moves when nothing happens, and when it is wild.
struct TTFLaw {
  let reversion, anchor, season, momentum, calm, wild, stayCalm, stayWild, escalation: Parameter

  init(_ declare: Declarations) {
    let own = "estimated from gas_prices_monthly 2023-26"
    reversion = declare.uncertain(
      "reversion", .median(0.15, 0.05...0.25), .perMonth, in: 0.005...0.6,
      "Share of TTF's log gap to its anchor that closes in a month.", source: own)
    anchor = declare.uncertain(
      "anchor", .median(36, 28...46), .eurPerMWh, in: 10...150,
      "The price TTF returns to.", source: own + "; range guess")
    season = declare.uncertain(
      "season", .median(0.04, 0...0.10), .share, in: 0...0.3,
      "Log height of the anchor's peak on 1 January.", source: own)
    let fit = "simulate calibrate: monthly means 2019-01 to 2025-12"
    momentum = declare.uncertain(
      "momentum", .median(0.25, 0.0...0.5), .share, in: -0.5...0.8,
      "Share of last month's log change that comes again.",
      source:
        "Working 1960: what averaging gives; calculated: 0.38 (se 0.10) in 2019-25, 0.13 (0.14) since 2022-09"
    )
    let errors = fit + "; relative errors from the Hessian"
    calm = declare.uncertain(
      "calm_volatility", .median(0.10, 0.083...0.12), .share, in: 0.02...0.4,
      "Standard deviation of a calm month's surprise.", source: errors)
    wild = declare.uncertain(
      "wild_volatility", .median(0.22, 0.16...0.31), .share, in: 0.05...0.8,
      "Standard deviation of a wild month's surprise.", source: errors)
    stayCalm = declare.uncertain(
      "stay_calm", .median(0.97, 0.90...0.993), .share, in: 0.5...1,
      "Chance that a calm month is followed by another.", source: errors)
    stayWild = declare.uncertain(
      "stay_wild", .median(0.95, 0.75...0.985), .share, in: 0...0.99,
      "Chance that a wild month is followed by another.", source: errors)
    correlateStates(
      declare, calm: "gas.calm_volatility", wild: "gas.wild_volatility", stayCalm: "gas.stay_calm",
      stayWild: "gas.stay_wild")
    escalation = declare.lever(
      "escalation_premium", 0, .share, in: 0...0.5, "What fear of a wider war adds to TTF while it lasts.",
      source: "scenario; guess: 1-4 EUR/MWh, 3 to 12 % of 32")
  }
}

/// The ratio of Asia's price to Europe's, and the euro.
struct AbroadLaw {
  let ratioReversion, ratioAnchor, ratioVolatility, euroReversion, euroAnchor, euroVolatility: Parameter

  init(_ declare: Declarations) {
    let asia = "estimated from recalled JKM"
    ratioReversion = declare.uncertain(
      "jkm_reversion", .median(0.40, 0.25...0.60), .perMonth, in: 0.02...1,
      "Share of the gap of ln(JKM/TTF) that closes in a month.", source: asia)
    ratioAnchor = declare.lever(
      "jkm_ratio", 1.07, .share, in: 0.5...2, "What JKM over TTF returns to.", source: asia)
    ratioVolatility = declare.uncertain(
      "jkm_volatility", .median(0.08, 0.055...0.11), .share, in: 0.01...0.4,
      "Standard deviation of a month's change of that ratio.", source: asia)
    euroReversion = declare.lever(
      "euro_reversion", 0.03, .perMonth, in: 0...0.5, "Share of the euro's log gap that closes in a month.",
      source: "guess")
    euroAnchor = declare.uncertain(
      "euro_anchor", .median(0.88, 0.82...0.95), .eurPerUSD, in: 0.6...1.3,
      "Euro per dollar that the rate returns to.", source: "guess around 2019-26")
    euroVolatility = declare.lever(
      "euro_volatility", 0.02, .share, in: 0...0.1, "Standard deviation of a month's log change of the euro.",
      source: "estimated from gas_prices_monthly")
  }
}

/// Prices, the euro, and what bans do to them.
struct GasOutputs {
  let ttf, jkm, euro, banEffect: Output

  init(_ declare: Declarations) {
    ttf = declare.output(
      "ttf", .eurPerMWh, .mean, "TTF, monthly mean.", region: "EU",
      counterpart: "World Bank Pink Sheet, natural gas, Europe", community: "Price|Primary Energy|Gas",
      headline: true, memory: wholeYear, observed: .column("gas_prices_monthly", "ttf"))
    jkm = declare.output(
      "jkm", .usdPerMMBtu, .mean, "LNG delivered to north-east Asia.", region: "Asia",
      observed: .column("gas_prices_monthly", "jkm"))
    declare.pin(jkm)
    euro = declare.output(
      "eur_per_usd", .eurPerUSD, .mean, "Euro per dollar, monthly mean.", region: "EU",
      counterpart: "ECB reference rate, monthly mean", memory: wholeYear,
      observed: .column("gas_prices_monthly", "eur_per_usd"))
    banEffect = declare.output(
      "ban_effect", .eurPerMWh, .mean, "What Russian gas that stays in the ground adds to TTF.", region: "EU")
    declare.pin(ttf)
    declare.score(ttf, as: "TTF")
    declare.estimate(.wildPrice(.column("gas_prices_monthly", "ttf"), wild: "wild"), factor: "ttf")
    declare.pin(euro)
    declare.exchangeRate(euro)
  }
}
