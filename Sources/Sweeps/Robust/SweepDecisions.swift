public import Engine
internal import Reports
internal import ScenarioText
internal import Scenarios
public import Studies

/// A finished sweep as a choice: policies, each in the same futures.
///
/// A policy is one of the sweep's, with a value of each axis that is a lever; all other axes make the futures. Only
/// economic measures may be chosen between: what a war damages is a future.
public struct SweepDecisions: Sendable {
  /// The names of the policies.
  public let policies: [String]
  /// What differs between futures.
  public let axes: [DiscoveryAxis]
  /// What each policy makes of each future.
  public let results: Robustness.Results
  /// How many futures lack a policy, because a case failed.
  public let left: Int

  /// - Parameters:
  ///   - goal: a condition as questions have it; each of its quantities is the case's number in `outcomes`.
  ///   - levers: axes that somebody decides; none: all economic measures on a grid, where the sweep has no policies.
  ///   - isMeasure: whether a parameter is a measure of economic policy.
  ///   - isBelief: whether a policy may say of a parameter what it believes.
  /// - Throws: `StudyFailure` (usage) where there is nothing to choose, or something that isn't to be chosen.
  public init(
    _ goal: String, levers: [String], _ study: SweepStudy, _ outcomes: SweepOutcomes,
    isMeasure: (String) -> Bool, isBelief: (ParameterDeclaration) -> Bool
  ) throws {
    try SweepDecisions.check(study, isMeasure, isBelief)
    let chosen = try SweepDecisions.levers(levers, study, isMeasure)
    let (asked, table) = try SweepCases.bound(goal, study, outcomes)
    guard let goal = Goal(asked) else { throw SweepCases.noCondition(goal, option: "--goal") }
    let cases = SweepDecisions.cases(study, chosen)
    guard cases.policies.count > 1 else {
      throw StudyFailure(
        "error: the sweep has nothing to choose between: give it 'policies', or name axes with --lever",
        .usage)
    }
    let whole = cases.futures.indices.filter { future in
      cases.numbers.allSatisfy { $0[future].map { outcomes.isDone[$0] } == true }
    }
    guard !whole.isEmpty else {
      throw StudyFailure("error: in no future all policies were run to the end", .usage)
    }
    let values = goal.values(table), isMet = goal.isMet(table)
    func each<Value>(_ all: [Value]) -> [[Value]] {
      cases.numbers.map { numbers in whole.compactMap { numbers[$0].map { all[$0] } } }
    }
    results = Robustness.Results(
      values: each(values), isMet: each(isMet), isMoreBetter: goal.isMoreBetter, unit: goal.unit.symbol)
    policies = cases.policies
    left = cases.futures.count - whole.count
    axes = study.axes.enumerated().filter { !chosen.contains($0.offset) }.map { place, axis in
      DiscoveryAxis(
        name: axis.parameter.name, unit: axis.parameter.unit.symbol,
        values: whole.map { study.value(axis: place, of: cases.futures[$0]) })
    }
  }

  // MARK: What may be chosen

  /// Refuses policies that differ in anything but economic measures, and what they believe of the response.
  private static func check(
    _ study: SweepStudy, _ isMeasure: (String) -> Bool, _ isBelief: (ParameterDeclaration) -> Bool
  ) throws {
    let beliefs = Set(study.model.parameters.filter(isBelief).map(\.name))
    let trials = study.policies.map { Trial(model: study.model, settings: $0.settings) }
    for (policy, trial) in zip(study.policies, trials).dropFirst() {
      let others = trial.differing(from: trials[0]).filter { !isMeasure($0) && !beliefs.contains($0) }
      guard let first = others.first else { continue }
      throw StudyFailure(
        "error: the policies '\(study.policies[0].name)' and '\(policy.name)' differ in \(first), which is no "
          + "measure of economic policy; what the war and the market do are futures: make it an axis", .usage)
    }
  }

  /// The places of the axes that are chosen.
  private static func levers(
    _ names: [String], _ study: SweepStudy, _ isMeasure: (String) -> Bool
  ) throws -> [Int] {
    let axes = study.axes.map(\.parameter.name)
    for name in names {
      guard let place = axes.firstIndex(of: name) else {
        let meant = suggestion(for: name, among: axes).map { "; did you mean '\($0)'?" } ?? ""
        throw StudyFailure("error: --lever: '\(name)' is not an axis of the sweep\(meant)", .usage)
      }
      guard isMeasure(name) else {
        throw StudyFailure(
          "error: --lever: \(name) is no measure of economic policy, so it is a future and not to be chosen",
          .usage)
      }
      guard isOnGrid(place, study) else {
        throw StudyFailure(
          "error: --lever: \(name) was drawn; a lever takes values of a grid, in a part of its own", .usage)
      }
    }
    guard names.isEmpty else { return names.compactMap { axes.firstIndex(of: $0) } }
    guard study.policies.count == 1 else { return [] }
    return axes.indices.filter {
      study.axes[$0].parameter.kind == .lever && isMeasure(axes[$0]) && isOnGrid($0, study)
    }
  }

  private static func isOnGrid(_ axis: Int, _ study: SweepStudy) -> Bool {
    var before = 0
    for part in study.parts {
      if axis < before + part.axes.count { return part.design == .grid }
      before += part.axes.count
    }
    return false
  }

  // MARK: The cases

  private struct Cases {
    var policies: [String] = []
    /// A case of each future.
    var futures: [Int] = []
    /// `[policy][future]`
    var numbers: [[Int?]] = []
  }

  private static func cases(_ study: SweepStudy, _ levers: [Int]) -> Cases {
    let others = study.axes.indices.filter { !levers.contains($0) }
    var cases = Cases()
    var policies: [String: Int] = [:], futures: [[Double]: Int] = [:]
    var places: [(policy: Int, future: Int, number: Int)] = []
    for number in 0..<study.count {
      let name = name(number, study, levers)
      let future = others.map { study.value(axis: $0, of: number) }
      if policies[name] == nil {
        policies[name] = cases.policies.count
        cases.policies.append(name)
      }
      if futures[future] == nil {
        futures[future] = cases.futures.count
        cases.futures.append(number)
      }
      places.append((policies[name] ?? 0, futures[future] ?? 0, number))
    }
    cases.numbers = cases.policies.map { _ in [Int?](repeating: nil, count: cases.futures.count) }
    for place in places { cases.numbers[place.policy][place.future] = place.number }
    return cases
  }

  /// `both, price_cap.level 30 USD/bbl`
  private static func name(_ number: Int, _ study: SweepStudy, _ levers: [Int]) -> String {
    let own = study.policies[study.policy(of: number)].name
    let values = levers.map { place in
      let parameter = study.axes[place].parameter, value = study.value(axis: place, of: number)
      return "\(parameter.name) \(amount(value, parameter.unit.symbol))"
    }
    return ((own.isEmpty ? [] : [own]) + values).joined(separator: ", ")
  }
}
