import Foundation
import Testing

@Suite("simulate explore on the command line")
struct ExploreCommandTests {
  /// How often, and how long, a file is looked at until a program has written it.
  private static let looks = 600, pause = 0.1

  private func link(_ command: Command) -> String {
    for _ in 0..<Self.looks {
      if let text = command.text(".stdout"), text.hasSuffix("\n") { return String(text.dropLast()) }
      Thread.sleep(forTimeInterval: Self.pause)
    }
    return ""
  }

  @Test(
    "The link is printed, and a signal ends the program as a shell expects", arguments: [SIGINT, SIGTERM])
  func ends(signal: Int32) throws {
    let command = try Command()
    let process = try command.start(["explore", try command.scenario(paths: 64), "--no-browser", "--quiet"])
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    let link = link(command)
    #expect(link.wholeMatch(of: #/http://127\.0\.0\.1:[0-9]+/[0-9a-f]{32}//#) != nil, "\(link)")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(command.outcome(process).code == 128 + signal)
    #expect(command.outcome(process).errors == "")
  }

  @Test("What can't be explored is refused with its reason and its code")
  func refused() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64)
    for (words, code) in [
      (["nowhere.txt"], 66), (["-"], 64), ([file, "--port", "65536"], 64), ([file, "--threads", "0"], 64),
      ([file, "--port", "1"], 73),
    ] as [([String], Int32)] where code != 73 || geteuid() != 0 {
      let process = try command.start(["explore"] + words + ["--no-browser"])
      process.waitUntilExit()
      let outcome = command.outcome(process)
      #expect(outcome.code == code, "\(words): \(outcome.errors)")
      #expect(outcome.output == "" && !outcome.errors.isEmpty, "\(words)")
    }
  }
}
