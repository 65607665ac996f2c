internal import Engine
internal import Kernels

/// What refineries wanted to run before a run, and how tired their spare was, as the newest counts have it.
extension Refining {
  func begin(_ paths: MonthView) {
    paths[usable].assign(paths[reserve.start])
    let drift = paths[drift], noise = paths[levelNoise]
    paths.normals(accidents, into: drift)
    for path in paths.indices { drift[path] *= noise[path] }
    add(paths)
    let start = paths.month + 1, seen = counted?.month ?? start - 1
    tire(paths, from: start - campaign.count, to: seen)
    if let counted { learn(counted, paths) }
    tire(paths, from: seen, to: start - 1)
    runBefore(paths)
    tire(paths, from: start - 1, to: start)
  }

  /// How many strikes a month's fleet still feels, of those counted in each month before a run, the oldest first.
  static func campaign(_ declare: Declarations) -> [Double] {
    let counts = MonthlyHistory(declare.seeds, "strikes_monthly", "strikes")
    let keep = declare.constant("refining.struck_keep"), months = declare.count("refining.tired_months")
    var felt = 0.0
    return (1...months).reversed().map { back in
      felt = felt * keep + (counts[declare.start - back] ?? 0)
      return felt
    }
  }

  /// Spare capacity tires before a run as it does in one: in each of some months strikes took what they take of the
  /// fleet as it is known, in proportion to how many it felt.
  private func tire(_ paths: MonthView, from first: Month, to end: Month) {
    let sums = paths.matrix(sums), known = paths.matrix(then), start = paths.month + 1
    let (base, headroom) = counted == nil ? (sums[0], sums[1]) : (known[0], known[1])
    let share = paths[reserve.usable], made = paths[reserve.madeUp], usable = paths[usable]
    let level = paths[level], nameplate = fleet.nameplate
    let lost = paths.matrix(scratch)[2], room = paths.matrix(scratch)[3]
    func felt(_ month: Month) -> Double { campaign[campaign.count - (start - month)] }
    let reference = felt(counted?.month ?? start - 1)
    guard reference > 0 else { return }
    var month = first
    while month < end {
      let part = felt(month) / reference, factor = season[month] * levelBefore
      for path in paths.indices {
        let struck = min((1 - base[path]) * part, 1)
        lost[path] = made[path] * level[path] * factor * struck
        room[path] = max(share[path] * nameplate * usable[path] * headroom[path], Refining.leastRoom)
      }
      bound(lost, by: room, paths)
      wear(usable, by: lost, paths)
      month = month + 1
    }
  }

  /// Runs and output of the month before the run, as wanted runs and the fleet's state have them.
  private func runBefore(_ paths: MonthView) {
    let sums = paths.matrix(sums), base = sums[0], headroom = sums[1], drift = paths[drift]
    let share = paths[reserve.usable], made = paths[reserve.madeUp], usable = paths[usable],
      level = paths[level]
    let runs = paths[shown.runs], wanted = paths[shown.wanted], loss = paths[shown.loss]
    let factor = season[paths.month] * levelBefore, nameplate = fleet.nameplate
    let lost = paths.matrix(scratch)[2], spare = paths.matrix(scratch)[3]
    for path in paths.indices {
      wanted[path] = level[path] * factor * max(1 + drift[path], 0)
      let room = max(share[path] * nameplate * usable[path] * headroom[path], Refining.leastRoom)
      loss[path] = wanted[path] * (1 - base[path])
      (lost[path], spare[path]) = (made[path] * loss[path], room)
    }
    bound(lost, by: spare, paths)
    for path in paths.indices {
      loss[path] -= lost[path]
      runs[path] = wanted[path] - loss[path]
    }
    produce(paths)
  }

  /// Wanted runs were what was run and what strikes took; their deviation then fades until the run begins, and comes anew.
  private func learn(_ counted: CountedRuns, _ paths: MonthView) {
    let base = paths.matrix(then)[0], headroom = paths.matrix(then)[1], drift = paths[drift]
    let level = paths[level], keep = paths[levelKeep]
    let share = paths[reserve.usable], made = paths[reserve.madeUp], usable = paths[usable]
    let factor = season[counted.month] * levelThen, nameplate = fleet.nameplate
    let age = Double(counted.age), runs = counted.runs, wanted = paths[shown.wanted]
    let lost = paths.matrix(scratch)[2], room = paths.matrix(scratch)[3]
    wanted.fill(runs)
    for path in paths.indices {
      room[path] = max(share[path] * nameplate * usable[path] * headroom[path], Refining.leastRoom)
    }
    for _ in 0..<Refining.rounds {
      for path in paths.indices { lost[path] = made[path] * (wanted[path] * (1 - base[path])) }
      bound(lost, by: room, paths)
      for path in paths.indices { wanted[path] = runs + wanted[path] * (1 - base[path]) - lost[path] }
    }
    for path in paths.indices {
      let then = wanted[path] / (level[path] * factor) - 1
      let left = power(keep[path], age)
      drift[path] = left * then + root(1 - left * left) * drift[path]
    }
  }

  /// What strikes take follows from what is wanted; each round leaves a third of an error at most.
  private static let rounds = 4
}
