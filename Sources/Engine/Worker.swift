internal import Kernels

/// One thread's memory and what it counted.
final class Worker: @unchecked Sendable {
  /// Shares of a month are counted in whole millionths, so that sums don't depend on their order.
  static let activeGrid = 1e6

  private let block: Block
  private let series: [Series]
  private let kept: Kept
  private(set) var begun: [Int]
  private(set) var active: [Int]
  private(set) var report = ConservationReport()

  init(plan: Plan, series: [Series], kept: Kept) {
    block = Block(plan: plan)
    self.series = series
    self.kept = kept
    begun = Array(repeating: 0, count: plan.events.count * plan.settings.period.count)
    active = begun
  }

  func run(firstPath: Int, at offset: Int, used: Int, checks: Bool) {
    block.begin(firstPath: firstPath)
    for index in 0..<block.plan.settings.period.count {
      block.prepare(month: index)
      let paths = Paths(block: block, index: index)
      for mechanism in block.plan.model.mechanisms {
        mechanism.step(paths)
        if checks {
          report.place = "\(paths.month), paths from \(firstPath)"
          mechanism.check(paths, &report)
        }
      }
      for (row, series) in series.enumerated() {
        let source = paths[Output(slot: series.slot)]
        let target = kept.pointer(series: row, slot: index) + offset
        for path in 0..<blockWidth { target[path] = source[path] }
      }
    }
    for row in begun.indices {
      for path in 0..<used {
        begun[row] += Int(block.events.begun[row][path])
        active[row] += Int(block.events.active[row][path] * Worker.activeGrid)
      }
    }
  }
}
