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
  private var answers: [Answer] = []
  private var exchanged: ExchangedMeans?

  init(_ scenario: LoadedScenario, command: Run) {
    self.scenario = scenario
    self.command = command
    console = command.common.console
  }

  /// Runs, writes and shows; gives what was found.
  @discardableResult
  mutating func run() throws -> Results {
    let folder = try command.folder(for: scenario.file).map { try ResultsFolder(path: $0) }
    defer { folder?.discard() }
    let results = try simulate(into: folder)
    if results.settings.design.doubles, let hint = evenness(of: results.settings.paths, "paths") {
      console.note("note: \(hint)")
    }
    if let format = command.common.format ?? (folder == nil ? .csv : nil) {
      let types = MonthlyTable.fields(results).map(\.type)
      try console.put(format.text(MonthlyTable.bytes(results), types: types))
    }
    guard let folder else { return results }
    let finished = FinishedRun(
      results: results, model: scenario.model, record: record, answers: answers,
      community: CommunityRun(RussianEnergy.community, exchanged: exchanged))
    try ResultsFiles.write(finished, into: folder)
    sayWhatIsLeftOut(finished)
    if Interruption.isRequested { throw Interrupted() }
    try folder.commit(console.alert)
    try show(results)
    try figures(results)
    return results
  }

  /// Years that aren't whole are in no table that compares years.
  private func sayWhatIsLeftOut(_ finished: FinishedRun) {
    let left = finished.leftOutOfIAMC, period = finished.results.settings.period
    let years = left.years.map { "\($0) (\(counted(period.count(of: $0), "month")))" }
    if !years.isEmpty {
      console.detail("iamc.csv holds whole years; \(years.joined(separator: ", ")) in iamc_subannual.csv")
    }
    if !left.series.isEmpty {
      console.detail("iamc.csv has no unit for \(left.series.joined(separator: ", "))")
    }
  }

  /// The report and the charts, where they are asked for.
  private func figures(_ results: Results) throws {
    guard command.figures.isWanted, let folder = command.folder(for: scenario.file) else { return }
    var options = RunOptions()
    options.threads = command.running.threads ?? Processor.count
    options.shouldStop = { Interruption.isRequested }
    let parent = try scenario.parent(common: command.common, options: command.scenario)
    let extras = RunExtras(scenario: scenario, options: options)
    let more = try extras.tables(
      parent: parent?.scenario, names: (parent?.name ?? "", Files.stem(of: scenario.file)))
    try ReportWriter(options: command.figures, common: command.common)
      .write(folder, more: more, beside: scenario.file, asked: scenario.headline)
  }

  private mutating func simulate(into folder: ResultsFolder?) throws -> Results {
    let threads = command.running.threads ?? Processor.count
    var options = RunOptions()
    options.threads = threads
    options.shouldStop = { Interruption.isRequested }
    options.profile = command.running.profile ? Profile() : nil
    let settings = try grownSettings().reporting(scenario.questions, scenario.model)
    let progress = Progress(name: Files.stem(of: scenario.file), total: settings.paths, console: console)
    options.progress = { progress.reach($0) }
    let simulation = try Simulation(model: scenario.model, settings: settings)
    try until?.aim(&options, at: simulation, scenario.settings, scenario.model)
    let paths = try pathsFile(in: folder, series: simulation.series)
    let draws = try drawsFile(in: folder, settings, &options)
    let asked = PathTableBuilder(
      scenario.questions.flatMap(\.series), of: simulation.kept, period: settings.period)
    let exchanged = ExchangedMeans(simulation.series, settings.period, RussianEnergy.community)
    self.exchanged = exchanged
    options.onChunk = {
      exchanged?.add($0)
      try paths?.add($0)
      try draws?.add($0)
      asked.add($0)
    }
    defer { progress.end() }
    let results = try simulation.run(options)
    if let folder {
      try paths?.close(in: folder)
      try draws?.close(in: folder)
    }
    let table = asked.table
    answers = scenario.questions.map { Answer($0, table) }
    if let profile = options.profile { Console.complain(ProfileTable(profile).text) }
    console.detail(
      "\(scenario.file): \(grouped(results.settings.paths)) paths on \(counted(threads, "thread")) in "
        + "\(duration(seconds: clock.seconds)), BLAS for \(blasCoreName())")
    return results
  }

  /// The condition of `--until`, which has been checked to be one.
  private var until: Until? { command.running.until.flatMap { try? Until($0) } }

  private func grownSettings() throws -> Settings {
    guard let until else { return scenario.settings }
    return try until.settings(
      scenario.settings, scenario.model, ceiling: command.running.maxPaths ?? Target.standardCeiling)
  }

  private func pathsFile(in folder: ResultsFolder?, series: [Series]) throws -> PathsFile? {
    guard command.running.keepPaths, let folder else { return nil }
    return try PathsFile(in: folder, series: series, period: scenario.settings.period)
  }

  private func drawsFile(
    in folder: ResultsFolder?, _ settings: Settings, _ options: inout RunOptions
  ) throws -> DrawsFile? {
    guard command.running.keepPaths, let folder else { return nil }
    let marks = PathMarks(model: scenario.model, settings: settings)
    options.marks = marks
    return try DrawsFile(in: folder, model: scenario.model, settings: settings, marks: marks)
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

  private func show(_ results: Results) throws {
    let shown = command.folder(for: scenario.file)
    try console.show(TerminalTable(results, hasColour: console.hasColour).text + "\n")
    for answer in answers {
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
