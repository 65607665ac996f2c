internal import Engine
internal import Kernels
internal import Sampling

/// Who pays for Ukraine's war, and what that leaves for its long-range campaign.
///
/// The EU's loan is due month by month but paid from some weeks after its legal act; what was due before is
/// paid over three months, so that a veto delays money and destroys none. A cash buffer bridges a gap, and what
/// was not done is caught up slowly. The gap that all donors leave reaches the campaign only in part.
struct Ukraine: Mechanism {
  static let section = "ukraine"
  static let summary =
    "Ukraine's need, the EU loan with its delays and arrears, donors, funds of the campaign."

  let money: UkraineMoney
  let effect: ShortfallEffect
  let offline: Input
  let washington: Shock
  let uniform, isBack: State
  let days: State
  let due, owed, received, arrears, cash, backlog: State
  let paid, gap, funding, campaign, waiting: Output
  /// The loan and the need of the letter run from this month.
  private let planFrom: Month
  private let loanRow = DayRow.loan
  /// The campaign's funds are those of so many months ago, each with its weight.
  private let lags: [(back: Int, weight: Double)]

  init(_ declare: Declarations) {
    money = UkraineMoney(declare)
    effect = ShortfallEffect(declare)
    planFrom = declare.month("ukraine.plan_from")
    // Read from others, and remembered.
    offline = declare.input("outages.offline")
    washington = declare.shock("washington")
    uniform = declare.state("uniform")
    isBack = declare.state("us_back")
    days = declare.state(of: "eu.days")
    due = declare.state("due")
    owed = declare.state("owed")
    received = declare.state("received")
    arrears = declare.state("arrears")
    cash = declare.state("cash")
    backlog = declare.state("backlog")
    // What it shows.
    paid = declare.output("loan_paid", .billionEuros, .sum, "Payments of the EU's loan.", region: "Ukraine")
    gap = declare.output("gap", .billionEuros, .sum, "Need that no donor meets.", region: "Ukraine")
    lags = Ukraine.lags(declare)
    funding = declare.output(
      "funding", .percent, .mean, "Funds of the campaign over those of 2025.", region: "Ukraine",
      memory: (lags.last?.back ?? 0) + 1)
    campaign = declare.output(
      "campaign_funds", .percent, .mean, "What they let the campaign do, months later.", region: "Ukraine",
      headline: true)
    waiting = declare.output(
      "loan_waiting", .billionEuros, .last, "Loan due and not yet paid.", region: "Ukraine")
  }

  /// When money that comes or stays out is felt; the campaign reads the result a month later.
  private static func lags(_ declare: Declarations) -> [(back: Int, weight: Double)] {
    let rows = declare.seeds["aid_lags"], sum = rows.reduce(0) { $0 + ($1.number("weight") ?? 0) }
    if !(0.8...1.2).contains(sum) {
      declare.fault("seeds/aid_lags.csv: the weights add up to \(sum), not to 1")
    }
    return rows.compactMap { row in row.number("months").map { (Int($0) - 1, row.number("weight") ?? 0) } }
  }

  func begin(_ paths: MonthView) {
    paths[campaign].fill(percent)
    for back in 0...(lags.last?.back ?? 0) { paths.before(funding, back).fill(percent) }
    let cash = paths[cash], months = paths[effect.buffer], yearly = paths[money.loanPlan]
    for path in paths.indices { cash[path] = months[path] * yearly[path] / monthsPerYear }
    if paths.month >= planFrom { owePast(paths) }
  }

  /// A run that begins later owes what fell due before, and has been paid what the calendar allowed.
  private func owePast(_ paths: MonthView) {
    let due = paths[due], received = paths[received], owed = paths[owed], yearly = paths[money.loan]
    let arrears = paths[arrears]
    let day = paths.matrix(days)[loanRow], delay = paths[money.payDelay]
    let months = Double(paths.month - planFrom + 1)
    let end = paths.firstDay + paths.days
    for path in paths.indices {
      due[path] = yearly[path] * months / monthsPerYear
      let first = day[path] + delay[path]
      let share = min(
        max((end - first) / (daysPerYear / monthsPerYear) / paths[money.arrearsMonths][path], 0), 1)
      received[path] = due[path] * share
      owed[path] = due[path] - received[path]
      arrears[path] = share > 0 ? due[path] : 0
    }
  }

