import Engine
import Foundation
import RussianEnergy
import Scenarios

@testable import Sweeps

/// A sweep's run in a folder of its own, worked on without the program.
struct RunFixture {
  let folder: SweepFolder
  let program: SweepProgram

  /// Plans a sweep of a scenario; any file may stand for the program.
  init(
    sweep: String, scenario: String, shards: Int,
    source: @escaping @Sendable (SeedTables) -> ModelSource = RussianEnergy.source
  ) throws {
    let place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try sweep.write(toFile: "\(place)/sweep.txt", atomically: false, encoding: .utf8)
    try scenario.write(toFile: "\(place)/tiny.txt", atomically: false, encoding: .utf8)
    program = SweepProgram(version: "1", path: "\(place)/sweep.txt", source: source)
    folder = SweepFolder(path: "\(place)/run")
    let loaded = try LoadedSweep(
      "\(place)/sweep.txt", shipped: [], seeds: SweepFixture.top + "/seeds", for: program)
    _ = try SweepPlanning(loaded, shards: shards, secondsPerShard: 1).write(to: folder)
  }

  func compute(_ shards: [Int]? = nil) throws {
    try SweepWork(folder, by: program, RunOptions()).run(shards) { _ in }
  }
}
