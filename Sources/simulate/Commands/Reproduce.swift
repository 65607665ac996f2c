internal import ArgumentParser

/// `simulate reproduce DIR`: the same run again, and whether it gives the same bytes.
struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Make a result again from what its folder records, and compare the bytes.",
    discussion: """
      The folder holds the texts of the scenario and its parents; the seed tables are looked for by their hashes: in --data, \
      beside or above the scenario, and among the installed ones. The new result goes to DIR.again. Exit code 0 where all \
      tables have the same bytes, 1 where they haven't, with what differs and what may be the reason.
      """)

  @Argument(help: ArgumentHelp("A folder of results.", valueName: "dir"))
  var folder: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder of the new result, instead of DIR.again.", valueName: "dir"))
  var output: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting { try reproduce() }
  }

  private func reproduce() throws {
    let former = try FormerRun(folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
    let again = output ?? former.folder + ".again"
    var command = try Run.parse(former.arguments + ["--output", again, "--quiet"])
    command.common.data = [try former.seeds(common.data)] + former.overlays
    let scenario = try LoadedScenario(
      former.scenario, common: command.common, options: command.scenario, texts: former.texts)
    try ScenarioRun(scenario, command: command).run()
    let tables = former.resources.map { ($0.name, former.difference($0, again)) }
    for (name, difference) in tables {
      try common.console.show("\(name): \(difference ?? "the same bytes")\n")
    }
    let differing = tables.count { $0.1 != nil }
    guard differing > 0 else { return former.reasons.forEach { common.console.note("note: \($0)") } }
    let why = former.reasons.isEmpty ? "" : ": " + former.reasons.joined(separator: "; ")
    throw Failure("error: \(differing) of \(tables.count) tables differ\(why)", .failed)
  }
}
