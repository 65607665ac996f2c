internal import Engine
internal import Kernels
internal import Sampling

/// Unanimity: sanctions packages, one after another.
extension EU {
  /// Addresses of the random numbers of one package, two at each: the wait for it and whether it ends LNG; whether
  /// it is diluted and rejected; the rest of a hold under way; for each bloc whether it holds and how long.
  private enum Draw {
    static let proposal = 0, fate = 1, rest = 2, hold = 8
  }
  /// A run that starts with a package on the table is entity 0; those proposed later are entity 1.
  private static let known = 0, later = 1

  func beginPackages(_ paths: MonthView) {
    let days = paths.matrix(days)
    for row in 0..<DayRow.count { days[row].fill(EUPolicy.never) }
    for row in 0..<FlagRow.count { paths.matrix(flags)[row].fill(0) }
    if let adopted = policy.lngPackageAdopted {
      days[DayRow.adopted].fill(Double(adopted.number))
      for (row, contract) in GasContract.allCases.enumerated() where contract.isLNG {
        let first = policy.ban(.sanctions, contract).map { Double($0.start.number) }
        days[DayRow.sanctions(row)].fill(first ?? EUPolicy.never)
      }
    }
    paths.listing { list in
      for path in paths.indices { append(path, EU.known, paths, to: &list) }
      if let open = policy.openPackage {
        begin(open, list, paths)
      } else {
        let last = policy.lastAdopted ?? policy.asOf
        paths.matrix(packages)[PackageRow.after].fill(Double(last.number))
        propose(list, paths)
      }
    }
  }

  private func append(_ path: Int, _ entity: Int, _ paths: MonthView, to list: inout Addresses) {
    list.append(entity: entity, path: UInt32(paths.first + path), draws: 1)
  }

  /// A package that was on the table: what has not been adopted by today waits for whoever still holds, since holds
  /// have no memory.
  private func begin(_ open: EUPackage, _ list: borrowing Addresses, _ paths: MonthView) {
    let days = paths.matrix(days), flags = paths.matrix(flags), mean = paths[votes.hold]
    let drawn = paths.matrix(packages), delay = drawn[PackageRow.delay]
    let rest = drawn[PackageRow.first], spare = drawn[PackageRow.second]
    let proposed = Double(open.proposed.number), elapsed = Double(policy.asOf - open.proposed)
    holdUp(list, paths)
    paths.uniformPair(draws, at: list, batch: 0, later: Draw.rest, into: rest, spare)
    for path in paths.indices {
      let left = elapsed + mean[path] * waitingTime(rest[path])
      days[DayRow.proposed][path] = proposed
      flags[FlagRow.bansLNG][path] = open.bansLNG ? 1 : 0
      days[DayRow.due][path] = proposed + (delay[path] > elapsed ? delay[path] : left)
    }
  }

  /// Days from proposal to adoption, in the column `delay`; notes whether anybody held.
  private func holdUp(_ list: borrowing Addresses, _ paths: MonthView) {
    let drawn = paths.matrix(packages), delay = drawn[PackageRow.delay], scale = drawn[PackageRow.scale]
    let u = drawn[PackageRow.first], length = drawn[PackageRow.second]
    let places = 0..<list.used(inBatch: 0), scales = paths[votes.holdScale]
    for place in places { scale[place] = scales[list.placeInBlock(place)] }
    delay.fill(0)
    for (bloc, chance) in policy.holdChances(max(paths.month.first, policy.asOf)).enumerated() {
      let later = Draw.hold + (policy.blocKeys[bloc] << 8)
      paths.uniformPair(draws, at: list, batch: 0, later: later, into: u, length)
      for place in list.drawn(inBatch: 0) {
        let longer = max(delay[place], waitingTime(length[place]))
        delay[place] = chosen(u[place] < chance * scale[place], longer, delay[place])
      }
    }
    let held = paths.matrix(flags)[FlagRow.held], mean = paths[votes.hold], base = paths[votes.base]
    for place in places {
      let path = list.placeInBlock(place)
      held[path] = delay[place] > 0 ? 1 : 0
      delay[place] = base[path] + mean[path] * delay[place]
    }
  }

