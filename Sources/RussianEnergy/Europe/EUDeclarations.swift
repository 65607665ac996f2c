internal import Engine
internal import Sampling

/// How long a law takes that a majority may pass, and how often one is proposed.
struct Majority {
  let qmvMedian, qmvSigma, agreedMedian, opposition, proposalRate, dearOil, dearFactor, lapse: Parameter

  init(_ declare: Declarations) {
    let majority = "one case: 2025-06-17 to 2026-01-26"
    qmvMedian = declare.uncertain(
      "majority_days", .median(223, 180...280), .days, in: 10...2000,
      "Days from proposal to adoption by qualified majority.", source: majority + "; range guess")
    qmvSigma = declare.lever(
      "majority_sigma", 0.25, .share, in: 0...1, "Spread of the log of those days.", source: "guess")
    agreedMedian = declare.lever(
      "agreed_days", 52, .days, in: 1...400, "Days from the political agreement to adoption.",
      source: "one case: 2025-12-03 to 2026-01-26; range guess")
    opposition = declare.lever(
      "opposition", 0, .share, in: 0...1,
      "Added to each member's chance to vote no (eu_states.csv); four with 35 % of the people block.",
      source: "scenario")
    proposalRate = declare.lever(
      "proposal_rate", 0.015, .perMonth, in: 0...1,
      "Chance a month that a phase-out is proposed, while none is.", source: "guess: one in 40 months of war")
    dearOil = declare.lever(
      "dear_oil", 95, .usdPerBarrel, in: 40...300, "Brent above which new energy bans slow down.",
      source: "guess")
    dearFactor = declare.lever(
      "dear_factor", 0.5, .share, in: 0...1, "Speed of such decisions then.", source: "guess")
    lapse = declare.uncertain(
      "lapse", .median(0.02, 0.01...0.03), .share, in: 0...1,
      "Chance that the half-yearly renewal of the sanctions fails.", source: "guess")
  }
}

/// What happens to a ban that is decided: courts, changes, suspension, an emergency.
struct BanFate {
  let annulment, amendment, suspensionDays, triggerBase, triggerSlope, triggerPrice, onTrack: Parameter
  /// Storage in percent at the end of the month before, under which an emergency grows likely, by month of the year.
  let triggers: [Int: Double]

  init(_ declare: Declarations) {
    annulment = declare.uncertain(
      "annulment", .median(0.08, 0.05...0.15), .share, in: 0...1,
      "Chance that the court annuls the regulation a year or two after adoption.", source: "guess")
    amendment = declare.uncertain(
      "amendment", .median(0.06, 0.03...0.10), .share, in: 0...1,
      "Chance that the LNG ban is amended away before it binds.", source: "guess")
    suspensionDays = declare.lever(
      "suspension_days", 28, .days, in: 0...365, "Length of a suspension in an emergency.",
      source: "regulation: up to four weeks")
    let trigger = "rule set by hand: 28 % on 1 April 2026 with TTF 53 gave no emergency; guess"
    triggerBase = declare.lever(
      "emergency_base", 0.004, .perMonth, in: 0...1, "Chance of an emergency in a winter month.",
      source: trigger)
    triggerSlope = declare.lever(
      "emergency_slope", 0.05, .perMonth, in: 0...1,
      "The same for each point that storage is under the trigger of the month.", source: trigger)
    triggerPrice = declare.lever(
      "emergency_price", 100, .eurPerMWh, in: 30...500, "TTF above which an emergency becomes likely.",
      source: trigger)
    onTrack = declare.lever(
      "on_track", 75, .percent, in: 0...100,
      "Storage at the end of August or September that counts as on track for winter.",
      source: "regulation; guess")
    var triggers: [Int: Double] = [:]
    for row in declare.seeds["gas_season"] {
      if let month = row.number("month_of_year"), let fill = row.number("emergency") {
        triggers[Int(month)] = fill
      }
    }
    self.triggers = triggers
  }
}

