internal import Engine
internal import Sampling

/// Strikes in a quiet, a medium and an intense month, and how long each lasts.
struct StrikeSpells {
  static let fit =
    "simulate calibrate: three states of strikes_monthly.csv, 2024-01 to 2026-07, each quarter left out in turn"
  let quiet, medium, high, stayQuiet, stayMedium, stayHigh, quietToHigh, mediumToHigh: Parameter
  let highToQuiet: Parameter

  init(_ declare: Declarations) {
    let fit = StrikeSpells.fit
    quiet = declare.uncertain(
      "rate_quiet", .median(1.4, 0.7...2.5), .perMonth, in: 0...60,
      "Refinery strikes in a quiet month.", source: fit)
    medium = declare.uncertain(
      "rate_medium", .median(8.5, 6.2...11), .perMonth, in: 0...60,
      "Refinery strikes in a medium month.", source: fit)
    high = declare.uncertain(
      "rate_high", .median(15, 11.5...20), .perMonth, in: 0...60,
      "Refinery strikes in a high month.", source: fit)
    stayQuiet = declare.uncertain(
      "stay_quiet", .median(5, 3...9), .months, in: 1...24, "Mean months of a quiet regime.", source: fit)
    stayMedium = declare.uncertain(
      "stay_medium", .median(3.8, 2.3...7), .months, in: 1...24,
      "Mean months of a medium regime.", source: fit)
    stayHigh = declare.uncertain(
      "stay_high", .median(2.5, 1.5...5), .months, in: 1...24, "Mean months of a high regime.", source: fit)
    quietToHigh = declare.uncertain(
      "quiet_to_high", .median(0.2, 0.05...0.45), .share, in: 0...1,
      "Chance that a quiet regime ends in a high one.",
      source: "guess; range: a beta posterior of the few changes seen")
    mediumToHigh = declare.uncertain(
      "medium_to_high", .median(0.4, 0.15...0.7), .share, in: 0...1,
      "Chance that a medium regime ends in a high one.",
      source: "guess; range: a beta posterior of the few changes seen")
    highToQuiet = declare.uncertain(
      "high_to_quiet", .median(0.4, 0.15...0.7), .share, in: 0...1,
      "Chance that a high regime ends in a quiet one.",
      source: "guess; range: a beta posterior of the few changes seen")
  }
}

/// How the campaign grows.
struct CampaignGrowth {
  let intensity, scale, growth, growthHalfLife, most: Parameter

  init(_ declare: Declarations) {
    intensity = declare.lever(
      "intensity", 1, .share, in: 0...5, "Multiplies the rate of strikes; 0 stops them.", source: "scenario")
    scale = declare.lever(
      "scale", FittedLevels(declare.seeds, "strikes.scale").schedule(knownOn: declare.seeds.asOf), .share,
      in: 0...3, "How far the campaign has grown towards the rates of its regimes.",
      source: "fitted: at full scale 2024 would have run 5076 kb/d against about 5340 seen; 2023 guess",
      origin: FittedLevels.file)
    growth = declare.uncertain(
      "growth", .median(0.01, -0.03...0.055), .perMonth, in: -0.3...0.3,
      "Monthly growth of that scale after the day of the run.",
      source: StrikeSpells.fit
        + "; 1.0 % with an error of 2.7: it doesn't help months left out, and isn't excluded")
    growthHalfLife = declare.lever(
      "growth_half_life", 12, .months, in: 1...120, "Months in which half of that growth fades.",
      source: "guess: campaigns meet limits of production and of targets")
    most = declare.lever(
      "most", 34, .perMonth, in: 1...200, "Strikes that the campaign's growth can't pass.",
      source: "twice the highest month on record")
  }
}

/// What holds the campaign back, and what ends it.
struct CampaignLimits {
  let funding, fundingElasticity, restraint, restraintFrom, restraintFull, domesticShare: Parameter
  let ceasefireHazard: Parameter

  init(_ declare: Declarations) {
    funding = declare.lever(
      "funding", 1, .share, in: 0...3, "Multiplies the funds that Ukraine's finance gives the campaign.",
      source: "scenario")
    fundingElasticity = declare.uncertain(
      "funding_elasticity", .median(0.15, 0...0.8), .share, in: 0...2,
      "Relative change of the rate for a relative change of funds.",
      source: "strikes rose in spring 2026 while a loan was held up; high end: one to one")
    restraint = declare.uncertain(
      "restraint", .median(0.05, 0...0.5), .share, in: 0...1,
      "How much donors would hold back at a very high oil price if they alone supplied the weapons.",
      source: "strikes rose to 12 in April 2026 at Brent 117; high end: guess")
    restraintFrom = declare.lever(
      "restraint_from", 85, .usdPerBarrel, in: 20...200, "Brent at which donors begin to worry.",
      source: "guess")
    restraintFull = declare.lever(
      "restraint_full", 120, .usdPerBarrel, in: 30...300, "Brent at which donors hold back in full.",
      source: "guess")
    domesticShare = declare.uncertain(
      "domestic_share", .median(0.92, 0.6...0.95), .share, in: 0...1,
      "Share of long-range weapons made at home, which donors can't hold back.",
      source: "rbc.ua (0.90-0.95 in long range); 0.60 of all materiel")
    ceasefireHazard = declare.uncertain(
      "ceasefire_hazard", .median(0.008, 0.002...0.02), .perMonth, in: 0...1,
      "Chance a month that a ceasefire ends the strikes.",
      source:
        "none in 54 months of war: a chance of 1.3 % a month at most with odds of one to one; range guess")
  }
}
