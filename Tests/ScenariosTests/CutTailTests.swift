import ScenarioText
import Testing

@testable import Scenarios

@Suite("Tails that a parameter's range cuts")
struct CutTailTests {
  private func warnings(_ value: String) throws -> [String] {
    try Fixture.bind("price_cap:\n  level: \(value)\n").warnings.map { "\($0.message) \($0.hint ?? "")" }
  }

  @Test("What falls outside is told, with what is drawn instead")
  func told() throws {
    let found = try warnings("lognormal(median=40, p95=148) USD/bbl")
    #expect(found.count == 1 && found[0].contains("outside the range of 'price_cap.level', 0 to 150 USD/bbl"))
    #expect(found.first?.contains("what is drawn has the median 38") == true, "\(found)")
  }

  @Test(
    "Hardly anything outside, or nothing, isn't",
    arguments: ["lognormal(median=40, p95=60) USD/bbl", "uniform(0, 150) USD/bbl", "40 USD/bbl"])
  func untold(value: String) throws {
    #expect(try warnings(value).isEmpty)
  }
}
