import Engine
import Sampling
import Testing

@testable import Reports

@Suite("The results tables")
struct TablesTests {
  static let statistics = "mean,se,p05,p05_se,p25,p25_se,p50,p50_se,p75,p75_se,p95,p95_se"

  @Test("Headers are exactly those that are promised")
  func headers() throws {
    let sample = try Sample()
    #expect(lines(MonthlyTable.bytes(sample.results))[0] == "month,variable,region,unit,\(Self.statistics)")
    #expect(
      lines(AnnualTable.bytes(sample.results))[0] == "year,variable,region,unit,\(Self.statistics),months")
    #expect(lines(TotalTable.bytes(sample.results))[0] == "period,variable,region,unit,\(Self.statistics)")
    #expect(lines(EventsTable.bytes(sample.results))[0] == "event,month,begun_mean,active_share")
    #expect(
      lines(ParametersTable.bytes(sample.model, sample.results.settings))[0]
        == "name,unit,mean,p05,p95,set_at,source")
  }

  @Test("Every series has a row a month, a year and one for the horizon")
  func rows() throws {
    let sample = try Sample()
    #expect(lines(MonthlyTable.bytes(sample.results)).count == 1 + 2 * 14)
    #expect(lines(AnnualTable.bytes(sample.results)).count == 1 + 2 * 2)
    #expect(lines(TotalTable.bytes(sample.results)).count == 1 + 2)
    #expect(lines(MonthlyTable.bytes(sample.results))[1].hasPrefix("2025-11,walk.price,Russia,USD/bbl,"))
  }

  @Test("A year that the period covers in part says of how many months it is")
  func partialYear() throws {
    let rows = lines(AnnualTable.bytes(try Sample().results)).dropFirst()
    #expect(rows.map { String($0.split(separator: ",").last ?? "") } == ["2", "12", "2", "12"])
  }

  @Test("The wide table has a date a row, a series a column, and no more digits than its error allows")
  func wide() throws {
    let sample = try Sample()
    let record = RunRecord(scenario: "", version: "1", inputs: [], flags: [], core: "")
    let run = FinishedRun(results: sample.results, model: sample.model, record: record)
    let rows = lines(try #require(WideTable.bytes(run)))
    #expect(rows[0] == "month,walk.price (USD/bbl),walk.sales[India] (bn USD/month)")
    #expect(rows.count == 1 + 14 && rows[3].hasPrefix("2026-01-01,"))
    let cells = rows[3].split(separator: ",")
    let statistics = sample.results.monthly[0][2]
    #expect(abs(try #require(Double(cells[1])) - statistics.mean) < statistics.meanError / 10)
    #expect(cells[1].count < 8, "\(cells[1])")
  }

  @Test(
    "Digits follow the error",
    arguments: [
      (1234.5678, 0.034, "1234.568"), (1234.5678, 25.0, "1235"), (-0.0004, 0.02, "0"), (5.0, 0.0, "5"),
      (12_345_678.9, 0.0, "12345678.9"),
    ])
  func digits(value: Double, error: Double, text: String) {
    var statistics = Statistics()
    statistics.mean = value
    statistics.meanError = error
    #expect(WideTable.measured(statistics) == text)
  }

  @Test("A sum over months loses the month in its unit")
  func units() throws {
    let sample = try Sample()
    let total = lines(TotalTable.bytes(sample.results))[2]
    #expect(total.hasPrefix("2025-11 to 2026-12,walk.sales,India,bn USD,"))
    #expect(lines(MonthlyTable.bytes(sample.results))[15].hasPrefix("2025-11,walk.sales,India,bn USD/month,"))
  }

  @Test("Numbers of the tables read back as the results")
  func exactness() throws {
    let sample = try Sample()
    let cells = lines(MonthlyTable.bytes(sample.results))[1].split(separator: ",")
    #expect(Double(cells[4]) == sample.results.monthly[0][0].mean)
    #expect(Double(cells[14]) == sample.results.monthly[0][0].quantiles[4])
  }

  @Test("Tables have the same bytes for one thread and three")
  func threads() throws {
    let one = try Sample(paths: 1500), three = try Sample(paths: 1500, threads: 3)
    #expect(MonthlyTable.bytes(one.results) == MonthlyTable.bytes(three.results))
    #expect(AnnualTable.bytes(one.results) == AnnualTable.bytes(three.results))
    #expect(TotalTable.bytes(one.results) == TotalTable.bytes(three.results))
  }

  @Test("A parameter has a row for each dated step, with its place and its quoted source")
  func parameters() throws {
    let sample = try Sample(change: { settings in
      let steps = [
        Schedule.Step(from: nil, value: .constant(60)),
        Schedule.Step(from: Day(year: 2026, month: 2, day: 1), value: .uniform(low: 40, high: 50)),
      ]
      settings.values["walk.cap"] = SetValue(
        schedule: Schedule(steps: steps), origin: "mine.txt:3", text: "uniform(40, 50)")
    })
    let rows = lines(ParametersTable.bytes(sample.model, sample.results.settings))
    #expect(rows[1].hasSuffix(",default,\"a guess, \"\"mine\"\"\""))
    #expect(rows[2] == "walk.cap,USD/bbl,60.0,60.0,60.0,mine.txt:3,scenario")
    #expect(rows[3].hasPrefix("walk.cap@2026-02-01,USD/bbl,45.0,40.5,49.5,mine.txt:3"))
  }

  @Test("Events tell how often they began and how long they were under way")
  func events() throws {
    let sample = try Sample(change: { settings in
      settings.events = [
        EventSetting(
          name: "Cap falls, twice",
          timing: .dated(Day(year: 2026, month: 3, day: 1) ?? settings.asOf, delay: .constant(0)),
          chance: .constant(1), lasts: .constant(31),
          effects: [EventEffect(parameter: "walk.cap", kind: .sets, value: .constant(30))],
          origin: "mine.txt:9")
      ]
    })
    #expect(lines(EventsTable.bytes(sample.results))[5] == "\"Cap falls, twice\",2026-03,1.0,1.0")
  }
}
