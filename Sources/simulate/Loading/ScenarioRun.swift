internal import Engine
internal import Kernels
internal import Reports
internal import RussianEnergy
internal import Sampling
internal import Scenarios
internal import Storage
internal import Studies

/// One scenario's run, from settings to the table on the terminal.
struct ScenarioRun {
  private let scenario: LoadedScenario
  private let command: Run
  private let console: Console
  private let clock = Clock()

  init(_ scenario: LoadedScenario, command: Run) {
    self.scenario = scenario
    self.command = command
    console = command.common.console
  }

  /// Runs, writes and shows; gives what was found.
  @discardableResult
  func run() throws -> Results {
    let folder = try command.folder(for: scenario.file).map { try ResultsFolder(path: $0) }
    defer { folder?.discard() }
    let finished = try simulate(into: folder), results = finished.results
    if results.settings.design.doubles, let hint = evenness(of: results.settings.paths, "paths") {
      console.note("note: \(hint)")
    }
    if let format = command.common.format ?? (folder == nil ? .csv : nil) {
      let types = MonthlyTable.fields(results).map(\.type)
      try console.put(format.text(MonthlyTable.bytes(results), types: types))
    }
    guard let folder else { return results }
    try ResultsFiles.write(finished, into: folder)
    for line in finished.partialYearsText { console.note("note: \(line)") }
    for line in finished.leftOutText { console.detail(line) }
    if Interruption.isRequested { throw Interrupted() }
    let former = snapshot("before")
    try folder.commit(console.alert)
    try show(finished)
    try figures(former)
    return results
  }

  private var options: RunOptions { command.running.threads.options }

  /// What the folder of results holds, where a report tells what moved; nil where it holds no result.
  private func snapshot(_ name: String) -> ResultsSnapshot? {
    guard command.figures.isWanted, let folder = command.folder(for: scenario.file) else { return nil }
    return try? ResultsSnapshot(name) { Files.bytes(of: "\(folder)/\($0)") }
  }

  /// The report and the charts, where they are asked for.
  private func figures(_ former: ResultsSnapshot?) throws {
    guard command.figures.isWanted, let folder = command.folder(for: scenario.file) else { return }
    let parent = try scenario.parent(common: command.common, options: command.scenario)
    let reported = RussianEnergy.reported
    let own = PairedCases.Case(
      label: scenario.file, name: Files.stem(of: scenario.file), scenario.trial, scenario.questions)
    var more = try FigureTables(
      own, findings: reported.findings, others: [reported.tiles] + reported.streams.compactMap(\.variable),
      options
    ).tables(
      parent: parent.map { PairedCases.Case(label: $0.scenario.file, name: $0.name, $0.scenario.trial) })
    if let former, let now = snapshot("now") {
      let tables = SnapshotReport([former, now]).tables
      more["former.csv"] = tables[0].bytes
      more["changes.csv"] = tables[1].bytes
    }
    try ReportWriter(options: command.figures, common: command.common)
      .write(folder, more: more, beside: scenario.file, asked: scenario.headline)
  }

  private func simulate(into folder: ResultsFolder?) throws -> FinishedRun {
    var options = options
    options.profile = command.running.profile ? Profile() : nil
    let settings = try grownSettings().reporting(scenario.questions, scenario.model)
    let progress = Progress(name: Files.stem(of: scenario.file), total: settings.paths, console: console)
    options.progress = { progress.reach($0) }
    let simulation = try Simulation(model: scenario.model, settings: settings)
    try until?.aim(&options, at: simulation, scenario.settings, scenario.model)
    let files = try RunFiles(
      of: simulation, model: scenario.model, settings: settings, scenario.questions, RussianEnergy.community,
      keepingPathsIn: command.running.keepPaths ? folder : nil, &options)
    defer { progress.end() }
    let results = try simulation.run(options)
    if let folder { try files.close(in: folder) }
    if let profile = options.profile { Console.complain(ProfileTable(profile).text) }
    console.detail(
      "\(scenario.file): \(grouped(results.settings.paths)) paths on \(counted(options.threads, "thread")) in "
        + "\(duration(seconds: clock.seconds)), BLAS for \(blasCoreName())")
    return files.finished(results, scenario.model, record)
  }

  /// The condition of `--until`, which has been checked to be one.
  private var until: Until? { command.running.until.flatMap { try? Until($0) } }

  private func grownSettings() throws -> Settings {
    guard let until else { return scenario.settings }
    return try until.settings(
      scenario.settings, scenario.model, ceiling: command.running.maxPaths ?? Target.standardCeiling)
  }

  private var record: RunRecord {
    var record = RunRecord(
      scenario: scenario.file, version: version, inputs: scenario.inputs, flags: command.flags,
      core: blasCoreName())
    record.warnings = scenario.warnings
    record.sample = command.scenario.sample
    record.seeds = scenario.seedsOrigin
    record.pins = PinRow.all(scenario.model, scenario.settings)
    record.correlations = (try? scenario.settings.correlated(scenario.model).pairs) ?? []
    if command.running.keepPaths {
      record.draws = (try? DrawsFile.names(scenario.model, scenario.settings)) ?? []
    }
    return record
  }

  private func show(_ finished: FinishedRun) throws {
    let results = finished.results
    let shown = command.folder(for: scenario.file)
    try console.show(TerminalTable(results, hasColour: console.hasColour).text + "\n")
    for answer in finished.answers {
      try console.show(AnswerText(answer, period: results.settings.period).sentence + "\n")
    }
    if command.running.check {
      try console.show("\(grouped(results.conservation.checked)) conservation checks hold\n")
    }
    try console.show(RunSummary(results, seconds: clock.seconds, folder: shown).text)
    if let until, let attained = results.attained {
      let unit = try until.toldUnit(scenario.settings, scenario.model, results.series, attained)
      try console.show(AttainedLines(attained, condition: until.text, unit: unit).text)
    }
  }
}
