import Engine
import Foundation
import Kernels
import Reports
import Sampling
import Scenarios
import Studies
import Testing

@testable import Storage
@testable import Sweeps

/// A mechanism whose series is its parameter.
private struct Echo: Mechanism {
  static let section = "echo"
  static let summary = "Gives back what it is told."
  let value: Parameter
  let result: Output

  init(_ declare: Declarations) {
    value = declare.lever("value", 0, .share, in: 0...1, "A number.", source: "test")
    result = declare.output("result", .share, .mean, "The number.", headline: true)
  }

  func step(_ paths: MonthView) { paths[result].assign(paths[value]) }
}

/// A sweep of a small model over one seed table, in a folder of its own: planned, computed and merged in one process, so that
/// every call of each step can be failed.
private struct FaultySweep {
  let place: String
  let program: SweepProgram
  let planning: SweepPlanning

  init() throws {
    place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: "\(place)/seeds", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: SweepFixture.top + "/seeds/price_caps.csv", toPath: "\(place)/seeds/price_caps.csv")
    let schema = try String(contentsOfFile: SweepFixture.top + "/seeds/schema.csv", encoding: .utf8)
    let rows = schema.split(separator: "\n").filter { $0.hasPrefix("table,") || $0.hasPrefix("price_caps,") }
    try (rows.joined(separator: "\n") + "\n").write(
      toFile: "\(place)/seeds/schema.csv", atomically: false, encoding: .utf8)
    let sweep = "scenario: tiny\naxes:\n  echo.value: 0 to 1 in 4 steps\n"
    try sweep.write(toFile: "\(place)/sweep.txt", atomically: false, encoding: .utf8)
    try "as_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16\n".write(
      toFile: "\(place)/tiny.txt", atomically: false, encoding: .utf8)
    program = SweepProgram(version: "1", path: "\(place)/sweep.txt") { seeds in
      ModelSource(seeds: seeds) { try Model([Echo.self], register: ["echo.value"], seeds: $0, start: $1) }
    }
    let loaded = try LoadedSweep("\(place)/sweep.txt", shipped: [], seeds: "\(place)/seeds", for: program)
    planning = SweepPlanning(loaded, shards: 2, secondsPerShard: 1)
  }

  /// The steps of a sweep, each of which finds what those before it left.
  static let steps: [(name: String, work: @Sendable (FaultySweep, SweepFolder) throws -> Void)] = [
    ("plan", { _ = try $0.planning.write(to: $1) }),
    ("shards", { try SweepWork($1, by: $0.program, RunOptions()).run { _ in } }),
    ("merge", { _ = try SweepMerging(folder: $1).run() }),
  ]

  /// A new folder as it is before a step.
  func before(_ step: Int) throws -> SweepFolder {
    let folder = SweepFolder(path: "\(place)/\(UUID().uuidString)/run")
    for (_, work) in FaultySweep.steps[..<step] { try work(self, folder) }
    return folder
  }

  /// Another one with the same in it.
  func copy(_ folder: SweepFolder) throws -> SweepFolder {
    let parent = "\(place)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    if Files.exists(folder.path) {
      try FileManager.default.copyItem(atPath: folder.path, toPath: "\(parent)/run")
    }
    return SweepFolder(path: "\(parent)/run")
  }

  /// Every file of a folder, by its name within.
  func files(_ folder: SweepFolder) -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(folder.path)/\(name)").map { (name, $0) }
      })
  }
}

@Suite("Faults in a sweep")
struct SweepFaultTests {
  @Test(
    "Whichever call of a step fails, no file is half, none is lost, and the step done again gives the same",
    arguments: FaultySweep.steps.indices)
  func everyCall(step: Int) throws {
    let sweep = try FaultySweep()
    defer { try? FileManager.default.removeItem(atPath: sweep.place) }
    let (name, work) = FaultySweep.steps[step]
    let start = try sweep.before(step), whole = try sweep.copy(start)
    try work(sweep, whole)
    let reference = sweep.files(whole)
    var count = 0
    for call in Faults.Call.allCases {
      for lasts in [false, true] {
        var number = 1
        while try fails(sweep, start, reference, Faults(call, number: number, lasts: lasts), work) {
          (number, count) = (number + 1, count + 1)
        }
      }
    }
    #expect(count > 60, "\(name): \(count)")
  }

  /// Does a step with a fault, and again without; false where the fault never came.
  private func fails(
    _ sweep: FaultySweep, _ start: SweepFolder, _ reference: [String: Data], _ faults: Faults,
    _ work: (FaultySweep, SweepFolder) throws -> Void
  ) throws -> Bool {
    let folder = try sweep.copy(start)
    defer { try? FileManager.default.removeItem(atPath: Files.folder(of: folder.path)) }
    let before = sweep.files(folder)
    let failure = Faults.$current.withValue(faults) { () -> (any Error)? in
      do { try work(sweep, folder) } catch { return error }
      return nil
    }
    guard faults.hasStruck else { return false }
    let after = sweep.files(folder)
    for (name, content) in reference {
      #expect(after[name] == content || after[name] == before[name], "\(name) after \(faults)")
      if failure == nil { #expect(after[name] == content, "\(name) isn't there, and nothing was said") }
    }
    try work(sweep, folder)
    #expect(sweep.files(folder) == reference)
    return true
  }
}
