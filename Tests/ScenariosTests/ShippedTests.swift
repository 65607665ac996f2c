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
      "\(folder)/\(file)", shipped: [folder], sets: ["paths=\(paths)", "period=2025-09 to 2027-12"])
    return try BoundScenario(scenario, RussianEnergy.source(seeds))
  }

  /// The mean over the horizon of each wanted variable, by region.
  private static func totals(_ file: String, _ wanted: [String]) throws -> [String: Double] {
    let bound = try bound(file)
    var settings = bound.settings
    settings.outputs = wanted
    let results = try Simulation(model: bound.model, settings: settings).run()
    var totals: [String: Double] = [:]
    for (row, series) in results.series.enumerated() {
      totals["\(series.declaration.variable)|\(series.declaration.region)"] = results.total[row].mean
    }
    return totals
  }

  @Test("Every shipped scenario runs and balances", arguments: names)
  func everyShippedScenarioRunsAndBalances(name: String) throws {
    let bound = try name == "today.txt" ? ShippedTests.today() : ShippedTests.bound(name, paths: 256)
    let results = try Simulation(model: bound.model, settings: bound.settings).run()
    #expect(results.conservation.checked > 0)
  }

  private static func today() throws -> BoundScenario {
    let seeds = try #require(Fixture.seeds)
    let scenario = try Scenario.load("\(folder)/today.txt", shipped: [folder], sets: ["paths=256"])
    return try BoundScenario(scenario, RussianEnergy.source(seeds))
  }

  /// What a scenario moves: a series with its region, up or down against another scenario.
  struct Effect: CustomStringConvertible {
    let file: String
    let series: String
    let rises: Bool
    var against = "baseline"
    var variable: String { String(series.prefix { $0 != "|" }) }
    var description: String { "\(file): \(series) \(rises ? "rises" : "falls")" }
  }

  static let effects = [
    Effect(file: "strikes_stop", series: "refining.runs|Russia", rises: true),
    Effect(file: "strikes_stop", series: "crude.exports|Russia", rises: false),
    Effect(file: "strikes_double", series: "refining.loss|Russia", rises: true),
    Effect(file: "cap_47_enforced", series: "oil.crude_revenue|Russia", rises: false),
    Effect(file: "cap_30", series: "price_cap.loss|Russia", rises: true),
    Effect(file: "secondary_india", series: "buyers.crude|india", rises: false),
    Effect(file: "secondary_india", series: "urals.discount|Russia", rises: true),
    Effect(file: "secondary_china", series: "buyers.crude|china_sea", rises: false),
    Effect(file: "secondary_both", series: "oil.revenue|Russia", rises: false),
    Effect(file: "secondary_both_without_us", series: "urals.discount|Russia", rises: true),
    Effect(
      file: "secondary_both_without_us", series: "urals.discount|Russia", rises: false,
      against: "secondary_both"),
    Effect(file: "services_ban", series: "crude.seaborne|Russia", rises: false),
    Effect(file: "baltic_ports_down", series: "crude.route_exports|baltic", rises: false),
    Effect(file: "southern_rail_down", series: "fuel.shortage|Southern", rises: true),
    Effect(file: "crimea_cut_off", series: "fuel.shortage|Crimea", rises: true),
    Effect(file: "longer_range", series: "refining.district_runs|Ural", rises: false),
    Effect(file: "price_spike", series: "brent.price|World", rises: true),
    Effect(file: "price_spike", series: "budget.oil_gas|Russia", rises: true),
    Effect(file: "home_made_60", series: "strikes.rate|Russia", rises: false, against: "price_spike"),
    Effect(file: "escalation_fear", series: "brent.price|World", rises: true),
    Effect(file: "escalation_fear", series: "gas.ttf|EU", rises: true),
    Effect(file: "spectacular_operations", series: "world.risk_premium|World", rises: true),
    Effect(file: "ceasefire", series: "refining.runs|Russia", rises: true),
    Effect(file: "lng_ban_on_time", series: "lng.revenue|Russia", rises: false, against: "lng_ban_vetoed"),
    Effect(file: "lng_ban_late", series: "lng.revenue|Russia", rises: true, against: "lng_ban_on_time"),
    Effect(file: "lng_ban_vetoed", series: "lng.revenue|Russia", rises: true),
    Effect(file: "arc7_withdrawn", series: "lng.exports|Russia", rises: false, against: "lng_ban_on_time"),
    Effect(file: "pipeline_ban", series: "pipeline.revenue|Russia", rises: false),
    Effect(file: "eu_crude_ban", series: "buyers.crude|eu", rises: false),
    Effect(file: "tariffs_china_india", series: "eu.cost|EU", rises: true),
    Effect(file: "hormuz", series: "gas.ttf|EU", rises: true),
    Effect(file: "hormuz_throttled", series: "strait.throttled_chance|World", rises: true),
    Effect(file: "hormuz_throttled", series: "brent.price|World", rises: true),
    Effect(file: "hormuz_throttled", series: "eu_storage.fill|EU", rises: false),
    Effect(file: "gas_cold_winter", series: "eu_storage.fill|EU", rises: false),
    Effect(file: "druzhba_veto", series: "eu.druzhba_veto|EU", rises: true),
    Effect(file: "fewer_holds", series: "eu.package_days|EU", rises: false),
    Effect(file: "ukraine_unfunded", series: "ukraine.campaign_funds|Ukraine", rises: false),
    Effect(file: "us_aid_back", series: "ukraine.campaign_funds|Ukraine", rises: true),
    Effect(file: "russian_escalation", series: "ukraine.gap|Ukraine", rises: true),
    Effect(file: "white_house", series: "ukraine.campaign_funds|Ukraine", rises: true),
    Effect(file: "kremlin_cautious", series: "budget.expenditure|Russia", rises: false),
  ]

  /// What most scenarios are held against, run once.
  private static let baseline = Result {
    try totals("baseline.txt", Set(effects.filter { $0.against == "baseline" }.map(\.variable)).sorted())
  }

  @Test("A scenario moves what it is about", arguments: effects)
  func aScenarioMovesWhatItIsAbout(effect: Effect) throws {
    let variable = effect.variable
    let other =
      try effect.against == "baseline"
      ? ShippedTests.baseline.get() : ShippedTests.totals("\(effect.against).txt", [variable])
    let before = try #require(other[effect.series])
    let after = try #require(try ShippedTests.totals("\(effect.file).txt", [variable])[effect.series])
    #expect(effect.rises ? after > before : after < before, "\(before) to \(after)")
  }

  @Test("Every scenario is held to an effect") func everyScenarioIsHeldToAnEffect() {
    let held = Set(ShippedTests.effects.map { "\($0.file).txt" })
    #expect(Set(ShippedTests.names).subtracting(held) == ["baseline.txt", "today.txt"])
  }

  /// docs/SYSTEMS.md: every system of the question with parameters that exist and a scenario that ships.
  @Test("The systems of the question are carried") func theSystemsOfTheQuestionAreCarried() throws {
    let model = try ShippedTests.bound("baseline.txt", paths: 16).model
    let text = try String(contentsOfFile: "\(Fixture.repository)/docs/SYSTEMS.md", encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("`") }
    #expect(!rows.isEmpty)
    for row in rows {
      let names = row.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map {
        String($0.element)
      }
      let parameters = names.dropLast()
      #expect(!parameters.isEmpty && parameters.allSatisfy { model.slot(of: $0) != nil }, "\(row)")
      #expect(ShippedTests.names.contains("\(names[names.count - 1]).txt"), "\(row)")
    }
  }

  @Test("Every scenario begins with what it asks") func everyScenarioBeginsWithWhatItAsks() throws {
    for name in ShippedTests.names {
      let text = try String(contentsOfFile: "\(ShippedTests.folder)/\(name)", encoding: .utf8)
      let lines = text.split(separator: "\n").prefix(2)
      #expect(lines.allSatisfy { $0.hasPrefix("# ") }, "\(name)")
      #expect(
        lines.first?.hasSuffix("?") == true || name == "today.txt" || name.contains("without"), "\(name)")
    }
  }
}
