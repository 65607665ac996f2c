internal import ArgumentParser
internal import Explore
internal import Reports

/// `simulate explore FILE`: sliders in the browser, on this machine only.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Move levers and doubts in the browser and see what changes, with the same shocks.",
    discussion: """
      simulate explore baseline
      simulate explore mine.txt --port 8080 --no-browser

      A page on this machine alone: sliders at the left, what they change in the middle, at the right the answers, the \
      scenario that the sliders mean, and a link that brings them back. Only who has the link is let in. Ctrl-C ends it.
      """)

  @Argument(
    help: "A scenario file, or the name of a scenario that comes with the program.",
    completion: Completions.scenarios)
  var file: String

  @OptionGroup var serving: ExploreOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if file == "-" { throw ValidationError("explore wants a file: what it writes extends it by its name.") }
  }

  func run() throws {
    Interruption.listen()
    try reporting {
      let explorer = try ExploredScenario(file, common: common).explorer(
        threads: serving.threads.count)
      let server = try ExploredScenario.serve(explorer, port: serving.port)
      try common.console.put(server.link + "\n")
      if !serving.noBrowser { Browser.open(server.link) }
      common.console.note("this page is on this machine only; Ctrl-C ends it")
      Interruption.wait()
      server.stop()
      throw ExitCode(128 + Interruption.signal)
    }
  }
}
