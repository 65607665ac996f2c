import Charts
import Engine
import Testing

@testable import Reports

/// What a report says about one run of the walk.
private struct Fixture {
  let sample: Sample
  let tables: ResultTables
  let report: HTMLReport

  init() throws {
    let sample = try Sample()
    let files = [
      "monthly.csv": MonthlyTable.bytes(sample.results), "annual.csv": AnnualTable.bytes(sample.results),
      "total.csv": TotalTable.bytes(sample.results),
      "datapackage.json": Array(
        #"{"title": "A walk, capped", "run": {"as_of": "2025-11-20", "period": "2025-11 to 2026-12", "paths": 512}, "variables": [{"name": "walk.sales", "region": "India", "title": "Sales.", "over_a_year": "sum"}]}"#
          .utf8),
    ]
    var context = ReportContext()
    context.findings = ["walk.sales"]
    context.published = ["walk.price|Russia": [2025 * 12 + 8: 49, 2025 * 12 + 9: 50, 2025 * 12 + 11: 51]]
    self.sample = sample
    tables = ResultTables("walk", home: "Russia") { files[$0] }
    report = HTMLReport([tables], context)
  }
}

@Suite("A report as one HTML file")
struct HTMLReportTests {
  @Test("The same results give the same bytes")
  func reproducible() throws {
    #expect(try Fixture().report.html == Fixture().report.html)
  }

  @Test("It asks for nothing beyond itself: one style and one script by their hashes, no address")
  func closed() throws {
    let html = try Fixture().report.html
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("style-src '\(PageText.hash(PageStyle.sheet))'"))
    #expect(html.components(of: "<style>") == 1 && html.components(of: "<script>") == 1)
    #expect(!html.contains(" style=") && !html.contains("src=") && !html.contains("url("))
    #expect(html.components(of: "://") == html.components(of: "http://www.w3.org/2000/svg"))
  }

  @Test("Base64 and the hash are those of the standards")
  func encodings() {
    #expect(
      ["f", "fo", "foo", "foob"].map { PageText.base64(Array($0.utf8)) } == [
        "Zg==", "Zm8=", "Zm9v", "Zm9vYg==",
      ])
    #expect(PageText.hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  @Test("Each figure has a title, a description and a table; ids are used once")
  func figures() throws {
    let html = try Fixture().report.html
    let figures = html.components(of: "<figure ")
    #expect(figures == 2)
    #expect(html.components(of: "<desc ") == 2 * figures && html.components(of: "<details>") == figures)
    let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
  }

  @Test("Each number of a finding is one of total.csv, rounded to what its error allows, in its unit")
  func sentences() throws {
    let fixture = try Fixture()
    let sentence = try #require(fixture.report.answers.first { $0.contains("walk.sales") })
    let row = try #require(
      fixture.sample.results.series.firstIndex { $0.declaration.variable == "walk.sales" })
    let total = fixture.sample.results.total[row]
    #expect(sentence.contains("adds up to"))
    #expect(sentence.contains("bn USD"))
    let numbers = numbers(in: sentence)
    for (value, error) in [
      (total.mean, total.meanError), (total.quantiles[0], total.quantileErrors[0]),
      (total.quantiles[4], total.quantileErrors[4]),
    ] {
      #expect(
        numbers.contains { abs($0 - value) <= max(error, 0.005 * abs(value)) }, "\(value) in \(sentence)")
    }
    #expect(numbers.contains { abs($0 - Statistics.errorsTo95 * total.meanError) < 0.1 * total.meanError })
  }

  @Test("A difference says its size, direction, interval and chance; within two errors it is none")
  func differences() {
    func row(_ difference: Double, _ error: Double) -> [String: String] {
      [
        "first": "baseline", "second": "cap", "variable": "oil.revenue", "region": "Russia", "unit": "bn USD",
        "span": "2026", "mean_a": "150", "difference": "\(difference)", "difference_se": "\(error)",
        "difference_p05": "-20.4",
        "difference_p95": "-5.2", "chance_a_above_b": "0.97",
      ]
    }
    let lower = RunWords.difference(row(-12.34, 0.3), "oil.revenue")
    #expect(lower.contains("cap lowers oil.revenue by 12.3 bn USD (8.2 %) over 2026"))
    #expect(
      lower.contains("−20.4") && lower.contains("−5.2")
        && lower.contains("on 97 % of them it is below baseline"))
    #expect(RunWords.difference(row(12.34, 0.3), "oil.revenue").contains("raises oil.revenue"))
    let none = RunWords.difference(row(-0.5, 0.3), "oil.revenue")
    #expect(none.contains("nothing that can be told from zero") && !none.contains("0.5"))
    let tiny = RunWords.difference(row(-0.12, 0.01), "oil.revenue")
    #expect(tiny.contains("by less than 0.1 %") && !tiny.contains("0.12"))
  }

  @Test(
    "Digits are never finer than the error",
    arguments: [
      (377.63, 0.16, "377.63"), (13_098, 22, "13,100"), (8488, 13, "8,488"), (8488, 130, "8,490"),
      (0.0123, 0.004, "0.012"),
    ])
  func amounts(value: Double, error: Double, text: String) {
    #expect(Amount.text(value, error: error) == text)
  }

  @Test("History, and what was published since, stand in the fan, on either side of the day of knowledge")
  func history() throws {
    let run = RunFigures(
      try Fixture().tables,
      {
        var context = ReportContext()
        context.published = ["walk.price|Russia": [2025 * 12 + 8: 49, 2025 * 12 + 9: 50, 2025 * 12 + 11: 51]]
        return context
      }())
    let price = try #require(run.series.first { $0.variable == "walk.price" })
    #expect(run.since(price).of == 1)
    let figure = try #require(run.fan(price))
    #expect(figure.chart.table.rows.filter { $0[1] != "" }.count == 3)
    #expect(figure.element(width: 640).components(of: "class=\"ring\"") == 1)
  }

  private func numbers(in text: String) -> [Double] {
    text.replacing(",", with: "").replacing("−", with: "-").split { !($0.isNumber || $0 == "." || $0 == "-") }
      .compactMap { Double($0.hasSuffix(".") ? $0.dropLast() : $0) }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
