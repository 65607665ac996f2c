import Engine
import Foundation
import Kernels
import RussianEnergy
import Sampling
import ScenarioText
import Scenarios
import Testing

/// Numbers as far out as the declarations let them be: every series stays a number and every balance holds, on each path.
///
/// Paths don't know of each other, so each tries another extreme: a parameter's distribution has its range's ends and its
/// standard value, and the path says which of them it takes.
@Suite("Extreme numbers") struct ExtremeNumberTests {
  private enum End { case low, standard, high }

  private func settings(_ model: Model, _ trial: Trial) -> Settings {
    var settings = trial.settings
    settings.design = .random
    for parameter in model.parameters {
      let usual = parameter.standard.steps.last?.value.quantile(0.5) ?? 0
      let range = parameter.range
      let three = [range.lowerBound, min(max(usual, range.lowerBound), range.upperBound), range.upperBound]
      settings.values[parameter.name] = SetValue(
        schedule: Schedule(.discrete(three.map { Distribution.Outcome($0, weight: 1) })), origin: "test",
        text: "")
    }
    return settings
  }

  /// Runs a model with the ends that each path chooses; throws where a number isn't one or a balance is broken.
  private func run(
    _ trial: Trial, paths: Int, _ end: @escaping @Sendable (_ slot: Int, _ path: Int) -> End
  ) throws {
    let model = try trial.model()
    var settings = settings(model, trial)
    settings.paths = paths
    var options = RunOptions()
    options.threads = 2
    options.onUniforms = { slot, first, column in
      for path in column.indices {
        switch end(slot, first + path) {
        case .low: column[path] = 0.01
        case .standard: column[path] = 0.5
        case .high: column[path] = 0.99
        }
      }
    }
    let results = try Simulation(model: model, settings: settings, allSeries: true).run(options)
    #expect(results.conservation.violations.isEmpty)
    #expect(results.conservation.checked > paths * settings.period.count * 50)
    for row in results.monthly {
      #expect(row.allSatisfy { $0.mean.isFinite && $0.meanError.isFinite })
    }
  }

  /// A fair coin of a parameter and a path, the same in every run.
  private static func coin(_ slot: Int, _ path: Int) -> Bool {
    var bits = UInt64(slot) &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(path) &* 0xd1b5_4a32_d192_ed03
    bits = (bits ^ bits >> 31) &* 0xbf58_476d_1ce4_e5b9
    return (bits ^ bits >> 29) >> 63 == 1
  }

  @Test("Each parameter at either end alone")
  func ends() throws {
    let trial = Trial(), count = try trial.model().parameters.count
    try run(trial, paths: 2 * count) { slot, path in
      path / 2 != slot ? .standard : path % 2 == 0 ? .low : .high
    }
  }

  @Test("All parameters at random ends at once: 256 corners", arguments: ["2022-12", "2024-06", "2026-09"])
  func corners(from: String) throws {
    let last = (month(from) + 11).description
    try run(Trial(asOf: "\(from)-20", from: from, to: last), paths: 256) { slot, path in
      Self.coin(slot, path) ? .high : .low
    }
  }

  @Test("One parameter in eight at a random end, the others as they are: 256 times")
  func few() throws {
    try run(Trial(to: "2027-08"), paths: 256) { slot, path in
      guard Self.coin(slot + 1000, path), Self.coin(slot + 2000, path), Self.coin(slot + 3000, path) else {
        return .standard
      }
      return Self.coin(slot, path) ? .high : .low
    }
  }

  @Test("Corners over the longest period, 600 months")
  func longCorners() throws {
    try run(Trial(to: "2075-08"), paths: 32) { slot, path in Self.coin(slot, path) ? .high : .low }
  }

  @Test(
    "Periods of any length, to the longest",
    arguments: [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 17, 24, 25, 36, 61, 120, 599, 600])
  func months(count: Int) throws {
    let results = try #require(
      try Trial(to: (month("2025-09") + (count - 1)).description, paths: 16).run().results)
    #expect(results.monthly.allSatisfy { $0.count == count && $0.allSatisfy(\.mean.isFinite) })
    #expect(results.conservation.checked > 256 * count * 50 && results.conservation.violations.isEmpty)
  }

  /// What a scenario as of a year comes to: nil where it runs, else where it is refused.
  private func refusal(_ year: Int) throws -> String? {
    let text = "as_of: \(year)-07-01\nperiod: 2025-09 to 2025-10\npaths: 16\n"
    do {
      let scenario = try Scenario.load("a.txt", shipped: [], sets: [], read: { $0 == "a.txt" ? text : nil })
      let bound = try BoundScenario(scenario, RussianEnergy.source(allSeeds))
      let results = try Simulation(model: bound.model, settings: bound.settings).run()
      #expect(results.monthly.allSatisfy { $0.allSatisfy(\.mean.isFinite) })
      return nil
    } catch let failure as ScenarioFailure {
      return failure.diagnostics.items.first.map { "\($0.place): \($0.message)" }
    }
  }

  @Test("As of each year: a run, or a refusal at its place")
  func years() throws {
    for year in [1900] + Array(1990...2022) {
      let words = "a.txt:1:8: the seed tables know too little on \(year)-07-01 for a start"
      #expect(try refusal(year) == words)
    }
    for year in Array(2023...2035) + [2099, 9999] { #expect(try refusal(year) == nil, "\(year)") }
  }
}
