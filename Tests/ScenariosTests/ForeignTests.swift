import Engine
import Foundation
import RussianEnergy
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

/// Small files in the forms of those who publish them, brought into the seed tables.
@Suite struct ForeignTests {
  private static let seeds = Result {
    RussianEnergy.registerUnits()
    return try SeedFiles(directory: Fixture.repository + "/seeds")
  }

  private func convert(
    _ text: String, _ table: String, _ column: String, change: (inout SeedConversion.Wish) -> Void = { _ in }
  ) throws -> SeedConversion {
    try convert(Array(text.utf8), table, column, change: change)
  }

  private func convert(
    _ bytes: [UInt8], _ table: String, _ column: String,
    change: (inout SeedConversion.Wish) -> Void = { _ in }
  ) throws -> SeedConversion {
    var wish = SeedConversion.Wish(table: table, target: column, source: "own")
    change(&wish)
    return try SeedConversion(wish, bytes: bytes, into: try Self.seeds.get())
  }

  private func value(_ found: SeedConversion, _ month: String) -> Double {
    found.months.first { $0.month.description == month }?.value ?? .nan
  }

  @Test("EIA: months by their 15th, oldest first.")
  func eia() throws {
    let found = try convert(
      "Date,Price\n2025-06-15,71.44\n2025-07-15,71.04\n2025-08-15,67.87\n", "prices_monthly", "brent"
    ) { $0.unit = "USD/bbl" }
    #expect(found.months.map(\.value) == [71.44, 71.04, 67.87])
    #expect(found.overlay.hasPrefix("month,known,brent,source\n2025-06,,71.44,\""))
    #expect(found.warnings.isEmpty)
    #expect(found.report[0].contains("a row is a month"))
  }

  @Test("EIA's own download: notes above, months by name.")
  func eiaDownload() throws {
    let text = """
      Back to Contents,Data 1: Europe Brent Spot Price FOB (Dollars per Barrel)
      Sourcekey,RBRTE
      Date,Europe Brent Spot Price FOB (Dollars per Barrel)
      Jul-2025,71.04
      Aug-2025,67.87

      """
    let found = try convert(text, "prices_monthly", "brent") { $0.unit = "USD/bbl" }
    #expect(value(found, "2025-08") == 67.87)
  }

