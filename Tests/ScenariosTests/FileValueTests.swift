import Engine
import Foundation
import RussianEnergy
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

/// Values of a scenario that come from a CSV file of its author's.
@Suite struct FileValueTests {
  private func bind(_ body: String, _ files: [String: String]) throws -> BoundScenario {
    let scenario = try Scenario.load(
      "mine.txt", shipped: [], sets: [], read: { $0 == "mine.txt" ? Fixture.head + body : nil },
      bytes: { files[$0].map { Array($0.utf8) } })
    return try BoundScenario(scenario, RussianEnergy.source(try #require(Fixture.seeds)))
  }

  @Test("A monthly CSV becomes the price path in one line, and is among the files of the run.")
  func pin() throws {
    let csv = "Date,Price\n2025-08-15,68\n2025-09-15,67\n2025-10-15,64\n"
    let bound = try bind(
      "brent:\n  price: {from: brent.csv, column: Price, unit: USD/bbl}\n", ["brent.csv": csv])
    let months = try #require(bound.settings.pins["brent.price"]).months
    #expect(months.count == 3)
    #expect(months[Month(year: 2025, month: 10)] == [.init(.constant(64))])
    #expect(bound.scenario.files == ["mine.txt", "brent.csv"])
    #expect(bound.warnings.isEmpty)
  }

  @Test("A forward curve becomes the anchor that the price returns to.")
  func curve() throws {
    let csv = "Contract;Settle\nSep 2025;66,1\nDec 2025;64,9\nJun 2026;63,8\n"
    let bound = try bind(
      "brent:\n  anchor: {from: curve.csv, unit: USD/bbl, shape: ramp}\n", ["curve.csv": csv])
    let schedule = try #require(bound.settings.values["brent.anchor"]?.schedule)
    #expect(schedule.steps.suffix(3).map(\.value) == [.constant(66.1), .constant(64.9), .constant(63.8)])
    #expect(schedule.isRamp)
  }

  @Test(
    "A file that isn't there, a unit that doesn't fit and a column that is missing are placed.",
    arguments: [
      ("{from: none.csv, unit: USD/bbl}", "there is no file 'none.csv'"),
      ("{from: brent.csv}", "the values of the file need a unit"),
      ("{from: brent.csv, unit: kb/d}", "is measured in USD/bbl"),
      (
        "{from: brent.csv, column: Close, unit: USD/bbl}", "there is no column 'Close'; there are Date, Price"
      ),
    ])
  func refusals(value: String, message: String) {
    #expect {
      _ = try bind("brent:\n  price: \(value)\n", ["brent.csv": "Date,Price\n2025-09-15,67\n"])
    } throws: { error in
      let text = (error as? ScenarioFailure)?.rendered ?? "\(error)"
      return text.contains(message) && text.contains("mine.txt:4:")
    }
  }
}
