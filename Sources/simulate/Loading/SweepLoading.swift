internal import ArgumentParser
internal import Engine
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Storage
internal import Sweeps

/// This program, for the plans of sweeps.
let program = SweepProgram(version: version, source: RussianEnergy.source)

extension LoadedSweep {
  /// Reads a sweep as the user names it, and shows its warnings.
  init(_ name: String, common: CommonOptions) throws {
    let places = Places(data: common.data)
    let file = try places.sweep(name)
    let seeds = try places.seeds(for: file)
    common.console.detail("\(file): seed tables from \(seeds)")
    // Sweeps lie in a folder below the scenarios.
    let folder = Files.folder(of: file)
    let above = Files.stem(of: folder) == "sweeps" ? [Files.folder(of: folder)] : []
    try self.init(
      file, shipped: above + places.scenarios, seeds: seeds, overlays: places.overlays, for: program)
    for warning in study.warnings {
      common.console.warn(warning.rendered(from: study.sources.first { $0.file == warning.place.file }))
    }
  }
}

/// Computes shards of a run, all unless some are named, with a bar of the cases.
func compute(
  _ folder: SweepFolder, _ options: RunOptions, _ console: Console, only indices: [Int]? = nil
) throws {
  let plan = try SweepPlanFile(of: folder)
  let cases = (indices ?? Array(0..<plan.shards)).reduce(0) { $0 + plan.range($1).count }
  let progress = Progress(name: plan.name, total: cases, console: console)
  defer { progress.end() }
  var options = options
  options.progress = { progress.reach($0) }
  try SweepWork(folder, by: program, options).run(indices) { console.warn($0) }
}

/// Merges a run and says how its cases ended.
///
/// - Parameter format: how the outcomes are written to standard output; nil where they only lie in the folder.
func merge(_ folder: SweepFolder, grace: Int = 0, _ console: Console, _ format: TableFormat? = nil) throws {
  let plan = try SweepPlanFile(of: folder)
  let state = try SweepMerging(
    folder: folder, grace: .seconds(grace), shouldStop: { Interruption.isRequested }
  ).run()
  if state.cores.count > 1 {
    console.warn(
      "the shards come from processors of several types (BLAS kernels for "
        + "\(state.cores.sorted().joined(separator: ", "))); the last digits may show it")
  }
  let failed = state.failures.count
  try console.show("\(counted(plan.cases, "case")), \(failed) failed: \(folder.cases), \(folder.outcomes)\n")
  for failure in state.failures.prefix(10) {
    console.warn("case \(failure.number) failed: \(failure.reason)")
  }
  if failed > 10 { console.warn("… and \(failed - 10) more; cases.csv says why") }
  if failed == plan.cases { throw Failure("error: every case failed", .failed) }
  if let format, let outcomes = Files.bytes(of: folder.outcomes) {
    try console.put(format.text(outcomes, types: SweepOutcomes.types))
  }
}

/// Runs a sweep's work; an interruption keeps what is finished.
func sweeping(_ folder: String, _ work: () throws -> Void) throws {
  Interruption.listen()
  try reporting {
    do {
      try work()
    } catch is Interrupted {
      Console.complain("interrupted: finished shards are kept; go on with: simulate sweep resume \(folder)\n")
      throw ExitCode(128 + Interruption.signal)
    }
  }
}
