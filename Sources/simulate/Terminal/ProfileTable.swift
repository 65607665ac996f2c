internal import Engine
internal import Foundation

/// Where a run's time went, longest first, as `--profile` shows it.
struct ProfileTable {
  let text: String

  init(_ profile: Profile) {
    let phases = profile.phases.sorted { $0.seconds > $1.seconds }
    let total = phases.reduce(0) { $0 + $1.seconds }
    let widest = phases.map(\.name.count).max() ?? 0
    let rows = phases.filter { $0.seconds > 0 }.map { phase in
      let share = total > 0 ? 100 * phase.seconds / total : 0
      return phase.name.padding(toLength: widest + 2, withPad: " ", startingAt: 0)
        + String(format: "%9.1f ms %5.1f %%\n", 1000 * phase.seconds, share)
    }
    text = rows.joined() + String(format: "Together %.1f ms, summed over threads\n", 1000 * total)
  }
}
