internal import Engine
internal import Kernels

/// What refineries wanted to run before a run, as the newest published runs have it.
extension Refining {
  func begin(_ paths: MonthView) {
    paths[usable].assign(paths[reserve.start])
    let drift = paths[drift], noise = paths[levelNoise]
    paths.normals(accidents, into: drift)
    for path in paths.indices { drift[path] *= noise[path] }
    if let counted { learn(counted, paths) }
    runBefore(paths)
  }

  /// Runs and output of the month before the run, as wanted runs and the fleet's state have them.
  private func runBefore(_ paths: MonthView) {
    multiplyExactly(weights, paths.matrix(availability), into: paths.matrix(sums))
    let sums = paths.matrix(sums), base = sums[0], headroom = sums[1], drift = paths[drift]
    let share = paths[reserve.usable], made = paths[reserve.madeUp], usable = paths[usable],
      level = paths[level]
    let runs = paths[shown.runs], wanted = paths[shown.wanted], loss = paths[shown.loss]
    let factor = season[paths.month] * levelBefore, nameplate = fleet.nameplate
    for path in paths.indices {
      wanted[path] = level[path] * factor * max(1 + drift[path], 0)
      let room = max(share[path] * nameplate * usable[path] * headroom[path], Refining.leastRoom)
      let lost = wanted[path] * (1 - base[path])
      loss[path] = lost - smoothMinimum(made[path] * lost, room)
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
    let age = Double(counted.age)
    for path in paths.indices {
      let room = max(share[path] * nameplate * usable[path] * headroom[path], Refining.leastRoom)
      var wanted = counted.runs
      for _ in 0..<Refining.rounds {
        let lost = wanted * (1 - base[path])
        wanted = counted.runs + lost - smoothMinimum(made[path] * lost, room)
      }
      let then = wanted / (level[path] * factor) - 1
      let left = power(keep[path], age)
      drift[path] = left * then + (1 - left * left).squareRoot() * drift[path]
    }
  }

  /// What strikes take follows from what is wanted; each round leaves a third of an error at most.
  private static let rounds = 4
}
