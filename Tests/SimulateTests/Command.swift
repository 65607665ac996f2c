import Foundation
import Testing

/// A run of the built program.
struct Command {
  /// What a run ended with.
  struct Outcome {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The program beside the test bundle.
  static let program: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("simulate").path
  }()

  /// The top of the clone.
  static let top = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// A folder of its own, removed by nobody: it lies among the system's temporary files.
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Writes a scenario of four months with a few paths into the folder.
  func scenario(_ name: String = "tiny.txt", paths: Int = 300, more: String = "") throws -> String {
    let text = """
      name: Tiny
      as_of: 2025-09-23
      period: 2025-09 to 2025-12
      paths: \(paths)
      seed: 11
      \(more)

      """
    try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    return name
  }

  /// Runs the program in the folder and waits.
  func simulate(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    let process = try start(arguments, environment: environment)
    process.waitUntilExit()
    return outcome(process)
  }

  /// Runs the program in the folder, which must succeed.
  @discardableResult
  func done(
    _ arguments: String..., environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let process = try start(arguments, environment: environment)
    process.waitUntilExit()
    let outcome = outcome(process)
    #expect(outcome.code == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    return outcome
  }

  /// Starts the program in the folder; its output goes to files there.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.program)
    let seeds = arguments.contains("--data") ? [] : ["--data", "\(Command.top)/seeds"]
    process.arguments = arguments + seeds
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try begin(process)
    return process
  }

  private func begin(_ process: Process) throws {
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    for name in ["stdout", "stderr"] {
      _ = FileManager.default.createFile(atPath: "\(folder)/.\(name)", contents: nil)
    }
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/.stdout")
    process.standardError = FileHandle(forWritingAtPath: "\(folder)/.stderr")
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Runs a line of bash in the folder, in which `$simulate` is the program and `$seeds` its seed tables.
  func shell(_ line: String) throws -> Outcome {
    let process = try startShell(line)
    process.waitUntilExit()
    return outcome(process)
  }

  /// Starts a line of bash likewise; its words go to the files that a program's go to.
  func startShell(_ line: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.environment = ProcessInfo.processInfo.environment
      .merging(["simulate": Command.program, "seeds": "\(Command.top)/seeds"]) { $1 }
    try begin(process)
    return process
  }

  /// What a finished process left.
  func outcome(_ process: Process) -> Outcome {
    Outcome(
      code: process.terminationStatus, output: text(".stdout") ?? "", errors: text(".stderr") ?? "")
  }

  /// A file of the folder as text.
  func text(_ name: String) -> String? { try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

  /// The rows of a table without quotes, by column.
  func rows(_ name: String) throws -> [[String: String]] {
    let lines = try #require(text(name)).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// A file of the folder as bytes.
  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(folder)/\(name)") }

  /// The names in a folder within the folder, hidden ones too; nil where there is none.
  func names(_ name: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that limit the addresses of a program: a sanitizer's shadow takes terabytes of them.
  static var withLimitedAddresses: Self {
    unsanitized("a sanitizer takes more addresses than such a limit leaves")
  }

  /// For tests that limit the files of a program: the thread sanitizer begins with one of its own.
  static var withLimitedFiles: Self { unsanitized("a sanitizer begins with a file that such a limit cuts") }

  private static func unsanitized(_ reason: Comment) -> Self {
    #if SANITIZED
      .disabled(reason)
    #else
      .enabled(if: true)
    #endif
  }
}
