internal import Engine
internal import Glibc
internal import Hashing
internal import Reports
internal import Storage
internal import Studies

/// What the files of a run say about it.
public struct SweepState: Sendable {
  /// How many shards are there and whole.
  public private(set) var done = 0
  private(set) var missing: [Int] = []
  private(set) var bad: [(index: Int, file: String, reason: String)] = []
  /// The types of processor whose BLAS kernels computed them.
  public private(set) var cores: Set<String> = []
  /// Whether the cases were asked anything.
  private(set) var haveQuestions = false
  /// The cases that failed, and why.
  public private(set) var failures: [(number: Int, reason: String)] = []

  /// The shards that have to be computed.
  public var open: [Int] { (missing + bad.map(\.index)).sorted() }

  /// Looks at every shard of a run.
  public init(_ plan: SweepPlanFile, in folder: SweepFolder) {
    for index in 0..<plan.shards {
      do throws(SweepShardFile.Unusable) {
        let shard = try SweepShardFile(index, of: plan, in: folder)
        done += 1
        cores.insert(shard.core)
        failures += shard.failures
        haveQuestions = haveQuestions || shard.hasQuestions
      } catch {
        if let reason = error.reason {
          bad.append((index, folder.shard(index), reason))
        } else {
          missing.append(index)
        }
      }
    }
  }

  /// What isn't there, in words.
  public var gaps: String {
    var lines: [String] = []
    if !missing.isEmpty { lines.append("missing shards: \(spans(of: missing))") }
    for shard in bad {
      lines.append("bad shard \(shard.index): \(shard.file): \(shard.reason)")
    }
    return lines.joined(separator: "\n")
  }
}

/// Joins the shards of a complete run.
public struct SweepMerging {
  private let folder: SweepFolder
  private let grace: Duration
  private let shouldStop: () -> Bool

  /// Names what is to be joined.
  ///
  /// - Parameters:
  ///   - grace: how long to wait for shards that a slow file system doesn't show yet.
  ///   - shouldStop: asked between two shards; what was begun is then removed, and an older table stays.
  public init(
    folder: SweepFolder, grace: Duration = .zero, shouldStop: @escaping () -> Bool = { false }
  ) {
    self.folder = folder
    self.grace = grace
    self.shouldStop = shouldStop
  }

  /// Verifies every shard against the plan and writes cases.csv and outcomes.csv.
  ///
  /// - Throws: `StudyFailure`: `incomplete` with what is missing, `invalid` where the planned cases were changed;
  ///   `Interrupted` where it should stop.
  public func run() throws -> SweepState {
    let plan = try SweepPlanFile(of: folder)
    guard let cases = Files.bytes(of: folder.plannedCases), SHA256.hex(cases) == plan.casesHash else {
      throw StudyFailure("error: \(folder.plannedCases) was changed after the plan", .invalid)
    }
    var state = SweepState(plan, in: folder)
    let start = ContinuousClock.now
    while !state.open.isEmpty && ContinuousClock.now - start < grace {
      usleep(500_000)
      try goOn()
      state = SweepState(plan, in: folder)
    }
    guard state.open.isEmpty else {
      throw StudyFailure(
        "error: the run is incomplete, nothing was merged: \(state.done) of \(plan.shards) shards are done\n"
          + "\(state.gaps)\ngo on with: simulate sweep resume \(folder.path)", .incomplete)
    }
    folder.tidy()
    try merge(plan, to: folder.outcomes, SweepOutcomes.header) { SweepMerging.outcomes($0) }
    if state.haveQuestions {
      try merge(plan, to: folder.questions, SweepQuestions.header) { SweepMerging.questions($0) }
    }
    try casesTable(cases, state)
    return state
  }

  private func goOn() throws {
    if shouldStop() { throw Interrupted() }
  }

  /// One table of all shards.
  private func merge(
    _ plan: SweepPlanFile, to path: String, _ header: [String], _ part: (SweepShardFile) -> [UInt8]
  ) throws {
    try folder.place(at: path) { file in
      try file.write(CSVTable(header: header).bytes)
      for index in 0..<plan.shards {
        try goOn()
        let rows: [UInt8]
        do throws(SweepShardFile.Unusable) {
          rows = part(try SweepShardFile(index, of: plan, in: folder))
        } catch {
          throw StudyFailure("error: shard \(index) was changed during the merge", .failed)
        }
        try file.write(rows)
      }
    }
  }

  private static func outcomes(_ shard: SweepShardFile) -> [UInt8] {
    guard !shard.failures.isEmpty || shard.hasQuestions else { return shard.body }
    return lines(shard) { $0.first == UInt8(ascii: "!") || $0.first == SweepQuestions.mark ? nil : $0 }
  }

  private static func questions(_ shard: SweepShardFile) -> [UInt8] {
    lines(shard) { $0.first == SweepQuestions.mark ? $0.dropFirst() : nil }
  }

  private static func lines(
    _ shard: SweepShardFile, _ kept: (ArraySlice<UInt8>) -> ArraySlice<UInt8>?
  ) -> [UInt8] {
    shard.body.split(separator: UInt8(ascii: "\n")).compactMap(kept).flatMap { $0 + [UInt8(ascii: "\n")] }
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
          try goOn()
          try file.write(part)
          part.removeAll(keepingCapacity: true)
        }
      }
      try file.write(part)
    }
  }
}
