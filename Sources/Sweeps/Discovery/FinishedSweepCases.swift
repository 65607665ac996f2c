public import Engine
internal import Storage
internal import Studies

/// What a merged run says of a condition.
extension FinishedSweep {
  /// Its cases as a discovery sees them.
  ///
  /// - Parameters:
  ///   - condition: as a question has it.
  ///   - statistic: which number of each case it is about: one of `SweepOutcomes.columns`.
  /// - Throws: `StudyFailure` where the run can't tell it.
  public func cases(_ condition: String, _ statistic: String) throws -> SweepCases {
    try SweepCases(condition, sweep, numbers(statistic))
  }

  /// Its cases as a choice between policies.
  ///
  /// - Parameters:
  ///   - goal: what is to be reached, as a question has it.
  ///   - levers: axes that somebody decides.
  ///   - isMeasure: whether a parameter is a measure of economic policy.
  ///   - isBelief: whether a policy may say of a parameter what it believes.
  /// - Throws: `StudyFailure` where there is nothing to choose between, or something that isn't to be chosen.
  public func decisions(
    _ goal: String, _ statistic: String, levers: [String], isMeasure: (String) -> Bool,
    isBelief: (ParameterDeclaration) -> Bool
  ) throws -> SweepDecisions {
    try SweepDecisions(
      goal, levers: levers, sweep, numbers(statistic), isMeasure: isMeasure, isBelief: isBelief)
  }

  /// One number of each case.
  private func numbers(_ statistic: String) throws -> SweepOutcomes {
    var outcomes = SweepOutcomes(cases: sweep.count, home: sweep.model.home, column: statistic)
    do {
      guard try Files.lines(of: folder.outcomes, { try outcomes.add($0) }) else {
        throw StudyFailure("error: \(folder.outcomes) can't be read", .fileMissing)
      }
    } catch let flaw as SweepOutcomes.Flaw {
      throw StudyFailure("error: \(folder.outcomes): \(flaw)", .invalid)
    }
    return outcomes
  }
}
