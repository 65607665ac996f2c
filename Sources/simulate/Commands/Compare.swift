internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies

/// `simulate compare A B [C...]`: what is different, by how much, and why.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare scenarios path by path, or folders of results.",
    discussion: """
      simulate compare baseline mine.txt
      simulate compare baseline --all --on oil.revenue
      simulate compare results/baseline results/mine

      The first is held against each of the others. Scenarios see the same shocks, so that differences are far
      surer than the results themselves. Writes comparison.csv and explained.csv to results/compare-<A>-<B>/. Two
      folders of results are compared by their tables: what changed since last time, and in which inputs.
      """)

  @Argument(
    help: "Two or more scenario files, or two or more folders of results.", completion: Completions.scenarios)
  var cases: [String]

  @Flag(help: "Hold it against every scenario that comes with the program, in one ranking.")
  var all = false

  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("Rank by the effect on this series; may be repeated.", valueName: "series"),
    completion: Completions.series)
  var ranked: [String] = []

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  @OptionGroup var figures: ReportOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if cases.count < 2 && !all {
      throw ValidationError("Name at least two scenarios or two folders of results, or one and --all.")
    }
    let others = cases.dropFirst()
    if let twice = others.first(where: { name in others.count { $0 == name } > 1 }) {
      throw ValidationError("\(twice) stands there twice.")
    }
  }

  func run() throws {
    Interruption.listen()
    try reporting {
      if all || !ranked.isEmpty { return try rank() }
      let folders = cases.filter { Files.exists("\($0)/datapackage.json") }
      guard folders.isEmpty || folders.count == cases.count else {
        throw Failure("error: compare scenarios with scenarios, or folders of results with folders", .usage)
      }
      try folders.isEmpty ? compareScenarios() : compareFolders()
    }
  }

  private var folder: String {
    study.folder ?? FolderName.path(["compare"] + cases.map(stem) + scenario.marks)
  }

  private func stem(_ path: String) -> String {
    Files.stem(of: path.hasSuffix("/") ? String(path.dropLast()) : path)
  }

  private func compareScenarios() throws {
    let clock = Clock()
    let results = try Destination(folder, common)
    defer { results.discard() }
    let loaded = try cases.map { try LoadedScenario($0, common: common, options: scenario) }
    let trials = loaded.map { Trial(model: $0.model, settings: $0.settings) }
    for index in trials.indices.dropFirst() { try checkSeries(cases[index], trials[0], trials[index]) }
    let period = try commonPeriod(loaded)
    // The charts show the months, too.
    let spans = (figures.isWanted ? Span.months(of: period) : []) + Span.yearsAndTotal(of: period)
    let runs = try loaded.map { try run($0, spans, asked: questions(of: loaded)) }
    let pairs = try trials.indices.dropFirst().map { index in
      try pair(stem(cases[index]), (trials[0], trials[index]), (runs[0].values, runs[index].values))
    }
    let report = ComparisonReport(first: stem(cases[0]), pairs: pairs)
    let inputs = Dictionary(
      loaded.flatMap(\.inputs).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let record = StudyFiles.Record(
      study: "compare " + cases.map(stem).joined(separator: " "), version: version,
      inputs: inputs.values.sorted { $0.path < $1.path }, flags: scenario.flags, core: blasCoreName())
    let answers = answerChanges(loaded, runs.map(\.table))
    try results.write(report.tables + answers.tables, record)
    try results.commit()
    try results.console.show(report.text + answers.text)
    try results.console.show(
      "\(grouped(trials[0].settings.paths)) paths · seed \(trials[0].settings.seed) · "
        + "\(duration(seconds: clock.seconds))\n\(results.note)")
    try ReportWriter(options: figures, common: common).write(
      results.path, beside: loaded[0].file, asked: loaded.count == 2 ? loaded[1].headline : "")
  }

  /// Names the series that only one of two cases reports; none in common can't be compared.
  private func checkSeries(_ name: String, _ first: Trial, _ second: Trial) throws {
    let reported = try [first, second].map { trial in
      try Simulation(model: trial.model, settings: trial.settings).series.map(\.label)
    }
    func only(_ which: Int) -> String? {
      let own = reported[which].filter { !reported[1 - which].contains($0) }
      return own.isEmpty
        ? nil : "only \(stem(which == 0 ? cases[0] : name)) reports \(own.joined(separator: ", "))"
    }
    let told = [only(0), only(1)].compactMap { $0 }.joined(separator: "; ")
    guard reported[0].contains(where: reported[1].contains) else {
      throw Failure("error: \(cases[0]) and \(name) have no series in common: \(told)", .badScenario)
    }
    if !told.isEmpty { common.console.warn("\(told); left out") }
  }

  /// The months that all cases have; they must share seed, design and number of paths.
  private func commonPeriod(_ loaded: [LoadedScenario]) throws -> Period {
    let settings = loaded.map(\.settings)
    let isPaired = settings.allSatisfy {
      $0.seed == settings[0].seed && $0.paths == settings[0].paths && $0.design == settings[0].design
    }
    guard isPaired else {
      throw Failure(
        "error: the scenarios differ in 'seed', 'paths' or 'design'; set them with --seed, --paths and --set",
        .usage)
    }
    let first = settings.map(\.period.first).max() ?? settings[0].period.first
    let last = settings.map(\.period.last).min() ?? settings[0].period.last
    guard first <= last else { throw Failure("error: the scenarios have no month in common", .usage) }
    return Period(first: first, last: last)
  }

  /// A case's values over the spans, and the months of what is asked about.
  private func run(
    _ loaded: LoadedScenario, _ spans: [Span], asked: [Question]
  ) throws -> (values: PathValues, table: PathTable) {
    let settings = loaded.settings.reporting(asked, loaded.model)
    return try Trial(model: loaded.model, settings: settings).pathValues(
      spans, asked: asked.flatMap(\.series), study.runOptions)
  }

  private func pair(
    _ name: String, _ trials: (first: Trial, second: Trial), _ runs: (first: PathValues, second: PathValues)
  ) throws -> ComparisonReport.Pair {
    let total = runs.first.spans[runs.first.spans.count - 1]
    let ends = runs.first.over(total).flatMap { first in runs.second.over(total).map { (first, $0) } }
    let explained = try ComparisonExplained(trials.first, trials.second, over: total, ends: ends) {
      try $0.pathValues([total], study.runOptions)
    }
    return ComparisonReport.Pair(
      name: name, comparison: Comparison(runs.first, runs.second), explained: explained)
  }

  private func compareFolders() throws {
    let results = try Destination(folder, common)
    defer { results.discard() }
    let snapshots = try cases.map { path in
      do {
        return try ResultsSnapshot(stem(path)) { Files.bytes(of: "\(path)/\($0)") }
      } catch {
        throw Failure("error: \(error)", .fileMissing)
      }
    }
    let pairs = snapshots.dropFirst().map {
      (name: $0.name, comparison: SnapshotComparison(snapshots[0], $0))
    }
    let report = SnapshotReport(first: snapshots[0].name, pairs: pairs)
    let inputs = cases.compactMap { path in
      Files.bytes(of: "\(path)/datapackage.json").map {
        RunRecord.Input(path: "\(path)/datapackage.json", hash: SHA256.hex($0))
      }
    }
    let record = StudyFiles.Record(
      study: "compare " + cases.map(stem).joined(separator: " "), version: version, inputs: inputs, flags: [],
      core: blasCoreName())
    try results.write(report.tables, record)
    try results.commit()
    try results.console.show(report.text + results.note)
  }
}
