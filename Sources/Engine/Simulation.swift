public import Kernels
internal import Sampling
internal import Synchronization

/// A run was asked to stop before its end.
public struct Interrupted: Error {
  public init() {}
}

/// May change the independent uniform numbers of a parameter (its slot) on a block of paths (the first's number).
public typealias UniformChange = @Sendable (_ slot: Int, _ firstPath: Int, _ uniforms: Column) -> Void

/// What a run is told besides its model and settings.
public struct RunOptions: Sendable {
  public var threads = 1
  /// Check the conservation identities on every path and month.
  public var checks = false
  /// Report every output instead of the settings' selection.
  public var allSeries = false
  /// Told where the time went.
  public var profile: Profile?
  /// Called with the number of finished paths, from any thread.
  public var progress: (@Sendable (Int) -> Void)?
  /// Asked before each block; a run stops when it says true.
  public var shouldStop: (@Sendable () -> Bool)?
  /// Given every chunk of paths in order.
  public var onChunk: (@Sendable (Chunk) throws -> Void)?
  /// Given each uncertain parameter's numbers before they are correlated: how a study freezes or swaps one.
  public var onUniforms: UniformChange?

  public init() {}
}

/// Runs a model: blocks of paths over threads, months inside a block, results folded in path order.
///
/// Results don't depend on the number of threads.
public struct Simulation: Sendable {
  /// Above this many kept values quantiles come from counts.
  public static let mostKeptValues = 100_000_000
  static let chunkPaths = 8192
  public static let mostSeries = 60

  private let plan: Plan
  /// The series that the run reports, in the order of its results.
  public let series: [Series]
  private let layout: SlotLayout
  /// What the run is told; may be completed until it is started.
  public var options: RunOptions

  public init(model: Model, settings: Settings, options: RunOptions) throws {
    plan = try Plan(model: model, settings: settings, onUniforms: options.onUniforms)
    self.options = options
    series = Simulation.selection(model, settings, options.allSeries)
    layout = SlotLayout(period: settings.period)
  }

  private static func selection(_ model: Model, _ settings: Settings, _ all: Bool) -> [Series] {
    let wanted = Set(settings.outputs)
    let chosen = model.outputs.indices.filter { slot in
      let output = model.outputs[slot]
      return all || (wanted.isEmpty ? output.isHeadline : wanted.contains(output.variable))
    }
    return chosen.map { Series(slot: $0, declaration: model.outputs[$0]) }
  }

  public func run() throws -> Results {
    let paths = plan.settings.paths
    let exact = paths * series.count * layout.slots <= Simulation.mostKeptValues
    let chunk = exact ? paths : Simulation.chunkPaths
    let blocks = (chunk + blockWidth - 1) / blockWidth
    let kept = Kept(series: series.count, layout: layout, capacity: blocks * blockWidth)
    let workers = (0..<max(1, options.threads)).map { _ in
      Worker(
        plan: plan, series: series, kept: kept, isTimed: options.profile != nil)
    }
    let fold = Fold(series: series, layout: layout, exact: exact)
    var first = 0
    while first < paths {
      let count = min(chunk, paths - first)
      try compute(first: first, count: count, workers: workers)
      var laps = Laps(count: 1, isOn: options.profile != nil)
      laps.start()
      try fold.add(kept, count: count, threads: options.threads)
      laps.lap(0)
      options.profile?.add("statistics (all threads)", seconds: Double(laps.nanoseconds[0]) * 1e-9)
      try options.onChunk?(Chunk(values: kept, firstPath: first, count: count))
      first += count
    }
    if let profile = options.profile {
      for worker in workers { worker.add(to: profile) }
    }
    return results(fold, workers, exact)
  }

  private func compute(first: Int, count: Int, workers: [Worker]) throws {
    let blocks = (count + blockWidth - 1) / blockWidth
    let done = Atomic<Int>(first)
    try forEachBlock(count: blocks, threads: options.threads) { block, worker in
      if options.shouldStop?() == true { throw Interrupted() }
      let used = min(blockWidth, count - block * blockWidth)
      workers[worker].run(
        firstPath: first + block * blockWidth, at: block * blockWidth, used: used, checks: options.checks)
      let total = done.add(used, ordering: .relaxed).newValue
      options.progress?(total)
    }
  }

  private func results(_ fold: Fold, _ workers: [Worker], _ exact: Bool) -> Results {
    let statistics = fold.statistics
    let months = layout.period.count
    var report = ConservationReport()
    for worker in workers { report.merge(worker.report) }
    return Results(
      settings: plan.settings, series: series, years: layout.years,
      monthly: statistics.map { Array($0[0..<months]) },
      annual: statistics.map { Array($0[months..<months + layout.years.count]) },
      total: statistics.map { $0[layout.slots - 1] }, events: events(workers), warnings: plan.warnings,
      conservation: report, hasExactQuantiles: exact)
  }

  private func events(_ workers: [Worker]) -> [EventSummary] {
    let months = plan.months.count
    let paths = Double(plan.settings.paths)
    return plan.events.enumerated().map { index, event in
      let begun = (plan.leadIn..<months).map { month in
        workers.reduce(0.0) { $0 + Double($1.begun[index * months + month]) } / paths
      }
      let active = (plan.leadIn..<months).map { month in
        workers.reduce(0.0) { $0 + Double($1.active[index * months + month]) } / paths / Worker.activeGrid
      }
      return EventSummary(name: event.setting.name, begun: begun, active: active)
    }
  }
}
