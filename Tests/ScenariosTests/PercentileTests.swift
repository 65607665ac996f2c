import Engine
import Testing

@testable import Scenarios

@Suite("Percentiles of one's own")
struct PercentileTests {
  @Test("Those that the usual five lack come after them")
  func levels() throws {
    let settings = try Fixture.bind("percentiles: [1, 5, 50, 95, 99.5]\n").settings
    #expect(settings.levels == [0.05, 0.25, 0.5, 0.75, 0.95, 0.01, 0.995])
    #expect(try Fixture.bind("percentiles: 10\n").settings.levels.count == 6)
  }

  @Test("shortfall names the shares whose means are reported")
  func shortfall() throws {
    #expect(try Fixture.bind("shortfall: [5, 95]\n").settings.shortfalls == [5, 95])
    #expect(throws: ScenarioFailure.self) { try Fixture.bind("shortfall: [0]\n") }
  }

  @Test(
    "What is no percentile, or stands there twice, is told",
    arguments: ["[0, 50]", "[5, 100]", "[p5]", "[5, 5]", "[]"])
  func refused(list: String) {
    #expect(throws: ScenarioFailure.self) { try Fixture.bind("percentiles: \(list)\n") }
  }
}
