public import Kernels
internal import Sampling
internal import Synchronization

/// A run was asked to stop before its end.
public struct Interrupted: Error {
  /// The error of a run that was asked to stop.
  public init() {}
}

/// May change the independent uniform numbers of a parameter (its slot) on a block of paths (the first's number).
public typealias UniformChange = @Sendable (_ slot: Int, _ firstPath: Int, _ uniforms: Column) -> Void

/// May change the independent normal numbers of a factor in a month, counted from the first that is computed, on a block
/// of paths.
public typealias NormalChange =
  @Sendable (_ factor: Int, _ month: Int, _ firstPath: Int, _ normals: Column) -> Void

/// How a simulation is run, whatever it computes.
public struct RunOptions: Sendable {
  /// How many threads compute; results don't depend on it.
  public var threads = 1
  /// Above this many kept values quantiles come from counts; 8,192 paths are always kept.
  public var mostKeptValues = Simulation.mostKeptValues
  /// Grow in batches until the target is reached; the settings' paths are the ceiling.
  public var target: Target?
  /// The same for a goal of its own, instead of a target.
  public var goal: (any RunGoal)?
  /// Told where the time went.
  public var profile: Profile?
  /// Called with the number of finished paths, from any thread.
  public var progress: (@Sendable (Int) -> Void)?
  /// Asked before each block; a run stops when it says true.
  public var shouldStop: (@Sendable () -> Bool)?
  /// Given every chunk of paths in order.
  public var onChunk: (@Sendable (Chunk) throws -> Void)?
  /// Told what befell each path.
  public var marks: PathMarks?
  /// Given each uncertain parameter's numbers before they are correlated: how a study freezes or swaps one.
  public var onUniforms: UniformChange?
  /// Given each factor's numbers of each month before they are correlated: how a study looks into a corner.
  public var onNormals: NormalChange?

  /// One thread, nobody told.
  public init() {}
}

/// Runs a model: blocks of paths over threads, months inside a block, results folded in path order.
///
/// Results don't depend on the number of threads.
public struct Simulation: Sendable {
  /// So many values a run keeps unless it is told another number: 800 MB.
  public static let mostKeptValues = 100_000_000

  let plan: Plan
  /// The series that the run reports, in the order of its results.
  public let series: [Series]
  /// Those, and after them what is kept in the model's own units for questions.
  public let kept: [Series]
  let layout: SlotLayout

  /// Compiles a model with its settings.
  ///
  /// - Parameter allSeries: report every output instead of the settings' selection.
  /// - Throws: `ModelError` where the settings name what the model doesn't have.
  public init(model: Model, settings: Settings, allSeries: Bool = false) throws {
    plan = try Plan(model: model, settings: settings)
    let chosen = Simulation.selection(model, settings, allSeries)
    let shower = UnitShower(model: model, period: settings.period, choices: settings.units)
    series = chosen.map { series in
      let found = settings.units.isEmpty ? nil : shower.shown(series.declaration)
      return Series(
        slot: series.slot, declaration: found?.declaration ?? series.declaration,
        conversion: found?.conversion)
    }
    let own = zip(chosen, series).filter {
      $1.conversion != nil && settings.asked.contains($0.declaration.label)
    }
    kept = series + own.map(\.0)
    layout = SlotLayout(period: settings.period)
  }

  /// The months that are computed: the period, and before it those since the newest whose start state is known.
  public var months: Period { plan.months }

  private static func selection(_ model: Model, _ settings: Settings, _ all: Bool) -> [Series] {
    let wanted = Set(settings.outputs)
    let chosen = model.outputs.indices.filter { slot in
      let output = model.outputs[slot]
      return all || (wanted.isEmpty ? output.isHeadline : wanted.contains(output.variable))
    }
    return chosen.map { Series(slot: $0, declaration: model.outputs[$0]) }
  }

