import Engine
import TestSupport
import Testing

@testable import Studies
@testable import Sweeps

/// Sweeps of the real model whose results are those of a function with known indices.
private struct KnownSweep {
  let study: SweepStudy

  init(_ text: String) throws { study = try SweepFixture.study(text) }

  /// Three axes, each uniform over its range.
  static func three(_ design: String, seed: Int = 1) throws -> KnownSweep {
    try KnownSweep(
      """
      scenario: baseline
      seed: \(seed)
      design: \(design)
      axes:
        price_cap.level: uniform(0, 100) USD/bbl
        price_cap.compliance: uniform(0, 1)
        strikes.funding: uniform(0, 2)
      """)
  }

  /// Uniform numbers of a case.
  func uniforms(_ number: Int) -> [Double] {
    zip([100, 1, 2], study.axes.indices).map { study.value(axis: $1, of: number) / $0 }
  }

  /// Outcomes as the merge would write them; a case whose result is nil failed.
  func outcomes(_ function: (Int) -> Double?) throws -> SweepOutcomes {
    var outcomes = SweepOutcomes(cases: study.count, home: study.model.home)
    try outcomes.add(Array("case,variable,region,period,unit,mean\n".utf8))
    for number in 0..<study.count {
      guard let value = function(number) else { continue }
      try outcomes.add(Array("\(number),oil.revenue,Russia,total,bn USD,\(value)\n".utf8))
    }
    return outcomes
  }

  func sensitivity(groups: [[String]] = [], _ function: (Int) -> Double?) throws -> SweepSensitivity {
    try SweepSensitivity(study, try outcomes(function), groups: groups, threads: 2)
  }
}

extension SweepSensitivity {
  fileprivate func found(_ measure: SweepMeasure) -> [IndexEstimate] {
    rows.filter { $0.measure == measure && $0.parameter != SweepSensitivity.rest }.map(\.estimate)
  }
}

@Suite("What a sweep's results depend on")
struct SweepSensitivityTests {
  private func isWithin(_ estimate: IndexEstimate, _ truth: Double) -> Bool {
    abs(estimate.value - truth) < 4 * estimate.error + 0.01
  }

  @Test("A grid's shares are exact: first, total and Shapley's", arguments: [0.0, 1])
  func grid(interaction: Double) throws {
    let sweep = try KnownSweep(
      """
      scenario: baseline
      axes:
        price_cap.level: 40 to 60 USD/bbl in 3 steps
        price_cap.compliance: 0 to 100 % in 2 steps
      """)
    let study = try sweep.sensitivity { number in
      let x = sweep.study.value(axis: 0, of: number) / 10 - 5
      let y = 2 * sweep.study.value(axis: 1, of: number) - 1
      return x + 2 * y + interaction * x * y
    }
    // Variances 2/3, 4 and, of the product, 2/3.
    let all = 2 / 3.0 + 4 + interaction * 2 / 3
    let extra = interaction * 2 / 3
    let truth: [(SweepMeasure, [Double])] = [
      (.first, [2 / 3.0, 4]), (.total, [2 / 3.0 + extra, 4 + extra]),
      (.shapley, [2 / 3.0 + extra / 2, 4 + extra / 2]),
    ]
    for (measure, values) in truth {
      for (found, value) in zip(study.found(measure), values) {
        #expect(abs(found.value - value / all) < 1e-12)
      }
    }
    #expect(!study.isSampled && study.rows.allSatisfy { $0.estimate.error == 0 })
  }

  @Test("Ishigami's function on Sobol points and on a Latin hypercube", arguments: ["sobol", "latin"])
  func drawn(design: String) throws {
    let sweep = try KnownSweep.three("\(design)\nsamples: 2048")
    let study = try sweep.sensitivity { SensitivityOracles.ishigami(sweep.uniforms($0)) }
    for (found, truth) in zip(study.found(.first), [0.3139, 0.4424, 0]) {
      #expect(isWithin(found, truth), "\(found) \(truth)")
      #expect(found.isToldFromZero == (truth > 0))
      #expect(found.low - 0.02 < truth && truth < found.high + 0.02, "\(found) \(truth)")
    }
    for (found, truth) in zip(study.found(.shapley), [0.4357, 0.4424, 0.1218]) {
      #expect(isWithin(found, truth), "\(found) \(truth)")
    }
  }

  @Test("Saltelli's sample finds first and total indices within its own errors")
  func exchanged() throws {
    let sweep = try KnownSweep.three("saltelli\nsamples: 1024")
    #expect(sweep.study.count == 5 * 1024)
    let study = try sweep.sensitivity { SensitivityOracles.ishigami(sweep.uniforms($0)) }
    for (found, truth) in zip(study.found(.first), [0.3139, 0.4424, 0]) {
      #expect(isWithin(found, truth), "\(found) \(truth)")
    }
    for (found, truth) in zip(study.found(.total), [0.5576, 0.4424, 0.2437]) {
      #expect(isWithin(found, truth), "\(found) \(truth)")
      #expect(found.error < 0.05)
    }
  }

