import Foundation
import Testing

/// A folder with a sweep of 20 small cases.
struct SweepCommand {
  let command: Command
  var folder: String { command.folder }

  init(paths: Int = 48, more: String = "") throws {
    command = try Command()
    _ = try command.scenario()
    let text = """
      name: Twenty
      scenario: tiny
      paths: \(paths)
      axes:
        price_cap.level: 60 to 30 USD/bbl in 5 steps
        strikes.intensity: 0 to 300 % in 4 steps
      outputs: [oil.revenue, refining.runs]
      \(more)

      """
    try text.write(toFile: "\(folder)/sweep.txt", atomically: false, encoding: .utf8)
  }

  @discardableResult
  func sweep(
    _ arguments: String..., environment: [String: String] = [:], code: Int32 = 0,
    at location: SourceLocation = #_sourceLocation
  ) throws -> Command.Outcome {
    let process = try command.start(["sweep"] + arguments, environment: environment)
    process.waitUntilExit()
    let outcome = command.outcome(process)
    #expect(outcome.code == code, "\(arguments): \(outcome.errors)", sourceLocation: location)
    return outcome
  }

  func bytes(_ run: String) -> [Data?] {
    [command.bytes("\(run)/cases.csv"), command.bytes("\(run)/outcomes.csv")]
  }

  /// What one process makes of it.
  func reference(_ run: String = "reference") throws -> [Data?] {
    try sweep("run", "sweep.txt", "--output", run, "--shards", "1", "--threads", "1")
    let lines = command.text("\(run)/outcomes.csv")?.split(separator: "\n").count
    // A head, and 20 cases of two series and two periods.
    #expect(lines == 81)
    return bytes(run)
  }
}
