internal import ArgumentParser

/// How the page of sliders is served.
struct ExploreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Port to listen on; 0 for any that is free.", valueName: "n"))
  var port = 0

  @Flag(help: "Print the link and open no browser.")
  var noBrowser = false

  @Option(help: ArgumentHelp("Threads; results don't depend on them.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port must be between 0 and 65,535.") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
  }
}
