internal import Kernels

/// One path of a run: every reported series in every month, and what happened on it.
public struct OnePath: Sendable {
  /// Its number in the run, from 0.
  public let number: Int
  /// `[series][month]`, in the order of the run's series.
  public let values: [[Double]]
  /// `[event][month]`: how many times an event of the scenario began.
  public let begun: [[Double]]
  /// The regimes, such as `brent.regime`, with the state of each month in words.
  public let regimes: [(name: String, states: [String])]
}

extension Simulation {
  /// Computes a path of the run alone: the same numbers as in the run, since they depend on its block only.
  public func path(_ number: Int) -> OnePath {
    let first = number / blockWidth * blockWidth
    let worker = Worker(plan: plan, series: series, RunOptions())
    let kept = Kept(
      rules: series.map(\.rule), layout: layout, controls: plan.model.controls.count * layout.years.count,
      capacity: blockWidth)
    let regimes = plan.model.regimes
    var states = regimes.map { _ in [String]() }
    worker.run(firstPath: first, used: blockWidth, into: kept, at: 0) { block in
      for (row, regime) in regimes.enumerated() {
        states[row].append(regime.values[Int(block.states[regime.state.first][number - first])])
      }
    }
    let values = series.indices.map { row in
      (0..<layout.period.count).map { kept.pointer(series: row, month: $0)[number - first] }
    }
    return OnePath(
      number: number, values: values, begun: worker.begun(path: number - first),
      regimes: zip(regimes, states).map { ($0.name, $1) })
  }
}
