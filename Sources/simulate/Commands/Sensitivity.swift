internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Storage
internal import Studies
internal import Sweeps

/// `simulate sensitivity FILE|RUN`: what results depend on, and what would be worth knowing first.
struct SensitivityCommand: ParsableCommand {
  enum Method: String, ExpressibleByArgument, CaseIterable { case given, sobol, morris }

  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "What results depend on, and what would be worth knowing first.",
    discussion: """
      simulate sensitivity baseline --group brent.anchor,rub.anchor
      simulate sensitivity results/sweeps/cap_enforcement

      One run gives the share of each result's variance that each uncertain parameter explains alone, by month and in \
      total, Shapley effects of parameters that are correlated, and by how much the standard deviation would fall if \
      a parameter were known. --method sobol adds first and total indices by a run for each of the most important \
      parameters; --method morris adds elementary effects of all. Writes results/sensitivity-<scenario>/.

      The folder of a finished sweep gives what its results depend on by the estimator that its design allows: exact \
      shares of a grid, first and total indices (saltelli), elementary effects (morris), else fits on ranks and \
      Shapley effects of up to five axes.
      """)

  @Argument(
    help: "A scenario file, the name of one that comes with the program, or the folder of a sweep's run.",
    completion: Completions.scenarios)
  var file: String

  @Option(
    help: ArgumentHelp(
      "What to look at of each case of a sweep: \(SweepOutcomes.columns.joined(separator: ", ")); mean unless told.",
      valueName: "name"))
  var statistic: String?

  @Option(help: "given: no extra runs; sobol: a run a parameter; morris: a short run a parameter.")
  var method: Method = .given

  @Option(help: ArgumentHelp("Parameters for --method sobol, screened first.", valueName: "n"))
  var most = 20

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Shapley effects among two to five parameters; may be repeated.", valueName: "a,b,…"))
  var group: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Value of knowing a parameter before acting, which pays where the total is above this.",
      valueName: "variable=number"))
  var threshold: [String] = []

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(1...20).contains(most) { throw ValidationError("--most must be between 1 and 20.") }
    for entry in group where !(2...ShapleyEffects.most).contains(entry.split(separator: ",").count) {
      throw ValidationError("--group wants two to five parameters, separated by commas.")
    }
    if let statistic, !SweepOutcomes.columns.contains(statistic) {
      throw ValidationError("--statistic is one of \(SweepOutcomes.columns.joined(separator: ", ")).")
    }
    guard thresholds.count == threshold.count else {
      throw ValidationError("--threshold wants variable=number, each variable once.")
    }
  }

  func run() throws {
    Interruption.listen()
    try reporting { Files.isFolder(file) ? try examineRun() : try examine() }
  }

  private var thresholds: [String: Double] {
    let pairs = threshold.compactMap { entry -> (String, Double)? in
      let parts = entry.split(separator: "=")
      guard parts.count == 2, let number = Double(parts[1]), number.isFinite else { return nil }
      return (String(parts[0]), number)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private func groups(of model: Model) throws -> [[String]] {
    try group.map { entry in
      let names = members(entry)
      if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
        throw Failure("error: --group: '\(twice)' stands there twice", .usage)
      }
      for name in names where model.slot(of: name) == nil {
        throw Failure("error: --group: '\(name)' is not a parameter", .usage)
      }
      return names
    }
  }

  private func examineRun() throws {
    if scenario.flags.isEmpty && threshold.isEmpty && method == .given {
      return try SensitivityOfRun(
        folder: SweepFolder(path: file), statistic: statistic ?? "mean", groups: group.map(members),
        study: study,
        common: common
      ).run()
    }
    throw Failure(
      "error: a finished sweep is looked at as it is: no --set, --paths, --seed, --threshold or --method",
      .usage)
  }

  /// Refuses a threshold of a series that the study doesn't look at.
  private func checkThresholds(_ trial: Trial) throws {
    let reported = try Simulation(model: trial.model, settings: trial.settings).series.map(
      \.declaration.variable)
    for name in thresholds.keys.sorted() where !reported.contains(name) {
      let isKnown = trial.model.outputs.contains { $0.variable == name }
      let meant = suggestion(for: name, among: Array(Set(reported)).sorted())
      throw Failure(
        "error: --threshold: "
          + (isKnown
            ? "'\(name)' is not among the scenario's outputs; add it there"
            : "'\(name)' is not a series" + (meant.map { "; did you mean '\($0)'?" } ?? "")),
        .usage)
    }
  }

  private func members(_ entry: String) -> [String] { entry.split(separator: ",").map(String.init) }

  private func examine() throws {
    if statistic != nil { throw Failure("error: --statistic is for the folder of a sweep's run", .usage) }
    let clock = Clock()
    let stem = Files.stem(of: file)
    let folder = study.folder ?? FolderName.path(["sensitivity", stem] + scenario.marks)
    let results = try Destination(folder, common)
    defer { results.discard() }
    let loaded = try LoadedScenario(file, common: common, options: scenario)
    let trial = Trial(model: loaded.model, settings: loaded.settings)
    let report = try report(trial)
    let record = StudyFiles.Record(
      study: "sensitivity \(stem)", version: version, inputs: loaded.inputs, flags: flags,
      core: blasCoreName())
    try results.write(report.tables, record)
    if Interruption.isRequested { throw Interrupted() }
    try results.commit()
    try results.console.show(report.text + "\n")
    try results.console.show(
      "\(grouped(trial.settings.paths)) paths · seed \(trial.settings.seed) · "
        + "\(duration(seconds: clock.seconds))\n\(results.note)")
    try ReportWriter(options: figures, common: common).write(results.path, beside: loaded.file)
  }

  private func report(_ trial: Trial) throws -> SensitivityReport {
    let options = study.runOptions
    try checkThresholds(trial)
    let given = try Sensitivity(
      trial, options, extraGroups: try groups(of: trial.model), thresholds: thresholds)
    switch method {
    case .given: return SensitivityReport(given, money: RussianEnergy.answered)
    case .sobol:
      let chosen = given.mostImportant(most)
      return SensitivityReport(
        given, money: RussianEnergy.answered, sobol: try SensitivitySobol(trial, parameters: chosen, options))
    case .morris:
      var short = trial
      if scenario.paths == nil { short.settings.paths = SensitivityMorris.standardPaths }
      return SensitivityReport(
        given, money: RussianEnergy.answered, morris: try SensitivityMorris(short, options))
    }
  }

  private var flags: [String] {
    scenario.flags + ["--method \(method.rawValue)"] + (method == .sobol ? ["--most \(most)"] : [])
      + group.map { "--group \($0)" } + threshold.map { "--threshold \($0)" }
  }
}
