import Charts
import Testing

@testable import Reports

@Suite("Parts of reports: what moved, what was asked, finished folders")
struct ReportPartsTests {
  private static let row = [
    "variable": "oil.revenue", "region": "Russia", "unit": "bn USD", "span": "2025-09 to 2027-12",
    "mean_a": "385.04", "mean_b": "370.61", "difference": "-14.43", "difference_se": "0.3",
  ]

  @Test("What moved since the last result is told with its direction and error; what didn't is as before")
  func moved() {
    let fell = RunWords.moved(Self.row, "oil.revenue")
    #expect(
      fell
        == "oil.revenue fell from 385.0 to 370.6 bn USD over 2025-09 to 2027-12, by 14.4 (± 0.64 from sampling)."
    )
    let rose = RunWords.moved(Self.row.merging(["difference": "14.43"]) { $1 }, "oil.revenue")
    #expect(rose.contains(" rose from "))
    let still = RunWords.moved(Self.row.merging(["difference": "-0.5"]) { $1 }, "oil.revenue")
    #expect(still == "oil.revenue is 370.6 bn USD over 2025-09 to 2027-12, as before.")
  }

  @Test("A finished folder that stood there before gives a part of the page")
  func since() {
    let files = [
      "monthly.csv": "month,variable,region,unit,mean\n", "total.csv": "period,variable,region,unit,mean\n",
      "former.csv": "variable,region,unit,span,mean_a,mean_b,difference,difference_se\n"
        + "oil.revenue,Russia,bn USD,2025-09 to 2027-12,385.04,370.61,-14.43,0.3\n",
      "changes.csv": "second,kind,name,value_a,value_b\nnow,parameter,price_cap.level,47.6 (),30 ()\n",
    ]
    var context = ReportContext()
    context.findings = ["oil.revenue"]
    let tables = ResultTables("run", home: "Russia") { files[$0].map { Array($0.utf8) } }
    let html = HTMLReport([tables], context).html
    #expect(html.contains("<h2>What moved since the last result</h2>"))
    #expect(html.contains("oil.revenue fell from 385.0 to 370.6 bn USD"))
    #expect(html.contains("Changed since: price_cap.level from 47.6 () to 30 ()."))
  }

  @Test("A comparison of finished folders has bars of its errors, and no mark that is no number")
  func folders() throws {
    let head = "first,second,span,variable,region,unit,mean_a,mean_b,difference,difference_se,paired\n"
    let months = ["2025-09", "2025-10", "2025-09 to 2025-10"]
    let text =
      head + months.map { "a,b,\($0),oil.revenue,Russia,bn USD,385,370,-15,0.3,yes\n" }.joined()
    let tables = ResultTables("fold", home: "Russia") { $0 == "comparison.csv" ? Array(text.utf8) : nil }
    let figures = ComparisonFigures(tables: tables, context: ReportContext()).figures
    #expect(figures.count == 2)
    for figure in figures {
      #expect(figure.source.contains("95 % intervals"))
      #expect(!figure.element(width: 640).contains("nan"))
    }
  }

  @Test("A question's threshold stands in its curve, under its answer")
  func asked() throws {
    let curve = (0..<100).map {
      "oil.revenue < 300 bn USD,bn USD,300,0.7,\(200 + 3 * $0),\(0.995 - Double($0) / 100)\n"
    }
    let files = [
      "asked.csv": "question,unit,threshold,chance,value,above\n" + curve.joined(),
      "questions.csv": "question,sentence\noil.revenue < 300 bn USD,It is below with a chance of 30 % ± 2.\n",
    ]
    let tables = ResultTables("run", home: "Russia") { files[$0].map { Array($0.utf8) } }
    let figure = try #require(RunFigures(tables, ReportContext()).asked.first)
    #expect(figure.title == "It is below with a chance of 30 % ± 2")
    #expect(figure.chart.table.rows.last == ["300", "70.0 %"])
    #expect(figure.element(width: 640).contains("70 % above 300"))
  }

  @Test("Title, labels and table of a figure tell a number with the same digits: those that its error leaves")
  func rounding() throws {
    let head = ",variable,region,unit,mean,se,p05,p25,p50,p75,p95,p05_se,p25_se,p50_se,p75_se,p95_se\n"
    let numbers = "runs,Russia,kb/d,4637.2,4.4,2819.4,4301.7,4923.6,5203.1,5514.2,31,12,6.1,5.2,14.8\n"
    let curve = (0..<100).map { "runs,Russia,\(2500.25 + 30 * Double($0)),\(0.995 - Double($0) / 100)\n" }
    let files = [
      "monthly.csv": "month" + head + ["2026-11", "2026-12"].map { "\($0)," + numbers }.joined(),
      "total.csv": "period" + head + "2026-11 to 2026-12," + numbers,
      "exceedance.csv": "variable,region,value,above\n" + curve.joined(),
    ]
    let run = RunFigures(
      ResultTables("run", home: "Russia") { files[$0].map { Array($0.utf8) } }, ReportContext())
    let fan = try #require(run.fans.first), chances = try #require(run.distributions.first)
    let told = ["2,820", "4,924", "5,514"], names = ["5 %", "median", "95 %"]
    for (number, name) in zip(told, names) {
      #expect(fan.title.contains(number), "\(fan.title)")
      #expect(fan.element(width: 640).contains("\(name): \(number)<"), "\(name)")
    }
    #expect(fan.chart.table.rows.last.map { [$0[2], $0[4], $0[6]] } == told)
    #expect(chances.title.contains("above 5,514 kb/d") && chances.title.contains("below 2,820"))
    let drawn = chances.element(width: 640)
    #expect(drawn.contains("above 5,514<") && drawn.contains("above 2,820<"))
    let part = Waterfall.Step("strikes", value: 2819.4, error: 31)
    let chart = Waterfall(steps: [part], total: part, heads: ("lost", ""), write: { digits($0) })
    #expect(chart.table.rows[0][1] == Amount.text(2819.4, error: 31))
    #expect(chart.drawing(width: 640).labels.contains { $0.text == "2,820" })
  }
}
