import Engine
import RussianEnergy
import Sampling
import Testing

@testable import Studies

/// The table of published figures and how figures are asked of the model.
@Suite struct FiguresTests {
  private static func figures() throws -> [PublishedFigure] {
    let read = PublishedFigure.read(try #require(StudyFixture.seeds))
    #expect(read.faulty.isEmpty)
    return read.figures
  }

  private static func study(paths: Int) throws -> PublishedFigures {
    PublishedFigures(
      RussianEnergy.source(try #require(StudyFixture.seeds)), paths: paths, seed: 7)
  }

  @Test func everyRowOfTheTableIsAFigure() throws {
    let rows = try #require(StudyFixture.seeds)["published_figures"]
    #expect(!rows.isEmpty)
    #expect(try FiguresTests.figures().count == rows.count)
  }

  @Test func noLevelWasPublishedBeforeItsRunKnowsThings() throws {
    for figure in try FiguresTests.figures() where figure.measure == .level && figure.range == nil {
      #expect(figure.known > figure.asked.asOf, "\(figure.name)")
    }
  }

  @Test func aFigureIsHeldAgainstTheMiddleEightTenthsOfThePaths() throws {
    let figure = try #require(try FiguresTests.figures().first)
    let result = FigureResult(figure, (0...100).reversed().map(Double.init))
    #expect(result.low == 10 && result.median == 50 && result.high == 90)
  }

  @Test func aFigureFoldsItsMonths() throws {
    let some = try FiguresTests.figures().filter { $0.name.hasPrefix("iea_2025") }
    try #require(!some.isEmpty)
    for result in try FiguresTests.study(paths: 64).run(some, RunOptions()) {
      #expect(result.low < result.high)
      #expect(result.median > 5 && result.median < 25, "\(result.figure.name) \(result.median)")
    }
  }

  @Test func aDifferenceFromTheSameRunIsNothing() throws {
    let figure = try #require(try FiguresTests.figures().first { $0.measure == .difference })
    let run = try FiguresTests.sameRun(figure)
    #expect(try figure.values(run, run).allSatisfy { $0 == 0 })
  }

  private static func sameRun(_ figure: PublishedFigure) throws -> PathValues {
    var trial = try StudyFixture.trial(paths: 16)
    trial.settings.outputs = [figure.variable]
    return try trial.pathValues(Span.months(of: Period(first: figure.first, last: figure.last)), RunOptions())
  }

  @Test func asManyHitsAsDrawsAreCertainAndNoneIsTheProductOfMisses() {
    #expect(abs(binomialAtMost(10, of: 10, chance: 0.8) - 1) < 1e-12)
    #expect(abs(binomialAtMost(0, of: 3, chance: 0.8) - 0.008) < 1e-12)
    #expect(abs(binomialAtMost(1, of: 2, chance: 0.8) - 0.36) < 1e-12)
  }

  @Test func anUnknownNameToTellIsRefused() throws {
    let figure = try #require(try FiguresTests.figures().first)
    let study = try FiguresTests.study(paths: 16)
    let asked = FigureCase(asOf: figure.asked.asOf, start: figure.asked.start, entries: "tell weather")
    #expect(asked.told == ["weather"] && asked.sets.isEmpty)
    var trial = try StudyFixture.trial(paths: 16)
    #expect(throws: FigureError.self) { try study.tell("weather", &trial) }
  }

  @Test func toldStrikesHoldFromTheFirstMonthAskedForAndNotBefore() throws {
    var trial = try StudyFixture.trial(paths: 16)
    try FiguresTests.study(paths: 16).tell("strikes=17 3", &trial)
    let rate = try #require(trial.settings.values["strikes.rate_high"]?.schedule)
    let usual = try #require(trial.model.parameters.first { $0.name == "strikes.rate_high" }?.standard)
    let first = trial.settings.period.first
    #expect(rate.steps.map(\.from) == [nil, first.first, (first + 1).first])
    #expect(rate.steps[0] == usual.steps[0] && rate.steps[2].value == .constant(3))
  }
}
