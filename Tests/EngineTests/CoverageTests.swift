import Engine
import Kernels
import Sampling
import Testing

/// A smooth function of three parameters whose mean is known: ∏ (1 + (u − ½)).
private struct Product: Mechanism {
  static let section = "product"
  static let summary = "A smooth integrand with mean 1."
  let factors: [Parameter]
  let output: Output

  init(_ declare: Declarations) {
    factors = (0..<3).map {
      declare.uncertain("u\($0)", .uniform(low: 0, high: 1), .share, in: 0...1, "A number.", source: "test")
    }
    output = declare.output("value", .share, .mean, "Their product.", headline: true)
  }

  func step(_ paths: Paths) {
    let output = paths[output]
    output.fill(1)
    for factor in factors {
      let u = paths[factor]
      for path in paths.indices { output[path] *= 0.5 + u[path] }
    }
  }
}

@Suite struct CoverageTests {
  /// The 97.5 % point of Student's t with 15 degrees of freedom.
  private static let student = 2.1314

  private func coverage(_ design: DesignKind, seeds: Int) throws -> Double {
    let model = try Model(
      [Product.self], register: (0..<3).map { "product.u\($0)" }, seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 1))
    var covered = 0
    for seed in 0..<seeds {
      let settings = tinySettings(months: 1, paths: 256, seed: UInt64(seed), design: design)
      let found = try run(model, settings).monthly[0][0]
      if abs(found.mean - 1) <= Self.student * found.meanError { covered += 1 }
    }
    return Double(covered) / Double(seeds)
  }

  /// With 2,500 seeds the standard error of a coverage of 95 % is 0.44 points.
  @Test func randomIntervalsCoverTheTruthInNinetyFiveOfAHundredRuns() throws {
    let found = try coverage(.random, seeds: 2500)
    #expect(abs(found - 0.95) < 4 * (0.95 * 0.05 / 2500).squareRoot())
    #expect((0.93...0.97).contains(found))
  }

  @Test func sobolIntervalsCoverTheTruthInAtLeastNineOfTenRuns() throws {
    #expect(try coverage(.sobol, seeds: 1000) >= 0.9)
  }

  @Test func latinHypercubeIntervalsCoverTheTruthInAtLeastNineOfTenRuns() throws {
    #expect(try coverage(.latinHypercube, seeds: 1000) >= 0.9)
  }
}
