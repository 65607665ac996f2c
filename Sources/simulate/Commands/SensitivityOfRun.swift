internal import Reports
internal import Storage
internal import Studies
internal import Sweeps

/// `simulate sensitivity RUN`: what the results of a finished sweep depend on.
extension SensitivityCommand {
  func examineRun() throws {
    let folder = SweepFolder(path: asked.file), name = FolderName.stem(folder.path)
    try StudyOutput(folder: study.folder ?? FolderName.path(["sensitivity", name]), common: common).write {
      guard scenario.flags.isEmpty && asked.threshold.isEmpty && asked.method == .given else {
        throw Failure(
          "error: a finished sweep is looked at as it is: no --set, --paths, --seed, --threshold or --method",
          .usage)
      }
      let statistic = asked.statistic ?? "mean", sweep = try FinishedSweep(folder, for: program)
      let report = try sweep.sensitivity(
        statistic, groups: asked.groups, threads: study.threads.count)
      let flags =
        ["--statistic \(statistic)"] + asked.groups.map { "--group \($0.joined(separator: ","))" }
      let outcomes = RunRecord.Input(file: folder.outcomes)
      return StudyOutcome(
        record: StudyFiles.Record("sensitivity \(name)", outcomes.map { [$0] } ?? [], flags: flags),
        tables: report.tables, text: report.text + "\n", closing: .time([counted(sweep.plan.cases, "case")]))
    }
  }
}
