import Engine
import Sampling
import Testing

@testable import Scenarios
@testable import Studies

/// Answers against values that are known: uniform numbers, coins, atoms, and the paths themselves.
@Suite struct AnswerTests {
  private static let count = 4096

  /// The numbers (i + 0.5) / n in an order without pattern, so that each replicate has its share of them.
  private static let uniform: [Double] = (0..<count).map {
    (Double(($0 &* 2741) % count) + 0.5) / Double(count)
  }
  private let sample = Sample(paths: Array(0..<count))

  @Test("Estimates of uniform numbers are their closed forms")
  func estimatesOfUniformNumbersAreTheirClosedForms() throws {
    let values = AnswerTests.uniform
    let mean = try #require(sample.mean(values))
    #expect(abs(mean.value - 0.5) < 1e-12)
    let level = try #require(sample.percentile(values, 0.1))
    #expect(abs(level.value - 0.1) < 1e-3)
    #expect(level.low <= level.value && level.value <= level.high)
    let worst = try #require(sample.shortfall(values, share: 0.05))
    #expect(abs(worst.value - 0.025) < 1e-3)
    let chance = try #require(sample.chance(values.map { $0 < 0.27 }))
    #expect(abs(chance.value - 0.27) < 1e-3)
  }

  @Test("A percentile within an atom has no error") func aPercentileWithinAnAtomHasNoError() throws {
    let values = AnswerTests.uniform.map { max(0, $0 - 0.4) }
    let level = try #require(sample.percentile(values, 0.2))
    #expect(level == Interval(value: 0, error: 0, low: 0, high: 0))
  }

  @Test("A chance of none has Wilson's upper end") func aChanceOfNoneHasWilsonsUpperEnd() throws {
    let none = try #require(sample.chance(AnswerTests.uniform.map { _ in false }))
    #expect(none.value == 0 && none.low == 0)
    let z = 1.959964
    #expect(abs(none.high - z * z / (Double(AnswerTests.count) + z * z)) < 1e-12)
    let all = try #require(sample.chance(AnswerTests.uniform.map { _ in true }))
    #expect(abs(all.low - (1 - none.high)) < 1e-12)
  }

  @Test("Stated 95 % intervals hold the truth as often as they say, of every kind of question")
  func coverage() {
    var held = [0, 0, 0, 0, 0]
    let rounds = 1500, size = 1024
    for round in 0..<rounds {
      let stream = Stream(seed: UInt64(round), name: "coverage")
      let paths = Array(0..<size)
      let values = paths.map { stream.uniform(entity: 0, path: UInt32($0), month: 0, draw: 0) }
      let picked = paths.filter { stream.uniform(entity: 1, path: UInt32($0), month: 0, draw: 0) < 0.3 }
      let sample = Sample(paths: paths), some = Sample(paths: picked)
      let found = [
        (sample.mean(values), 0.5), (sample.percentile(values, 0.1), 0.1),
        (sample.shortfall(values, share: 0.1), 0.05),
        (sample.chance(values.map { $0 < 0.2 }), 0.2), (some.chance(picked.map { values[$0] < 0.4 }), 0.4),
      ]
      for (index, pair) in found.enumerated() {
        if let interval = pair.0, interval.low <= pair.1 && pair.1 <= interval.high { held[index] += 1 }
      }
    }
    for count in held { #expect((0.93...0.97).contains(Double(count) / Double(rounds)), "\(held)") }
  }

  @Test("Answers are those of the paths themselves") func answersAreThoseOfThePathsThemselves() throws {
    let trial = try StudyFixture.trial(paths: 512)
    let period = trial.settings.period
    func asked(_ text: String) throws -> Question { try Question(text: text, trial.model, period) }
    let texts = [
      "oil.revenue in 2025-12 < 13 bn USD", "when brent.price > 75 USD/bbl",
      "brent.price in 2026-02 > 66 USD/bbl given urals.price in 2026-02 > 55 USD/bbl", "p25(oil.revenue)",
    ]
    let questions = try texts.map(asked)
    let table = try trial.pathTable(questions.flatMap(\.series), RunOptions())
    let values = try trial.pathValues(
      Span.months(of: period) + [Span("all", first: period.first, last: period.last)], RunOptions())
    func path(_ name: String, _ span: Int, region: String = "Russia") throws -> [Double] {
      values.values[try #require(values.row(name, region: region))][span]
    }
    let revenue = try path("oil.revenue", 3)
    #expect(Answer(questions[0], table).rows[0].interval?.value == Double(revenue.count { $0 < 13 }) / 512)
    let brent = try (0..<6).map { try path("brent.price", $0, region: "World") }
    let first = (0..<512).map { path in (0..<6).first { brent[$0][path] > 75 } }
    let when = Answer(questions[1], table)
    #expect(when.rows[0].interval?.value == Double(first.count { $0 == nil }) / 512)
    let urals = try path("urals.price", 5)
    let given = (0..<512).filter { urals[$0] > 55 }
    let conditional = Answer(questions[2], table)
    #expect(conditional.paths == given.count)
    #expect(
      conditional.rows[0].interval?.value == Double(given.count { brent[5][$0] > 66 }) / Double(given.count))
    #expect(
      Answer(questions[3], table).rows[0].interval?.value
        == quantile(try path("oil.revenue", 6).sorted(), 0.25))
  }

  @Test("Where no path is left there is no answer") func noPathLeftIsNoAnswer() throws {
    let trial = try StudyFixture.trial(paths: 256)
    let question = try Question(
      text: "oil.revenue > 3 bn USD given brent.price > 900 USD/bbl", trial.model, trial.settings.period)
    let answer = Answer(question, try trial.pathTable(question.series, RunOptions()))
    #expect(answer.paths == 0)
    #expect(answer.rows[0].interval == nil)
  }
}

/// Changes of answers between two cases on the same paths.
@Suite struct AnswerChangeTests {
  @Test("A case less itself is nothing, without an error; a shift of every path is that shift")
  func shifts() throws {
    let first = try StudyFixture.trial(paths: 512)
    let question = try Question(text: "mean(brent.price) in 2025-12", first.model, first.settings.period)
    let table = try first.pathTable(question.series, RunOptions())
    let none = try #require(AnswerChange(question, table, table).rows[0].change)
    #expect(none == Interval(value: 0, error: 0, low: 0, high: 0))
    let series = question.series[0]
    let shifted = PathTable(
      period: table.period, paths: table.paths,
      values: [series.key: (0..<table.period.count).map { table.month(series, $0).map { $0 + 3 } }],
      rules: [series.key: SpanRule(aggregation: .mean)])
    let change = try #require(AnswerChange(question, table, shifted).rows[0].change)
    #expect(abs(change.value - 3) < 1e-9)
    #expect(change.error < 1e-9)
  }
}
