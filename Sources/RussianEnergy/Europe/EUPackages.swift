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
    let days = paths.matrix(days), flags = paths.matrix(flags), mean = paths[hold]
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
    let places = 0..<list.used(inBatch: 0), scales = paths[holdScale]
    for place in places { scale[place] = scales[list.placeInBlock(place)] }
    delay.fill(0)
    for (bloc, chance) in policy.holdChances(max(paths.month.first, policy.asOf)).enumerated() {
      let later = Draw.hold + (policy.blocKeys[bloc] << 8)
      paths.uniformPair(draws, at: list, batch: 0, later: later, into: u, length)
      for place in u.indices {
        let longer = max(delay[place], waitingTime(length[place]))
        delay[place] = chosen(u[place] < chance * scale[place], longer, delay[place])
      }
    }
    let held = paths.matrix(flags)[FlagRow.held], mean = paths[hold], base = paths[base]
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
    let days = paths.matrix(days), flags = paths.matrix(flags), gap = paths[gap], lng = paths[lngClause]
    let today = Double(policy.asOf.number)
    holdUp(list, paths)
    paths.uniformPair(draws, at: list, batch: 0, later: Draw.proposal, into: wait, clause)
    for place in wait.indices { wait[place] = waitingTime(wait[place]) }
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
    let working = paths[druzhba], down = paths[down], after = paths[vetoAfter], veto = paths[veto]
    for path in paths.indices {
      let lost = paths.days * (1 - min(working[path] / percent, 1))
      down[path] = lost >= 1 ? down[path] + lost : 0
      veto[path] = down[path] > after[path] ? percent : 0
    }
  }

  /// The day a decision that is due falls on, given the veto: the day after the repair.
  func afterVeto(_ due: Double, _ paths: MonthView, _ path: Int) -> Double {
    guard paths[veto][path] > 0 else { return due }
    let lost = paths.days * (1 - min(paths[druzhba][path] / percent, 1))
    return max(due, paths.firstDay + lost + 1)
  }

  /// Packages that are due this month and not vetoed are adopted, or fail for good; the next one follows.
  func decidePackages(_ paths: MonthView) {
    let due = paths.matrix(days)[DayRow.due], proposed = paths.matrix(days)[DayRow.proposed]
    let waiting = paths[waiting], end = paths.firstDay + paths.days
    let ends = paths.matrix(packages)[PackageRow.after]
    paths[adopted].fill(0)
    if paths.index > 0 { waiting.assign(paths.before(self.waiting)) }
    for path in paths.indices {
      if paths.index == 0 { waiting[path] = due[path] - proposed[path] }
      if due[path] < end { due[path] = afterVeto(due[path], paths, path) }
    }
    ends.fill(end)
    paths.listing { list in
      forEachPath(where: ends, isAbove: due) { append($0, EU.later, paths, to: &list) }
      decide(list, paths)
      propose(list, paths)
    }
  }

  private func decide(_ list: borrowing Addresses, _ paths: MonthView) {
    let drawn = paths.matrix(packages), rejection = paths[rejection]
    let days = paths.matrix(days), flags = paths.matrix(flags)
    let adopted = paths[adopted], waiting = paths[waiting], after = drawn[PackageRow.after]
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
    let putOff = isHeld && u < paths[dilution][path] ? paths[dilutionDelay][path] : 0
    for (row, contract) in GasContract.allCases.enumerated() where contract.isLNG {
      let usual = day + (contract.isLong ? EU.longNotice : EU.shortNotice)
      let first = policy.ban(.sanctions, contract).map { Double($0.start.number) } ?? usual
      days[DayRow.sanctions(row)][path] = max(first, day) + (contract.isLong ? putOff : 0)
    }
  }

  /// Days from adoption to the end of short and of long contracts: those of the 19th package.
  static let shortNotice = 184.0, longNotice = 435.0
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
