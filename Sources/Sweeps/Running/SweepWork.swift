public import Engine
internal import Kernels
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies
internal import Synchronization

/// Computes the shards of a planned run.
public struct SweepWork: Sendable {
  /// What the run computes.
  public let plan: SweepPlanFile
  private let folder: SweepFolder
  private let study: SweepStudy
  private let options: RunOptions

  /// Opens a run for work: its inputs must be as they were, and the program the one that planned it.
  ///
  /// - Parameter options: the threads of all cases together, when to stop, and who is told how many cases are done.
  public init(_ folder: SweepFolder, by program: SweepProgram, _ options: RunOptions) throws {
    plan = try SweepPlanFile(of: folder)
    self.folder = folder
    self.options = options
    guard fingerprint(ofFile: program.path) == plan.mark else {
      throw StudyFailure(
        "error: the run was planned with another build of this program; use \(folder.program), "
          + "or plan it anew in another folder", .invalid)
    }
    study = try LoadedSweep(plan, in: folder, for: program).study
    folder.tidy()
  }

  /// Whether the shard is there and whole; says what is wrong with one that isn't.
  private func isDone(_ index: Int, _ warn: (String) -> Void) -> Bool {
    do throws(SweepShardFile.Unusable) {
      _ = try SweepShardFile(index, of: plan, in: folder)
      return true
    } catch {
      if let reason = error.reason { warn("\(folder.shard(index)) is done again: \(reason)") }
      return false
    }
  }

  /// Computes the given shards, or all; those that are whole are left as they are.
  ///
  /// - Parameter warn: told of each shard that has to be done again, and why.
  /// - Throws: `Interrupted` where the options say so: finished shards are kept.
  public func run(_ indices: [Int]? = nil, warn: (String) -> Void) throws {
    let done = Atomic<Int>(0)
    for index in indices ?? Array(0..<plan.shards) {
      if isDone(index, warn) {
        done.add(plan.range(index).count, ordering: .relaxed)
        continue
      }
      try compute(index) { options.progress?(done.add(1, ordering: .relaxed).newValue) }
    }
  }

  private var isStopped: Bool { options.shouldStop?() == true }

  private func compute(_ index: Int, _ finished: @Sendable () -> Void) throws {
    let range = plan.range(index)
    // Cases side by side; where there are fewer cases than threads, the paths of a case.
    let inside = range.count >= options.threads ? 1 : options.threads
    let parts = Mutex([[UInt8]](repeating: [], count: range.count))
    try forEachBlock(count: range.count, threads: inside == 1 ? options.threads : 1) { offset, _ in
      if isStopped { throw Interrupted() }
      let rows = try SweepWork.rows(range.lowerBound + offset, study, threads: inside, options.shouldStop)
      parts.withLock { $0[offset] = rows }
      finished()
    }
    let body = parts.withLock { Array($0.joined()) }
    let header = SweepShardFile.header(plan, index, core: blasCoreName(), body: body)
    if isStopped { throw Interrupted() }
    try folder.put(Array(header.utf8) + body, at: folder.shard(index))
  }

  /// The rows of a case, or why it failed.
  static func rows(
    _ number: Int, _ study: SweepStudy, threads: Int, _ shouldStop: (@Sendable () -> Bool)? = nil
  ) throws -> [UInt8] {
    var options = RunOptions()
    options.threads = threads
    options.shouldStop = shouldStop
    do {
      return try outcomes(number, study, options)
    } catch let stop as Interrupted {
      throw stop
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: "; ")
      return Array("!\(number),\(words)\n".utf8)
    }
  }

  /// A case's rows of outcomes.csv, then those of questions.csv, each behind a `?`.
  private static func outcomes(_ number: Int, _ study: SweepStudy, _ options: RunOptions) throws -> [UInt8] {
    let trial = study.trial(number)
    guard !study.questions.isEmpty else { return table(number, try trial.run(options), study.spans) }
    let reported = Set(try Simulation(model: trial.model, settings: trial.settings).series.map(\.slot))
    let asking = Trial(
      model: trial.model, settings: trial.settings.reporting(study.questions, trial.model))
    let simulation = try Simulation(model: asking.model, settings: asking.settings)
    let builder = PathTableBuilder(
      study.questions.flatMap(\.series), of: simulation.kept, period: asking.settings.period)
    var options = options
    options.onChunk = { builder.add($0) }
    let results = try simulation.run(options), paths = builder.table
    let rows = table(number, results, study.spans) { reported.contains($0.slot) }
    return rows + SweepQuestions.rows(number, study.questions.map { Answer($0, paths) })
  }

  private static func table(
    _ number: Int, _ results: Results, _ spans: [ResultSpan],
    where isWanted: (Series) -> Bool = { _ in true }
  ) -> [UInt8] {
    var table = CSVTable()
    let wanted = results.series.indices.filter { isWanted(results.series[$0]) }
    for row in wanted.flatMap({ place in spans.flatMap { results.rows($0, of: place) } }) {
      table.add(number)
      table.add(row.series)
      table.add(row.span == .total ? row.span.rawValue : row.time)
      table.add(row.unit)
      table.add(row.statistics)
      table.endRow()
    }
    return table.bytes
  }
}
