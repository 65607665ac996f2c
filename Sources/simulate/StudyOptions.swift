internal import ArgumentParser
internal import Engine

/// Options of the commands that run many cases.
struct StudyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder of the results.", valueName: "dir"))
  var output: String?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
  }

  /// What each run is told.
  var runOptions: RunOptions {
    var options = RunOptions()
    options.threads = threads ?? Processor.count
    options.shouldStop = { Interruption.isRequested }
    return options
  }
}
