internal import Engine
internal import Kernels
internal import Sampling

/// Qualified majority: the regulation that phases out Russian gas; the loan to Ukraine; legal standing.
extension EU {
  private enum Draw {
    static let length = 40, annulled = 41, annulDay = 42, amended = 43, loan = 44, loanHold = 45,
      loanLength = 46
    static let state = 64
  }
  /// Draws of the regulation have their own entity.
  private static let regulationEntity = 2

  private func uniforms(_ paths: MonthView, _ draw: Int, into column: Column) {
    paths.uniforms(draws, entity: EU.regulationEntity, draw: draw, into: column)
  }

  private func uniform(_ paths: MonthView, _ path: Int, _ draw: Int) -> Double {
    paths.uniform(draws, path: path, entity: EU.regulationEntity, draw: draw)
  }

  func beginRegulation(_ paths: MonthView) {
    let flags = paths.matrix(flags), u = paths.matrix(uniform)[0], amendment = paths[fate.amendment]
    uniforms(paths, Draw.amended, into: u)
    for path in paths.indices { flags[FlagRow.amended][path] = u[path] < amendment[path] ? 1 : 0 }
    vote(paths)
    beginWork(paths)
    if policy.regulation.adopted != nil || policy.regulation.agreed != nil { flags[FlagRow.blocked].fill(0) }
    guard let adopted = policy.regulation.adopted else { return }
    for path in paths.indices { enact(paths, path, on: Double(adopted.number)) }
  }

  /// How many days of work are left from the first day of the period; nothing happens before the day after as_of.
  private func beginWork(_ paths: MonthView) {
    let work = paths[work], z = paths.matrix(uniform)[0]
    let start = (paths.month + 1).first
    let least = Double(max(policy.asOf - start, 0) + 1)
    guard policy.regulation.adopted == nil else { return work.fill(0) }
    let agreed = policy.regulation.agreed
    guard let from = agreed ?? policy.regulation.proposed else { return work.fill(EUPolicy.never) }
    let median = agreed == nil ? paths[majority.qmvMedian] : paths[majority.agreedMedian],
      sigma = paths[majority.qmvSigma]
    let passed = Double(start - from)
    uniforms(paths, Draw.length, into: z)
    replaceByNormalQuantiles(z)
    for path in paths.indices {
      work[path] = max(median[path] * exponential(sigma[path] * z[path]) - passed, least)
    }
  }

  /// The vote: each state's, drawn; an abstention counts as a no.
  private func vote(_ paths: MonthView) {
    let extra = paths[majority.opposition], u = paths.matrix(uniform)[0]
    let forStates = paths.matrix(uniform)[1], forPeople = paths.matrix(uniform)[2]
    forStates.fill(0)
    forPeople.fill(0)
    for (number, state) in policy.states.enumerated() {
      uniforms(paths, Draw.state + (policy.stateKeys[number] << 8), into: u)
      for path in paths.indices {
        let isFor: Double = u[path] >= state.opposes + extra[path] ? 1 : 0
        forStates[path] += isFor
        forPeople[path] += isFor * state.population
      }
    }
    let blocked = paths.matrix(flags)[FlagRow.blocked]
    let states = Double(policy.states.count), people = policy.states.reduce(0) { $0 + $1.population }
    for path in paths.indices {
      let hasPeople =
        forPeople[path] >= rules.peopleNeeded * people || states - forStates[path] < rules.blockers
      blocked[path] = forStates[path] >= rules.statesNeeded && hasPeople ? 0 : 1
    }
  }

  /// The regulation becomes law on a day.
  private func enact(_ paths: MonthView, _ path: Int, on day: Double) {
    let days = paths.matrix(days)
    for (row, contract) in GasContract.allCases.enumerated() {
      let usual = day + rules.notice(contract)
      let first = policy.ban(.regulation, contract).map { Double($0.start.number) } ?? usual
      days[DayRow.regulation(row)][path] = max(first, day)
    }
    if uniform(paths, path, Draw.annulled) < paths[fate.annulment][path] {
      days[DayRow.falls][path] = day + daysPerYear * (1 + uniform(paths, path, Draw.annulDay))
    }
  }

