internal import ArgumentParser
internal import Storage
internal import Studies

/// What is held against what.
struct ComparedCases: ParsableArguments {
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

  func validate() throws {
    if cases.count < 2 && !all {
      throw ValidationError("Name at least two scenarios or two folders of results, or one and --all.")
    }
    let others = cases.dropFirst()
    if let twice = others.first(where: { name in others.count { $0 == name } > 1 }) {
      throw ValidationError("\(twice) stands there twice.")
    }
  }

  /// As tables call them.
  var names: [String] { cases.map(FolderName.stem) }

  /// Whether one table ranks all of them.
  var isRanking: Bool { all || !ranked.isEmpty }

  /// Whether they are folders of results; some among scenarios are a mistake.
  func areFolders() throws -> Bool {
    let folders = cases.filter { Files.exists("\($0)/datapackage.json") }
    guard folders.isEmpty || folders.count == cases.count else {
      throw Failure("error: compare scenarios with scenarios, or folders of results with folders", .usage)
    }
    return !folders.isEmpty
  }

  /// The cases that a ranking holds against the first.
  func others(in places: Places) -> [String] {
    (all ? places.shipped.map(\.name) : Array(cases.dropFirst())).filter { $0 != Files.stem(of: cases[0]) }
  }
}