/// What a scenario decides by hand.
struct EUByHand {
  let lngDecided, pipelineDecided, lngDelay, pipelineDelay, loanDay, loanChance, loanHold: Parameter
  let byScenario: [Parameter]

  init(_ declare: Declarations) {
    lngDecided = declare.toggle(
      "lng_bans_decided", true, "LNG bans that the EU decides take effect.", source: "eu_bans.csv")
    pipelineDecided = declare.toggle(
      "pipeline_bans_decided", true, "Pipeline gas bans that the EU decides take effect.",
      source: "eu_bans.csv")
    lngDelay = declare.lever(
      "lng_ban_delay", 0, .days, in: -730...3000, "Days by which the end of long LNG contracts is put off.",
      source: "scenario")
    pipelineDelay = declare.lever(
      "pipeline_ban_delay", 0, .days, in: -730...3000,
      "Days by which the end of long pipeline contracts is put off.", source: "scenario")
    byScenario = GasContract.allCases.map { contract in
      declare.lever(
        "\(contract.rawValue)_term_ban", 0, .share, in: 0...1,
        "Share of \(contract.phrase)-term contracts that is banned whatever the EU decides.",
        source: "scenario")
    }
    loanDay = declare.lever(
      "loan_days", 67, .days, in: 0...1000,
      "Days from the agreement on the loan to Ukraine to its legal act if nobody holds.",
      source: "2025-12-19 to the vote planned for 2026-02-24")
    loanChance = declare.lever(
      "loan_chance", 0.85, .share, in: 0...1,
      "Chance that the EU lends to Ukraine at all, before it has agreed.", source: "guess")
    loanHold = declare.lever(
      "loan_hold", 0.4, .share, in: 0...1, "Chance that a member holds up the legal act, the Druzhba apart.",
      source: "guess")
    declare.measure("EU LNG bans", off: (lngDecided, 0))
    let contested = declare.constant("eu.contested_from")
    declare.estimate(.holds { EUPolicy.heldPackages($0, from: contested) })
    declare.measure("EU pipeline gas bans", off: (pipelineDecided, 0))
  }
}

/// How often what is decided.
struct EUOutputs {
  let banned: [Output]
  let adopted, lngAdopted, lngDay, shortDay, regulation, suspended, veto, waiting, loan: Output
  let daysLeft: State

  init(_ declare: Declarations) {
    banned = GasContract.allCases.map {
      declare.output(
        "\($0.rawValue)_banned", .percent, .mean,
        "Part of the month's \($0.phrase)-term contracts that is banned.", region: "EU")
    }
    adopted = declare.output("packages", .count, .sum, "Sanctions packages adopted.", region: "EU")
    lngAdopted = declare.output(
      "lng_ban_adopted", .percent, .last,
      "Paths on which a ban on long LNG contracts has been decided and stands.", region: "EU")
    lngDay = declare.output(
      "lng_ban_in", .percent, .last,
      "Chance that long LNG contracts are banned within a year from the month.", region: "EU")
    shortDay = declare.output(
      "lng_short_ban_in", .percent, .last,
      "Chance that short LNG contracts are banned within a year from the month.", region: "EU")
    daysLeft = declare.state("days_left", rows: 2, shared: true)
    regulation = declare.output(
      "phase_out_adopted", .percent, .last, "Paths on which the phase-out regulation is law.", region: "EU")
    suspended = declare.output(
      "suspended", .percent, .mean, "Part of the month under a suspension.", region: "EU")
    veto = declare.output(
      "druzhba_veto", .percent, .mean, "Paths on which a stop of the Druzhba is a veto.", region: "EU")
    waiting = declare.output(
      "package_days", .days, .mean, "Days from proposal to adoption of the newest package.", region: "EU",
      memory: 1)
    loan = declare.output(
      "ukraine_loan", .percent, .last, "Paths on which the loan to Ukraine is law.", region: "EU")
  }
}
