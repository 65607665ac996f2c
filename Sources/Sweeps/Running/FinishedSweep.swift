internal import Engine
internal import Reports
internal import Storage
internal import Studies

/// A run that is merged, to be looked at.
public struct FinishedSweep {
  /// What it computed.
  public let plan: SweepPlanFile
  let folder: SweepFolder
  let sweep: SweepStudy

  /// - Throws: `StudyFailure` where the folder isn't the run of a sweep, or one that isn't merged yet.
  public init(_ folder: SweepFolder, for program: SweepProgram) throws {
    guard Files.exists(folder.plan) else {
      throw StudyFailure(
        "error: \(folder.path) isn't the run of a sweep: it has no plan.json; of a single scenario, name the file",
        .usage)
    }
    plan = try SweepPlanFile(of: folder)
    guard Files.exists(folder.outcomes) else {
      throw StudyFailure(
        "error: \(folder.path) isn't merged yet: no outcomes.csv\n"
          + "go on with: simulate sweep resume \(folder.path)", .incomplete)
    }
    self.folder = folder
    sweep = try LoadedSweep(plan, in: folder, for: program).study
  }

  /// What a number of each case depends on.
  ///
  /// - Parameters:
  ///   - statistic: one of `SweepOutcomes.columns`.
  ///   - groups: axes whose Shapley effects are wanted.
  /// - Throws: `StudyFailure` where a group isn't of axes, gets no Shapley effects, or the outcomes can't be read.
  public func sensitivity(
    _ statistic: String, groups: [[String]], threads: Int
  ) throws -> SweepSensitivityReport {
    let names = sweep.axes.map(\.parameter.name)
    try SensitivityStudy.check(groups, "an axis of the sweep", isKnown: names.contains)
    do {
      let found = try SweepSensitivity(sweep, outcomes(statistic), groups: groups, threads: threads)
      for group in groups where !found.rows.contains(where: { $0.group == group }) {
        throw StudyFailure(
          "error: --group: this run gives no Shapley effects of \(group.joined(separator: ", ")); they need a sample "
            + "(sobol, latin, list) of these axes, with 16 cases or more for each", .usage)
      }
      return SweepSensitivityReport(found, statistic: statistic)
    } catch let flaw as SweepOutcomes.Flaw {
      throw StudyFailure("error: \(folder.outcomes): \(flaw)", .invalid)
    }
  }

  private func outcomes(_ statistic: String) throws -> SweepOutcomes {
    var outcomes = SweepOutcomes(cases: sweep.count, home: sweep.model.home, column: statistic)
    guard try Files.lines(of: folder.outcomes, { try outcomes.add($0) }) else {
      throw StudyFailure("error: \(folder.outcomes) can't be read", .fileMissing)
    }
    if statistic == "mean", let bytes = Files.bytes(of: folder.questions) {
      try outcomes.add(questions: bytes)
    }
    return outcomes
  }
}
