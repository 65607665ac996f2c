internal import Engine
internal import Kernels
internal import Sampling

/// How the EU turns proposals into dated bans.
///
/// A sanctions package needs all 27: it is adopted twelve days or so after the proposal plus the longest of
/// the holds by single members; whoever holds may dilute it, and a long stop of the Druzhba pipeline is a veto
/// that lasts until the day after the repair. The phase-out regulation needs a qualified majority and takes
/// longer; dear oil slows it. A ban stands on either leg, until both fall or it is amended.
struct EU: Mechanism {
  static let section = "eu"
  static let summary =
    "Sanctions packages, the gas phase-out, vetoes, delays, dilution, legal risk, suspension."

  let base, hold, holdScale, dilution, dilutionDelay, rejection, gap, lngClause: Parameter
  let vetoAfter, qmvMedian, qmvSigma, agreedMedian, opposition, proposalRate: Parameter
  let dearOil, dearFactor, lapse, annulment, amendment: Parameter
  let suspensionDays, triggerSlope, triggerBase, triggerPrice: Parameter
  let lngDecided, pipelineDecided, lngDelay, pipelineDelay: Parameter
  let byScenario: [Parameter]
  let loanDay, loanChance, loanHold, onTrack: Parameter
  /// Storage in percent at the end of the month before, under which an emergency grows likely, by month of the year.
  let triggers: [Int: Double]
  let brent, ttf, druzhba: Input
  let storage: PastInput
  let draws, monthly: Shock
  /// Rows of `days`: proposal and due day of the package; each contract's first day under the sanctions; the
  /// same under the regulation; the day the regulation falls; the loan's day; the end of a suspension.
  let days, flags, work, down, uniform, packages, daysLeft: State
  let banned: [Output]
  let adopted, lngAdopted, lngDay, shortDay, regulation, suspended, veto, waiting, loan: Output
  let policy: EUPolicy

