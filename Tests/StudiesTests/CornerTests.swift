import Engine
import Kernels
import RussianEnergy
import Sampling
import Scenarios
import TestSupport
import Testing

@testable import Studies

@Suite("Corners")
struct CornerTests {
  @Test("The mean weight is one, and a chance has no bias, whatever the laws are")
  func unbiased() throws {
    var trial = try CornerFixture.trial(paths: 20_000, seed: 5)
    let question = try Question(text: "walk.end in 2025-12 > 3 index", trial.model, trial.settings.period)
    trial.settings = trial.settings.reporting(only: [question], trial.model)
    let wrong = CornerMixture([(0.5, [0: -0.7, 1: 0.4]), (0.3, [2: 1.1])])
    let simulation = try Simulation(model: trial.model, settings: trial.settings)
    let tilt = ChanceTilt(wrong, simulation, trial, keepsScores: false)
    let table = try trial.pathTable(question.series, tilt.moving(RunOptions()))
    let weights = tilt.weights(paths: table.paths)
    let mean = Sample(paths: Array(weights.indices)).mean(weights)
    #expect(abs(try #require(mean).value - 1) < 4 * (try #require(mean)).error)
    let holds = try #require(question.holds(table))
    let chance = Corner.chance(weights, holds)
    #expect(abs(chance.value - CornerFixture.tail(3)) < 4 * chance.error)
  }

  @Test(
    "Chances of 1e-2 to 1e-5 in closed form are found, with a tenth of the plain paths' number to spare",
    arguments: [2.326, 3.090, 3.719, 4.265])
  func closedForm(level: Double) throws {
    let trial = try CornerFixture.trial(paths: 8192, seed: 9)
    let asked = "walk.end in 2025-12 > \(level) index"
    let corner = try Corner(
      trial, Question(text: asked, trial.model, trial.settings.period), RunOptions())
    let truth = CornerFixture.tail(level)
    #expect(abs(corner.chance.value - truth) < 4 * corner.chance.error, "\(corner.chance) for \(truth)")
    #expect(corner.chance.error < 0.1 * truth)
    let worth = try #require(corner.worth)
    #expect(worth > 10 * Double(corner.paths) || truth > 5e-3, "\(worth)")
    #expect(corner.effectiveHits > 100 && corner.moves.count > 1)
  }

  @Test("Brent's rare chances are those of 1,000,000 plain paths, known to 10 % from a tenth of them")
  func brent() throws {
    var plain = try CornerFixture.brent(paths: 1 << 20, seed: 21)
    let first = try Question(
      text: "brent.price in 2026-02 > 60 USD/bbl", plain.model, plain.settings.period)
    plain.settings = plain.settings.reporting(only: [first], plain.model)
    let table = try plain.pathTable(first.series, CornerFixture.options)
    let february = first.quantities[0]
    let values = Question.Term.quantity(february).values(table).sorted()
    // The level that one path in a thousand is above.
    let level = values[values.count - values.count / 1000 - 1].rounded()
    let truth = Double(values.count { $0 > level }) / Double(values.count)
    let own = (truth / Double(values.count)).squareRoot()
    let tenth = try CornerFixture.brent(paths: 1 << 14, seed: 22)
    let corner = try Corner(
      tenth,
      Question(text: "brent.price in 2026-02 > \(Int(level)) USD/bbl", tenth.model, tenth.settings.period),
      CornerFixture.options)
    let error = (corner.chance.error * corner.chance.error + own * own).squareRoot()
    #expect(abs(corner.chance.value - truth) < 4 * error, "\(corner.chance) for \(truth)")
    #expect(corner.chance.error < 0.1 * truth, "\(corner.chance) for \(truth)")
    #expect(corner.paths + corner.searched < (1 << 20) / 10)
    #expect(try #require(corner.worth) > 2 * Double(corner.paths + corner.searched))
  }

  @Test("The same corner for any number of threads; a chance that isn't rare moves nothing")
  func reproducible() throws {
    let trial = try CornerFixture.trial(paths: 2048, seed: 3)
    let question = try Question(text: "walk.end in 2025-12 > 3.5 index", trial.model, trial.settings.period)
    let one = try Corner(trial, question, RunOptions())
    var options = RunOptions()
    options.threads = 3
    let other = try Corner(trial, question, options)
    #expect(one.weights == other.weights && one.chance == other.chance && one.moves == other.moves)
    let usual = try Corner(
      trial, Question(text: "walk.end in 2025-12 > 0 index", trial.model, trial.settings.period), options)
    #expect(usual.moves.isEmpty && usual.weights.allSatisfy { $0 == 1 })
    #expect(abs(usual.chance.value - 0.5) < 4 * usual.chance.error)
  }

  @Test("Questions that are no chance, or that leave paths out, are refused")
  func refused() throws {
    let trial = try CornerFixture.trial(paths: 256, seed: 3)
    for text in ["mean(walk.end)", "when walk.end > 3 index", "walk.end > 3 index given walk.end > 1 index"] {
      let question = try Question(text: text, trial.model, trial.settings.period)
      #expect(throws: StudyFailure.self) { try Corner(trial, question, RunOptions()) }
    }
  }
}

/// A walk of three months and a parameter whose end is standard normal, and the model's Brent alone.
enum CornerFixture {
  /// The chance of a standard normal number above a level.
  static func tail(_ level: Double) -> Double { normalCumulative(-level) }

  static var options: RunOptions {
    var options = RunOptions()
    options.threads = 2
    return options
  }

  static func trial(paths: Int, seed: UInt64) throws -> Trial {
    let first = Month(year: 2025, month: 10)
    let model = try Model(
      [Walk.self], register: ["walk.start"], seeds: try #require(StudyFixture.seeds), start: first)
    return Trial(model: model, settings: try settings(first, first + 2, paths, seed))
  }

  /// Six months of Brent in a world that loses no oil.
  static func brent(paths: Int, seed: UInt64) throws -> Trial {
    let first = Month(year: 2025, month: 9)
    let seeds = try #require(StudyFixture.seeds).known(on: try #require(Day("2025-09-23")))
    let model = try Model(
      [QuietWorld.self] + RussianEnergy.mechanisms.filter { $0.section == "brent" },
      register: RussianEnergy.register, influential: RussianEnergy.influential, home: RussianEnergy.home,
      seeds: seeds, start: first)
    return Trial(model: model, settings: try settings(first, first + 5, paths, seed))
  }

  private static func settings(
    _ first: Month, _ last: Month, _ paths: Int, _ seed: UInt64
  ) throws -> Settings {
    Settings(
      name: "corner", asOf: try #require(Day("2025-09-23")), period: Period(first: first, last: last),
      paths: paths, seed: seed, design: .nested)
  }
}

/// (start + z₁ + z₂ + z₃) / 2 of independent standard normal numbers.
private struct Walk: Mechanism {
  static let section = "walk"
  static let summary = "A walk."

  let start: Parameter
  let factor: Factor
  let sum: State
  let end: Output

  init(_ declare: Declarations) {
    start = declare.uncertain(
      "start", .normal(mean: 0, sd: 1), .index, in: -100...100, "Where it starts.", source: "test")
    factor = declare.factor("step")
    sum = declare.state("sum")
    end = declare.output("end", .index, .last, "Where it is.")
  }

  func begin(_ paths: MonthView) { paths[sum].assign(paths[start]) }

  func step(_ paths: MonthView) {
    for path in paths.indices {
      paths[sum][path] += paths[factor][path]
      paths[end][path] = paths[sum][path] / 2
    }
  }
}
