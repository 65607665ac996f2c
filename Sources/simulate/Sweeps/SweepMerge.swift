internal import ArgumentParser
internal import Glibc
internal import Reports

/// What the files of a run say about it.
struct SweepState {
  var done = 0
  var missing: [Int] = []
  var bad: [(index: Int, reason: String)] = []
  var cores: Set<String> = []
  var failures: [(number: Int, reason: String)] = []

  var open: [Int] { (missing + bad.map(\.index)).sorted() }

  init(_ plan: SweepPlanFile, in folder: SweepFolder) {
    for index in 0..<plan.shards {
      do throws(SweepShardFile.Unusable) {
        let shard = try SweepShardFile(index, of: plan, in: folder)
        done += 1
        cores.insert(shard.core)
        failures += shard.failures
      } catch {
        if let reason = error.reason { bad.append((index, reason)) } else { missing.append(index) }
      }
    }
  }

  /// What isn't there, in words.
  func gaps(_ folder: SweepFolder) -> String {
    var lines: [String] = []
    if !missing.isEmpty { lines.append("missing shards: \(spans(of: missing))") }
    for shard in bad {
      lines.append("bad shard \(shard.index): \(folder.shard(shard.index)): \(shard.reason)")
    }
    return lines.joined(separator: "\n")
  }
}

/// Joins the shards of a complete run.
struct SweepMerging {
  let folder: SweepFolder
  let console: Console
  /// Seconds to wait for shards that a slow file system doesn't show yet.
  var grace = 0

  func run() throws {
    let plan = try SweepPlanFile(of: folder)
    guard let cases = Files.bytes(of: folder.plannedCases), SHA256.hex(cases) == plan.casesHash else {
      throw Failure("error: \(folder.plannedCases) was changed after the plan", .badScenario)
    }
    var state = SweepState(plan, in: folder)
    let clock = Clock()
    while !state.open.isEmpty && clock.seconds < Double(grace) {
      usleep(500_000)
      state = SweepState(plan, in: folder)
    }
    guard state.open.isEmpty else {
      Console.complain(
        "error: the run is incomplete, nothing was merged: \(state.done) of \(plan.shards) shards are done\n"
          + "\(state.gaps(folder))\ngo on with: simulate sweep resume \(folder.path)\n")
      throw ExitCode(75)
    }
    if state.cores.count > 1 {
      console.warn(
        "the shards come from processors of several types (BLAS kernels for "
          + "\(state.cores.sorted().joined(separator: ", "))); the last digits may show it")
    }
    try outcomes(plan)
    try casesTable(cases, state)
    let failed = state.failures.count
    try console.show(
      "\(counted(plan.cases, "case")), \(failed) failed: \(folder.cases), \(folder.outcomes)\n")
    for failure in state.failures.prefix(10) {
      console.warn("case \(failure.number) failed: \(failure.reason)")
    }
    if failed > 10 { console.warn("… and \(failed - 10) more; cases.csv says why") }
    if failed == plan.cases { throw Failure("error: every case failed", .failed) }
  }

  private func outcomes(_ plan: SweepPlanFile) throws {
    try folder.place(at: folder.outcomes) { file in
      try file.write(CSVTable(header: SweepWork.columns).bytes)
      for index in 0..<plan.shards {
        do throws(SweepShardFile.Unusable) {
          let shard = try SweepShardFile(index, of: plan, in: folder)
          try write(shard, to: file)
        } catch {
          throw Failure("error: shard \(index) was changed during the merge", .failed)
        }
      }
    }
  }

  private func write(_ shard: SweepShardFile, to file: OutputFile) throws(SweepShardFile.Unusable) {
    do {
      guard !shard.failures.isEmpty else { return try file.write(shard.body) }
      for line in shard.body.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "!") {
        try file.write(Array(line) + [UInt8(ascii: "\n")])
      }
    } catch {
      throw SweepShardFile.Unusable(reason: "\(error)")
    }
  }

  /// The planned cases with how each ended.
  private func casesTable(_ planned: [UInt8], _ state: SweepState) throws {
    let reasons = Dictionary(
      state.failures.map { ($0.number, $0.reason) }, uniquingKeysWith: { first, _ in first })
    try folder.place(at: folder.cases) { file in
      var part: [UInt8] = []
      for (row, line) in planned.split(separator: UInt8(ascii: "\n")).enumerated() {
        part += line
        let reason = reasons[row - 1]
        let tail = row == 0 ? ",status,reason" : reason.map { ",failed,\(quotedCSV($0))" } ?? ",done,"
        part += Array(tail.utf8) + [UInt8(ascii: "\n")]
        if part.count > 1 << 20 {
          try file.write(part)
          part.removeAll(keepingCapacity: true)
        }
      }
      try file.write(part)
    }
  }
}