  func advanceRegulation(_ paths: MonthView) {
    let work = paths[work], brent = paths[brent], dear = paths[majority.dearOil],
      factor = paths[majority.dearFactor]
    let u = paths.matrix(uniform)[0], rate = paths[majority.proposalRate], flags = paths.matrix(flags)
    let median = paths[majority.qmvMedian]
    let law = paths[shown.regulation], days = paths.matrix(days)
    let done = paths.matrix(uniform)[1], isDone = paths.matrix(uniform)[2], blocked = flags[FlagRow.blocked]
    for path in paths.indices { done[path] = brent[path] > dear[path] ? factor[path] : 1 }
    if policy.regulation.proposed == nil {
      paths.uniforms(monthly, into: u)
      for path in paths.indices where work[path] >= EUPolicy.never {
        if u[path] < 1 - exponential(-rate[path] * done[path]) { work[path] = median[path] }
      }
    }
    for path in paths.indices {
      let goesOn = work[path] > 0 && work[path] < EUPolicy.never && blocked[path] == 0
      done[path] = chosen(goesOn, paths.days * done[path], 0)
      isDone[path] = goesOn && work[path] <= done[path] ? 1 : 0
    }
    u.fill(0)
    forEachPath(where: isDone, isAbove: u) { path in
      let speed = brent[path] > dear[path] ? factor[path] : 1
      enact(paths, path, on: paths.firstDay + work[path] / max(speed, rules.leastSpeed))
    }
    let first = days[DayRow.regulation(0)], falls = days[DayRow.falls]
    for path in paths.indices {
      work[path] = max(work[path] - done[path], 0)
      law[path] = first[path] < EUPolicy.never && falls[path] > paths.firstDay ? percent : 0
    }
  }

  func beginLoan(_ paths: MonthView) {
    let loan = paths.matrix(days)[DayRow.loan], columns = paths.matrix(uniform)
    if let adopted = policy.loan.adopted { return loan.fill(Double(adopted.number)) }
    let u = columns[0], v = columns[1], w = columns[2]
    // Leaders were expected to agree on a day that the table names, for runs that begin before they had.
    let agreed = Double((policy.loan.agreed ?? policy.loan.expected ?? policy.asOf).number)
    let isAgreed = policy.loan.agreed != nil, tomorrow = Double(policy.asOf.number) + 1
    let mean = paths[votes.hold], wait = paths[byHand.loanDay], held = paths[byHand.loanHold],
      chance = paths[byHand.loanChance]
    uniforms(paths, Draw.loan, into: u)
    uniforms(paths, Draw.loanHold, into: v)
    uniforms(paths, Draw.loanLength, into: w)
    for path in paths.indices {
      let length = mean[path] * waitingTime(w[path])
      let day = agreed + wait[path] + (v[path] < held[path] ? length : 0)
      loan[path] = isAgreed || u[path] < chance[path] ? max(day, tomorrow) : EUPolicy.never
    }
  }

  func decideLoan(_ paths: MonthView) {
    let day = paths.matrix(days)[DayRow.loan], law = paths[shown.loan], end = paths.firstDay + paths.days
    putOff(day, from: paths.firstDay, paths)
    for path in paths.indices { law[path] = day[path] < end ? percent : 0 }
  }

  /// At each renewal the sanctions need all 27 again; where one refuses, their leg falls.
  func renew(_ paths: MonthView) {
    guard rules.isRenewal(paths.month) else { return }
    let u = paths.matrix(uniform)[1], lapse = paths[majority.lapse], days = paths.matrix(days)
    paths.uniforms(monthly, draw: 1, into: u)
    for path in paths.indices where u[path] < lapse[path] && days[DayRow.adopted][path] < paths.firstDay {
      for row in GasContract.allCases.indices { days[DayRow.sanctions(row)][path] = EUPolicy.never }
    }
  }

