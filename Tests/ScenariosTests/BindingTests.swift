import Engine
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

@Suite struct BindingTests {
  @Test("The short form is a median with its 5–95 % range")
  func theShortFormIsAMedianWithItsFiveToNinetyFivePercentRange() throws {
    let value = try Fixture.value("refining.spare_usable", "refining:\n  spare_usable: 9 % (5 to 14)\n")
    let distribution = value.steps[0].value
    #expect(abs(distribution.quantile(0.5) - 0.09) < 1e-3)
    #expect(abs(distribution.quantile(0.05) - 0.05) < 1e-3)
    #expect(abs(distribution.quantile(0.95) - 0.14) < 1e-3)
  }

  @Test("Outputs may be a section or all") func outputsMayBeASectionOrAll() throws {
    let oil = try Fixture.bind("outputs: [oil.revenue, oil.*, brent.price]\n")
    #expect(oil.settings.outputs.first == "oil.revenue" && oil.settings.outputs.last == "brent.price")
    let names = Set(oil.model.outputs.map(\.variable).filter { $0.hasPrefix("oil.") })
    #expect(names.count > 2 && Set(oil.settings.outputs) == names.union(["brent.price"]))
    #expect(oil.settings.outputs.count == names.count + 1)
    let all = try Fixture.bind("outputs: all\n")
    #expect(Set(all.settings.outputs) == Set(all.model.outputs.map(\.variable)))
    #expect(Fixture.complaint("outputs: [oli.*]\n").contains("no series begins with 'oli.'"))
  }

  @Test("Units of one dimension are converted") func unitsOfOneDimensionAreConverted() throws {
    let value = try Fixture.value("production.condensate", "production:\n  condensate: 0.9 Mb/d\n")
    #expect(abs(value.steps[0].value.mean - 900) < 1e-9)
  }

  @Test("A conversion that needs a density names it") func aConversionThatNeedsADensityNamesIt() throws {
    let bound = try Fixture.bind("production:\n  condensate: 45 Mt/y\n")
    #expect(bound.constants["production.condensate"] == ["7.33 bbl of crude a tonne"])
    let value = try #require(bound.settings.values["production.condensate"]?.schedule.steps[0].value.mean)
    #expect(abs(value - 45e6 * 7.33 / 365.2425 / 1000) < 1e-6)
  }

  @Test("Before the first date the standard value holds")
  func beforeTheFirstDateTheStandardValueHolds() throws {
    let value = try Fixture.value("price_cap.level", "price_cap:\n  level:\n    2026-01-01: 30 USD/bbl\n")
    #expect(value.weights(in: Month(year: 2025, month: 10)).firstIndex(of: 1) == value.steps.count - 2)
    #expect(value.steps[value.steps.count - 2].value == .constant(47.6))
    #expect(value.steps.last?.value == .constant(30))
  }

  /// November's price is out by 3 December, December's not by New Year.
  @Test(
    "The model starts after the newest price",
    arguments: [("2025-12-31", "2025-12"), ("2026-01-15", "2026-01")])
  func theModelStartsAfterTheNewestPrice(asOf: String, start: String) throws {
    let bound = try Fixture.bind(files: ["mine.txt": "as_of: \(asOf)\nperiod: 2026-01 to 2026-06\n"])
    #expect(bound.model.start.description == start)
    #expect(bound.settings.period.first.description == "2026-01")
  }

  @Test(
    "Dates beyond the tables are refused",
    arguments: [
      (
        "as_of: 2005-09-23\nperiod: 2025-09 to 2026-06\n",
        "they do from 2022-12-01, when pipeline_volumes.csv begins"
      ),
      ("as_of: 2025-09-23\nperiod: 2022-11 to 2025-01\n", "a period can't begin in 2022-11"),
      (
        "as_of: 2026-08-20\nperiod: 2026-09 to 2027-01\n",
        "to 2026-08, the month after the newest of prices_monthly.csv"
      ),
    ])
  func datesBeyondTheTablesAreRefused(text: String, message: String) {
    #expect(Fixture.complaint(of: ["mine.txt": text]).contains(message))
  }

  @Test("A day long after the newest row is a warning") func aDayLongAfterTheNewestRowIsAWarning() throws {
    let late = try Fixture.bind(files: ["mine.txt": "as_of: 2035-01-01\nperiod: 2026-01 to 2026-06\n"])
    #expect(late.warnings.count == 1 && late.warnings[0].message.contains("became known in the"))
    let fresh = try Fixture.bind(files: ["mine.txt": "as_of: 2026-08-20\nperiod: 2026-01 to 2026-06\n"])
    #expect(fresh.warnings.isEmpty && fresh.settings.history)
  }

