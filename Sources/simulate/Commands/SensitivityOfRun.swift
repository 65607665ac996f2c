internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Storage
internal import Studies
internal import Sweeps

/// `simulate sensitivity RUN`: what the results of a finished sweep depend on.
struct SensitivityOfRun {
  let folder: SweepFolder
  let statistic: String
  let groups: [[String]]
  let study: StudyOptions
  let common: CommonOptions

  func run() throws {
    let clock = Clock()
    guard Files.exists(folder.plan) else {
      throw Failure(
        "error: \(folder.path) isn't the run of a sweep: it has no plan.json; of a single scenario, name the file",
        .usage)
    }
    let plan = try SweepPlanFile(of: folder)
    guard Files.exists(folder.outcomes) else {
      throw Failure(
        "error: \(folder.path) isn't merged yet: no outcomes.csv\n"
          + "go on with: simulate sweep resume \(folder.path)", .incomplete)
    }
    let sweep = try LoadedSweep(plan, in: folder, for: program).study
    try check(sweep)
    let name = Files.stem(of: String(folder.path.reversed().drop { $0 == "/" }.reversed()))
    let output = study.folder ?? FolderName.path(["sensitivity", name])
    let results = try Destination(output, common)
    defer { results.discard() }
    let report = try report(sweep)
    try results.write(report.tables, record(plan, name))
    if Interruption.isRequested { throw Interrupted() }
    try results.commit()
    try results.console.show(
      report.text
        + "\n\(counted(plan.cases, "case")) · \(duration(seconds: clock.seconds))\n\(results.note)")
  }

  private func check(_ sweep: SweepStudy) throws {
    let names = sweep.axes.map(\.parameter.name)
    for group in groups {
      if let twice = group.first(where: { name in group.count { $0 == name } > 1 }) {
        throw Failure("error: --group: '\(twice)' stands there twice", .usage)
      }
    }
    for name in groups.joined() where !names.contains(name) {
      throw Failure("error: --group: '\(name)' is not an axis of the sweep", .usage)
    }
  }

  private func report(_ sweep: SweepStudy) throws -> SweepSensitivityReport {
    do {
      var outcomes = SweepOutcomes(cases: sweep.count, home: sweep.model.home, column: statistic)
      guard try Files.lines(of: folder.outcomes, { try outcomes.add($0) }) else {
        throw Failure("error: \(folder.outcomes) can't be read", .fileMissing)
      }
      if statistic == "mean", let bytes = Files.bytes(of: folder.questions) {
        try outcomes.add(questions: bytes)
      }
      let found = try SweepSensitivity(
        sweep, outcomes, groups: groups, threads: study.threads ?? Processor.count)
      for group in groups where !found.rows.contains(where: { $0.group == group }) {
        throw Failure(
          "error: --group: this run gives no Shapley effects of \(group.joined(separator: ", ")); they need a sample "
            + "(sobol, latin, list) of these axes, with 16 cases or more for each", .usage)
      }
      return SweepSensitivityReport(found, statistic: statistic)
    } catch let flaw as SweepOutcomes.Flaw {
      throw Failure("error: \(folder.outcomes): \(flaw)", .badScenario)
    }
  }

  private func record(_ plan: SweepPlanFile, _ name: String) -> StudyFiles.Record {
    let hash = Files.bytes(of: folder.outcomes).map { SHA256.hex($0) } ?? ""
    return StudyFiles.Record(
      study: "sensitivity \(name)", version: version,
      inputs: [RunRecord.Input(path: folder.outcomes, hash: hash)],
      flags: ["--statistic \(statistic)"] + groups.map { "--group \($0.joined(separator: ","))" },
      core: blasCoreName())
  }
}