  init(_ declare: Declarations) {
    policy = EUPolicy(declare.seeds, start: declare.start)
    // How long a sanctions package takes, and what a veto does to it.
    let votes = "fitted to eu_packages.csv"
    base = declare.uncertain(
      "package_base", .central(median: 12, low: 10, high: 15), .days, in: 1...60,
      "Days from proposal to adoption if nobody holds.", source: votes)
    hold = declare.uncertain(
      "hold_days", .central(median: 16, low: 9, high: 26), .days, in: 1...200,
      "Mean days that a member holds; the longest hold decides.", source: votes)
    holdScale = declare.lever(
      "hold_scale", 1, .share, in: 0...5, "Multiplies each member's chance to hold (eu_holds.csv).",
      source: "scenario")
    dilution = declare.uncertain(
      "dilution", .central(median: 0.45, low: 0.3, high: 0.6), .share, in: 0...1,
      "Chance that a package that was held up loses its strongest energy clause for a time.",
      source: "cut of 0.3-0.6; guess")
    dilutionDelay = declare.uncertain(
      "dilution_delay", .central(median: 180, low: 60, high: 365), .days, in: 0...1500,
      "Days by which dilution puts off the end of long LNG contracts.",
      source: "guess; up to the year between 2027-01-01 and the proposal of the regulation")
    rejection = declare.uncertain(
      "rejection", .central(median: 0.02, low: 0, high: 0.045), .share, in: 0...1,
      "Chance that a package is never adopted.", source: "none of 20; Laplace 1/22")
    gap = declare.uncertain(
      "package_gap", .central(median: 60, low: 30, high: 110), .days, in: 1...2000,
      "Mean days from one package to the proposal of the next.", source: "counted in eu_packages.csv")
    lngClause = declare.lever(
      "lng_clause", 0.05, .share, in: 0...1, "Chance that a package proposes to end LNG, while none has.",
      source: "one of 20 packages")
    vetoAfter = declare.uncertain(
      "veto_after", .central(median: 27, low: 20, high: 35), .days, in: 0...1000,
      "Days of a Druzhba stop after which it is a veto.", source: "one case: 2026-01-27 to 2026-02-23")
    // How long a law takes that a majority may pass, and how often one is proposed.
    let majority = "one case: 2025-06-17 to 2026-01-26"
    qmvMedian = declare.uncertain(
      "majority_days", .central(median: 223, low: 180, high: 280), .days, in: 10...2000,
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
      "Chance a month that a phase-out is proposed, while none is.",
      source: "guess: one in 40 months of war")
    dearOil = declare.lever(
      "dear_oil", 95, .usdPerBarrel, in: 40...300, "Brent above which new energy bans slow down.",
      source: "guess")
    dearFactor = declare.lever(
      "dear_factor", 0.5, .share, in: 0...1, "Speed of such decisions then.",
      source: "guess")
    lapse = declare.uncertain(
      "lapse", .central(median: 0.02, low: 0.01, high: 0.03), .share, in: 0...1,
      "Chance that the half-yearly renewal of the sanctions fails.", source: "guess")
    // What happens to a ban that is decided: courts, changes, suspension, an emergency.
    annulment = declare.uncertain(
      "annulment", .central(median: 0.08, low: 0.05, high: 0.15), .share, in: 0...1,
      "Chance that the court annuls the regulation a year or two after adoption.",
      source: "guess")
    amendment = declare.uncertain(
      "amendment", .central(median: 0.06, low: 0.03, high: 0.10), .share, in: 0...1,
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
    // What a scenario decides by hand.
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
      "Chance that the EU lends to Ukraine at all, before it has agreed.",
      source: "guess")
    loanHold = declare.lever(
      "loan_hold", 0.4, .share, in: 0...1, "Chance that a member holds up the legal act, the Druzhba apart.",
      source: "guess")
    declare.measure("EU LNG bans", off: (lngDecided, 0))
    declare.estimate(.holds { EUPolicy.heldPackages($0) })
    declare.measure("EU pipeline gas bans", off: (pipelineDecided, 0))
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    ttf = declare.input("gas.ttf", region: "EU")
    druzhba = declare.input("ports.working", region: Route.druzhbaEU)
    storage = declare.lastMonth("eu_storage.fill", region: "EU")
    draws = declare.shock("draws")
    monthly = declare.shock("monthly")
    days = declare.state("days", rows: DayRow.count, shared: true)
    flags = declare.state("flags", rows: FlagRow.count)
    work = declare.state("work")
    down = declare.state("down")
    uniform = declare.state("uniform", rows: 3)
    packages = declare.state("packages", rows: PackageRow.count)
    declare.reserveEvents(perBlockMonth: blockWidth)
    // How often what is decided.
    banned = GasContract.allCases.map {
      declare.output(
        "\($0.rawValue)_banned", .percent, .mean,
        "Part of the month's \($0.phrase)-term contracts that is banned.",
        region: "EU")
    }
    adopted = declare.output("packages", .count, .sum, "Sanctions packages adopted.", region: "EU")
    lngAdopted = declare.output(
      "lng_ban_adopted", .percent, .last,
      "Paths on which a ban on long LNG contracts has been decided and stands.",
      region: "EU")
    lngDay = declare.output(
      "lng_ban_in", .percent, .last,
      "Chance that long LNG contracts are banned within a year from the month.",
      region: "EU")
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
      "package_days", .days, .mean, "Days from proposal to adoption of the newest package.", region: "EU")
    loan = declare.output(
      "ukraine_loan", .percent, .last, "Paths on which the loan to Ukraine is law.", region: "EU")
  }

  func begin(_ paths: MonthView) {
    beginPackages(paths)
    beginRegulation(paths)
    beginLoan(paths)
  }

  func step(_ paths: MonthView) {
    watchDruzhba(paths)
    decidePackages(paths)
    advanceRegulation(paths)
    decideLoan(paths)
    renew(paths)
    suspend(paths)
    enforce(paths)
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for output in banned {
      report.within(paths[output], 0, percent, "banned share")
    }
  }
}

/// Rows of the days that EU decisions carry.
enum DayRow {
  static let proposed = 0, due = 1, falls = 10, loan = 11, suspension = 12, adopted = 13, count = 14

  /// The first day of a contract's ban under the sanctions, by the contract's row.
  static func sanctions(_ contract: Int) -> Int { 2 + contract }

  /// The same under the regulation.
  static func regulation(_ contract: Int) -> Int { 6 + contract }
}

/// Rows of the yes-or-no facts that they carry.
enum FlagRow {
  static let held = 0, bansLNG = 1, blocked = 2, amended = 3, early = 4
  static let count = 5
}
