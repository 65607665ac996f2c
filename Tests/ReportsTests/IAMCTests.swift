import Engine
import Testing

@testable import Reports

@Suite("The IAMC table")
struct IAMCTests {
  @Test("The header is what pyam wants")
  func header() throws {
    let table = try #require(IAMC.table(try Sample().results, version: "1.0"))
    #expect(lines(table)[0] == "model,scenario,region,variable,unit,year,value")
  }

  @Test("Only whole years are written: the mean and five percentiles of each series")
  func wholeYears() throws {
    let sample = try Sample()
    let rows = lines(try #require(IAMC.table(sample.results, version: "1.0"))).dropFirst()
    #expect(rows.count == 2 * 6)
    #expect(rows.allSatisfy { $0.contains(",2026,") })
    #expect(
      rows.contains { $0.hasPrefix("Throttle 1.0,\"A walk, capped\",India,walk|sales|p05,bn USD,2026,") })
    let mean = sample.results.annual[0][1].mean
    #expect(rows.first == "Throttle 1.0,\"A walk, capped\",Russia,walk|price,USD/bbl,2026,\(mean)")
  }

  @Test("A run without a whole year has no such table")
  func noWholeYear() throws {
    #expect(IAMC.table(try Sample(period: "2025-09 to 2026-08").results, version: "1.0") == nil)
  }
}
