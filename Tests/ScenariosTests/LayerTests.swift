import Engine
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

/// What a child says with a date lies over what its parent says.
@Suite struct LayerTests {
  private func level(_ child: String, over parent: String, sets: [String] = []) throws -> Schedule {
    let head = Fixture.head + "price_cap:\n"
    let files = ["mine.txt": "extends: parent.txt\nprice_cap:\n" + child, "parent.txt": head + parent]
    return try #require(
      try Fixture.bind(files: files, sets: sets).settings.values["price_cap.level"]?.schedule)
  }

  private func mean(_ schedule: Schedule, _ month: String) throws -> Double {
    let month = try #require(Month(month))
    return zip(schedule.weights(in: month), schedule.distributions).reduce(0) { $0 + $1.0 * $1.1.mean }
  }

  @Test("Before a child's first date the parent's value holds.")
  func parentBefore() throws {
    let found = try level("  level:\n    2026-04-01: 30 USD/bbl\n", over: "  level: 50 USD/bbl\n")
    #expect(try mean(found, "2026-03") == 50)
    #expect(try mean(found, "2026-04") == 30)
  }

  @Test("A parent's dates before the child's first stay.")
  func parentsDates() throws {
    let found = try level(
      "  level:\n    2026-04-01: 35 USD/bbl\n",
      over: "  level:\n    2026-03-01: 30 USD/bbl\n    2026-06-01: 20 USD/bbl\n")
    #expect(try mean(found, "2026-02") == 47.6)
    #expect(try mean(found, "2026-03") == 30)
    #expect(try mean(found, "2026-07") == 35)
  }

  @Test("A ramp begins at its first date, and a parent's ramp goes on until the child's.")
  func ramps() throws {
    let own = try level(
      "  level:\n    shape: ramp\n    2026-03-01: 60 USD/bbl\n    2026-05-01: 30 USD/bbl\n",
      over: "  compliance: 20 %\n")
    #expect(try mean(own, "2026-02") == 47.6)
    #expect(abs(try mean(own, "2026-03") - (60 - 30.0 * 15 / 61)) < 1e-9)
    #expect(try mean(own, "2026-06") == 30)
    let cut = try level(
      "  level:\n    2026-04-01: 10 USD/bbl\n",
      over: "  level:\n    shape: ramp\n    2026-03-01: 60 USD/bbl\n    2026-05-01: 30 USD/bbl\n")
    #expect(abs(try mean(cut, "2026-03") - (60 - 30.0 * 15 / 61)) < 1e-9)
    #expect(try mean(cut, "2026-04") == 10)
  }

  @Test("Each piece says who set it and what it rests on.")
  func provenance() throws {
    let found = try level(
      "  level:\n    2026-04-01: 35 USD/bbl\n", over: "  level:\n    2026-03-01: 30 USD/bbl\n")
    let last = found.steps.suffix(3).map { $0.provenance?.origin }
    #expect(last == ["seeds/price_caps.csv:4", "parent.txt:5", "mine.txt:4"])
    #expect(
      found.steps.suffix(3).map { $0.provenance?.source.contains("18th EU package") } == [true, false, false])
  }

  @Test("Dated values come from the command line, one by one or as a mapping.")
  func datedSets() throws {
    let sets = ["price_cap.level@2026-06-01=20 USD/bbl", "price_cap.level@2026-04=30 USD/bbl"]
    let found = try level("  compliance: 20 %\n", over: "  level: 50 USD/bbl\n", sets: sets)
    #expect(try ["2026-03", "2026-04", "2026-06"].map { try mean(found, $0) } == [50, 30, 20])
    let whole = try level(
      "  compliance: 20 %\n", over: "  level: 50 USD/bbl\n",
      sets: ["price_cap.level={shape: ramp, 2026-03-01: 60 USD/bbl, 2026-05-01: 30 USD/bbl}"])
    #expect(try mean(whole, "2026-02") == 50)
    #expect(try mean(whole, "2026-06") == 30)
  }

  @Test("What is said twice in two spellings is refused, or told.")
  func twice() throws {
    let pair = Fixture.complaint("correlations:\n  brent ~ rub: 0.3\n  rub ~ brent: 0.4\n")
    #expect(pair.contains("mine.txt:5:3: error: 'rub ~ brent' is the pair 'brent ~ rub' in line 4"))
    let day = Fixture.complaint("price_cap:\n  level:\n    2026-02: 40 USD/bbl\n    2026-02-01: 50 USD/bbl\n")
    #expect(day.contains("mine.txt:6:5: error: '2026-02-01' is the day of '2026-02' in line 5"))
    for sets in [
      ["price_cap.level=40 USD/bbl", "price_cap.level=50 USD/bbl"],
      ["price_cap.level@2026-02=40 USD/bbl", "price_cap.level@2026-02-01=50 USD/bbl"],
      ["correlations.brent ~ rub=0.1", "correlations.rub ~ brent=0.2"],
    ] {
      let warnings = try Fixture.bind("", sets: sets).warnings
      #expect(warnings.map(\.severity) == [.warning], "\(sets)")
      #expect(warnings.first?.message.contains("is set twice") == true)
    }
  }

  @Test("A rate keeps the unit of time that it is written in, a length too.")
  func calendar() throws {
    let text = """
      events:
        - name: daily
          rate: lognormal(median=1 /d, p95=1.2 /d)
          lasts: 1 month
          sets:
            price_cap.level: 0 USD/bbl
        - name: late
          starts: 2026-01-31 + 2 months
          lasts: 1 y
          sets:
            price_cap.level: 0 USD/bbl

      """
    let events = try Fixture.bind(text).settings.events
    guard case .random(let rate, .day, nil, nil) = events[0].timing,
      case .dated(_, let delay, .month) = events[1].timing
    else { Issue.record("\(events)"); return }
    #expect(abs(rate.quantile(0.5) - 1) < 1e-6)
    #expect(delay.mean == 2)
    #expect(events.map(\.lastsIn) == [.month, .year])
    #expect(events.map { $0.lasts?.mean } == [1, 1])
  }
}
