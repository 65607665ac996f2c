public import Engine
internal import ScenarioText

/// What a scenario's results depend on, by one run, or by a run for each parameter besides.
public struct SensitivityStudy: Sendable {
  /// How it is found out.
  public enum Method: String, Sendable, CaseIterable {
    /// From the paths of one run.
    case given
    /// First and total indices besides, by a run a parameter.
    case sobol
    /// Elementary effects besides, by a short run a parameter.
    case morris
  }

  /// What is wanted.
  public struct Request: Sendable {
    /// How it is found out.
    public var method = Method.given
    /// How many parameters get runs of their own with `sobol`, the most important first.
    public var most = 20
    /// Paths of the runs of `morris`; nil for the case's own.
    public var screeningPaths: Int?
    /// Parameters whose Shapley effects are wanted besides those that are correlated.
    public var groups: [[String]] = []
    /// By variable, above which acting pays.
    public var thresholds: [String: Double] = [:]

    /// The shares of one run, and nothing else.
    public init() {}
  }

  /// What one run tells.
  public let given: Sensitivity
  /// Nil unless that was the method.
  public let sobol: SensitivitySobol?
  /// Nil unless that was the method.
  public let morris: SensitivityMorris?

  /// Runs a case as often as the method wants.
  ///
  /// - Throws: `StudyFailure` where a group names no parameter, or a threshold no series of the case.
  public init(_ trial: Trial, _ request: Request, _ options: RunOptions) throws {
    try SensitivityStudy.checkThresholds(request.thresholds, trial)
    let groups = request.groups.map { $0.map(trial.model.current) }
    try SensitivityStudy.check(groups, "a parameter") { trial.model.slot(of: $0) != nil }
    let given = try Sensitivity(
      trial, options, extraGroups: groups, thresholds: request.thresholds)
    self.given = given
    sobol =
      request.method == .sobol
      ? try SensitivitySobol(trial, parameters: given.mostImportant(request.most), options) : nil
    var short = trial
    if let paths = request.screeningPaths { short.settings.paths = paths }
    morris = request.method == .morris ? try SensitivityMorris(short, options) : nil
  }

  /// Refuses groups of `--group` that name something twice, or what isn't one of them.
  public static func check(_ groups: [[String]], _ kind: String, isKnown: (String) -> Bool) throws {
    for group in groups {
      if let twice = group.first(where: { name in group.count { $0 == name } > 1 }) {
        throw StudyFailure("error: --group: '\(twice)' stands there twice", .usage)
      }
    }
    for name in groups.joined() where !isKnown(name) {
      throw StudyFailure("error: --group: '\(name)' is not \(kind)", .usage)
    }
  }

  /// Refuses a threshold of a series that the study doesn't look at.
  private static func checkThresholds(_ thresholds: [String: Double], _ trial: Trial) throws {
    let reported = try Simulation(model: trial.model, settings: trial.settings).series
      .map(\.declaration.variable)
    for name in thresholds.keys.sorted() where !reported.contains(name) {
      let isKnown = trial.model.outputs.contains { $0.variable == name }
      let meant = suggestion(for: name, among: Array(Set(reported)).sorted())
      throw StudyFailure(
        "error: --threshold: "
          + (isKnown
            ? "'\(name)' is not among the scenario's outputs; add it there"
            : "'\(name)' is not a series" + (meant.map { "; did you mean '\($0)'?" } ?? "")),
        .usage)
    }
  }
}
