import Engine
import Testing

@testable import Scenarios

/// Questions in sentences, bound to series, spans and units, or refused where they are wrong.
@Suite struct QuestionTests {
  private func bound(_ text: String) throws -> Question {
    try #require(try Fixture.bind("questions:\n  - \(text)\n").questions.first)
  }

  private func complaint(_ text: String) -> String { Fixture.complaint("questions:\n  - \(text)\n") }

  @Test(
    "Every form is read",
    arguments: [
      "budget.oil_gas in 2026-03 < 700 bn RUB", "p10(urals.price) in 2026-01",
      "mean(oil.revenue) in 2025-10 to 2026-03", "shortfall(budget.oil_gas, 5 %)",
      "when budget.wealth_fund < 100 bn RUB",
      "urals.discount in 2026-06 > 20 USD/bbl given brent.price in 2026-06 < 60 USD/bbl",
      "oil.revenue in 2026-02 - oil.revenue in 2026-01",
      "oil.revenue in 2026-02 − oil.revenue in 2026-01 > 0 bn USD",
      "buyers.crude[india] in 2026-06 >= 1.2 Mb/d and buyers.crude[china_sea] > 1000 kb/d",
      "oil.revenue in 2026-02 / oil.revenue in 2026-01 < 90 %",
      "(oil.revenue - 3 bn USD) in 2026-01 × 2 > 1 bn USD",
      "median(brent.price)", "p2.5(brent.price)", "budget.wealth_fund = 0 bn RUB",
    ])
  func everyFormIsRead(_ text: String) throws {
    #expect(try bound(text).text == text)
  }

  @Test("A number takes the unit of its series") func aNumberTakesTheUnitOfItsSeries() throws {
    guard case .chance(let conditions) = try bound("refining.runs in 2026-01 < 5 Mb/d").wanted,
      case .scaled(.number(5, _), let factor, let unit) = conditions[0].right
    else { Issue.record("no chance against a number"); return }
    #expect(abs(factor - 1000) < 1e-9)
    #expect(unit.symbol == "kb/d")
  }

  @Test("A rate a month is that much in each month") func aRateAMonthIsThatMuchInEachMonth() throws {
    guard
      case .chance(let conditions) = try bound("budget.oil_gas in 2026-01 to 2026-03 < 700 bn RUB/month")
        .wanted,
      case .scaled(.number(700, _), let factor, _) = conditions[0].right
    else { Issue.record("no chance against a number"); return }
    #expect(abs(factor - 3) < 1e-9)
  }

  @Test("Both orders read the same") func bothOrdersReadTheSame() throws {
    guard case .chance(let conditions) = try bound("7 tn RUB > budget.oil_gas").wanted else {
      Issue.record("no chance"); return
    }
    #expect(conditions[0].left.unit.symbol == "bn RUB")
  }

  @Test("A span after a statistic counts for what has none")
  func aSpanAfterAStatisticCountsForWhatHasNone() throws {
    guard
      case .mean(.difference(.quantity(let first), .quantity(let second))) =
        try bound("mean(oil.revenue in 2025-09 - oil.crude_revenue) in 2025-10").wanted
    else { Issue.record("no mean of a difference"); return }
    #expect(first.span == "2025-09")
    #expect(second.span == "2025-10")
  }

  @Test("A wrong series is placed and the likely one named") func aWrongSeriesIsPlacedAndTheLikelyOneNamed() {
    #expect(
      complaint("budget.oil_gass in 2026-01 < 7000 bn RUB") == """
        mine.txt:4:5: error: 'budget.oil_gass' is not a series
            4 |   - budget.oil_gass in 2026-01 < 7000 bn RUB
              |     ^~~~~~~~~~~~~~~ did you mean 'budget.oil_gas'?
        """)
  }

  @Test("A span that the run covers in part is refused") func aSpanThatTheRunCoversInPartIsRefused() {
    #expect(
      complaint("oil.revenue in 2026 < 100 bn USD") == """
        mine.txt:4:20: error: the run covers only a part of 2026
            4 |   - oil.revenue in 2026 < 100 bn USD
              |                    ^~~~ it has the months 2025-09 to 2026-08
        """)
  }

  @Test(
    "What is wrong is told",
    arguments: [
      ("oil.revenue in 2031 < 100 bn USD", "the run doesn't reach 2031"),
      ("oil.revenue < 100 bn RUB", "'bn RUB' doesn't fit"), ("oil.revenue < 100", "a unit is missing"),
      ("oil.revenue < 100 bn UDS", "'bn' is not a unit"),
      ("oil.revenue + brent.price > 3 bn USD", "'USD/bbl' doesn't fit"),
      ("buyers.crude > 3 kb/d", "'buyers.crude' has several regions"),
      ("buyers.crude[indai] > 3 kb/d", "'buyers.crude' has no region 'indai'"),
      ("buyers.crude[india > 3 kb/d", "this bracket isn't closed"),
      ("quantile(oil.revenue)", "'quantile' is not a statistic"),
      ("p100(oil.revenue)", "'p100' is not a statistic"),
      ("mean(oil.revenue", "a ')' is missing"),
      ("shortfall(oil.revenue)", "'shortfall' wants the share of the worst"),
      ("shortfall(oil.revenue, 500 %)", "the share lies between 0 and 100 %"),
      ("when oil.revenue", "a comparison is missing"),
      ("when oil.revenue in 2026-01 < 3 bn USD", "'when' looks at every month"),
      ("oil.revenue < 7,000 bn USD", "'7,000' is not a number"),
      ("oil.revenue in 2026-03 to 2026-01 < 1 bn USD", "this span ends before it begins"),
      ("oil.revenue in January < 1 bn USD", "a month or year belongs here"),
      ("oil.revenue < 3 bn USD brent.price", "'brent.price' doesn't belong here"),
      ("oil.revenue <", "a series or a number belongs here"),
      ("mean(oil.revenue) < 3 bn USD", "'<' doesn't belong here"),
    ])
  func whatIsWrongIsTold(_ text: String, _ message: String) {
    #expect(complaint(text).contains("error: \(message)"), "\(complaint(text))")
  }

  @Test("Questions of a command line are placed too") func questionsOfACommandLineArePlacedToo() throws {
    let bound = try Fixture.bind("")
    #expect {
      try Question.all(
        ["brent.price > 60 USD/bbl", "urals.prise < 60 USD/bbl"], bound.model, bound.settings.period)
    } throws: { error in
      (error as? ScenarioFailure)?.rendered.hasPrefix("question:2:1: error: 'urals.prise' is not a series")
        == true
    }
  }

  @Test("A run reports what is asked too") func aRunReportsWhatIsAskedToo() throws {
    let bound = try Fixture.bind("outputs: [oil.revenue]\nquestions: [brent.price > 60 USD/bbl]\n")
    #expect(bound.settings.reporting(bound.questions, bound.model).outputs == ["oil.revenue", "brent.price"])
  }
}
