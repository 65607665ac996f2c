import Engine
import RussianEnergy
import Sampling
import Testing

@testable import Studies

@Suite("Attribution")
struct AttributionTests {
  private static let candidates = (try? StudyFixture.trial().model).map(AttributedMeasure.all) ?? []
  private static let target = AttributionTarget(name: "loss", variables: ["oil.revenue"], sign: -1)

  @Test("The shares of all measures sum to the total on every path")
  func sum() throws {
    let trial = try StudyFixture.trial(["sanctions.on_india": 0.9])
    let found = try Attribution(
      trial, candidates: Self.candidates, targets: [Self.target], options: RunOptions())
    #expect(found.measures.map(\.name).contains("measures on India"))
    for part in found.parts {
      for path in part.totalValues.indices {
        let sum = part.shares.reduce(0) { $0 + $1.values[path] }
        #expect(abs(sum - part.totalValues[path]) <= 1e-9 * max(abs(part.totalValues[path]), 1))
      }
      #expect(part.gap <= 1e-9)
    }
  }

  @Test("The total is the case against itself without any measure")
  func total() throws {
    let trial = try StudyFixture.trial()
    let found = try Attribution(
      trial, candidates: Self.candidates, targets: [Self.target], options: RunOptions())
    let span = try #require(StudyFixture.spans(trial).last)
    let with = try trial.pathValues([span], RunOptions())
    let without = try trial.without(found.measures).pathValues([span], RunOptions())
    let row = try #require(with.row("oil.revenue"))
    let part = try #require(found.parts.last)
    for path in 0..<with.paths {
      let loss = without.values[row][0][path] - with.values[row][0][path]
      #expect(abs(loss - part.totalValues[path]) < 1e-9 * max(abs(loss), 1))
    }
  }

  @Test("A measure that the case lacks takes no run, and every measure names parameters of the model")
  func inactive() throws {
    let trial = try StudyFixture.trial()
    let active = Self.candidates.filter { $0.isActive(in: trial) }.map(\.name)
    #expect(!active.contains("services ban") && active.contains("price cap"))
    for name in Self.candidates.flatMap(\.off.keys) {
      #expect(trial.model.slot(of: name) != nil, "\(name)")
    }
  }

  @Test("Switching a measure off also stops events that would switch it on")
  func events() throws {
    var trial = try StudyFixture.trial()
    trial.settings.events = [
      EventSetting(
        name: "ban", timing: .dated(Month(year: 2025, month: 11).first, delay: .constant(0)),
        chance: .constant(1), lasts: nil,
        effects: [EventEffect(parameter: "sanctions.eu_crude_ban", kind: .sets, value: .constant(1))],
        origin: "test")
    ]
    let ban = try #require(Self.candidates.first { $0.name == "EU crude ban" })
    #expect(ban.isActive(in: trial))
    #expect(!ban.isActive(in: trial.without([ban])))
  }

  @Test("The ratio of means of proportional values is exact and sure")
  func ratio() throws {
    let below = (1...64).map(Double.init)
    let ratio = try #require(
      RatioOfMeans(PathStatistics(below.map { 2.5 * $0 }), over: PathStatistics(below)))
    #expect(abs(ratio.value - 2.5) < 1e-12 && ratio.error < 1e-12)
  }

  @Test("Nothing has no ratio to anything")
  func noRatio() {
    let zero = PathStatistics([Double](repeating: 0, count: 64))
    #expect(RatioOfMeans(PathStatistics((1...64).map(Double.init)), over: zero) == nil)
  }
}
