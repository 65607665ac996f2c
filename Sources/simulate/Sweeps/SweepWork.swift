internal import Engine
internal import Kernels
internal import Reports
internal import Studies
internal import Synchronization

/// Computes shards.
struct SweepWork {
  let plan: SweepPlanFile
  let folder: SweepFolder
  let sweep: LoadedSweep
  let threads: Int
  let console: Console

  /// Opens a run for work: its inputs must be as they were, and the program the one that planned it.
  init(_ folder: SweepFolder, threads: Int?, console: Console) throws {
    plan = try SweepPlanFile(of: folder)
    self.folder = folder
    self.threads = threads ?? Processor.count
    self.console = console
    guard fingerprint(ofFile: "/proc/self/exe") == plan.mark else {
      throw Failure(
        "error: the run was planned with another build of this program; use \(folder.program), "
          + "or plan it anew in another folder", .badScenario)
    }
    sweep = try LoadedSweep(plan, in: folder)
  }

  /// Whether the shard is there and whole; says what is wrong with one that isn't.
  func isDone(_ index: Int) -> Bool {
    do throws(SweepShardFile.Unusable) {
      _ = try SweepShardFile(index, of: plan, in: folder)
      return true
    } catch {
      if let reason = error.reason { console.warn("\(folder.shard(index)) is done again: \(reason)") }
      return false
    }
  }

  /// Computes the given shards, those that are whole left as they are.
  func run(_ indices: [Int]) throws {
    let progress = Progress(
      name: plan.name, total: indices.reduce(0) { $0 + plan.range($1).count }, console: console)
    defer { progress.end() }
    let done = Atomic<Int>(0)
    for index in indices {
      if isDone(index) {
        done.add(plan.range(index).count, ordering: .relaxed)
        continue
      }
      try compute(index) { progress.reach(done.add(1, ordering: .relaxed).newValue) }
    }
  }

  private func compute(_ index: Int, _ finished: @escaping @Sendable () -> Void) throws {
    let range = plan.range(index)
    // Cases side by side; where there are fewer cases than threads, the paths of a case.
    let inside = range.count >= threads ? 1 : threads
    let parts = Mutex([[UInt8]](repeating: [], count: range.count))
    let study = sweep.study
    try forEachBlock(count: range.count, threads: inside == 1 ? threads : 1) { offset, _ in
      if Interruption.isRequested { throw Interrupted() }
      let rows = try SweepWork.rows(range.lowerBound + offset, study, threads: inside)
      parts.withLock { $0[offset] = rows }
      finished()
    }
    let body = parts.withLock { Array($0.joined()) }
    let header = SweepShardFile.header(plan, index, core: blasCoreName(), body: body)
    if Interruption.isRequested { throw Interrupted() }
    try folder.put(Array(header.utf8) + body, at: folder.shard(index))
  }

  static let columns =
    ["case", "variable", "region", "period", "unit", "mean", "se"]
    + ["p05", "p25", "p50", "p75", "p95"].flatMap { [$0, "\($0)_se"] }

  /// The rows of a case, or why it failed.
  static func rows(_ number: Int, _ study: SweepStudy, threads: Int) throws -> [UInt8] {
    var options = RunOptions()
    options.threads = threads
    options.shouldStop = { Interruption.isRequested }
    do {
      return table(number, try study.trial(number).run(options), study.spans)
    } catch let stop as Interrupted {
      throw stop
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: "; ")
      return Array("!\(number),\(words)\n".utf8)
    }
  }

  private static func table(_ number: Int, _ results: Results, _ spans: [SweepSpan]) -> [UInt8] {
    var table = CSVTable()
    let period = results.settings.period
    func add(_ series: Series, _ time: String, _ unit: String, _ statistics: Statistics) {
      table.add(number)
      table.add(series.declaration.variable)
      table.add(series.declaration.region)
      table.add(time)
      table.add(unit)
      table.add(statistics.mean)
      table.add(statistics.meanError)
      for (value, error) in zip(statistics.quantiles, statistics.quantileErrors) {
        table.add(value)
        table.add(error)
      }
      table.endRow()
    }
    for (row, series) in results.series.enumerated() {
      for span in spans {
        switch span {
        case .monthly:
          for (index, statistics) in results.monthly[row].enumerated() {
            add(series, period.month(index).description, series.declaration.unit.symbol, statistics)
          }
        case .annual:
          for (year, statistics) in zip(results.years, results.annual[row]) {
            add(series, "\(year)", series.spanUnit, statistics)
          }
        case .total: add(series, "total", series.spanUnit, results.total[row])
        }
      }
    }
    return table.bytes
  }
}
