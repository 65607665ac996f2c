import Engine
import Foundation
import Testing

@testable import Scenarios

/// The tables that ship with the model.
@Suite("Shipped seed tables")
struct ShippedSeedsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "seeds").path()
  static let files = Result { try SeedFiles(directory: folder) }
  let files: SeedFiles
  var seeds: SeedTables { files.tables }

  init() throws {
    files = try Self.files.get()
  }

  private func sum(_ rows: [SeedRow], _ column: String) -> Double {
    rows.compactMap { $0.number(column) }.reduce(0, +)
  }

  @Test("Every table has rows, and every row names its source")
  func sources() {
    #expect(seeds.tables.count == files.schema.tables.count)
    for table in seeds.tables.values {
      #expect(!table.rows.isEmpty, "\(table.name)")
      for row in table.rows { #expect(!row.text("source").isEmpty, "\(table.name):\(row.line)") }
    }
  }

  @Test("A source that names a table names one that ships")
  func sourcesThatExist() throws {
    let names = Set(files.schema.tables.keys)
    for table in seeds.tables.values {
      for row in table.rows {
        for found in row.text("source").matches(of: /([a-z0-9_]+)\.csv/) {
          #expect(names.contains(String(found.1)), "\(table.name):\(row.line): \(found.0)")
        }
      }
    }
  }

  @Test("Every table with dates says when each row became known")
  func knownDays() {
    let undated: Set = [
      "refineries", "districts", "outage_names", "fuel_season", "outlets", "buyers", "gas_season",
      "eu_states", "backtest_notes", "claims", "buyer_season", "budget_season", "routes", "gas_routes",
      "lng_flows", "fuels", "refining_season", "start_values", "aid_lags", "rival_rules",
      "constants", "usual_correlations",
    ]
    for table in seeds.tables.values where !undated.contains(table.name) {
      for row in table.rows { #expect(row.day("known") != nil, "\(table.name):\(row.line)") }
    }
  }

  @Test("A month's figure is not known before the month has begun")
  func noFigureAheadOfItsMonth() throws {
    for table in seeds.tables.values where table.name.hasSuffix("_monthly") {
      for row in table.rows {
        let month = try #require(row.month("month"))
        #expect(try #require(row.day("known")) > month.first, "\(table.name):\(row.line)")
      }
    }
  }

  @Test("Plants without condensate add up to 327 Mt of nameplate a year")
  func nameplate() {
    let crude = seeds["refineries"].filter { $0.number("condensate") == 0 }
    #expect(abs(sum(crude, "capacity") * 365 / 7.33 / 1000 - 327) < 0.5)
  }

  @Test(
    "Oil and gas revenue adds up to the published years",
    arguments: [(2023, 8822), (2024, 11132), (2025, 8478.5)])
  func annualRevenue(year: Int, published: Double) {
    let months = seeds["budget_monthly"].filter { $0.month("month")?.year == year }
    #expect(months.count == 12)
    #expect(abs(sum(months, "oil_gas") / published - 1) < 0.001)
  }

  @Test(
    "Crude outlets of a group add up to the routes' start values",
    arguments: [
      ("druzhba_eu", 450.0, 195.0), ("druzhba_belarus", 330, 270), ("china_pipe", 800, 800),
      ("baltic", 1820, 1550),
      ("black_sea", 760, 580), ("pacific", 1400, 1210), ("arctic", 350, 280),
    ])
  func outletGroups(group: String, capacity: Double, typical: Double) {
    let rows = seeds["outlets"].filter {
      $0.text("group") == group && $0.text("commodity") == "crude"
    }
    #expect(sum(rows, "capacity") == capacity)
    #expect(sum(rows, "typical") == typical)
  }

  @Test("Every outage, by whatever name, leads to plants")
  func outageNames() {
    let names = Dictionary(grouping: seeds["outage_names"]) { $0.text("outage_name") }
    let plants = Set(seeds["refineries"].map { $0.text("plant") })
    for row in seeds["refinery_outages"] {
      let targets = names[row.text("name")] ?? []
      #expect(!targets.isEmpty && targets.allSatisfy { plants.contains($0.text("plant")) }, "\(row.line)")
    }
    #expect(names["Tuapse, Ilsky, Novoshakhtinsk"]?.count == 3)
  }

  @Test("A restart is known only after it happened, and its length is not told before")
  func restarts() {
    for row in seeds["refinery_outages"] {
      guard let restart = row.day("restart") else { continue }
      #expect(row.day("restart_known").map { $0 >= restart + 2 } == true, "\(row.line)")
      #expect(row.day("date").map { $0 <= restart } == true, "\(row.line)")
    }
  }

  @Test("Demand shares of the districts and seasons of the fuels are complete")
  func shares() {
    #expect(abs(sum(seeds["districts"], "demand_share") - 1) < 1e-12)
    for product in ["gasoline", "diesel", "jet", "fuel_oil", "naphtha"] {
      let months = seeds["fuel_season"].filter { $0.text("product") == product }
      #expect(months.count == 12)
      #expect(abs(sum(months, "index") - 12) < 1e-9)
    }
  }

  /// No figure of April 2026 was found.
  @Test(
    "Prices and exports have no gap between their first and last month but those that are known",
    arguments: [
      ("prices_monthly", []), ("oil_exports_monthly", ["2026-04"]), ("budget_monthly", []),
      ("strikes_monthly", []),
    ])
  func noGaps(table: String, missing: [String]) throws {
    let months = seeds[table].compactMap { $0.month("month") }
    let first = try #require(months.first), last = try #require(months.last)
    let all = (0...(last - first)).map { first + $0 }
    #expect(months == all.filter { !missing.contains($0.description) })
  }

  @Test(
    "Published receipts and their parts are the finance ministry's",
    arguments: [
      ("2022-03", "oil_gas", 1208.1), ("2022-09", "oil_gas", 688.2), ("2025-03", "oil_gas", 1081.3),
      ("2025-04", "oil_gas", 1085.6), ("2026-02", "oil_gas", 432.3), ("2025-09", "oil_met", 578.8),
      ("2025-12", "oil_met", 430.7), ("2026-01", "oil_met", 331.9), ("2026-04", "oil_met", 771.3),
      ("2026-04", "damper", -207.5), ("2025-05", "gas_taxes", 82.4), ("2026-07", "oil_gas", 934),
    ])
  func receipts(month: String, column: String, published: Double) throws {
    let row = try #require(seeds["budget_monthly"].first { $0.month("month")?.description == month })
    #expect(row.number(column) == published)
  }

  @Test(
    "Urals is the tax price in all years",
    arguments: [
      ("2022-03", 91.26), ("2022-06", 90.22), ("2022-07", 84.19), ("2023-03", 48.67), ("2024-01", 64.14),
      ("2024-02", 68.33), ("2026-05", 86.52),
    ])
  func taxPrice(month: String, published: Double) throws {
    let row = try #require(seeds["prices_monthly"].first { $0.month("month")?.description == month })
    #expect(row.number("urals") == published)
  }

  @Test("A month that isn't over is marked, and is no whole month")
  func partMonth() throws {
    let row = try #require(seeds["prices_monthly"].last)
    #expect(row.number("brent") == 90.8 && row.day("through") == Day("2026-08-18"))
    #expect(row.month("month") == Month("2026-08") && row.wholeMonth == nil)
  }

  @Test("As of the day of the seed article, later prices, caps, listings and restarts are hidden")
  func asOf() throws {
    let day = try #require(Day("2025-09-23"))
    let cut = seeds.known(on: day)
    #expect(cut["prices_monthly"].last?.month("month") == Month("2025-08"))
    #expect(cut["price_caps"].compactMap { $0.number("level") } == [60, 60, 47.6])
    #expect(cut["sanction_steps"].compactMap { $0.number("pressure") } == [0.05, 0.08])
    #expect(cut["fuel_policies"].allSatisfy { $0.day("known").map { $0 <= day } == true })
    #expect(
      !cut["tax_parameters"].contains {
        $0.text("parameter") == "damper_moratorium" && $0.number("value") == 1
      })
    #expect(!cut["refineries"].isEmpty && cut["refineries"].count == seeds["refineries"].count)
  }

  @Test("No table holds coordinates, operators or regions finer than a federal district")
  func noCoordinates() throws {
    let banned: Set = ["latitude", "longitude", "lat", "lon", "region", "operator", "city", "coordinates"]
    for columns in files.schema.tables.values { #expect(banned.isDisjoint(with: columns.map(\.name))) }
    let pair = /[0-9]{2}\.[0-9]+\s*[°NS]?\s*,\s*[0-9]{2,3}\.[0-9]+/
    for (file, _) in files.hashes where file != "schema.csv" {
      let text = try CSVText(bytes: try #require(try SeedsFolder(path: Self.folder)?.bytes(of: file)))
      for row in text.rows {
        for cell in row.cells { #expect(cell.firstMatch(of: pair) == nil, "\(file):\(row.line)") }
      }
    }
  }

  @Test("Every file has a hash of sixteen hexadecimal digits")
  func hashes() {
    #expect(files.hashes.count == files.schema.tables.count + 1)
    #expect(files.hashes.allSatisfy { $0.hash.count == 16 })
    #expect(SeedsFolder.hash([]) == "cbf29ce484222325")
    #expect(SeedsFolder.hash(Array("foobar".utf8)) == "85944171f73967e8")
  }

  @Test("The schema knows the unit of a column")
  func units() {
    #expect(files.schema.unit("prices_monthly", "brent") == "USD/bbl")
    #expect(files.schema.unit("prices_monthly", "nothing") == "")
  }
}
