internal import ArgumentParser
internal import Kernels
internal import Reports
internal import Storage

/// `simulate reproduce DIR`: the same run again, and whether it gives the same bytes.
struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a result again from what its folder records, and compare the bytes.",
    discussion: """
      The folder holds the texts of the scenario and its parents; the seed tables are looked for by their hashes: in --data,
      beside or above the scenario, and among the installed ones. The new result goes to DIR.again. Exit code 0 where all
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
    let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let former = try FormerRun(folder)
    let again = output ?? folder + ".again"
    var command = try Run.parse(former.arguments + ["--output", again, "--quiet"])
    command.common.data = [try seeds(former)] + overlays(former)
    let scenario = try LoadedScenario(
      former.scenario, common: command.common, options: command.scenario, texts: former.texts)
    var run = ScenarioRun(scenario, command: command)
    try run.run()
    try compare(former, again)
  }

  /// The folder whose tables are those of the run.
  private func seeds(_ former: FormerRun) throws -> String {
    let places = common.data.map { Optional($0) } + [try? Places(data: []).seeds(for: former.scenario)]
    let candidates = (places + [Places.installedSeeds]).compactMap { $0 }
    if let found = candidates.first(where: { former.differing(in: $0).isEmpty }) { return found }
    let reasons = candidates.map { "in \($0) differ: \(former.differing(in: $0).joined(separator: ", "))" }
    throw Failure(
      (["error: no folder has the seed tables of the run; name it with --data"] + reasons).joined(
        separator: "\n  "),
      .fileMissing)
  }

  private func overlays(_ former: FormerRun) -> [String] {
    var seen: Set<String> = []
    return former.tables.map(\.path).filter { !$0.hasPrefix("seeds/") }.map(Files.folder)
      .filter { seen.insert($0).inserted }
  }

  private func compare(_ former: FormerRun, _ again: String) throws {
    var differing = 0
    for resource in former.resources {
      let difference = former.difference(resource, again)
      if difference != nil { differing += 1 }
      try common.console.show("\(resource.name): \(difference ?? "the same bytes")\n")
    }
    guard differing > 0 else { return }
    var reasons: [String] = []
    if former.version != version {
      reasons.append("it was made by version \(former.version), this is \(version)")
    }
    if former.core != blasCoreName() {
      reasons.append("it was made with BLAS kernels for \(former.core), here they are for \(blasCoreName())")
    }
    let why = reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; ")
    throw Failure("error: \(differing) of \(former.resources.count) tables differ\(why)", .failed)
  }
}
