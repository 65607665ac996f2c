internal import Engine
internal import Sampling

/// What is needed, and who pays it when.
struct UkraineMoney {
  let need, loan, loanPlan, payDelay, arrearsMonths, others, usAid, domestic: Parameter

  init(_ declare: Declarations) {
    let ask = "von der Leyen's letter: 135.7 bn EUR in 2026-27"
    need = declare.uncertain(
      "need", .median(67.85, 65...70), .billionEurosPerYear, in: 1...300,
      "Foreign money Ukraine needs from 2026.", source: ask)
    loan = declare.lever(
      "eu_loan", 45, .billionEurosPerYear, in: 0...300, "The EU's loan in a year, from January 2026.",
      source: "90 bn EUR in 2026-27")
    loanPlan = declare.lever(
      "loan_plan", 45, .billionEurosPerYear, in: 1...300,
      "What spending plans count on from that loan in a year.", source: "90 bn EUR in 2026-27")
    payDelay = declare.uncertain(
      "loan_delay", .median(60, 45...75), .days, in: 0...400,
      "Days from the legal act to the first payment.", source: "2026-04-23 to 2026-06-25")
    arrearsMonths = declare.lever(
      "arrears_months", 3, .months, in: 1...24, "Months over which what was due before is paid.",
      source: "guess")
    others = declare.uncertain(
      "other_donors", .median(15, 10...22.85), .billionEurosPerYear, in: 0...300,
      "What others than the EU's loan give in a year.", source: "30 (20-45.7) in 24 months")
    usAid = declare.lever(
      "us_aid", 0, .billionEurosPerYear, in: 0...200, "Aid of the United States.",
      source: "Kiel: -99 % in 2025; 115 bn EUR in 2022-24")
    domestic = declare.lever(
      "domestic_budget", 1, .share, in: 0...3, "Ukraine's own money for weapons over that of 2025.",
      source: "scenario")
  }
}

/// What a shortfall does, and whether Washington returns.
struct ShortfallEffect {
  let loanShare, buffer, catchUp, gapShare, best, returnHazard, returnAid, success: Parameter

  init(_ declare: Declarations) {
    loanShare = declare.uncertain(
      "loan_share", .median(0.35, 0.15...0.6), .share, in: 0...1,
      "Part of the campaign's funds that comes from the loan.", source: "guess")
    buffer = declare.uncertain(
      "cash_buffer", .median(1, 0...2), .months, in: 0...12,
      "Months of the loan that Ukraine can advance.", source: "guess")
    catchUp = declare.lever(
      "catch_up", 0.30, .share, in: 0...2, "Most by which spending passes its plan to catch up.",
      source: "guess")
    gapShare = declare.uncertain(
      "gap_share", .median(0.3, 0...0.6), .share, in: 0...1,
      "Part of the general gap that reaches the campaign.", source: "guess")
    best = declare.lever(
      "most_funded", 1.3, .share, in: 1...3, "Most by which money passes the need.", source: "guess")
    returnHazard = declare.lever(
      "us_return_hazard", 0, .perMonth, in: 0...1,
      "Chance that the United States give again, in a month in which the campaign is seen to work.",
      source: "scenario; guess: 0 to 0.05 a month")
    returnAid = declare.lever(
      "us_return_aid", 20, .billionEurosPerYear, in: 0...200, "What they then give in a year.",
      source: "guess: half of what Kiel counts for 2022-24")
    success = declare.lever(
      "success_offline", 1000, .kbPerDay, in: 10...5000,
      "Refining capacity offline at which the campaign is seen to work fully.",
      source: "guess: a sixth of capacity, as in August 2025")
  }
}
