import Engine
import Kernels
import Sampling
import Testing

/// A function of three parameters, and of a shock where it has one, whose mean is 1: ∏ (1 + (u − ½)) + 0.2 z.
private struct Product: Mechanism {
  static let section = "product"
  static let summary = "An integrand with mean 1."
  let factors: [Parameter]
  let shock: Shock
  let noise: Parameter
  let output: Output

  init(_ declare: Declarations) {
    factors = (0..<3).map {
      declare.uncertain("u\($0)", .uniform(low: 0, high: 1), .share, in: 0...1, "A number.", source: "test")
    }
    noise = declare.lever("noise", 0, .share, in: 0...1, "Size of the shock.", source: "test")
    shock = declare.shock("shock")
    output = declare.output("value", .share, .mean, "Their product.", headline: true)
  }

  func step(_ paths: Paths) {
    let output = paths[output], noise = paths[noise]
    paths.normals(shock, into: output)
    for path in paths.indices { output[path] *= noise[path] }
    let z = (0..<blockWidth).map { output[$0] }
    output.fill(1)
    for factor in factors {
      let u = paths[factor]
      for path in paths.indices { output[path] *= 0.5 + u[path] }
    }
    for path in paths.indices { output[path] += z[path] }
  }
}

/// How often intervals hold the truth, over many seeds; the seeds are fixed, so the answers are too.
@Suite struct CoverageTests {
  /// The 97.5 % point of Student's t with 15 degrees of freedom, since an error comes from 16 replicates.
  private static let student = 2.1314
  private static let seeds = 2500

  /// The share of seeds whose interval of `width` standard errors holds the mean.
  private func coverage(
    _ design: DesignKind, paths: Int = 256, noise: Double = 0, width: Double = student, limit: Double? = nil
  ) throws -> Double {
    let model = try Model(
      [Product.self], register: (0..<3).map { "product.u\($0)" } + ["product.noise"],
      seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
    var covered = 0
    for seed in 0..<Self.seeds {
      var settings = tinySettings(months: 1, paths: paths, seed: UInt64(seed), design: design)
      settings.values["product.noise"] = always(.constant(noise))
      var options = RunOptions()
      options.target = limit.map { Target(series: 0, limit: $0, isRelative: false) }
      let found = try Simulation(model: model, settings: settings, options: options).run().monthly[0][0]
      if abs(found.mean - 1) <= width * found.meanError { covered += 1 }
    }
    return Double(covered) / Double(Self.seeds)
  }

  @Test(arguments: [DesignKind.random, .sobol, .latinHypercube], [0, 0.2])
  func ninetyFivePerCentIntervalsHoldTheTruthInNinetyThreeToNinetySevenOfAHundredRuns(
    design: DesignKind, noise: Double
  ) throws {
    let found = try coverage(design, noise: noise)
    #expect((0.93...0.97).contains(found), "\(found)")
  }

  /// That a run ends when its error looks small could make it look too small; the limit is the error of some 1,500
  /// paths, so that runs end with different numbers of them.
  @Test func intervalsOfARunThatGrowsHoldTheTruthAsOften() throws {
    let found = try coverage(.sobol, paths: 1 << 14, noise: 0.2, limit: 0.0052)
    #expect((0.93...0.97).contains(found), "\(found)")
  }

  /// Two standard errors, as readers take them, are worth 93.6 % with 16 replicates.
  @Test func twoStandardErrorsHoldTheTruthAboutAsOften() throws {
    let found = try coverage(.sobol, noise: 0.2, width: 2)
    #expect((0.92...0.955).contains(found), "\(found)")
  }
}
