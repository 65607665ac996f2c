internal import ArgumentParser
internal import Reports
internal import Storage
internal import Studies

/// How scenarios are run, and what is left of them.
struct RunningOptions: ParsableArguments {
  @OptionGroup var threads: ThreadOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the results; '-' writes monthly.csv to standard output.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @OptionGroup var naming: NameOption

  @Option(
    help: ArgumentHelp(
      "Double the paths until an error is small enough: '\(Until.example)' of its mean, or in its unit.",
      valueName: "condition"))
  var until: String?

  @Option(help: ArgumentHelp("The most paths that --until may take (1,048,576).", valueName: "n"))
  var maxPaths: Int?

  @Flag(help: "Say how many balances were checked; they always are, on every path and month.")
  var check = false

  @Flag(help: "Also write paths.csv with every path and draws.csv with what was drawn on it.")
  var keepPaths = false

  @Flag(help: "Show where the time went, by phase and mechanism, on standard error.")
  var profile = false

  /// Refuses what doesn't go together.
  func check(_ files: [String], _ scenario: ScenarioOptions, _ figures: ReportOptions) throws {
    let stems = files.map(Files.stem)
    if Set(stems).count < stems.count {
      throw ValidationError("Two files have the same name, so their results would have one folder.")
    }
    try checkUntil(scenario)
    if naming.name != nil && files.count > 1 { throw ValidationError("--name takes one file.") }
    if files.isEmpty { throw ValidationError("Name a scenario file.") }
    if output == nil || files.count > 1, let odd = files.first(where: { Files.hasNoStem($0) }) {
      throw ValidationError(
        "'\(odd)' gives its results no name; rename the file, or name a folder with --output.")
    }
    if output == "-" && (keepPaths || files.count > 1) {
      throw ValidationError("--output - takes one file and no --keep-paths.")
    }
    if figures.isWanted && (output == "-" || files.count > 1) {
      throw ValidationError("--report and --charts take one file, and a folder of results.")
    }
  }

  private func checkUntil(_ scenario: ScenarioOptions) throws {
    guard let until else {
      if maxPaths != nil { throw ValidationError("--max-paths is the ceiling of --until; give that too.") }
      return
    }
    if let complaint = Until.complaint(about: until) { throw ValidationError(complaint) }
    if scenario.paths != nil {
      throw ValidationError("--until finds the number of paths; give --max-paths instead of --paths.")
    }
    try within(16...100_000_000, "--max-paths", maxPaths)
  }
}

extension Run {
  /// Where a file's results go; nil for standard output.
  func folder(for file: String) -> String? {
    guard let output = running.output else {
      return running.naming.folder ?? FolderName.path([Files.stem(of: file)] + scenario.marks)
    }
    if output == "-" { return nil }
    return files.count == 1 ? output : "\(output)/\(Files.stem(of: file))"
  }

  /// The flags that changed the results, for their record.
  var flags: [String] {
    scenario.flags + (running.until.map { ["--until \($0)"] } ?? [])
      + (running.maxPaths.map { ["--max-paths \($0)"] } ?? [])
      + (running.keepPaths ? ["--keep-paths"] : [])
  }
}
