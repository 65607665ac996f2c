import Foundation
import Testing

@Suite("Limits of the system", .withLimitedAddresses)
struct SystemLimitTests {
  /// Whether the tests may make namespaces: as root, or where the system lets users.
  static let hasNamespaces: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "unshare --mount --pid --fork true 2>/dev/null"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    "A limit is met with an exit code and one message, and leaves nothing",
    arguments: [
      ("ulimit -v 200000; exec $run", 1, "the address space is limited to 195 MB (ulimit -v)"),
      ("ulimit -v 500000; exec $run", 1, "the address space is limited to 488 MB (ulimit -v)"),
      ("ulimit -d 200000; exec $run", 1, "the data segment is limited to 195 MB (ulimit -d)"),
      ("ulimit -n 8; exec $run", 1, "only 8 files may be open at once (ulimit -n)"),
      ("ulimit -f 1; exec $run", 74, "File too large"),
      ("exec $run >&-", 74, "can't write to standard output"),
      ("exec $run >/dev/full", 74, "can't write to standard output"),
      ("exec $run --output - >/dev/full", 74, "can't write to standard output"),
      ("exec \"$simulate\" --help >/dev/full", 74, "can't write to standard output"),
      ("exec \"$simulate\" run --help >&-", 74, "can't write to standard output"),
      ("exec \"$simulate\" --version >&-", 74, "can't write to standard output"),
      (
        "exec \"$simulate\" describe brent --data \"$seeds\" >/dev/full", 74, "can't write to standard output"
      ),
      ("exec $run >&- 2>&- <&-", 74, ""),
    ])
  func limits(line: String, code: Int32, words: String) throws {
    let command = try Command()
    _ = try command.scenario(paths: 16)
    let outcome = try command.shell("run=\"$simulate run tiny.txt --data $seeds\"; " + line)
    #expect(outcome.code == code)
    #expect(words.isEmpty ? outcome.errors == "" : outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").filter { !$0.hasPrefix("note: ") }.count <= 1)
    let left = (command.names("results") ?? []).filter { $0 != "tiny" }
    #expect(left == [])
  }

  @Test(
    "What just fits runs",
    arguments: ["ulimit -v 525000", "ulimit -d 525000", "ulimit -n 16", "ulimit -Sn 8", "ulimit -s 512"])
  func enough(limit: String) throws {
    let command = try Command()
    _ = try command.scenario(paths: 16)
    let outcome = try command.shell("\(limit); exec \"$simulate\" tiny.txt --quiet --data \"$seeds\"")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(command.names("results") == ["tiny"])
  }

  @Test(
    "With little address space there are fewer threads, however many are asked for",
    arguments: [525_000, 700_000, 1_000_000])
  func threads(kilobytes: Int) throws {
    let command = try Command()
    _ = try command.scenario(paths: 40_000)
    let outcome = try command.shell(
      "ulimit -t 60 -v \(kilobytes); exec \"$simulate\" tiny.txt --quiet --threads 32 --data \"$seeds\"")
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  @Test("Memory that runs out amid a run ends it with one message, and the next run leaves nothing of it")
  func memory() throws {
    let command = try Command()
    _ = try command.scenario(paths: 16, more: "outputs: all\n")
    #expect(try command.simulate("tiny.txt").code == 0)
    let before = command.bytes("results/tiny/monthly.csv")
    let outcome = try command.shell(
      "sed -i s/2025-12/2026-04/ tiny.txt; ulimit -t 60 -v 525000; "
        + "exec \"$simulate\" tiny.txt --quiet --paths 200000 --data \"$seeds\"")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("failed to allocate "), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(command.bytes("results/tiny/monthly.csv") == before)
    #expect(try command.simulate("tiny.txt", "--paths", "32").code == 0)
    #expect(command.names("results") == ["tiny"])
  }

  @Test("Without /proc the program ends with one line", .enabled(if: hasNamespaces))
  func noProc() throws {
    let command = try Command()
    let outcome = try command.shell(
      "exec unshare --mount bash -c 'umount -l /proc; exec \"$simulate\" --version'")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "error: simulate needs /proc, which isn't mounted here\n")
  }

  /// A scenario on standard input that never comes holds the program where it can't look at a signal.
  private func held(_ command: Command) throws -> Process {
    mkfifo("\(command.folder)/fifo", 0o600)
    let process = try command.startShell("exec \"$simulate\" run - --data \"$seeds\" <> fifo")
    let deadline = Date(timeIntervalSinceNow: 20)
    while !listens(process) && Date() < deadline { usleep(20_000) }
    return process
  }

  /// Whether the program has asked for SIGINT and SIGTERM by now, as the system says.
  private func listens(_ process: Process) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let caught = status?.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
    let bits = caught.flatMap { UInt64($0.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) } ?? 0
    let wanted = UInt64(1) << UInt64(SIGINT - 1) | UInt64(1) << UInt64(SIGTERM - 1)
    return bits & wanted == wanted
  }

  @Test("A second signal ends a program that is held up")
  func secondSignal() throws {
    let process = try held(Command())
    kill(process.processIdentifier, SIGINT)
    while listens(process) { usleep(2_000) }
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
  }

  @Test("Five seconds after the first signal it ends by itself, with the signal's exit code")
  func patience() throws {
    let process = try held(Command())
    kill(process.processIdentifier, SIGTERM)
    let deadline = Date(timeIntervalSinceNow: 60)
    while process.isRunning && Date() < deadline { usleep(50_000) }
    #expect(!process.isRunning, "it is held up for ever")
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 143)
  }
}
