internal import ArgumentParser
internal import Engine
internal import Reports

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Folder of seed tables; may be repeated: tables, columns and rows of the later ones lie over the first.",
      valueName: "dir"),
    completion: .directory)
  var data: [String] = []

  @Flag(name: .shortAndLong, help: "Nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say what was read and how long each part took.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Write the main table to standard output instead of words: \(TableFormat.allCases.map(\.rawValue).joined(separator: " or ")).",
      valueName: "format"))
  var format: TableFormat?

  var console: Console { Console(isQuiet: quiet, isVerbose: verbose, isPiped: format != nil) }

  /// The same with a table on standard output.
  func with(_ format: TableFormat) -> CommonOptions {
    var options = self
    options.format = format
    return options
  }
}

/// On how many threads a command computes.
struct ThreadOption: ParsableArguments {
  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  func validate() throws { try within(1...1024, "--threads", threads) }

  var count: Int { Processor.threads(threads) }

  /// What each run is told.
  var options: RunOptions {
    var options = RunOptions()
    options.threads = count
    options.shouldStop = { Interruption.isRequested }
    return options
  }
}

/// Refuses a number outside its range.
func within(_ range: ClosedRange<Int>, _ option: String, _ number: Int?) throws {
  guard let number, !range.contains(number) else { return }
  throw ValidationError(
    "\(option) must be between \(grouped(range.lowerBound)) and \(grouped(range.upperBound)).")
}

/// Refuses a `--set` that sets nothing.
func areAssignments(_ settings: [String]) throws {
  for setting in settings where !setting.dropFirst().contains("=") {
    throw ValidationError("--set wants key=value, not '\(setting)'.")
  }
}

/// Options that change a scenario before it is bound.
struct ScenarioOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set a parameter as a scenario would; may be repeated.", valueName: "key=value"),
    completion: Completions.parameters)
  var settings: [String] = []

  @Flag(help: "Forecast also the months that were known: nothing of the period is pinned to history.")
  var noHistory = false

  @Option(
    help: ArgumentHelp(
      "Show results in these units: 'EUR', 'Mb/d', 'mn EUR/d', '/d'; several with commas.", valueName: "units"
    ))
  var units: String?

  @Option(help: "Paths to simulate, instead of the scenario's number.")
  var paths: Int?

  @Option(help: "Seed of the random numbers, instead of the scenario's.")
  var seed: UInt64?

  func validate() throws {
    try within(16...100_000_000, "--paths", paths)
    try areAssignments(settings)
  }

  /// All of them as settings of the scenario.
  var sets: [String] {
    settings + (noHistory ? ["history=off"] : []) + (units.map { ["units=[\($0)]"] } ?? [])
      + (paths.map { ["paths=\($0)"] } ?? [])
      + (seed.map { ["seed=\($0)"] } ?? [])
  }

  /// As given, for the record of a run.
  var flags: [String] {
    settings.map { "--set \($0)" } + (noHistory ? ["--no-history"] : [])
      + (units.map { ["--units \($0)"] } ?? [])
      + (paths.map { ["--paths \($0)"] } ?? [])
      + (seed.map { ["--seed \($0)"] } ?? [])
  }
}
