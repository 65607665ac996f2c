internal import Engine
internal import Kernels
internal import Sampling

/// How many refinery strikes a month the campaign aims at.
///
/// Months are quiet, medium or high; a regime lasts a few months and then changes. The campaign grows or shrinks by
/// a share a month that fades, up to a ceiling. The rate is scaled by what the attacker can fund and by what his
/// donors hold him back from when oil is dear, and a ceasefire ends it.
struct Strikes: Mechanism {
  static let section = "strikes"
  static let summary =
    "The monthly rate of refinery strikes, by regime, funding, donors' restraint and ceasefire."

  let quiet, medium, high, stayQuiet, stayMedium, stayHigh: Parameter
  let quietToHigh, mediumToHigh, highToQuiet: Parameter
  let intensity, scale, growth, growthHalfLife, most, funding, fundingElasticity: Parameter
  let restraint, restraintFrom, restraintFull, domesticShare, ceasefireHazard: Parameter
  let startRegime: Parameter
  let brent: Input
  let funds: PastInput
  let regimes, ceasefires: Shock
  let regime, ceased, uniform: State
  let rate, ceasefire: Output
  private let counts: MonthlyHistory
  /// The month up to which the campaign's scale was known.
  private let grownTo: Month

  init(_ declare: Declarations) {
    counts = MonthlyHistory(declare.seeds, "strikes_monthly", "strikes")
    grownTo = (declare.seeds.asOf ?? declare.start.first).month
    // Strikes in a quiet, a medium and an intense month, and how long each lasts.
    let fit =
      "simulate calibrate: three states of strikes_monthly.csv, 2024-01 to 2026-07, each quarter left out in turn"
    quiet = declare.uncertain(
      "rate_quiet", .central(median: 1.4, low: 0.7, high: 2.5), .perMonth, in: 0...60,
      "Refinery strikes in a quiet month.", source: fit)
    medium = declare.uncertain(
      "rate_medium", .central(median: 8.5, low: 6.2, high: 11), .perMonth, in: 0...60,
      "Refinery strikes in a medium month.", source: fit)
    high = declare.uncertain(
      "rate_high", .central(median: 15, low: 11.5, high: 20), .perMonth, in: 0...60,
      "Refinery strikes in a high month.", source: fit)
    stayQuiet = declare.uncertain(
      "stay_quiet", .central(median: 5, low: 3, high: 9), .months, in: 1...24,
      "Mean months of a quiet regime.", source: fit)
    stayMedium = declare.uncertain(
      "stay_medium", .central(median: 3.8, low: 2.3, high: 7), .months, in: 1...24,
      "Mean months of a medium regime.", source: fit)
    stayHigh = declare.uncertain(
      "stay_high", .central(median: 2.5, low: 1.5, high: 5), .months, in: 1...24,
      "Mean months of a high regime.", source: fit)
    quietToHigh = declare.uncertain(
      "quiet_to_high", .central(median: 0.2, low: 0.05, high: 0.45), .share, in: 0...1,
      "Chance that a quiet regime ends in a high one.",
      source: "guess; range: a beta posterior of the few changes seen")
    mediumToHigh = declare.uncertain(
      "medium_to_high", .central(median: 0.4, low: 0.15, high: 0.7), .share, in: 0...1,
      "Chance that a medium regime ends in a high one.",
      source: "guess; range: a beta posterior of the few changes seen")
    highToQuiet = declare.uncertain(
      "high_to_quiet", .central(median: 0.4, low: 0.15, high: 0.7), .share, in: 0...1,
      "Chance that a high regime ends in a quiet one.",
      source: "guess; range: a beta posterior of the few changes seen")
    // How the campaign grows.
    intensity = declare.lever(
      "intensity", 1, .share, in: 0...5, "Multiplies the rate of strikes; 0 stops them.",
      source: "scenario")
    scale = declare.lever(
      "scale", FittedLevels(declare.seeds, "strikes.scale").schedule(knownOn: declare.seeds.asOf), .share,
      in: 0...3, "How far the campaign has grown towards the rates of its regimes.",
      source: "fitted: at full scale 2024 would have run 5076 kb/d against about 5340 seen; 2023 guess",
      origin: FittedLevels.file)
    growth = declare.uncertain(
      "growth", .central(median: 0.01, low: -0.03, high: 0.055), .perMonth, in: -0.3...0.3,
      "Monthly growth of that scale after the day of the run.",
      source: fit + "; 1.0 % with an error of 2.7: it doesn't help months left out, and isn't excluded")
    growthHalfLife = declare.lever(
      "growth_half_life", 12, .months, in: 1...120, "Months in which half of that growth fades.",
      source: "guess: campaigns meet limits of production and of targets")
    most = declare.lever(
      "most", 34, .perMonth, in: 1...200, "Strikes that the campaign's growth can't pass.",
      source: "twice the highest month on record")
    // What holds it back, and what ends it.
    funding = declare.lever(
      "funding", 1, .share, in: 0...3, "Multiplies the funds that Ukraine's finance gives the campaign.",
      source: "scenario")
    fundingElasticity = declare.uncertain(
      "funding_elasticity", .central(median: 0.15, low: 0, high: 0.8), .share, in: 0...2,
      "Relative change of the rate for a relative change of funds.",
      source: "strikes rose in spring 2026 while a loan was held up; high end: one to one")
    restraint = declare.uncertain(
      "restraint", .central(median: 0.05, low: 0, high: 0.5), .share, in: 0...1,
      "How much donors would hold back at a very high oil price if they alone supplied the weapons.",
      source: "strikes rose to 12 in April 2026 at Brent 117; high end: guess")
    restraintFrom = declare.lever(
      "restraint_from", 85, .usdPerBarrel, in: 20...200, "Brent at which donors begin to worry.",
      source: "guess")
    restraintFull = declare.lever(
      "restraint_full", 120, .usdPerBarrel, in: 30...300, "Brent at which donors hold back in full.",
      source: "guess")
    domesticShare = declare.uncertain(
      "domestic_share", .central(median: 0.92, low: 0.6, high: 0.95), .share, in: 0...1,
      "Share of long-range weapons made at home, which donors can't hold back.",
      source: "rbc.ua (0.90-0.95 in long range); 0.60 of all materiel")
    ceasefireHazard = declare.uncertain(
      "ceasefire_hazard", .central(median: 0.008, low: 0.002, high: 0.02), .perMonth, in: 0...1,
      "Chance a month that a ceasefire ends the strikes.",
      source:
        "none in 54 months of war: a chance of 1.3 % a month at most with odds of one to one; range guess")
    let recent = RecentStrikes(declare, counts)
    startRegime = declare.startValue(
      "start_regime", from: [quiet, medium, high], .index, in: 0...2,
      "Regime before the period: 0 quiet, 1 medium, 2 high.", source: recent.source, origin: recent.origin
    ) { recent.regime($0) }
    declare.measure("strikes", off: (intensity, 0))
    declare.estimate(.counts(.column("strikes_monthly", "strikes"), states: ["quiet", "medium", "high"]))
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    funds = declare.lastMonth("ukraine.campaign_funds", region: "Ukraine")
    regimes = declare.shock("regime")
    ceasefires = declare.shock("ceasefire")
    regime = declare.state("regime")
    declare.regime("regime", regime, ["quiet", "medium", "high"])
    ceased = declare.state("ceased")
    declare.regime("ceasefire", ceased, ["none", "holds"])
    uniform = declare.state("uniform")
    // What it shows.
    rate = declare.output(
      "rate", .perMonth, .mean, "Expected refinery strikes in the month.",
      counterpart: "monthly counts by Bloomberg and Reuters",
      observed: .column("strikes_monthly", "strikes"))
    declare.pin(rate)
    ceasefire = declare.output(
      "ceasefire", .share, .last, "Paths on which a ceasefire holds: its chance by then.", headline: true)
  }

