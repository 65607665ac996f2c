internal import ArgumentParser

/// How the page of sliders is served.
struct ExploreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Port to listen on; 0 for any that is free.", valueName: "n"))
  var port = 0

  @Flag(help: "Print the link and open no browser.")
  var noBrowser = false

  @OptionGroup var threads: ThreadOption

  func validate() throws { try within(0...65_535, "--port", port) }
}
