import Engine
import Scenarios
import Testing

@testable import RussianEnergy

@Suite("Measures of economic policy")
struct EconomicMeasureTests {
  private static let top = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  @Test("Each name is of the model, and none is of strikes, outages, repairs, ports, rail or the strait")
  func names() throws {
    let seeds = try SeedFiles.load(directory: Self.top + "/seeds")
    let model = try RussianEnergy.model(seeds, Month(year: 2025, month: 9))
    let names = model.parameters.map(\.name)
    for measure in RussianEnergy.economicMeasures {
      let found = names.filter {
        measure.hasSuffix("*") ? $0.hasPrefix(String(measure.dropLast())) : $0 == measure
      }
      #expect(!found.isEmpty, "\(measure)")
    }
    let damage = [
      "strikes.", "outages.", "maintenance.", "refining.", "ports.", "regions.", "strait.", "products.",
    ]
    for name in names where damage.contains(where: name.hasPrefix) {
      #expect(!RussianEnergy.isEconomicMeasure(name), "\(name)")
    }
    for parameter in model.parameters where damage.contains(where: parameter.name.hasPrefix) {
      #expect(!RussianEnergy.isBelief(parameter), "\(parameter.name)")
    }
    let sections = Set(model.parameters.map { String($0.section) })
    #expect(RussianEnergy.damaged.allSatisfy(sections.contains))
  }
}
