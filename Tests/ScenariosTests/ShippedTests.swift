import Engine
import Foundation
import RussianEnergy
import Testing

@testable import Scenarios

/// The scenarios that come with the program run, and move what they are about in the right direction.
@Suite struct ShippedTests {
  private static let folder = "\(Fixture.repository)/scenarios"
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  private static func bound(_ file: String, paths: Int = 512) throws -> BoundScenario {
    let seeds = try #require(Fixture.seeds)
    let scenario = try Scenario.load(
      "\(folder)/\(file)", shipped: [folder], sets: ["paths=\(paths)", "period=2025-09 to 2026-12"])
    return try BoundScenario(scenario, seeds: seeds) { known, start in
      try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: known, start: start)
    }
  }

  /// The mean over the horizon of each wanted variable, by region.
  private static func totals(_ file: String, _ wanted: [String]) throws -> [String: Double] {
    let bound = try bound(file)
    var settings = bound.settings
    settings.outputs = wanted
    let results = try Simulation(model: bound.model, settings: settings, options: RunOptions()).run()
    var totals: [String: Double] = [:]
    for (row, series) in results.series.enumerated() {
      totals["\(series.declaration.variable)|\(series.declaration.region)"] = results.total[row].mean
    }
    return totals
  }

  @Test(arguments: names) func everyShippedScenarioRunsAndBalances(name: String) throws {
    let bound = try name == "today.txt" ? ShippedTests.today() : ShippedTests.bound(name, paths: 256)
    var options = RunOptions()
    options.checks = true
    let results = try Simulation(model: bound.model, settings: bound.settings, options: options).run()
    #expect(results.conservation.checked > 0)
    #expect(results.conservation.violations.isEmpty)
  }

  private static func today() throws -> BoundScenario {
    let seeds = try #require(Fixture.seeds)
    let scenario = try Scenario.load("\(folder)/today.txt", shipped: [folder], sets: ["paths=256"])
    return try BoundScenario(scenario, seeds: seeds) { known, start in
      try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: known, start: start)
    }
  }

  /// A scenario, a series and its region, and whether it rises against the baseline.
  static let effects: [(file: String, series: String, rises: Bool)] = [
    ("strikes_stop.txt", "refining.runs|Russia", true),
    ("strikes_stop.txt", "crude.exports|Russia", false),
    ("strikes_double.txt", "refining.loss|Russia", true),
    ("cap_47_enforced.txt", "oil.crude_revenue|Russia", false),
    ("cap_30.txt", "price_cap.loss|Russia", true),
    ("secondary_india.txt", "buyers.crude|india", false),
    ("secondary_india.txt", "urals.discount|Russia", true),
    ("secondary_china.txt", "buyers.crude|china_sea", false),
    ("secondary_both.txt", "oil.revenue|Russia", false),
    ("secondary_both_without_us.txt", "urals.discount|Russia", true),
    ("services_ban.txt", "crude.seaborne|Russia", false),
    ("baltic_ports_down.txt", "crude.route_exports|baltic", false),
    ("southern_rail_down.txt", "fuel.shortage|Southern", true),
    ("price_spike.txt", "brent.price|World", true),
    ("price_spike.txt", "budget.oil_gas|Russia", true),
    ("ceasefire.txt", "refining.runs|Russia", true),
  ]

  @Test(arguments: effects)
  func aScenarioMovesWhatItIsAbout(effect: (file: String, series: String, rises: Bool)) throws {
    let variable = String(effect.series.split(separator: "|")[0])
    let before = try #require(try ShippedTests.totals("baseline.txt", [variable])[effect.series])
    let after = try #require(try ShippedTests.totals(effect.file, [variable])[effect.series])
    #expect(effect.rises ? after > before : after < before, "\(before) to \(after)")
  }

  @Test func withoutTheUnitedStatesTheMeasuresBiteLess() throws {
    let with = try ShippedTests.totals("secondary_both.txt", ["urals.discount"])
    let without = try ShippedTests.totals("secondary_both_without_us.txt", ["urals.discount"])
    let key = "urals.discount|Russia"
    #expect(try #require(without[key]) < #require(with[key]))
  }

  @Test func everyScenarioBeginsWithWhatItAsks() throws {
    for name in ShippedTests.names {
      let text = try String(contentsOfFile: "\(ShippedTests.folder)/\(name)", encoding: .utf8)
      let lines = text.split(separator: "\n").prefix(2)
      #expect(lines.allSatisfy { $0.hasPrefix("# ") }, "\(name)")
      #expect(
        lines.first?.hasSuffix("?") == true || name == "today.txt" || name.contains("without"), "\(name)")
    }
  }
}