  /// Runs all paths, or, with a target, batch after batch until it is reached or the paths are.
  ///
  /// - Throws: `Interrupted`, what `onChunk` throws, `BrokenBalances`, `NotFinite` where a series is no number.
  public func run(_ options: RunOptions = RunOptions()) throws -> Results {
    do {
      return try computed(options)
    } catch let error as NotFinite {
      throw origin(of: error, options)
    }
  }

  private func computed(_ options: RunOptions) throws -> Results {
    let isGrowing = options.target != nil || options.goal != nil
    guard !isGrowing || plan.settings.design != .latinHypercube else {
      throw ModelError(["a latin hypercube has a fixed number of paths and can't grow towards a target"])
    }
    let ceiling = plan.settings.paths
    let workers = (0..<max(1, options.threads)).map { _ in Worker(plan: plan, series: kept, options) }
    let gathering = Gathering(
      series: series, rules: kept.map(\.rule), layout: layout,
      controls: plan.model.controls.count * layout.years.count,
      levels: Levels(plan.settings), options: options)
    var tally = options.target.map { TargetTally($0, controls: gathering.kept.controls) }
    var done = 0
    var attained: Attained?
    repeat {
      let goal = isGrowing ? Target.paths(after: done, ceiling: ceiling) : ceiling
      try gathering.prepare(for: goal, done: done)
      for piece in gathering.pieces(from: done, to: goal) {
        try compute(piece, into: gathering.kept, workers, options)
        if let target = options.target {
          gathering.kept.totals(series: target.series, paths: piece.values).withUnsafeBufferPointer {
            tally?.add($0, gathering.kept, piece.values)
          }
        }
        options.goal?.add(
          Chunk(
            values: gathering.kept, offset: piece.place, firstPath: piece.paths.lowerBound,
            count: piece.paths.count))
        try gathering.take(piece)
      }
      done = goal
      attained = tally?.attained ?? options.goal?.attained
    } while done < ceiling && attained?.isReached != true
    let found = try gathering.finish(paths: done)
    try requireBalance(workers, options)
    if let profile = options.profile {
      for worker in workers { worker.add(to: profile) }
    }
    return results(found.statistics, paths: done, workers, found.isExact, attained)
  }

  private func requireBalance(_ workers: [Worker], _ options: RunOptions) throws {
    var report = ConservationReport()
    for worker in workers { report.merge(worker.report) }
    guard let broken = report.broken else { return }
    throw BrokenBalances(
      violations: report.violations, parameters: parameters(of: broken.path, in: broken.month, options))
  }

  private func compute(
    _ piece: Gathering.Piece, into kept: Kept, _ workers: [Worker], _ options: RunOptions
  ) throws {
    let count = piece.paths.count
    let blocks = (count + blockWidth - 1) / blockWidth
    let done = Atomic<Int>(piece.paths.lowerBound)
    try forEachBlock(count: blocks, threads: options.threads) { block, worker in
      if options.shouldStop?() == true { throw Interrupted() }
      let start = block * blockWidth
      let used = min(blockWidth, count - start)
      workers[worker].run(
        firstPath: piece.paths.lowerBound + start, used: used, into: kept, at: piece.place + start)
      let total = done.add(used, ordering: .relaxed).newValue
      options.progress?(total)
    }
  }

  private func results(
    _ statistics: [[Statistics]], paths: Int, _ workers: [Worker], _ isExact: Bool, _ attained: Attained?
  ) -> Results {
    let months = layout.period.count
    var report = ConservationReport()
    for worker in workers { report.merge(worker.report) }
    var settings = plan.settings
    settings.paths = paths
    return Results(
      settings: settings, series: series, years: layout.years,
      monthly: statistics.map { Array($0[0..<months]) },
      annual: statistics.map { Array($0[months..<months + layout.years.count]) },
      total: statistics.map { $0[layout.slots - 1] }, events: events(workers, paths: paths),
      warnings: plan.warnings, conservation: report, hasExactQuantiles: isExact, attained: attained)
  }

  private func events(_ workers: [Worker], paths: Int) -> [EventSummary] {
    let months = plan.months.count
    let paths = Double(paths)
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
