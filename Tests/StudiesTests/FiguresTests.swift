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

  @Test("Every row of the table is a figure") func everyRowOfTheTableIsAFigure() throws {
    let rows = try #require(StudyFixture.seeds)["published_figures"]
    #expect(!rows.isEmpty)
    #expect(try FiguresTests.figures().count == rows.count)
  }

  @Test("No level was published before its run knows things")
  func noLevelWasPublishedBeforeItsRunKnowsThings() throws {
    for figure in try FiguresTests.figures() where figure.measure == .level && figure.range == nil {
      #expect(figure.known > figure.asked.asOf, "\(figure.name)")
    }
  }

  @Test("A figure is held against the middle eight tenths of the paths")
  func aFigureIsHeldAgainstTheMiddleEightTenthsOfThePaths() throws {
    let figure = try #require(try FiguresTests.figures().first)
    let result = FigureResult(figure, (0...100).reversed().map(Double.init))
    #expect(result.low == 10 && result.median == 50 && result.high == 90)
  }

  @Test("A figure folds its months") func aFigureFoldsItsMonths() throws {
    let some = try FiguresTests.figures().filter { $0.name.hasPrefix("iea_2025") }
    try #require(!some.isEmpty)
    for result in try FiguresTests.study(paths: 64).run(some, RunOptions()) {
      #expect(result.low < result.high)
      #expect(result.median > 5 && result.median < 25, "\(result.figure.name) \(result.median)")
    }
  }

  @Test("A difference from the same run is zero") func aDifferenceFromTheSameRunIsNothing() throws {
    let figure = try #require(try FiguresTests.figures().first { $0.measure == .difference })
    let run = try FiguresTests.sameRun(figure)
    #expect(try figure.values(run, run).allSatisfy { $0 == 0 })
  }

  private static func sameRun(_ figure: PublishedFigure) throws -> PathValues {
    var trial = try StudyFixture.trial(paths: 16)
    trial.settings.outputs = [figure.variable]
    return try trial.pathValues(Span.months(of: Period(first: figure.first, last: figure.last)), RunOptions())
  }

  @Test("As many hits as draws are certain, and none is the product of misses")
  func asManyHitsAsDrawsAreCertainAndNoneIsTheProductOfMisses() {
    #expect(abs(binomialAtMost(10, of: 10, chance: 0.8) - 1) < 1e-12)
    #expect(abs(binomialAtMost(0, of: 3, chance: 0.8) - 0.008) < 1e-12)
    #expect(abs(binomialAtMost(1, of: 2, chance: 0.8) - 0.36) < 1e-12)
  }

  @Test("An unknown name to pin is refused") func anUnknownNameToTellIsRefused() throws {
    let figure = try #require(try FiguresTests.figures().first)
    let study = try FiguresTests.study(paths: 16)
    let asked = FigureCase(asOf: figure.asked.asOf, start: figure.asked.start, entries: "pin weather")
    #expect(asked.pinned == ["weather"] && asked.sets.isEmpty)
    var trial = try StudyFixture.trial(paths: 16)
    #expect(throws: StudyFailure.self) { try study.pin("weather", &trial) }
  }

  @Test("Pinned strikes hold from the first month on and the last goes on")
  func pinnedStrikesHoldFromTheFirstMonthOnAndTheLastGoesOn() throws {
    var trial = try StudyFixture.trial(paths: 256)
    try FiguresTests.study(paths: 16).pin("strikes.rate=17 3", &trial)
    trial.settings.outputs = ["strikes.rate"]
    let rates = try trial.pathValues(Span.months(of: trial.settings.period), RunOptions()).values[0]
    #expect(rates.map { $0.min() } == [17, 3, 3, 3, 3, 3] && rates.map { $0.max() } == [17, 3, 3, 3, 3, 3])
  }

  @Test("What a figure sets itself wins over the command line")
  func whatAFigureSetsItselfWinsOverTheCommandLine() throws {
    let seeds = try #require(StudyFixture.seeds)
    let past = PastRuns(
      source: RussianEnergy.source(seeds), paths: 16, seed: 1,
      sets: ["price_cap.compliance=33 %", "price_cap.western_share=0.4"])
    let period = Period(first: Month(year: 2024, month: 1), last: Month(year: 2024, month: 3))
    let day = try #require(Day("2024-01-05"))
    let trial = try past.trial(asOf: day, period: period, sets: ["price_cap.compliance=100 %"])
    func set(_ name: String) -> Double? {
      trial.settings.values[name]?.schedule.steps[0].value.quantile(0.5)
    }
    #expect(set("price_cap.compliance") == 1 && set("price_cap.western_share") == 0.4)
  }
}
