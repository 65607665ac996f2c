import Engine
import Reports
import RussianEnergy
import Scenarios
import Studies

@testable import Explore

/// The baseline as a page has it, on few months.
enum ExploreFixture {
  static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let period = "period=2025-09 to 2026-08"

  /// A scenario file's text bound to the model, the baseline's own text where none is given.
  static func bound(_ text: String? = nil, sets: [String] = []) throws -> BoundScenario {
    let seeds = try SeedFiles.load(directory: "\(repository)/seeds")
    let scenario = try Scenario.load(
      text == nil ? "baseline" : "moved.txt", shipped: ["\(repository)/scenarios"], sets: [period] + sets
    ) { path in path == "moved.txt" ? text : try Scenario.read(path) }
    return try BoundScenario(scenario, RussianEnergy.source(seeds))
  }

  static func explorer(
    _ bound: BoundScenario? = nil, questions: [String] = ["budget.oil_gas in 2026-03 < 700 bn RUB"]
  ) throws -> Explorer {
    let bound = try bound ?? ExploreFixture.bound()
    let controls = RussianEnergy.reported.explored.compactMap { name in
      bound.model.slot(of: name).map { Control(bound.model.parameters[$0], bound.settings) }
    }
    let asked = try Question.all(questions, bound.model, bound.settings.period, units: [])
    return try Explorer(
      Explorer.Subject(
        Trial(model: bound.model, settings: bound.settings), questions: asked, file: "baseline",
        parent: "baseline", controls: controls, standard: RussianEnergy.reported.findings,
        home: RussianEnergy.home, context: ReportContext()),
      threads: 2)
  }
}