  func begin(_ paths: MonthView) {
    let regime = paths[regime], start = paths[startRegime]
    for path in paths.indices { regime[path] = start[path].rounded() }
  }

  func step(_ paths: MonthView) {
    if paths.index > 0 { changeRegime(paths) }
    endAtCeasefire(paths)
    let quiet = paths[quiet], medium = paths[medium], high = paths[high]
    let intensity = paths[intensity], scale = paths[scale], funding = paths[funding]
    let elasticity = paths[fundingElasticity], restraint = paths[restraint]
    let from = paths[restraintFrom], full = paths[restraintFull], own = paths[domesticShare]
    let funds = paths.before(funds)
    let brent = paths.before(brent), regime = paths[regime], ceased = paths[ceased], rate = paths[rate]
    let growth = paths[growth], life = paths[growthHalfLife], most = paths[most]
    let months = Double(max(paths.month - grownTo, 0))
    for path in paths.indices {
      let struck = chosen(regime[path] < 1.5, medium[path], high[path])
      let base = chosen(regime[path] < 0.5, quiet[path], struck)
      let span = max(full[path] - from[path], 1)
      let fear = restraint[path] * min(max((brent[path] - from[path]) / span, 0), 1)
      let held = 1 - fear * (1 - own[path])
      let paid = power(max(funding[path] * funds[path] / percent, 1e-9), elasticity[path])
      let fade = power(0.5, 1 / life[path])
      let grown = growth[path] * fade * (1 - power(fade, months)) / (1 - fade)
      let aimed = min(base * scale[path] * exponential(grown), most[path])
      rate[path] = aimed * intensity[path] * paid * held * (1 - ceased[path])
    }
    if let pin = paths.pinned(self.rate) { rate.assign(pin) }
  }

