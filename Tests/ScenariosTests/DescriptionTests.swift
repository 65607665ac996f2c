import Engine
import Foundation
import RussianEnergy
import ScenarioText
import Scenarios
import Testing

/// The model on the seed tables of the repository.
enum StandardModel {
  static let seeds = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "seeds").path()

  static func make() throws -> Model {
    try Model(
      RussianEnergy.mechanisms, register: RussianEnergy.register, influential: RussianEnergy.influential,
      home: RussianEnergy.home,
      seeds: try SeedFiles.load(directory: seeds), start: Month(year: 2025, month: 9))
  }
}

@Suite("A description of the model")
struct DescriptionTests {
  let model: Model
  let description: Description

  init() throws {
    model = try StandardModel.make()
    description = Description(model: model)
  }

  @Test("lists sections and headline series, and says how to go on")
  func overview() throws {
    let text = try #require(description.text(for: nil))
    for section in model.sections { #expect(text.contains("\n  \(section.name) ")) }
    for output in model.outputs where output.isHeadline { #expect(text.contains(output.variable)) }
    #expect(text.contains("simulate describe SECTION"))
  }

  @Test("has a text of at most 100 columns for every name")
  func names() throws {
    let names: [String?] =
      [nil] + model.sections.map(\.name) + model.parameters.map(\.name) + model.outputs.map(\.variable)
    for name in names {
      let text = try #require(description.text(for: name))
      #expect(text.hasSuffix("\n"))
      for line in text.split(separator: "\n") {
        #expect(line.count <= 100 || line.contains("http"), "\(name ?? "overview"): \(line)")
        #expect(line.last != " ")
      }
    }
  }

  @Test("of a section has a row for each parameter, with guesses marked")
  func section() throws {
    let text = try #require(description.text(for: "maintenance"))
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("share 0.12 (0.09 to 0.16) share 0 to 0.4 uncertain"))
    #expect(rows.contains("postpone_from 0.08 share 0 to 1 lever, guess"))
    #expect(text.contains("maintenance.offline_total"))
  }

  @Test("of a parameter has its unit, values, range, source and an example")
  func parameter() throws {
    let text = try #require(description.text(for: "maintenance.share"))
    #expect(text.contains("p05 0.09, p95 0.16"))
    #expect(text.contains("0 to 0.4"))
    #expect(text.contains("Reuters offline capacity 2023"))
    #expect(text.contains("  maintenance:\n    share: 0.12 (0.09 to 0.16)\n"))
    let dated = try #require(description.text(for: "price_cap.level"))
    #expect(dated.contains("from 2025-09-03: 47.6 USD/bbl"))
  }

  @Test("has examples that a scenario takes as they are")
  func examples() throws {
    let seeds = try SeedFiles.load(directory: StandardModel.seeds)
    let header = "as_of: 2025-12-31\nperiod: 2025-09 to 2025-12\n"
    for parameter in model.parameters {
      let text = try #require(description.text(for: parameter.name))
      let lines = text.components(separatedBy: "\n")
      let place = try #require(lines.firstIndex { $0.hasPrefix("In a scenario, or dated") })
      let example = lines[place + 1...place + 2].map { $0.dropFirst(2) }.joined(separator: "\n")
      let scenario = try Shelf(files: ["a.txt": header + example + "\n"]).load("a.txt")
      do {
        _ = try BoundScenario(scenario, ModelSource(seeds: seeds) { [model] _, _ in model })
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test("of a series has its unit, regions and published counterpart")
  func output() throws {
    let text = try #require(description.text(for: "maintenance.offline_total"))
    #expect(text.contains("one of the headline set"))
    #expect(text.contains("Siala, AP"))
    #expect(text.contains("the mean of its months"))
  }

  @Test("has none for an unknown name, but a suggestion")
  func unknown() {
    #expect(description.text(for: "price_cap.levle") == nil)
    #expect(description.suggestion(for: "price_cap.levle") == "price_cap.level")
    #expect(description.suggestion(for: "price-cap") == "price_cap")
    #expect(description.suggestion(for: "postpone_from") == "maintenance.postpone_from")
    #expect(description.suggestion(for: "qqqqqqqq") == nil)
  }
}
