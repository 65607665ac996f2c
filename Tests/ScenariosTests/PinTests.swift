import Engine
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

/// Series pinned to values of one's own.
@Suite struct PinTests {
  private func pin(_ body: String) throws -> (setting: PinSetting, values: [String: Double?]) {
    let bound = try Fixture.bind("brent:\n" + body)
    let declared = try #require(bound.model.pins.first { $0.variable == "brent.price" })
    let setting = try #require(bound.settings.pins["brent.price"])
    let months = (0..<bound.settings.period.count).map { bound.settings.period.month($0) }
    let values = months.map { month -> (String, Double?) in
      let parts = bound.settings.pinned(declared, in: month)
      return (month.description, parts.map { $0.reduce(0) { $0 + $1.weight * $1.value.mean } })
    }
    return (setting, Dictionary(uniqueKeysWithValues: values))
  }

  @Test("Months that are not given are simulated, between those given and after them.")
  func monthsThenFree() throws {
    let found = try pin("  price:\n    2025-09: 68 USD/bbl\n    2025-12: 62 USD/bbl\n").values
    #expect(found["2025-09"] == 68)
    #expect(found["2025-10"] == .some(nil))
    #expect(found["2025-12"] == 62)
    #expect(found["2026-01"] == .some(nil))
  }

  @Test("The last value holds where that is asked for.")
  func lastValue() throws {
    let found = try pin("  price:\n    after: last value\n    2025-09: 68 USD/bbl\n    2025-12: 62 USD/bbl\n")
      .values
    #expect(found["2025-10"] == .some(nil))
    #expect(found["2026-08"] == 62)
  }

  @Test("A ramp fills the months between those given, and no others.")
  func ramp() throws {
    let found = try pin(
      "  price:\n    shape: ramp\n    2025-10: 60 USD/bbl\n    2026-02: 80 USD/bbl (70 to 90)\n")
    #expect(found.values["2025-09"] == .some(nil))
    #expect(found.values["2025-11"] == 65)
    let january: Double = (found.values["2026-01"] ?? nil) ?? 0
    #expect(abs(january - 75) < 1e-9)
    #expect(found.values["2026-03"] == .some(nil))
  }

  @Test("A spread is a distribution, one value is for every month.")
  func spread() throws {
    let found = try pin("  price: 68 USD/bbl (60 to 75)\n")
    let first = try #require(found.setting.months[Month(year: 2026, month: 8)]?[0].value)
    #expect(abs(first.quantile(0.05) - 60) < 1e-6)
    #expect(found.setting.months.count == 12)
  }

  @Test(
    "Observed months are shifted by an amount or a share.",
    arguments: [
      ("history + 10 USD/bbl", PinSetting.Shift(.constant(10))),
      ("history - 5 %", PinSetting.Shift(.constant(-0.05), isShare: true)),
      ("history", PinSetting.Shift(.constant(0))),
    ])
  func shifts(text: String, shift: PinSetting.Shift) throws {
    #expect(try pin("  price: \(text)\n").setting.history == shift)
    #expect(try pin("  price: {from: \(text)}\n").setting.history == shift)
  }

  @Test("A child's months lie over its parent's.")
  func layers() throws {
    let files = [
      "mine.txt": "extends: parent.txt\nbrent:\n  price:\n    2025-10: 50 USD/bbl\n",
      "parent.txt": Fixture.head + "brent:\n  price:\n    2025-09: 60 USD/bbl\n    2025-10: 61 USD/bbl\n",
    ]
    let months = try #require(try Fixture.bind(files: files).settings.pins["brent.price"]).months
    #expect(
      months.mapValues { $0[0].value.mean } == [
        Month(year: 2025, month: 9): 60, Month(year: 2025, month: 10): 50,
      ])
  }

  @Test(
    "Months that descend, stand twice or are days are refused where they stand.",
    arguments: [
      ("2026-06: 60 USD/bbl\n    2026-01: 50 USD/bbl", "mine.txt:6:5: error: months must ascend"),
      (
        "2026-06: 60 USD/bbl\n    2026-06-01: 50 USD/bbl",
        "mine.txt:6:5: error: '2026-06-01' is the month of '2026-06'"
      ),
      ("2026-06-15: 60 USD/bbl", "mine.txt:5:5: error: '2026-06-15' is not a month"),
    ])
  func refusals(months: String, message: String) {
    #expect(Fixture.complaint("brent:\n  price:\n    \(months)\n").contains(message))
  }
}