  /// Puts the next packages on the table, some time after the days in the column `after`.
  private func propose(_ list: borrowing Addresses, _ paths: MonthView) {
    let drawn = paths.matrix(packages), after = drawn[PackageRow.after], delay = drawn[PackageRow.delay]
    let wait = drawn[PackageRow.first], clause = drawn[PackageRow.second]
    let days = paths.matrix(days), flags = paths.matrix(flags), gap = paths[votes.gap],
      lng = paths[votes.lngClause]
    let today = Double(policy.asOf.number)
    holdUp(list, paths)
    paths.uniformPair(draws, at: list, batch: 0, later: Draw.proposal, into: wait, clause)
    for place in list.drawn(inBatch: 0) { wait[place] = waitingTime(wait[place]) }
    for place in 0..<list.used(inBatch: 0) {
      let path = list.placeInBlock(place)
      let proposed = max(after[place], today) + gap[path] * wait[place]
      days[DayRow.proposed][path] = proposed
      days[DayRow.due][path] = proposed + delay[place]
      let isOpen = days[DayRow.sanctions(GasContract.lngLong.row)][path] >= EUPolicy.never
      flags[FlagRow.bansLNG][path] = isOpen && clause[place] < lng[path] ? 1 : 0
    }
  }

  /// Days that the Druzhba has been down; a stop that has lasted long is a veto for the whole month.
  func watchDruzhba(_ paths: MonthView) {
    let working = paths[druzhba], down = paths[down], after = paths[votes.vetoAfter], veto = paths[shown.veto]
    for path in paths.indices {
      let lost = paths.days * (1 - min(working[path] / percent, 1))
      down[path] = lost >= 1 ? down[path] + lost : 0
      veto[path] = down[path] > after[path] ? percent : 0
    }
  }

  /// The day a decision that is due falls on, given the veto: the day after the repair.
  func putOff(_ due: Column, from first: Double, _ paths: MonthView) {
    let veto = paths[shown.veto], flow = paths[druzhba], start = paths.firstDay, end = start + paths.days
    for path in paths.indices {
      let lost = paths.days * (1 - min(flow[path] / percent, 1))
      let isMet = veto[path] > 0 && due[path] >= first && due[path] < end
      due[path] = chosen(isMet, max(due[path], start + lost + 1), due[path])
    }
  }

  /// Packages that are due this month and not vetoed are adopted, or fail for good; the next one follows.
  func decidePackages(_ paths: MonthView) {
    let due = paths.matrix(days)[DayRow.due], proposed = paths.matrix(days)[DayRow.proposed]
    let waiting = paths[shown.waiting], end = paths.firstDay + paths.days
    let ends = paths.matrix(packages)[PackageRow.after]
    paths[shown.adopted].fill(0)
    if paths.index > 0 { waiting.assign(paths.before(shown.waiting)) }
    if paths.index == 0 {
      for path in paths.indices { waiting[path] = due[path] - proposed[path] }
    }
    putOff(due, from: -.infinity, paths)
    ends.fill(end)
    paths.listing { list in
      forEachPath(where: ends, isAbove: due) { append($0, EU.later, paths, to: &list) }
      decide(list, paths)
      propose(list, paths)
    }
  }

  private func decide(_ list: borrowing Addresses, _ paths: MonthView) {
    let drawn = paths.matrix(packages), rejection = paths[votes.rejection]
    let days = paths.matrix(days), flags = paths.matrix(flags)
    let adopted = paths[shown.adopted], waiting = paths[shown.waiting], after = drawn[PackageRow.after]
    let diluted = drawn[PackageRow.first], rejected = drawn[PackageRow.second]
    paths.uniformPair(draws, at: list, batch: 0, later: Draw.fate, into: diluted, rejected)
    for place in 0..<list.used(inBatch: 0) {
      let path = list.placeInBlock(place), due = days[DayRow.due][path]
      after[place] = due
      guard rejected[place] >= rejection[path] else { continue }
      adopted[path] = 1
      waiting[path] = due - days[DayRow.proposed][path]
      if flags[FlagRow.bansLNG][path] > 0 { banLNG(paths, path, on: due, u: diluted[place]) }
    }
  }

