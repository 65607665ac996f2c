import Engine
import Testing

@testable import Reports

@Suite("Tables for the energy-scenario community")
struct IAMCTests {
  private func run(_ sample: Sample, sampled: String = "") -> FinishedRun {
    var record = RunRecord(scenario: "mine.txt", version: "1.0", inputs: [], flags: [], core: "")
    record.sample = sampled
    return FinishedRun(
      results: sample.results, model: sample.model, record: record, community: sample.community)
  }

  @Test("The headers are what pyam wants, with a further column for months only where months are")
  func headers() throws {
    let run = run(try Sample())
    #expect(lines(try #require(IAMC.bytes(run)))[0] == "model,scenario,region,variable,unit,year,value")
    #expect(
      lines(try #require(IAMCSubannual.bytes(run)))[0]
        == "model,scenario,region,variable,unit,year,subannual,value")
  }

  @Test("Whole years only; percentiles in a tree of their own, so that they join no sum")
  func wholeYears() throws {
    let sample = try Sample()
    let rows = lines(try #require(IAMC.bytes(run(sample)))).dropFirst()
    #expect(rows.allSatisfy { $0.contains(",2026,") })
    let mean = sample.results.annual[0][1].mean
    #expect(rows.first == "Walks 1.0,\"A walk, capped\",Russia,Walks|Walk|Price,USD/oil_bbl,2026,\(mean)")
    #expect(rows.filter { $0.contains("Walks|Percentile 95|Walk|Price,") }.count == 1)
    #expect(run(sample).leftOutOfIAMC.years == [2025])
  }

  @Test("Money is changed at each path's own rate: sales of 0.15 of the price are 0.15 dollars a month")
  func exchange() throws {
    let annual = lines(try #require(IAMC.bytes(run(try Sample()))))
    let row = try #require(annual.first { $0.contains("|Sales,") })
    #expect(row.contains(",India,Walks|Walk|Sales,billion USD/yr,2026,"))
    #expect(abs(try #require(Double(row.split(separator: ",").last ?? "")) - 12 * 0.15) < 1e-12)
    let monthly = lines(try #require(IAMCSubannual.bytes(run(try Sample()))))
    let first = try #require(monthly.first { $0.contains("|Sales,") })
    #expect(first.contains(",billion USD/month,2025,November,"))
    #expect(abs(try #require(Double(first.split(separator: ",").last ?? "")) - 0.15) < 1e-12)
  }

  @Test("A run without a whole year has months, and no table of years")
  func noWholeYear() throws {
    let run = run(try Sample(period: "2025-09 to 2026-08"))
    #expect(IAMC.bytes(run) == nil)
    #expect(lines(try #require(IAMCSubannual.bytes(run))).count == 1 + 12 * 6 + 12)
  }

  @Test("What has no unit there is left out and named; what was sampled otherwise has another name")
  func leftOut() throws {
    let sample = try Sample(change: { $0.outputs = ["walk.price", "walk.capped"] })
    #expect(run(sample).leftOutOfIAMC.series == ["walk.capped"])
    let rows = lines(try #require(IAMC.bytes(run(sample, sampled: "64 paths"))))
    #expect(rows[1].hasPrefix("Walks 1.0,\"A walk, capped [64 paths]\","))
  }
}