  private func changeRegime(_ paths: MonthView) {
    let regime = paths[regime], u = paths[uniform]
    let stays = (paths[stayQuiet], paths[stayMedium], paths[stayHigh])
    let ups = (paths[quietToHigh], paths[mediumToHigh], paths[highToQuiet])
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      let now = regime[path]
      let isQuiet = now < 0.5, isMedium = now < 1.5
      let leave = 1 / chosen(isQuiet, stays.0[path], chosen(isMedium, stays.1[path], stays.2[path]))
      let first = chosen(isQuiet, ups.0[path], chosen(isMedium, ups.1[path], ups.2[path]))
      let secondTarget = chosen(isQuiet, 1, chosen(isMedium, 0, 1))
      let target = chosen(u[path] < leave * first, chosen(isMedium, 2, 0), secondTarget)
      regime[path] = chosen(u[path] < leave, target, now)
    }
  }

  private func endAtCeasefire(_ paths: MonthView) {
    let ceased = paths[ceased], u = paths[uniform], hazard = paths[ceasefireHazard]
    paths.uniforms(ceasefires, into: u)
    for path in paths.indices {
      ceased[path] = chosen(u[path] < 1 - exponential(-hazard[path]), 1, ceased[path])
    }
    paths[ceasefire].assign(ceased)
  }
}

/// How many strikes a month the tables tell of just before a period, and which regime they point to.
private struct RecentStrikes {
  /// A month's strikes, as they were counted or as the list of outages has them.
  let monthly: Double
  let isCounted: Bool
  let source, origin: String
  /// The list of outages leans towards large hits: so many of the strikes that were counted stand in it.
  private static let listed = 0.39

  init(_ declare: Declarations, _ counts: MonthlyHistory) {
    if let counted = (1...2).lazy.compactMap({ counts[declare.start - $0] }).first {
      (monthly, isCounted) = (counted, true)
      source = "\(Int(counted)) strikes counted; thresholds: geometric means of the regimes' rates"
      origin = "seeds/strikes_monthly.csv"
      return
    }
    let from = (declare.start - 2).first, to = declare.start.first
    let recent = declare.seeds["refinery_outages"].filter { row in
      guard let day = row.day("date") else { return false }
      return row.text("cause") == "strike" && day >= from && day < to
    }
    (monthly, isCounted) = (Double(recent.count) / 2, false)
    source =
      "\(recent.count) reported strikes in the two months before; share of strikes that are reported guess"
    origin = "seeds/refinery_outages.csv"
  }

  /// - Parameter rates: of the quiet, medium and high regime.
  func regime(_ rates: [Double]) -> Double {
    let seen = isCounted ? monthly : monthly / RecentStrikes.listed
    return seen >= (rates[1] * rates[2]).squareRoot() ? 2 : seen >= (rates[0] * rates[1]).squareRoot() ? 1 : 0
  }
}
