internal import Engine
internal import Kernels
internal import Sampling

/// Unanimity: sanctions packages, one after another.
extension EUDecisions {
  /// Addresses of the random numbers of one package.
  private enum Draw {
    static let gap = 0, dilution = 1, rejection = 2, clause = 3, base = 4
    static let hold = 8, length = 24
  }
  /// A run that starts with a package on the table is entity 0; those proposed later are entity 1.
  private static let known = 0, later = 1

  func beginPackages(_ paths: Paths) {
    let days = paths.matrix(days)
    for row in 0..<DayRow.count { days[row].fill(EUPolicy.never) }
    for row in 0..<FlagRow.count { paths.matrix(flags)[row].fill(0) }
    if let adopted = policy.lngPackageAdopted {
      days[DayRow.adopted].fill(Double(adopted.number))
      for (row, contract) in GasContract.allCases.enumerated() where contract.isLNG {
        let first = policy.ban("sanctions", contract).map { Double($0.start.number) }
        days[DayRow.sanctions + row].fill(first ?? EUPolicy.never)
      }
    }
    let chances = chances(paths)
    for path in paths.indices { beginPackage(paths, path, chances) }
  }

  /// Each bloc's chance to hold up a package that is proposed this month.
  private func chances(_ paths: Paths) -> [Double] {
    policy.holdChances(max(paths.month.first, policy.asOf))
  }

  private func beginPackage(_ paths: Paths, _ path: Int, _ chances: [Double]) {
    let days = paths.matrix(days), flags = paths.matrix(flags)
    guard let open = policy.openPackage else {
      propose(
        paths, path, after: Double((policy.lastAdopted ?? policy.asOf).number), chances,
        entity: EUDecisions.known)
      return
    }
    days[DayRow.proposed][path] = Double(open.proposed.number)
    flags[FlagRow.bansLNG][path] = open.bansLNG ? 1 : 0
    let delay = holdUp(paths, path, chances, entity: EUDecisions.known)
    let elapsed = Double(policy.asOf - open.proposed)
    // What has not been adopted by today waits for whoever still holds: holds have no memory.
    let u = paths.uniform(draws, path: path, entity: EUDecisions.known, draw: Draw.base)
    let rest = -paths[hold][path] * logarithm(max(1 - u, 1e-12))
    days[DayRow.due][path] = days[DayRow.proposed][path] + (delay > elapsed ? delay : elapsed + rest)
  }

  /// Days from proposal to adoption; notes whether anybody held.
  private func holdUp(_ paths: Paths, _ path: Int, _ chances: [Double], entity: Int) -> Double {
    let scale = paths[holdScale][path], mean = paths[hold][path]
    var longest = 0.0, isHeld = 0.0
    for (bloc, chance) in chances.enumerated() {
      let u = paths.uniform(draws, path: path, entity: entity, draw: Draw.hold + bloc)
      guard u < chance * scale else { continue }
      let v = paths.uniform(draws, path: path, entity: entity, draw: Draw.length + bloc)
      longest = max(longest, -mean * logarithm(max(1 - v, 1e-12)))
      isHeld = 1
    }
    paths.matrix(flags)[FlagRow.held][path] = isHeld
    return paths[base][path] + longest
  }

  /// Puts the next package on the table, some time after a day.
  private func propose(
    _ paths: Paths, _ path: Int, after day: Double, _ chances: [Double], entity: Int
  ) {
    let days = paths.matrix(days)
    let u = paths.uniform(draws, path: path, entity: entity, draw: Draw.gap)
    let wait = -paths[gap][path] * logarithm(max(1 - u, 1e-12))
    days[DayRow.proposed][path] = max(day, Double(policy.asOf.number)) + wait
    days[DayRow.due][path] = days[DayRow.proposed][path] + holdUp(paths, path, chances, entity: entity)
    let clause = paths.uniform(draws, path: path, entity: entity, draw: Draw.clause)
    let isOpen = days[DayRow.sanctions + 1][path] >= EUPolicy.never
    paths.matrix(flags)[FlagRow.bansLNG][path] = isOpen && clause < paths[lngClause][path] ? 1 : 0
  }

  /// Days that the Druzhba has been down; a stop that has lasted long is a veto for the whole month.
  func watchDruzhba(_ paths: Paths) {
    let working = paths[druzhba], down = paths[down], after = paths[vetoAfter], veto = paths[veto]
    for path in paths.indices {
      let lost = paths.days * (1 - min(working[path] / percent, 1))
      down[path] = lost >= 1 ? down[path] + lost : 0
      veto[path] = down[path] > after[path] ? percent : 0
    }
  }

  /// The day a decision that is due falls on, given the veto: the day after the repair.
  func afterVeto(_ due: Double, _ paths: Paths, _ path: Int) -> Double {
    guard paths[veto][path] > 0 else { return due }
    let lost = paths.days * (1 - min(paths[druzhba][path] / percent, 1))
    return max(due, paths.firstDay + lost + 1)
  }

  /// Packages that are due this month and not vetoed are adopted, or fail for good; the next one follows.
  func decidePackages(_ paths: Paths) {
    let due = paths.matrix(days)[DayRow.due], proposed = paths.matrix(days)[DayRow.proposed]
    let count = paths[adopted], waiting = paths[waiting], end = paths.firstDay + paths.days
    count.fill(0)
    if paths.index > 0 { waiting.assign(paths.before(self.waiting)) }
    let chances = chances(paths)
    for path in paths.indices {
      if paths.index == 0 { waiting[path] = due[path] - proposed[path] }
      if due[path] < end { due[path] = afterVeto(due[path], paths, path) }
      if due[path] < end { decide(paths, path, chances) }
    }
  }

  private func decide(_ paths: Paths, _ path: Int, _ chances: [Double]) {
    let days = paths.matrix(days), due = days[DayRow.due][path]
    let u = paths.uniform(draws, path: path, entity: EUDecisions.later, draw: Draw.rejection)
    if u >= paths[rejection][path] {
      paths[adopted][path] = 1
      paths[waiting][path] = due - days[DayRow.proposed][path]
      if paths.matrix(flags)[FlagRow.bansLNG][path] > 0 { banLNG(paths, path, on: due) }
    }
    propose(paths, path, after: due, chances, entity: EUDecisions.later)
  }

  /// The first days of the bans that an adopted package brings.
  private func banLNG(_ paths: Paths, _ path: Int, on day: Double) {
    let days = paths.matrix(days)
    days[DayRow.adopted][path] = day
    let u = paths.uniform(draws, path: path, entity: EUDecisions.later, draw: Draw.dilution)
    let isHeld = paths.matrix(flags)[FlagRow.held][path] > 0
    let putOff = isHeld && u < paths[dilution][path] ? paths[dilutionDelay][path] : 0
    for (row, contract) in GasContract.allCases.enumerated() where contract.isLNG {
      let usual = day + (contract.isLong ? EUDecisions.longNotice : EUDecisions.shortNotice)
      let first = policy.ban("sanctions", contract).map { Double($0.start.number) } ?? usual
      days[DayRow.sanctions + row][path] = max(first, day) + (contract.isLong ? putOff : 0)
    }
  }

  /// Days from adoption to the end of short and of long contracts: those of the 19th package.
  static let shortNotice = 184.0, longNotice = 435.0
}