  func step(_ paths: MonthView) {
    watchWashington(paths)
    pay(paths)
    spend(paths)
    let campaign = paths[campaign]
    campaign.fill(0)
    for (back, weight) in lags {
      let old = paths.before(funding, back)
      for path in paths.indices { campaign[path] += weight * old[path] }
    }
  }

  /// A campaign that is seen to work may bring American aid back, for good.
  private func watchWashington(_ paths: MonthView) {
    let hazard = paths[effect.returnHazard], offline = paths[offline], full = paths[effect.success]
    let u = paths[uniform], isBack = paths[isBack]
    paths.uniforms(washington, into: u)
    for path in paths.indices {
      let seen = min(offline[path] / full[path], 1)
      let returns = u[path] > exponential(-hazard[path] * seen) ? 1.0 : 0.0
      isBack[path] = max(isBack[path], returns)
    }
  }

  /// What the loan pays: the month's part and an equal part of what was due before.
  private func pay(_ paths: MonthView) {
    let due = paths[due], received = paths[received], owed = paths[owed], arrears = paths[arrears]
    let paid = paths[paid], waiting = paths[waiting]
    let yearly = paths[money.loan], day = paths.matrix(days)[loanRow], delay = paths[money.payDelay]
    let months = paths[money.arrearsMonths], end = paths.firstDay + paths.days
    let runs: Double = paths.month >= planFrom ? 1 : 0
    for path in paths.indices {
      let fresh = runs * yearly[path] / monthsPerYear
      let open = min(max((end - day[path] - delay[path]) / paths.days, 0), 1)
      let unpaid = owed[path] + (1 - open) * fresh
      let first = chosen(open > 0, unpaid, 0)
      arrears[path] = chosen(arrears[path] == 0, first, arrears[path])
      let old = min(unpaid, open * arrears[path] / months[path])
      paid[path] = open * fresh + old
      due[path] += fresh
      received[path] += paid[path]
      owed[path] += fresh - paid[path]
      waiting[path] = owed[path]
    }
  }

  /// Spending that counts on the loan, the gap that all leave, and what both do to the campaign's funds.
  private func spend(_ paths: MonthView) {
    let cash = paths[cash], backlog = paths[backlog], paid = paths[paid], planned = paths[money.loanPlan]
    let loan = paths[money.loan], catchUp = paths[effect.catchUp], need = paths[money.need],
      others = paths[money.others]
    let certain = paths[money.usAid], returned = paths[effect.returnAid], isBack = paths[isBack]
    let gap = paths[gap], funding = paths[funding], share = paths[effect.loanShare]
    let gapShare = paths[effect.gapShare], best = paths[effect.best], own = paths[money.domestic]
    let runs: Double = paths.month >= planFrom ? 1 : 0
    for path in paths.indices {
      let plan = runs * planned[path] / monthsPerYear
      let wanted = plan + min(backlog[path], catchUp[path] * plan)
      let spent = min(wanted, cash[path] + paid[path])
      cash[path] += paid[path] - spent
      backlog[path] += plan - spent
      let us = certain[path] + isBack[path] * returned[path]
      let donors = runs * (others[path] + us) / monthsPerYear
      gap[path] = max(runs * need[path] / monthsPerYear - spent - donors, 0)
      let fromLoan = plan > 0 ? spent / plan - 1 : 0
      // A loan that is late counts as given here: its delay is felt through what is spent of it.
      let given = (loan[path] + others[path] + us) / need[path]
      let general = runs * (min(given, best[path]) - 1)
      funding[path] = percent * max(own[path] + share[path] * fromLoan + gapShare[path] * general, 0)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let received = paths[received], owed = paths[owed], due = paths[due]
    report.equal("loan due is paid or owed") { (received[$0] + owed[$0], due[$0], 1) }
    report.within(owed, 0, .infinity, "loan owed")
    report.within(paths[cash], 0, .infinity, "cash of the loan")
  }
}
