internal import ArgumentParser

/// In how many parts a sweep is cut.
struct SweepCut: ParsableArguments {
  @Option(help: ArgumentHelp("Parts that the cases are cut into.", valueName: "n"))
  var shards: Int?

  func validate() throws {
    try within(1...100_000, "--shards", shards)
  }
}
