import Engine
import Kernels
import Sampling
import Testing

@testable import Studies

@Suite("Sensitivity of the model")
struct SensitivityRunTests {
  private func trial(_ outputs: [String]) throws -> Trial {
    var trial = try StudyFixture.trial(paths: 1024)
    trial.settings.outputs = outputs
    return trial
  }

  @Test("One run ranks the parameters, and what the parts of chance explain sums to all")
  func given() throws {
    let study = try Sensitivity(trial(["oil.revenue"]), RunOptions())
    let series = try #require(study.series.first)
    let ranked = study.ranked(series)
    let sum = study.split.rows(series).reduce(0) { $0 + $1.share.value }
    #expect(abs(sum - 1) < 1e-9)
    for row in study.split.rows(series) {
      #expect(row.share.value > -3 * row.share.error && row.share.value < 1 + 3 * row.share.error)
    }
    #expect(zip(ranked, ranked.dropFirst()).allSatisfy { $0.index.value >= $1.index.value })
    #expect(study.rows.count == ranked.count + Sensitivity.mostByMonth * 6)
    #expect(study.paths == 1024)
  }

  @Test("A study doesn't depend on the number of threads")
  func threads() throws {
    var many = RunOptions()
    many.threads = 3
    let one = try Sensitivity(trial(["oil.revenue"]), RunOptions())
    let three = try Sensitivity(trial(["oil.revenue"]), many)
    #expect(one.rows.map(\.index) == three.rows.map(\.index))
  }

  @Test("A parameter that a run holds still has no effect, and exchanging all but shocks leaves the rest")
  func sobol() throws {
    let study = try SensitivitySobol(
      trial(["refining.runs"]), parameters: ["strikes.intensity", "refining.spare_usable"], RunOptions())
    let still = study.rows.filter { $0.parameter == "strikes.intensity" }
    #expect(still.allSatisfy { $0.indices.total.value == 0 && $0.indices.first.value == 0 })
    for part in study.parameters { #expect(part.share.value > -0.3 && part.share.value < 1.01) }
  }

  @Test("The points of a run are those that it draws, and a hook sees each uncertain parameter")
  func hook() throws {
    let trial = try trial(["oil.revenue"])
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    var options = RunOptions()
    options.onUniforms = { slot, first, column in
      points.independent(slot: slot, firstPath: first, into: column)
    }
    #expect(try trial.run(options).total == trial.run(RunOptions()).total)
    options.onUniforms = { _, _, column in column.fill(0.5) }
    #expect(try trial.run(options).total != trial.run(RunOptions()).total)
    #expect(points.uniforms().allSatisfy { $0.count == 1024 && $0.allSatisfy { 0 < $0 && $0 < 1 } })
  }

  @Test("Correlated parameters form a group, and their numbers hang together")
  func groups() throws {
    var trial = try trial(["oil.revenue"])
    let free = try ParameterPoints(model: trial.model, settings: trial.settings)
    let names = Array(free.names.prefix(2))
    trial.settings.correlations = [(first: names[0], second: names[1], value: 0.9)]
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    // The model has groups of its own: what is calibrated together.
    #expect(points.groups == [[0, 1]] + free.groups)
    let numbers = points.uniforms()
    let apart = zip(numbers[0], numbers[1]).reduce(0) { $0 + abs($1.0 - $1.1) } / 1024
    #expect(apart < 0.2)
    let study = try Sensitivity(trial, RunOptions())
    #expect(study.groups.first?.parameters == names)
  }
}