  @Test("World Bank: 2025M08, a row of units below the names, dollars made euros month by month.")
  func worldBank() throws {
    let text = """
      ,"Crude oil, Brent","Natural gas, Europe"
      ,($/bbl),($/mmbtu)
      2025M07,71.0,11.7
      2025M08,68.2,11.1

      """
    let found = try convert(text, "gas_prices_monthly", "ttf") {
      $0.column = "Natural gas, Europe"
      $0.unit = "USD/MMBtu"
    }
    let rate = try #require(
      try Self.seeds.get().tables["gas_prices_monthly"].first { $0.month("month")?.description == "2025-08" }?
        .number("eur_per_usd"))
    #expect(abs(value(found, "2025-08") - 11.1 / 0.293_071_07 * rate) < 1e-9)
    #expect(found.warnings.isEmpty)
  }

  @Test("FRED: dollars a euro are turned upside down by their unit, and told where they are not.")
  func fred() throws {
    let text = "observation_date,EXUSEU\n2025-06-01,1.1529\n2025-07-01,.\n2025-08-01,1.1647\n"
    let found = try convert(text, "gas_prices_monthly", "eur_per_usd") { $0.unit = "USD/EUR" }
    #expect(abs(value(found, "2025-08") - 1 / 1.1647) < 1e-12)
    #expect(found.months.count == 2)
    #expect(found.warnings.isEmpty)
    let wrong = #expect(throws: ForeignProblem.self) {
      try convert(text, "gas_prices_monthly", "eur_per_usd") { $0.unit = "EUR/USD" }
    }
    #expect(wrong?.description.hasSuffix("0.7 to 1.06: it looks upside down, USD/EUR") == true)
  }

  @Test("ECB: days become months by their mean.")
  func ecb() throws {
    let text = """
      "DATE","TIME PERIOD","US dollar/Euro (EXR.D.USD.EUR.SP00.A)"
      "2025-08-27","27 Aug 2025","1.1593"
      "2025-08-28","28 Aug 2025","1.1676"
      "2025-08-29","29 Aug 2025","1.1658"

      """
    let found = try convert(text, "gas_prices_monthly", "eur_per_usd") { $0.unit = "USD/EUR" }
    let right = (1 / 1.1593 + 1 / 1.1676 + 1 / 1.1658) / 3
    #expect(abs(value(found, "2025-08") - right) < 1e-12)
    #expect(found.report[0].contains("days become months by their mean"))
  }

  @Test("CBR: windows-1251, decimal commas, days with the day first, newest first.")
  func cbr() throws {
    // "Доллар США" in windows-1251.
    let dollar: [UInt8] = [0xC4, 0xEE, 0xEB, 0xEB, 0xE0, 0xF0, 0x20, 0xD1, 0xD8, 0xC0]
    var bytes = Array("nominal;data;curs;cdx\n".utf8)
    for (day, rate) in [("29.08.2025", "80,3316"), ("28.08.2025", "80,4272"), ("01.08.2025", "80,5268")] {
      bytes += Array("1;\(day);\(rate);".utf8) + dollar + Array("\n".utf8)
    }
    let found = try convert(bytes, "prices_monthly", "rub") {
      $0.column = "curs"
      $0.unit = "RUB/USD"
    }
    #expect(abs(value(found, "2025-08") - (80.3316 + 80.4272 + 80.5268) / 3) < 1e-9)
    #expect(found.report[0].contains("windows-1251, ';' between cells, dates like 15.09.2025, newest first"))
    #expect(found.warnings.isEmpty)
  }

  @Test("GIE: the filling of a month is that of its first day, newest first.")
  func gie() throws {
    let text = """
      name;gasDayStart;gasInStorage;full
      EU;2025-09-02;880.1;77.9
      EU;2025-09-01;877.5;77.6
      EU;2025-08-31;874.0;77.3
      EU;2025-08-01;780.2;69.0

      """
    let found = try convert(text, "eu_storage", "fill") {
      $0.column = "full"
      $0.unit = "%"
    }
    #expect(found.months.map(\.value) == [69.0, 77.6])
    let share = text.replacing("77.9", with: "0.779").replacing("77.6", with: "0.776").replacing(
      "77.3", with: "0.773"
    )
    .replacing("69.0", with: "0.690")
    let wrong = #expect(throws: ForeignProblem.self) {
      try convert(share, "eu_storage", "fill") {
        $0.column = "full"
        $0.unit = "%"
      }
    }
    #expect(wrong?.description.hasSuffix("3 to 100: it looks like a share") == true)
  }

  @Test("CREA: euros a day of one region, fuels added, months summed and changed into dollars.")
  func crea() throws {
    var text = "date,region,fuel,value_eur\n"
    for day in 1...31 {
      let date = "2025-08-\(day < 10 ? "0" : "")\(day)"
      text +=
        "\(date),World,crude_oil,250000000\n\(date),World,oil_products,150000000\n\(date),EU,crude_oil,9\n"
    }
    let found = try convert(text, "oil_exports_monthly", "revenue") {
      $0.column = "value_eur"
      $0.unit = "EUR"
      $0.filters = [(column: "region", text: "World")]
      $0.adds = true
    }
    let rate = try #require(
      try Self.seeds.get().tables["gas_prices_monthly"].first { $0.month("month")?.description == "2025-08" }?
        .number("eur_per_usd"))
    #expect(abs(value(found, "2025-08") - 31 * 0.4 / rate) < 1e-9)
  }

  @Test("Names of months and commas between thousands are read.")
  func investing() throws {
    let text =
      "\"Date\",\"Price\",\"Vol.\"\n\"Aug 13, 2025\",\"1,067.87\",\"0.16K\"\n\"Jul 13, 2025\",\"1,071.04\",\"-\"\n"
    let values = try ForeignTable(bytes: Array(text.utf8)).values(of: "Price")
    #expect(values.map(\.value) == [1071.04, 1067.87])
    #expect(values.map(\.day) == [Day("2025-07-13"), Day("2025-08-13")])
  }

  @Test(
    "What can't be known is asked for, what is no table is refused.",
    arguments: [
      ("Date,Price\n2025-08-15,67.87\n", nil as String?, "say in which unit"),
      ("Date,Price,Other\n2025-08-15,67.87,1\n", "USD/bbl", "say which column"),
      ("a,b\n1,2\n", "USD/bbl", "no column of dates"),
      ("Date,Price\n2025-08-15,6787\n", "USD/bbl", "outside what 'brent' may be"),
      ("Date,Price\n2025-08-15,67.87\n", "kb/d", "is oil volume per time"),
      ("Date,Price\n2025-08-15,67\n2025-08-15,68\n", "USD/bbl", "stands twice"),
    ])
  func refusals(text: String, unit: String?, message: String) {
    #expect {
      _ = try convert(text, "prices_monthly", "brent") { $0.unit = unit }
    } throws: { "\($0)".contains(message) }
  }
}
