import Foundation
import Hashing
import Testing

@testable import Storage

@Suite("Two runs into one folder")
struct TwoRunsTests {
  /// Whether a folder holds tables whose hashes are those of its description.
  private func isWhole(_ command: Command, _ folder: String) throws -> Bool {
    let data = try #require(command.bytes("\(folder)/datapackage.json"))
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    return !resources.isEmpty
      && resources.allSatisfy { resource in
        let bytes = (resource["path"] as? String).flatMap { command.bytes("\(folder)/\($0)") }
        return bytes.map { "sha256:\(SHA256.hex(Array($0)))" } == resource["hash"] as? String
      }
  }

  /// A run that goes on until it is told to stop, and has the folder.
  private func longRun(_ command: Command) throws -> Process {
    let process = try command.startShell(
      "exec \"$simulate\" tiny.txt --paths 100000000 --output out --data \"$seeds\" 2>long")
    let deadline = Date(timeIntervalSinceNow: 20)
    while !(command.names(".")?.contains { $0.hasSuffix(".partial") } ?? false) && Date() < deadline {
      usleep(20_000)
    }
    return process
  }

  @Test("The second is told, whatever keeps them apart, and disturbs nothing of the first's")
  func second() throws {
    let command = try Command()
    _ = try command.scenario(paths: 16)
    #expect(try command.simulate("tiny.txt", "--output", "out", "--seed", "5").code == 0)
    let before = command.bytes("out/monthly.csv")
    try FileManager.default.createDirectory(
      atPath: "\(command.folder)/mounted", withIntermediateDirectories: true)
    let first = try longRun(command)
    let held = command.names(".")
    let run = "\"$simulate\" ../tiny.txt --quiet --data \"$seeds\" --output"
    var ways = ["cd mounted && exec \(run) ../out"]
    if SystemLimitTests.hasNamespaces {
      ways.append("cd mounted && exec unshare --mount --pid --fork --mount-proc \(run) ../out")
      ways.append(
        "exec unshare --mount bash -c 'mount --bind . mounted && cd mounted/mounted && \(run) ../out'")
    }
    for way in ways {
      let outcome = try command.shell(way)
      #expect(outcome.code == 73, "\(way): \(outcome.errors)")
      #expect(outcome.errors.contains("another run is writing to "), "\(way): \(outcome.errors)")
      #expect(command.names(".")?.filter { $0.hasPrefix(".out") } == held?.filter { $0.hasPrefix(".out") })
    }
    #expect(first.isRunning)
    kill(first.processIdentifier, SIGTERM)
    first.waitUntilExit()
    #expect(first.terminationStatus == 143)
    #expect(command.bytes("out/monthly.csv") == before)
    #expect(try command.simulate("tiny.txt", "--output", "out").code == 0)
    #expect(try isWhole(command, "out"))
    #expect(command.names(".")?.filter { $0.hasPrefix(".out") } == [])
  }

  @Test("Of several at once each ends whole or is told, and one whole result stands there")
  func race() throws {
    let command = try Command()
    _ = try command.scenario(paths: 16)
    let outcome = try command.shell(
      """
      for seed in 1 2 3 4; do
        ("$simulate" tiny.txt --quiet --seed $seed --output out --data "$seeds" 2>error$seed; echo $? >code$seed) &
      done
      wait
      """)
    #expect(outcome.code == 0)
    let codes = (1...4).map { command.text("code\($0)") }
    #expect(codes.contains("0\n"))
    for (seed, code) in zip(1..., codes) where code != "0\n" {
      #expect(code == "73\n")
      #expect(command.text("error\(seed)")?.contains("another run is writing to ") == true)
    }
    #expect(try isWhole(command, "out"))
    #expect(command.names(".")?.filter { $0.hasPrefix(".out") } == [])
  }

  @Test(
    "A mount inside an older result stays where it is, and is told of",
    .enabled(if: SystemLimitTests.hasNamespaces))
  func mount() throws {
    let command = try Command()
    _ = try command.scenario(paths: 16)
    let outcome = try command.shell(
      """
      exec unshare --mount bash -c '
        run="$simulate tiny.txt --quiet --output out --data $seeds"
        $run && mkdir out/notes && mount -t tmpfs tmpfs out/notes && echo precious >out/notes/thesis.txt
        $run; echo $? >code; cat out.old/notes/thesis.txt >kept'
      """)
    #expect(command.text("code") == "0\n")
    #expect(command.text("kept") == "precious\n")
    #expect(outcome.errors.contains("stays in") && outcome.errors.contains("notes"), "\(outcome.errors)")
    #expect(try isWhole(command, "out"))
  }
}
