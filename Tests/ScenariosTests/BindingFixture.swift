import Engine
import RussianEnergy
import ScenarioText
import Testing

@testable import Scenarios

/// Binds scenario texts to the real model and the real seed tables.
enum Fixture {
  static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let seeds: SeedTables? = try? SeedFiles.load(directory: "\(repository)/seeds")
  static let head = "as_of: 2025-09-23\nperiod: 2025-09 to 2026-08\n"

  /// The files that the reader knows by name.
  static func load(
    _ files: [String: String], _ path: String, sets: [String] = []
  ) throws -> Scenario {
    try Scenario.load(path, shipped: ["shipped"], sets: sets) { files[$0] }
  }

  static func bind(_ body: String, sets: [String] = []) throws -> BoundScenario {
    try bind(files: ["mine.txt": head + body], sets: sets)
  }

  static func bind(files: [String: String], sets: [String] = []) throws -> BoundScenario {
    let seeds = try #require(Fixture.seeds)
    let scenario = try load(files, "mine.txt", sets: sets)
    return try BoundScenario(scenario, RussianEnergy.source(seeds))
  }

  /// What a wrong scenario is told, or nothing when it isn't wrong.
  static func complaint(_ body: String, sets: [String] = []) -> String {
    complaint(of: ["mine.txt": head + body], sets: sets)
  }

  static func complaint(of files: [String: String], sets: [String] = []) -> String {
    do {
      _ = try bind(files: files, sets: sets)
      return ""
    } catch let failure as ScenarioFailure {
      return failure.rendered
    } catch {
      return "\(error)"
    }
  }

  /// The value of a parameter as bound.
  static func value(_ name: String, _ body: String) throws -> Schedule {
    try #require(try bind(body).settings.values[name]?.schedule)
  }
}
