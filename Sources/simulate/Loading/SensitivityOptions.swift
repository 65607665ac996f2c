internal import ArgumentParser
internal import Studies
internal import Sweeps

/// What is looked at, and how.
struct SensitivityOptions: ParsableArguments {
  @Argument(
    help: "A scenario file, the name of one that comes with the program, or the folder of a sweep's run.",
    completion: Completions.scenarios)
  var file: String

  @Option(
    help: ArgumentHelp(
      "What to look at of each case of a sweep: \(SweepOutcomes.columns.joined(separator: ", ")); mean unless told.",
      valueName: "name"),
    transform: SweepOutcomes.typed)
  var statistic: String?

  @Option(help: "given: no extra runs; sobol: a run a parameter; morris: a short run a parameter.")
  var method: SensitivityStudy.Method = .given

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

  func validate() throws {
    try within(1...20, "--most", most)
    for entry in group where !(2...ShapleyEffects.most).contains(entry.split(separator: ",").count) {
      throw ValidationError("--group wants two to five parameters, separated by commas.")
    }
    guard thresholds.count == threshold.count else {
      throw ValidationError("--threshold wants variable=number, each variable once.")
    }
  }

  var thresholds: [String: Double] {
    let pairs = threshold.compactMap { entry -> (String, Double)? in
      let parts = entry.split(separator: "=")
      guard parts.count == 2, let number = Double(parts[1]), number.isFinite else { return nil }
      return (String(parts[0]), number)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The groups that were named.
  var groups: [[String]] { group.map { $0.split(separator: ",").map(String.init) } }

  /// What is wanted of a scenario.
  ///
  /// - Parameter hasPaths: whether the user said how many; a screening takes fewer otherwise.
  func request(hasPaths: Bool) -> SensitivityStudy.Request {
    var request = SensitivityStudy.Request()
    (request.method, request.most) = (method, most)
    (request.groups, request.thresholds) = (groups, thresholds)
    request.screeningPaths = hasPaths ? nil : SensitivityMorris.standardPaths
    return request
  }

  /// As given, for the record of a run.
  var flags: [String] {
    ["--method \(method.rawValue)"] + (method == .sobol ? ["--most \(most)"] : [])
      + group.map { "--group \($0)" } + threshold.map { "--threshold \($0)" }
  }
}
