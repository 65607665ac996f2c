internal import ArgumentParser

/// What commands that compute have in common.
struct SweepThreads: ParsableArguments {
  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
  }
}

/// In how many parts a sweep is cut.
struct SweepCut: ParsableArguments {
  @Option(help: ArgumentHelp("Parts that the cases are cut into.", valueName: "n"))
  var shards: Int?

  func validate() throws {
    if let shards, !(1...100_000).contains(shards) {
      throw ValidationError("--shards must be between 1 and 100,000.")
    }
  }
}
