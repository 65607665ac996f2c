internal import Kernels

/// What befell each path of a run: how many months of the period it spent in each regime, how often each event of the
/// scenario began and how many months it was under way. Districts, buyers and commodities are the finest grain; no
/// plant is in it.
public final class PathMarks: @unchecked Sendable {  // paths of different blocks are different memory
  /// What each row counts, such as `brent.regime.crisis` or `event.Terminal outage`.
  public let names: [String]
  private let paths: Int
  private let values: ColumnStore

  /// Room for so many paths of a model and its settings.
  public init(model: Model, settings: Settings) {
    names = PathMarks.names(model, settings)
    paths = (settings.paths + blockWidth - 1) / blockWidth * blockWidth
    values = ColumnStore(columns: names.count * paths / blockWidth)
  }

  /// What the marks of such a run count.
  public static func names(_ model: Model, _ settings: Settings) -> [String] {
    model.regimeNames + settings.events.flatMap { ["event.\($0.name)", "event.\($0.name).months"] }
  }

  /// The value of a row on a path.
  public func value(_ row: Int, path: Int) -> Double { column(row, path)[path % blockWidth] }

  private func column(_ row: Int, _ path: Int) -> Column {
    values[row * (paths / blockWidth) + path / blockWidth]
  }

  func addRegimes(of block: Block) {
    var row = 0
    for regime in block.plan.model.regimes {
      let state = block.states[regime.state.first]
      for value in regime.values.indices.dropFirst() {
        let target = column(row, block.firstPath)
        for path in target.indices { target[path] += state[path] == Double(value) ? 1 : 0 }
        row += 1
      }
    }
  }

  func addEvents(of block: Block) {
    let months = block.plan.months.count
    var row = names.count - 2 * block.plan.events.count
    for event in block.plan.events.indices {
      let begun = column(row, block.firstPath), active = column(row + 1, block.firstPath)
      for month in block.plan.leadIn..<months {
        let (starts, share) = (
          block.events.begun[event * months + month], block.events.active[event * months + month]
        )
        for path in begun.indices {
          begun[path] += starts[path]
          active[path] += share[path]
        }
      }
      row += 2
    }
  }
}
