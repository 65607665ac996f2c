internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate claims`: what the seed article said, beside what the model says and what came true.
struct Claims: ParsableCommand {
  private static let standardPaths = 2048

  static let configuration = CommandConfiguration(
    abstract: "The seed article's claims: the model's number, its interval, what was published since.",
    discussion: """
      Each row of seeds/claims.csv names a series, a span and the shipped scenarios that answer. Says in plain words what
      a claim is true of and what it is false of. Writes claims.csv and claims_monthly.csv to results/claims/.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting { try examine() }
  }

  private func examine() throws {
    let clock = Clock()
    let folder = study.folder ?? FolderName.path(["claims"] + scenario.marks)
    let results = try Destination(folder, common)
    defer { results.discard() }
    let seeds = try Places(data: common.data).seedFiles(for: ".").files.tables
    let claims = Claim.read(seeds)
    let names = Array(Set(claims.flatMap(\.scenarios))).sorted()
    let loaded = try names.map { try LoadedScenario($0, common: common, options: options) }
    let trials = Dictionary(
      zip(names, loaded.map { Trial(model: $0.model, settings: $0.settings) }),
      uniquingKeysWith: { first, _ in first })
    let answers = try claims.map { try answer($0, trials) }
    let report = ClaimsReport(answers)
    let inputs = Dictionary(
      loaded.flatMap(\.inputs).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let record = StudyFiles.Record(
      study: "claims", version: version, inputs: inputs.values.sorted { $0.path < $1.path },
      flags: scenario.flags,
      core: blasCoreName())
    try results.write(report.tables, record)
    try results.commit()
    try results.console.show(report.text)
    try results.console.show("\(duration(seconds: clock.seconds))\n\(results.note)")
    try ReportWriter(options: figures, common: common).write(results.path)
  }

  /// The same paths for all scenarios.
  private var options: ScenarioOptions {
    var options = scenario
    options.paths = scenario.paths ?? Claims.standardPaths
    return options
  }

  private func answer(_ claim: Claim, _ trials: [String: Trial]) throws -> ClaimAnswer {
    let values = try claim.scenarios.compactMap { trials[$0] }.map { trial in
      var trial = trial
      trial.settings.outputs = claim.variables
      trial.settings.units = []
      return try trial.pathValues(ClaimAnswer.spans(claim, in: trial.settings.period), study.runOptions)
    }
    guard let answer = ClaimAnswer(claim, values[0], against: values.count > 1 ? values[1] : nil) else {
      throw Failure("error: claims.csv: no scenario reports what '\(claim.name)' asks for", .badScenario)
    }
    return answer
  }
}
