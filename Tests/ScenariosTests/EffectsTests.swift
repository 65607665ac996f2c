import ScenarioText
import Testing

@testable import Scenarios

/// What can't reach a draw or a month of the run is told with its place, and nothing else is.
@Suite struct EffectsTests {
  private static let event = "events:\n  - name: A\n    "
  private static let sets = "\n    sets:\n      price_cap.level: 30 USD/bbl\n"

  @Test(
    "Dates, events, pins and correlations without effect are warnings.",
    arguments: [
      ("price_cap:\n  level:\n    2029-01-01: 30 USD/bbl\n", 5, "lies after the period"),
      (
        "price_cap:\n  level:\n    2019-01-01: 30 USD/bbl\n    2020-01-01: 40 USD/bbl\n", 5,
        "ends before the first month"
      ),
      ("brent:\n  start:\n    2026-03-01: 60 USD/bbl\n", 5, "is the state before"),
      ("brent:\n  price:\n    2031-01: 60 USD/bbl\n", 5, "pins nothing"),
      ("brent:\n  price:\n    2020-01: 60 USD/bbl\n", 5, "pins nothing"),
      (event + "starts: 2206-03-01" + sets, 5, "lies after the period"),
      (event + "starts: 2024-03-01\n    lasts: 20 d" + sets, 5, "is over before the period"),
      (event + "starts: 2026-03-01\n    chance: 0 %" + sets, 6, "never happens"),
      (event + "rate: 0 /month" + sets, 5, "never happens"),
      (event + "rate: 1 /month\n    from: 2030-01-01" + sets, 6, "only after the period"),
      (event + "rate: 1 /month\n    until: 2024-01-01" + sets, 6, "only before the period"),
      (event + "starts: 2026-03-01\n    scales:\n      price_cap.level: 100 %\n", 7, "changes nothing"),
      (event + "starts: 2026-03-01\n    sets:\n      brent.start: 60 USD/bbl\n", 7, "is the state before"),
      ("correlations:\n  brent.anchor ~ price_cap.level: 0.5\n", 4, "price_cap.level has one value"),
      (
        "correlations:\n  brent ~ rub: 0.9\n  brent ~ ttf: 0.9\n  rub ~ ttf: -0.9\n", 3,
        "contradict each other"
      ),
    ])
  func warned(body: String, line: Int, message: String) throws {
    let warnings = try Fixture.bind(body).warnings
    #expect(warnings.map(\.severity) == [.warning])
    #expect(warnings.first?.message.contains(message) == true)
    #expect(warnings.first?.place.line == line)
  }

  @Test("Two events that set one parameter from one day are told, two that follow each other are not.")
  func twoSetters() throws {
    let first = "events:\n  - name: A\n    starts: 2026-01-01" + Self.sets
    let second = "  - name: B\n    starts: 2026-01-01" + Self.sets
    #expect(
      try Fixture.bind(first + second).warnings.first?.message.contains(
        "'B' and 'A' both set price_cap.level") == true)
    #expect(try Fixture.bind(first + second.replacing("01-01", with: "02-01")).warnings.isEmpty)
  }

  @Test("The warning of an impossible matrix names the pairs and what is used instead.")
  func usedInstead() throws {
    let body = "correlations:\n  brent ~ rub: 0.9\n  brent ~ ttf: 0.9\n  rub ~ ttf: -0.9\n"
    let warning = try #require(try Fixture.bind(body).warnings.first)
    #expect(warning.message.contains("0.987"))
    #expect(warning.hint?.contains("brent ~ rub 0.9 becomes 0.5") == true)
  }

  @Test("Chances that don't add up to one are refused.")
  func chances() {
    let text = Fixture.complaint("rub:\n  anchor: discrete(80=0.5, 100=0.6) RUB/USD\n")
    #expect(text.contains("mine.txt:4:11: error: the chances add up to 1.1, not 1"))
  }

  @Test("A straight line's end after the period is no warning, a step after it is")
  func linesBeyondThePeriod() throws {
    let dates = "    2026-06-01: 40 USD/bbl\n    2026-12-01: 30 USD/bbl\n"
    #expect(try Fixture.bind("price_cap:\n  level:\n    shape: ramp\n" + dates).warnings.isEmpty)
    #expect(try Fixture.bind("price_cap:\n  level:\n" + dates).warnings.count == 1)
  }
}
