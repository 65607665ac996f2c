import Foundation
import Testing

@Suite("What the shell offers")
struct CompletionTests {
  /// What bash is given for the last word of a command, as its script asks for it.
  private func offered(_ words: String...) throws -> [String] {
    let command = try Command()
    for name in ["seeds", "scenarios"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(command.folder)/\(name)", withDestinationPath: "\(Command.top)/\(name)")
    }
    _ = try command.scenario("horizon.txt")
    try Data(try command.simulate("--generate-completion-script", "bash").output.utf8).write(
      to: URL(fileURLWithPath: "\(command.folder)/complete"))
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      cd '\(command.folder)'; PATH='\(URL(fileURLWithPath: Command.program).deletingLastPathComponent().path)':$PATH
      source ./complete
      COMP_WORDS=(simulate \(line)); COMP_CWORD=\(words.count); COMP_LINE="simulate \(words.joined(separator: " "))"
      COMP_POINT=${#COMP_LINE}
      "$(complete -p simulate | sed 's/.*-F \\([^ ]*\\).*/\\1/')" simulate '\(words.last ?? "")' \
      '\(words.dropLast().last ?? "simulate")' 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  @Test("Scenarios that come with the program, and files beside")
  func scenarios() throws {
    let found = try offered("run", "ho")
    #expect(
      found.contains("hormuz") && found.contains("horizon.txt") && found.contains("home_made_60"), "\(found)")
    #expect(!found.contains("baseline"))
  }

  @Test("Parameters after --set, series after --on")
  func names() throws {
    #expect(
      try offered("run", "baseline", "--set", "price_cap.le").contains { $0.hasPrefix("price_cap.level=") })
    #expect(try offered("compare", "baseline", "--on", "oil.rev").contains("oil.revenue"))
  }
}
