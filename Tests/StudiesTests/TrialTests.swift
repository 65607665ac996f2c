import Engine
import RussianEnergy
import Sampling
import Scenarios
import Studies
import Testing

@Suite struct TrialTests {
  @Test("The same case gives the same results") func theSameCaseGivesTheSameResults() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/seeds"
    let seeds = try SeedFiles.load(directory: folder)
    let day = try #require(Day("2025-09-23"))
    let first = Month(year: 2025, month: 9)
    let model = try Model(
      RussianEnergy.mechanisms, register: RussianEnergy.register, influential: RussianEnergy.influential,
      home: RussianEnergy.home,
      seeds: seeds.known(on: day), start: first)
    let settings = Settings(
      name: "case", asOf: day, period: Period(first: first, last: first + 2), paths: 256, seed: 7,
      design: .nested)
    let trial = Trial(model: model, settings: settings)
    #expect(try trial.run(RunOptions()).total == trial.run(RunOptions()).total)
  }
}