  @Test("Elementary effects of a plane are its slopes, those of a product scatter")
  func trajectories() throws {
    let sweep = try KnownSweep.three("morris\ntrajectories: 40")
    let study = try sweep.sensitivity { number in
      let u = sweep.uniforms(number)
      return 3 * u[0] - 2 * u[1] + (u[1] > 0.5 ? 4 * u[2] : 0)
    }
    let effects = study.found(.effect), scatters = study.found(.scatter), sizes = study.found(.size)
    #expect(abs(effects[0].value - 3) < 1e-9 && scatters[0].value < 1e-9 && sizes[0].error < 1e-9)
    #expect(abs(effects[2].value - 2) < 4 * effects[2].error && abs(scatters[2].value - 2) < 0.2)
    #expect(effects[1].value > 0 && sizes[1].value > effects[1].value && scatters[1].error > 0)
  }

  @Test(
    "Policies crossed with a sample share the variance with its axes; a failed case takes its point along")
  func policies() throws {
    let sweep = try KnownSweep(
      """
      scenario: baseline
      policies:
        none: baseline
        india: secondary_india
      design: sobol
      samples: 256
      axes:
        price_cap.compliance: uniform(0, 1)
        strikes.funding: uniform(0, 2)
      """)
    let study = try sweep.sensitivity { number in
      number == 300
        ? nil : sweep.study.value(axis: 0, of: number) * 12.0.squareRoot() + (number < 256 ? 0 : 2)
    }
    #expect(study.cases == 510 && study.left == 2)
    #expect(study.rows.prefix(3).map(\.parameter) == ["(policy)", "price_cap.compliance", "strikes.funding"])
    for (found, truth) in zip(study.found(.first), [0.5, 0.5, 0]) {
      #expect(isWithin(found, truth), "\(found)")
    }
  }

  @Test("Axes that a constraint ties together get Shapley effects that sum to what they explain")
  func tied() throws {
    let sweep = try KnownSweep(
      """
      scenario: baseline
      axes:
        price_cap.compliance: 0 to 1 in 12 steps
        strikes.funding: 0 to 1 in 12 steps
      where:
        - strikes.funding <= price_cap.compliance
      """)
    let study = try sweep.sensitivity {
      sweep.study.value(axis: 0, of: $0) + sweep.study.value(axis: 1, of: $0)
    }
    let first = study.found(.first), effects = study.found(.shapley)
    // The sum of two coordinates of a triangle: either explains three quarters of it, and both the whole alike.
    for index in first { #expect(abs(index.value - 0.75) < 0.05, "\(index)") }
    for effect in effects { #expect(abs(effect.value - 0.5) < 0.03, "\(effect)") }
  }

  @Test(
    "Errors are as large as the scatter over seeds, and nine intervals in ten hold the truth",
    arguments: ["sobol\nsamples: 256", "latin\nsamples: 256", "saltelli\nsamples: 128"])
  func scatter(design: String) throws {
    let found = try (1...24).map { seed in
      let sweep = try KnownSweep.three(design, seed: seed)
      return try sweep.sensitivity { number in
        let u = sweep.uniforms(number)
        return 3 * u[0] + u[1] * u[1] + 2 * u[0] * u[2]
      }.found(.first)
    }
    let spread = deviation(found.map { $0[0].value })
    let typical = found.reduce(0) { $0 + $1[0].error } / Double(found.count)
    // Sobol points and strata scatter less than cases drawn independently, which the errors are of.
    #expect(typical > 0.6 * spread, "\(typical) \(spread)")
    #expect(typical < 0.15)
    // Variances 4/3, 4/45 and 1/12, and 1/36 of the product.
    let truth = [4 / 3.0, 4 / 45.0, 1 / 12.0].map { $0 / (4 / 3.0 + 4 / 45.0 + 1 / 12.0 + 1 / 36.0) }
    let held = found.flatMap { zip($0, truth).map { $0.low <= $1 && $1 <= $0.high } }
    #expect(held.count { $0 } >= held.count * 8 / 10, "\(held.count { $0 }) of \(held.count)")
  }

  @Test("What isn't a sweep's outcomes is refused with the reason")
  func flaws() throws {
    for (text, words) in [
      ("a,b\n", "no header"),
      ("case,variable,region,period,unit,mean\n9,a,b,c,d,1\n", "no case of the sweep"),
      ("case,variable,region,period,unit,mean\n1,a\n", "too short"),
    ] {
      var outcomes = SweepOutcomes(cases: 3, home: "Russia")
      let flaw = #expect(throws: SweepOutcomes.Flaw.self) { try outcomes.add(Array(text.utf8)) }
      #expect(flaw?.description.contains(words) == true)
    }
  }
}
