import Foundation
import Testing

@Suite("Exit codes and what stays behind")
struct ExitCodeTests {
  @Test(
    "A wrong command line is 64",
    arguments: [
      [], ["tiny.txt", "--pathz", "3"], ["tiny.txt", "--paths", "0"], ["tiny.txt", "--paths", "many"],
      ["tiny.txt", "--threads", "0"], ["tiny.txt", "--set", "nothing"], ["tiny.txt", "other/tiny.txt"],
      ["check"], ["tiny.txt", "--output", "-", "--keep-paths"],
    ])
  func usage(arguments: [String]) throws {
    let command = try Command()
    _ = try command.scenario()
    let process = try command.start(arguments)
    process.waitUntilExit()
    let outcome = command.outcome(process)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("Error: "))
    #expect(command.names("results") == nil)
  }

  @Test("A bad scenario is 65, with its place and a caret, and nothing is written")
  func badScenario() throws {
    let command = try Command()
    let file = try command.scenario(more: "price_cap:\n  levle: 47.6 USD/bbl")
    for arguments in [[file], ["check", file]] {
      let process = try command.start(arguments)
      process.waitUntilExit()
      let outcome = command.outcome(process)
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains("tiny.txt:7:3: error: "))
      #expect(outcome.errors.contains("^~~~~"))
    }
    #expect(command.names("results") == nil)
  }

  @Test("An unknown parameter in --set is 65")
  func badSetting() throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario(), "--set", "price_cap.levle=30 USD/bbl")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("--set"))
  }

  @Test("A missing scenario or folder of seed tables is 66")
  func missing() throws {
    let command = try Command()
    let outcome = try command.simulate("nowhere.txt")
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("nowhere.txt"))
    let file = try command.scenario()
    #expect(try command.simulate(file, "--data", "nowhere").code == 66)
  }

  @Test("A folder that can't be made is 73, and somebody else's is left alone")
  func cannotCreate() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate(file, "--output", "\(file)/results").code == 73)
    #expect(try command.simulate(file, "--output", ".").code == 73)
    #expect(command.text(file) != nil)
  }

  @Test("A write that fails is 74 and leaves the older result", .withLimitedFiles)
  func writeError() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate(file).code == 0)
    let before = command.bytes("results/tiny/monthly.csv")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.currentDirectoryURL = URL(fileURLWithPath: command.folder)
    shell.standardError = FileHandle.nullDevice
    shell.standardOutput = FileHandle.nullDevice
    let line = "'\(Command.program)' \(file) --seed 5 --keep-paths --data '\(Command.top)/seeds'"
    shell.arguments = ["-c", "ulimit -f 8; exec \(line)"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 74)
    #expect(command.bytes("results/tiny/monthly.csv") == before)
    #expect(command.names("results") == ["tiny"])
  }

  @Test(
    "SIGINT is 130 and SIGTERM 143; nothing is left",
    arguments: zip([SIGINT, SIGTERM], [130, 143] as [Int32]))
  func interruption(signal: Int32, code: Int32) throws {
    let command = try Command()
    let process = try command.start([try command.scenario(), "--paths", "100000000"])
    let deadline = Date(timeIntervalSinceNow: 20)
    while (command.names("results") ?? []).isEmpty && Date() < deadline { usleep(20_000) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(command.outcome(process).code == code)
    #expect(command.outcome(process).errors.contains("interrupted"))
    #expect(command.names("results") == [])
  }

  @Test("--version and --help are 0")
  func information() throws {
    let command = try Command()
    let version = try Process.run(URL(fileURLWithPath: Command.program), arguments: ["--version"])
    version.waitUntilExit()
    #expect(version.terminationStatus == 0)
    let outcome = try command.simulate("run", "--help")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("--keep-paths"))
  }

  @Test(
    "A file that isn't there is suggested from what is: scenarios, neighbours, commands",
    arguments: [
      ("tinny.txt", "tiny.txt"), ("baselin", "baseline"), ("cmopare", "simulate compare"),
      ("nothing_like_it_at_all", "'simulate list scenarios' shows them"),
    ])
  func meant(name: String, hint: String) throws {
    let command = try Command()
    _ = try command.scenario()
    try FileManager.default.createSymbolicLink(
      atPath: "\(command.folder)/scenarios", withDestinationPath: "\(Command.top)/scenarios")
    let outcome = try command.simulate(name)
    #expect(outcome.code == 66 && outcome.errors.contains(hint), "\(outcome.errors)")
  }

  @Test(
    "An unknown option is told with what it is called here, or a near one, or nothing",
    arguments: [
      ("--plot", "--charts DIR"), ("--html", "--report FILE"),
      ("--json", "--format json"),
      ("--patths", "'--paths'"), ("--zzz", ""),
    ])
  func options(option: String, hint: String) throws {
    let outcome = try Command().simulate("run", "tiny.txt", option)
    #expect(outcome.code == 64 && outcome.errors.contains("Unknown option '\(option)'"), "\(outcome.errors)")
    #expect(hint.isEmpty ? !outcome.errors.contains("Did you mean") : outcome.errors.contains(hint))
  }
}