  /// The first days of the bans that an adopted package brings.
  private func banLNG(_ paths: MonthView, _ path: Int, on day: Double, u: Double) {
    let days = paths.matrix(days)
    days[DayRow.adopted][path] = day
    let isHeld = paths.matrix(flags)[FlagRow.held][path] > 0
    let putOff = isHeld && u < paths[votes.dilution][path] ? paths[votes.dilutionDelay][path] : 0
    for (row, contract) in GasContract.allCases.enumerated() where contract.isLNG {
      let usual = day + rules.notice(contract)
      let first = policy.ban(.sanctions, contract).map { Double($0.start.number) } ?? usual
      days[DayRow.sanctions(row)][path] = max(first, day) + (contract.isLong ? putOff : 0)
    }
  }
}

/// Columns of a package that is decided or proposed.
enum PackageRow {
  /// The day after which the next one is proposed.
  static let after = 0
  /// Days from its proposal to its adoption.
  static let delay = 1
  /// What its members' chances to hold are multiplied by.
  static let scale = 2
  /// Random numbers.
  static let first = 3, second = 4
  static let count = 5
}

/// An exponential time with mean 1 from a uniform number; 27.6 at most.
@inline(__always)
func waitingTime(_ uniform: Double) -> Double { -logarithm(max(1 - uniform, 1e-12)) }

/// How long a sanctions package takes, and what a veto does to it.
struct PackageVotes {
  let base, hold, holdScale, dilution, dilutionDelay, rejection, gap, lngClause, vetoAfter: Parameter

  init(_ declare: Declarations) {
    let votes = "fitted to eu_packages.csv"
    base = declare.uncertain(
      "package_base", .median(12, 10...15), .days, in: 1...60,
      "Days from proposal to adoption if nobody holds.", source: votes)
    hold = declare.uncertain(
      "hold_days", .median(16, 9...26), .days, in: 1...200,
      "Mean days that a member holds; the longest hold decides.", source: votes)
    holdScale = declare.lever(
      "hold_scale", 1, .share, in: 0...5, "Multiplies each member's chance to hold (eu_holds.csv).",
      source: "scenario")
    dilution = declare.uncertain(
      "dilution", .median(0.45, 0.3...0.6), .share, in: 0...1,
      "Chance that a package that was held up loses its strongest energy clause for a time.",
      source: "cut of 0.3-0.6; guess")
    dilutionDelay = declare.uncertain(
      "dilution_delay", .median(180, 60...365), .days, in: 0...1500,
      "Days by which dilution puts off the end of long LNG contracts.",
      source: "guess; up to the year between 2027-01-01 and the proposal of the regulation")
    rejection = declare.uncertain(
      "rejection", .median(0.02, 0...0.045), .share, in: 0...1,
      "Chance that a package is never adopted.", source: "none of 20; Laplace 1/22")
    gap = declare.uncertain(
      "package_gap", .median(60, 30...110), .days, in: 1...2000,
      "Mean days from one package to the proposal of the next.", source: "counted in eu_packages.csv")
    lngClause = declare.lever(
      "lng_clause", 0.05, .share, in: 0...1, "Chance that a package proposes to end LNG, while none has.",
      source: "one of 20 packages")
    vetoAfter = declare.uncertain(
      "veto_after", .median(27, 20...35), .days, in: 0...1000,
      "Days of a Druzhba stop after which it is a veto.", source: "one case: 2026-01-27 to 2026-02-23")
  }
}
