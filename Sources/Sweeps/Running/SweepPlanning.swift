internal import Engine
internal import Hashing
internal import Kernels
internal import Reports
internal import Sampling
internal import Storage
internal import Studies

/// Makes the plan of a run, or finds that it is made already.
public struct SweepPlanning {
  /// The default MaxArraySize of Slurm allows the numbers 0 to 1000.
  static let mostShards = 1000
  private static let trialPaths = 512

  private let sweep: LoadedSweep
  private let wanted: Int?
  private let shards: Int
  private let secondsPerCase: Double

  /// - Parameters:
  ///   - shards: how many; nil for as many as take the given time.
  ///   - secondsPerShard: of one processor, found by a short run.
  public init(_ sweep: LoadedSweep, shards: Int?, secondsPerShard: Double) {
    self.sweep = sweep
    wanted = shards
    secondsPerCase = SweepPlanning.trial(sweep.study)
    let work = secondsPerCase * Double(sweep.study.count)
    let suitable = min(Double(SweepPlanning.mostShards), (work / secondsPerShard).rounded(.up))
    self.shards = min(sweep.study.count, shards ?? max(1, Int(suitable)))
  }

  /// The time of a case on one thread, from a short one.
  private static func trial(_ study: SweepStudy) -> Double {
    var trial = study.trial(0)
    let paths = trial.settings.paths
    trial.settings.paths = min(paths, SweepPlanning.trialPaths)
    // A case that fails is told by its shard.
    _ = try? trial.run(RunOptions())
    let time = ContinuousClock().measure { _ = try? trial.run(RunOptions()) }
    return time / .seconds(1) * Double(paths) / Double(trial.settings.paths)
  }

  /// Cases, values and cost, as a machine with so many processors takes it.
  public func text(processors: Int) -> String {
    let study = sweep.study
    let settings = study.common
    var lines = [
      study.name,
      "\(settings.period), as of \(settings.asOf) · \(grouped(settings.paths)) paths, seed \(settings.seed)",
      "",
      counted(study.count, "case")
        + (study.excluded > 0 ? " (\(grouped(study.excluded * study.policies.count)) ruled out)" : ""),
    ]
    if study.policies.count > 1 || study.policies[0].name != "" {
      lines.append("  policies: \(study.policies.map(\.name).joined(separator: ", "))")
    }
    let width = study.axes.map { SweepPlanning.title($0).count }.max() ?? 0
    for (place, axis) in study.axes.enumerated() {
      lines.append(
        "  \(padded(SweepPlanning.title(axis), to: width))  \(values(place)) \(axis.parameter.unit)")
    }
    lines += hints
    let seconds = secondsPerCase * Double(study.count)
    lines += [
      "",
      "Cost: about \(duration(seconds: seconds)) of one processor, "
        + "\(duration(seconds: seconds / Double(processors))) on the \(processors) of this machine",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  /// What would make the sample better: even numbers, and values that none of the cases has.
  private var hints: [String] {
    let study = sweep.study
    var lines: [String] = []
    for part in study.parts where part.design == .sobol || part.design == .saltelli {
      if let hint = evenness(of: part.samples, "samples") { lines.append(hint) }
    }
    if study.common.design.doubles, let hint = evenness(of: study.common.paths, "paths") {
      lines.append(hint)
    }
    for (place, axis) in study.axes.enumerated() {
      guard let distinct = axis.distinct else { continue }
      let found = Set((0..<study.count).map { study.value(axis: place, of: $0) })
      let lacking = distinct.filter { !found.contains($0) }
      if study.excluded == 0 && !lacking.isEmpty {
        lines.append(
          "No case has \(axis.parameter.name) at \(lacking.map { readable($0) }.joined(separator: ", ")): "
            + "take more samples, or its effect isn't seen")
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private static func title(_ axis: SweepAxis) -> String {
    axis.parameter.name + (axis.from.map { " from \($0)" } ?? "")
  }

  private func values(_ place: Int) -> String {
    let study = sweep.study
    var seen: Set<Double> = []
    var low = Double.infinity, high = -Double.infinity
    for number in 0..<study.count {
      let value = study.value(axis: place, of: number)
      low = min(low, value)
      high = max(high, value)
      if seen.count <= 12 { seen.insert(value) }
    }
    return seen.count <= 12
      ? seen.sorted().map { readable($0) }.joined(separator: ", ") : "\(readable(low)) to \(readable(high))"
  }

  /// Freezes inputs and program and writes plan.json, last. An equal plan is left as it is.
  ///
  /// - Throws: `StudyFailure` where the folder holds another plan, `OutputError` where it can't be written.
  public func write(to folder: SweepFolder) throws -> SweepPlanFile {
    folder.tidy()
    if Files.exists(folder.plan) { return try existing(folder) }
    try Files.create(folder: "\(folder.path)/shards")
    try Files.create(folder: "\(folder.path)/log")
    for (input, bytes) in sweep.inputs { try folder.put(bytes, at: "\(folder.inputs)/\(input.file)") }
    try folder.put(sweep.table, at: folder.plannedCases)
    let path = sweep.program.path
    guard let program = Files.bytes(of: path), let mark = fingerprint(ofFile: path) else {
      throw StudyFailure("error: the program can't read itself", .failed)
    }
    let hash = SHA256.hex(program)
    if !folder.borrowProgram(hash, mark) { try folder.put(program, at: folder.program, executable: true) }
    let study = sweep.study
    let plan = SweepPlanFile(
      name: study.name, sweep: sweep.path, shipped: sweep.shipped, hash: sweep.hash, cases: study.count,
      casesHash: SHA256.hex(sweep.table), paths: study.common.paths, months: study.common.period.count,
      seed: study.common.seed, shards: shards, program: hash, mark: mark, core: blasCoreName(),
      version: sweep.program.version, inputs: sweep.inputs.map(\.input))
    try folder.put(Array(plan.document.utf8), at: folder.plan)
    return plan
  }

  /// The plan that the folder holds, which must be for the same results.
  private func existing(_ folder: SweepFolder) throws -> SweepPlanFile {
    let plan = try SweepPlanFile(of: folder)
    guard plan.hash == sweep.hash else {
      throw StudyFailure(
        "error: \(folder.path) holds the plan of another sweep: \(difference(plan))\n"
          + "name another folder with --output, or remove this one", .invalid)
    }
    if let wanted, min(wanted, plan.cases) != plan.shards {
      throw StudyFailure(
        "error: \(folder.path) is planned with \(plan.shards) shards; go on without --shards", .invalid)
    }
    return plan
  }

  /// What is new since a plan was made.
  private func difference(_ plan: SweepPlanFile) -> String {
    if Files.stem(of: plan.sweep) != Files.stem(of: sweep.path) { return "it was made from \(plan.sweep)" }
    let before = Dictionary(plan.inputs.map { ($0.file, $0.hash) }, uniquingKeysWith: { first, _ in first })
    let changed = sweep.inputs.map(\.input).filter { before[$0.file] != $0.hash }
    if !changed.isEmpty {
      return changed.map { $0.path.isEmpty ? $0.file : $0.path }.joined(separator: ", ") + " changed"
    }
    if before.count != sweep.inputs.count { return "it has other inputs" }
    if plan.version != sweep.program.version { return "it was planned by version \(plan.version)" }
    return "its cases differ"
  }
}