  /// An emergency: storage under a trigger that falls through the winter, or a very high price.
  func suspend(_ paths: MonthView) {
    let u = paths.uniforms(monthly, draw: 2), fill = paths.before(storage), ttf = paths[ttf],
      out = paths[shown.suspended]
    let until = paths.matrix(days)[DayRow.suspension], base = paths[fate.triggerBase],
      slope = paths[fate.triggerSlope]
    let price = paths[fate.triggerPrice], length = paths[fate.suspensionDays]
    let trigger = fate.triggers[paths.month.ofYear]
    if paths.index == 0 { until.fill(0) }
    let winter = paths.matrix(uniform)[0]
    winter.fill(0)
    if let trigger {
      for path in paths.indices { winter[path] = base[path] + slope[path] * max(trigger - fill[path], 0) }
    }
    for path in paths.indices {
      let hazard = winter[path] + max(logarithm(ttf[path] / price[path]), 0)
      let old = min(max(until[path] - paths.firstDay, 0), paths.days)
      let begins = chosen(u[path] < 1 - exponential(-hazard), paths.firstDay + length[path], until[path])
      until[path] = chosen(old == 0, begins, until[path])
      out[path] = percent * min(max(until[path] - paths.firstDay, 0), paths.days) / paths.days
    }
  }

  /// The part of the month in which each kind of contract is banned.
  func enforce(_ paths: MonthView) {
    let start = paths.firstDay, end = paths.firstDay + paths.days
    let until = paths.matrix(days)[DayRow.suspension]
    for (row, contract) in GasContract.allCases.enumerated() {
      let lever = paths[byHand.byScenario[row]], banned = paths[shown.banned[row]]
      let counts = paths[contract.isLNG ? byHand.lngDecided : byHand.pipelineDecided]
      fixFirstDay(contract, row, paths, into: banned)
      if contract.isLNG { tell(contract, banned, counts, paths) }
      let suspended = contract.isLong ? 1.0 : 0
      for path in paths.indices {
        let first = max(banned[path], start)
        let inForce = min(max(end - first, 0), paths.days)
        let free = suspended * min(max(min(until[path], end) - first, 0), inForce)
        let decided = counts[path] * (inForce - free) / paths.days
        banned[path] = percent * max(decided, lever[path])
      }
    }
  }

  /// The first day on which a kind of contract is banned, by sanctions or by the regulation.
  private func fixFirstDay(_ contract: GasContract, _ row: Int, _ paths: MonthView, into first: Column) {
    let days = paths.matrix(days), falls = days[DayRow.falls], fill = paths.before(storage)
    let onTrack = paths[fate.onTrack], delay = paths[contract.isLNG ? byHand.lngDelay : byHand.pipelineDelay]
    let sanctions = days[DayRow.sanctions(row)], regulation = days[DayRow.regulation(row)]
    let early = max(policy.ban(.regulation, contract).map { Double($0.start - $0.early) } ?? 0, 0)
    let delayed = contract.isLong ? 1.0 : 0, start = paths.firstDay
    for path in paths.indices {
      let shift = delayed * delay[path]
      let sooner = chosen(fill[path] >= onTrack[path], early, 0)
      let second = max(regulation[path] - sooner, 0) + shift
      let standing = chosen(falls[path] > start, second, EUPolicy.never)
      first[path] = min(
        sanctions[path] + shift, chosen(regulation[path] < EUPolicy.never, standing, EUPolicy.never))
    }
    guard contract == .lngLong else { return }
    let amended = paths.matrix(flags)[FlagRow.amended]
    for path in paths.indices { first[path] = chosen(amended[path] > 0, EUPolicy.never, first[path]) }
  }

  /// How far away a ban of LNG is, and whether that of long contracts is adopted, where what the EU decides counts.
  private func tell(_ contract: GasContract, _ first: Column, _ counts: Column, _ paths: MonthView) {
    let adopted = paths[shown.lngAdopted], soon = paths[contract.isLong ? shown.lngDay : shown.shortDay]
    let left = paths.matrix(shown.daysLeft)[contract.isLong ? 1 : 0]
    for path in paths.indices {
      let day = chosen(counts[path] == 0, EUPolicy.never, first[path])
      left[path] = min(day - paths.firstDay, rules.farAway)
      soon[path] = chosen(left[path] < daysPerYear, percent, 0)
    }
    guard contract == .lngLong else { return }
    for path in paths.indices {
      let day = chosen(counts[path] == 0, EUPolicy.never, first[path])
      adopted[path] = chosen(day < EUPolicy.never, percent, 0)
    }
  }
}
