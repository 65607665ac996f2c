import Engine
import Kernels
import Sampling
import TestSupport
import Testing

@testable import Studies

@Suite("Sensitivity of functions with known indices")
struct SensitivityOracleTests {
  private func isWithin(_ estimate: IndexEstimate, _ truth: Double) -> Bool {
    abs(estimate.value - truth) < 4 * estimate.error + 1e-9
  }

  private func pickFreeze(_ parameters: Int, _ function: ([Double]) -> Double) -> [PickFreeze] {
    let first = SensitivityOracles.points(parameters, seed: 1)
    let second = SensitivityOracles.points(parameters, seed: 2, .random)
    let a = SensitivityOracles.values(first, function), b = SensitivityOracles.values(second, function)
    return (0..<parameters).map { parameter in
      var mixed = first
      mixed[parameter] = second[parameter]
      return PickFreeze(a: a, b: b, mixed: SensitivityOracles.values(mixed, function))
    }
  }

  private func ranks(_ parameters: Int, _ function: ([Double]) -> Double) -> [IndexEstimate] {
    let points = SensitivityOracles.points(parameters, seed: 3)
    let values = SensitivityOracles.values(points, function)
    return points.map { RankIndices(parameter: $0).index(of: values) }
  }

  @Test("Pick-freeze finds Ishigami's first and total indices within its own errors")
  func ishigami() {
    let found = pickFreeze(3, SensitivityOracles.ishigami)
    for (indices, truth) in zip(found, [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)]) {
      #expect(isWithin(indices.first, truth.0), "\(indices.first) \(truth.0)")
      #expect(isWithin(indices.total, truth.1), "\(indices.total) \(truth.1)")
      #expect(indices.first.error < 0.02 && indices.total.error < 0.02)
    }
  }

  @Test("Pick-freeze finds the first indices of Sobol's G function within its own errors")
  func sobolG() {
    let found = pickFreeze(8, SensitivityOracles.sobolG)
    for (indices, truth) in zip(found, [0.7162, 0.1790, 0.0237, 0.0072]) {
      #expect(isWithin(indices.first, truth), "\(indices.first) \(truth)")
      #expect(indices.first.error < 0.02)
    }
  }

  @Test("Ranks alone find the first indices of both functions, and tell a zero from the rest")
  func rank() {
    let wave = ranks(3, SensitivityOracles.ishigami)
    for (index, truth) in zip(wave, [0.3139, 0.4424, 0]) {
      #expect(isWithin(index, truth), "\(index) \(truth)")
      #expect(index.error < 0.02)
      #expect(index.isToldFromZero == (truth > 0))
    }
    for (index, truth) in zip(ranks(8, SensitivityOracles.sobolG), [0.7162, 0.1790, 0.0237, 0.0072]) {
      #expect(isWithin(index, truth), "\(index) \(truth)")
    }
  }

  @Test("The errors of rank indices are as large as their scatter over seeds")
  func scatter() {
    let points = (0..<40).map { SensitivityOracles.points(2, seed: 100 + UInt64($0)) }
    let found = points.map { point in
      RankIndices(parameter: point[1]).index(of: point[0].map { $0 * $0 })
    }
    let spread = deviation(found.map(\.value))
    let typical = found.reduce(0) { $0 + $1.error } / Double(found.count)
    #expect(typical > 0.6 * spread && typical < 1.7 * spread, "\(typical) \(spread)")
    #expect(found.allSatisfy { abs($0.value) < 4.5 * $0.error })
    #expect(found.count { $0.low <= 0 && 0 <= $0.high } >= 31, "nine intervals in ten hold the truth")
  }

  @Test("Nine intervals in ten of a mean of replicates hold the truth, skewed as these may be")
  func replicates() {
    let held = (0..<200).count { trial in
      let points = SensitivityOracles.points(1, seed: 1000 + UInt64(trial), .random)[0]
      let skewed = points.prefix(designReplicates).map { -normalQuantile($0 / 2) }
      let estimate = IndexEstimate(replicates: skewed.map { $0 * $0 })
      return estimate.low <= 1 && 1 <= estimate.high
    }
    #expect((165...195).contains(held), "\(held) of 200")
  }

  @Test("Shapley effects of a correlated sum of normal numbers are those of theory")
  func shapley() throws {
    let points = SensitivityOracles.points(3, seed: 5)
    let scores = points.map { $0.map(normalQuantile) }
    let third = zip(scores[1], scores[2]).map { 0.5 * $0 + 0.75.squareRoot() * $1 }
    let sum = third.indices.map { scores[0][$0] + scores[1][$0] + 2 * third[$0] }
    let study = ShapleyEffects(uniforms: [points[0], points[1], third.map(normalCumulative)])
    for (effect, truth) in zip(study.effects(on: sum), [0.125, 0.296875, 0.578125]) {
      #expect(isWithin(effect, truth), "\(effect) \(truth)")
      #expect(effect.error < 0.02)
    }
  }

  @Test("A straight line has the same elementary effect everywhere, a wave hasn't")
  func morris() {
    let points = SensitivityOracles.points(2, seed: 6)
    let function = { (u: [Double]) in 3 * u[0] + SensitivityOracles.sine(6 * (u[1] - 0.5)) }
    let base = SensitivityOracles.values(points, function)
    let found = (0..<2).map { parameter -> ElementaryEffects in
      var moved = points
      moved[parameter] = points[parameter].map(ElementaryEffects.moved)
      return ElementaryEffects(
        uniforms: points[parameter], base: base, moved: SensitivityOracles.values(moved, function))
    }
    #expect(abs(found[0].mean.value - 3) < 1e-9 && abs(found[0].size.value - 3) < 1e-9)
    #expect(found[0].scatter.value < 1e-9)
    #expect(found[1].scatter.value > 0.5)
  }

  @Test("Knowing what explains all removes all doubt, and is worth what the best decision gains")
  func information() {
    let uniform = SensitivityOracles.points(1, seed: 8)[0]
    let value = InformationValue(index: IndexEstimate(value: 1, error: 0), deviation: 5)
    #expect(value.reduction.value == 5)
    let decision = InformationValue.decision(parameter: uniform, result: uniform, threshold: 0.5)
    #expect(abs(decision.value - 0.125) < 0.002 && decision.low < 0.125 && 0.125 < decision.high)
    let never = InformationValue.decision(parameter: uniform, result: uniform, threshold: 2)
    #expect(never.value == 0 && never.error == 0)
  }
}
