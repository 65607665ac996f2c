import Engine
import Foundation
import RussianEnergy
import Testing

@testable import Scenarios

/// Overlays: tables, columns and rows of one's own over the seed tables.
@Suite struct OverlayTests {
  private func lay(_ files: [String: String]) throws -> SeedTables {
    let place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    for (name, text) in files {
      try text.write(toFile: "\(place)/\(name)", atomically: false, encoding: .utf8)
    }
    return try SeedFiles(directory: Fixture.repository + "/seeds", overlays: [place]).tables
  }

  private func row(_ tables: SeedTables, _ month: String) -> SeedRow? {
    tables["prices_monthly"].first { $0.month("month")?.description == month }
  }

  @Test("The same key replaces the columns given, a new key adds a row, all else stays.")
  func rows() throws {
    let plain = try SeedFiles(directory: Fixture.repository + "/seeds").tables
    let next = try #require(plain["prices_monthly"].last?.month("month")) + 1
    let tables = try lay([
      "prices_monthly.csv": """
      month,known,brent,source
      2025-08,,99.5,own
      \(next),\((next + 1).first + 2),50,own

      """
    ])
    let old = try #require(row(plain, "2025-08")), new = try #require(row(tables, "2025-08"))
    #expect(new.number("brent") == 99.5)
    #expect(new.number("urals") == old.number("urals"))
    #expect(new.day("known") == old.day("known"))
    #expect(new.place(in: "prices_monthly").hasSuffix("/prices_monthly.csv:2"))
    #expect(row(tables, "\(next)")?.number("brent") == 50)
    #expect(tables["prices_monthly"].count == plain["prices_monthly"].count + 1)
  }

  @Test(
    "What is wrong in an overlay is placed there.",
    arguments: [
      (
        "prices_monthly.csv", "month,brent\n2025-08,abc\n",
        "prices_monthly.csv:2: error: 'brent' is not a number"
      ),
      (
        "prices_monthly.csv", "month,brend\n2025-08,70\n",
        "prices_monthly.csv:1: error: unknown or double column 'brend'"
      ),
      (
        "prices_monthly.csv", "known,brent\n2025-08-01,70\n", "column 'month' is missing, which names the row"
      ),
      ("prices_monthly.csv", "month,brent\n2031-08,70\n", "'known' must not be empty in a row"),
      (
        "prices_monthly.csv", "month,brent\n2025-08,70\n2025-08,71\n",
        "prices_monthly.csv:3: error: the same key as line 2"
      ),
      ("prices.csv", "month,brent\n2025-08,70\n", "this table is not in schema.csv"),
    ])
  func refusals(name: String, text: String, message: String) {
    #expect {
      _ = try lay([name: text])
    } throws: { "\($0)".contains(message) }
  }
}