  @Test("The newest day and month are the tables'") func theNewestDayAndMonthAreTheTables() throws {
    let text = "name: Now, {as_of}\nas_of: newest\nperiod: newest for 24 months\nhistory: off\n"
    let settings = try Fixture.bind(files: ["mine.txt": text]).settings
    #expect(settings.asOf.description == "2026-08-19" && settings.name == "Now, 2026-08-19")
    #expect(settings.period.description == "2026-07 to 2028-06" && !settings.history)
  }

  @Test("A ramp runs straight between its dates") func aRampRunsStraightBetweenItsDates() throws {
    let text = """
      refining:
        desired:
          shape: ramp
          2026-01-01: 5300 kb/d
          2026-01-31: 5600 kb/d

      """
    let value = try Fixture.value("refining.desired", text)
    let weights = value.weights(in: Month(year: 2026, month: 1))
    let mean = zip(weights, value.steps).map { $0 * $1.value.mean }.reduce(0, +)
    #expect(abs(mean - 5450) < 10)
  }

  @Test("Distributions are read by arguments and by quantiles")
  func distributionsAreReadByArgumentsAndByQuantiles() throws {
    let cases: [(String, Double)] = [
      ("uniform(0.2, 0.4)", 0.3), ("triangular(0.1, 0.3, 0.5)", 0.3), ("normal(0.5, 0.05)", 0.5),
      ("normal(p05=0.4, p95=0.6)", 0.5), ("beta(mean=0.8, sd=0.1)", 0.8), ("pert(0.2, 0.3, 0.4)", 0.3),
      ("discrete(0.2=0.5, 0.6=0.5)", 0.4), ("truncated(normal(0.5, 0.1), 0.4, 0.6)", 0.5),
      ("35 %", 0.35),
    ]
    for (text, mean) in cases {
      let value = try Fixture.value("price_cap.compliance", "price_cap:\n  compliance: \(text)\n")
      #expect(abs(value.steps[0].value.mean - mean) < 0.005, "\(text)")
    }
  }

  @Test("An event is bound wholly") func anEventIsBoundWholly() throws {
    let text = """
      events:
        - name: Terminal outage
          rate: 0.25 /month
          from: 2026-01-01
          lasts: lognormal(median=2 d, p95=21 d)
          scales:
            ports.baltic_capacity: 35 %
        - name: Ban
          starts: 2026-06-01 + 30 d (10 to 60)
          chance: 12 %
          sets:
            sanctions.us_enforces: off
          adds:
            price_cap.level: -5 USD/bbl

      """
    let events = try Fixture.bind(text).settings.events
    #expect(events.map(\.name) == ["Terminal outage", "Ban"])
    #expect(events[0].effects.map(\.kind) == [.scales])
    #expect(events[1].effects.map(\.parameter) == ["sanctions.us_enforces", "price_cap.level"])
    #expect(abs(events[1].chance.mean - 0.12) < 1e-12)
    guard case .random(let rate, .month, let from, nil) = events[0].timing else {
      Issue.record("not random"); return
    }
    #expect(rate.mean == 0.25)
    #expect(from == Day("2026-01-01"))
  }

  @Test("Pins take history or months") func pinsTakeHistoryOrMonths() throws {
    let history = try Fixture.bind("brent:\n  price: {from: history}\n").settings.pins["brent.price"]
    #expect(history == .history)
    let given = try Fixture.bind("brent:\n  price:\n    2025-09: 70 USD/bbl\n").settings.pins["brent.price"]
    #expect(given == PinSetting(months: [Month(year: 2025, month: 9): [.init(.constant(70))]]))
  }

  @Test("Sets come last and name themselves as the origin")
  func setsComeLastAndNameThemselvesAsTheOrigin() throws {
    let bound = try Fixture.bind("price_cap:\n  level: 50 USD/bbl\n", sets: ["price_cap.level=40 USD/bbl"])
    let value = try #require(bound.settings.values["price_cap.level"])
    #expect(value.origin == "--set")
    #expect(value.schedule.steps.last?.value == .constant(40))
  }

  @Test("A value knows its file and line") func aValueKnowsItsFileAndLine() throws {
    let value = try #require(
      try Fixture.bind("price_cap:\n  level: 50 USD/bbl\n").settings.values["price_cap.level"])
    #expect(value.origin == "mine.txt:4")
    #expect(value.text == "50 USD/bbl")
  }
}
