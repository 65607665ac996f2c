internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Synchronization

/// `simulate run FILE...`: the main job.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run scenarios and write their results.",
    discussion: """
      Writes results/<scenario>/ with monthly.csv, annual.csv, total.csv, parameters.csv, events.csv, iamc.csv and
      datapackage.json, and shows the headline series. An older result is replaced only by a complete one.
      """)

  @Argument(help: "Scenario files, or names of scenarios that come with the program.")
  var files: [String]

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the results; '-' writes monthly.csv to standard output.", valueName: "dir"))
  var output: String?

  @Flag(help: "Check the conservation identities on every path and month.")
  var check = false

  @Flag(help: "Also write paths.csv with every path.")
  var keepPaths = false

  @Flag(help: "Show where the time went, by phase and mechanism, on standard error.")
  var profile = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
    let stems = files.map(Files.stem)
    if Set(stems).count < stems.count {
      throw ValidationError("Two files have the same name, so their results would have one folder.")
    }
    if files.isEmpty { throw ValidationError("Name a scenario file.") }
    if output == "-" && (keepPaths || files.count > 1) {
      throw ValidationError("--output - takes one file and no --keep-paths.")
    }
  }

  func run() throws {
    Interruption.listen()
    try reporting {
      for file in files {
        let scenario = try LoadedScenario(file, common: common, options: scenario)
        try ScenarioRun(scenario, command: self).run()
      }
    }
  }

  /// Where a file's results go; nil for standard output.
  func folder(for file: String) -> String? {
    guard let output else { return "results/\(Files.stem(of: file))" }
    if output == "-" { return nil }
    return files.count == 1 ? output : "\(output)/\(Files.stem(of: file))"
  }

  /// The flags that changed the results, for their record.
  var flags: [String] { scenario.flags + (keepPaths ? ["--keep-paths"] : []) }
}

/// One scenario's run, from settings to the table on the terminal.
private struct ScenarioRun {
  private let scenario: LoadedScenario
  private let command: Run
  private let console: Console
  private let clock = Clock()

  init(_ scenario: LoadedScenario, command: Run) {
    self.scenario = scenario
    self.command = command
    console = command.common.console
  }

  func run() throws {
    let folder = try command.folder(for: scenario.file).map { try ResultsFolder(path: $0) }
    defer { folder?.discard() }
    let results = try simulate(into: folder)
    for warning in results.warnings { console.warn(warning) }
    try report(results.conservation)
    guard let folder else {
      return try console.show(String(decoding: Tables.monthly(results), as: UTF8.self))
    }
    try ResultsFiles.write(results, model: scenario.model, record: record, into: folder)
    if Interruption.isRequested { throw Interrupted() }
    try folder.commit()
    try show(results)
  }

  private func simulate(into folder: ResultsFolder?) throws -> Results {
    let threads = command.threads ?? Processor.count
    var options = RunOptions()
    options.threads = threads
    options.checks = command.check
    options.shouldStop = { Interruption.isRequested }
    options.profile = command.profile ? Profile() : nil
    let progress = Progress(
      name: Files.stem(of: scenario.file), total: scenario.settings.paths, console: console)
    options.progress = { progress.reach($0) }
    var simulation = try Simulation(model: scenario.model, settings: scenario.settings, options: options)
    let paths = try pathsFile(in: folder, series: simulation.series)
    simulation.options.onChunk = { try paths?.add($0) }
    defer { progress.end() }
    let results = try simulation.run()
    if let folder { try paths?.close(in: folder) }
    if let profile = options.profile { Console.complain(ProfileTable(profile).text) }
    console.detail(
      "\(scenario.file): \(grouped(scenario.settings.paths)) paths on \(counted(threads, "thread")) in "
        + "\(duration(seconds: clock.seconds)), BLAS for \(blasCoreName())")
    return results
  }

  private func pathsFile(in folder: ResultsFolder?, series: [Series]) throws -> PathsFile? {
    guard command.keepPaths, let folder else { return nil }
    return try PathsFile(in: folder, series: series, period: scenario.settings.period)
  }

  private func report(_ conservation: ConservationReport) throws {
    guard command.check else { return }
    guard conservation.violations.isEmpty else {
      throw Failure(
        "error: conservation is violated, nothing was written:\n"
          + conservation.violations.map { "  \($0)" }.joined(separator: "\n"), .failed)
    }
  }

  private var record: RunRecord {
    RunRecord(
      scenario: scenario.file, version: version, inputs: scenario.inputs, flags: command.flags,
      core: blasCoreName())
  }

  private func show(_ results: Results) throws {
    let shown = command.folder(for: scenario.file)
    try console.show(TerminalTable(results, hasColour: console.hasColour).text + "\n")
    if command.check {
      try console.show("\(grouped(results.conservation.checked)) conservation checks hold\n")
    }
    try console.show(RunSummary(results, seconds: clock.seconds, folder: shown).text)
  }
}
