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

  func step(_ paths: MonthView) {
    let output = paths[output]
    output.fill(1)
    for factor in factors {
      let u = paths[factor]
      for path in paths.indices { output[path] *= 0.5 + u[path] }
    }
  }

  static func model() throws -> Model {
    try Model(
      [Product.self], register: (0..<3).map { "product.u\($0)" }, seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 1))
  }
}

/// The sum of four standard normal parameters: every quantile is twice that of a normal number.
private struct Sum: Mechanism {
  static let section = "sum"
  static let summary = "A normal number with mean 0 and variance 4."
  let terms: [Parameter]
  let output: Output

  init(_ declare: Declarations) {
    terms = (0..<4).map {
      declare.uncertain("z\($0)", .normal(mean: 0, sd: 1), .share, in: -99...99, "A number.", source: "test")
    }
    output = declare.output("value", .share, .mean, "Their sum.", headline: true)
  }

  func step(_ paths: MonthView) {
    let output = paths[output]
    output.fill(0)
    for term in terms {
      let z = paths[term]
      for path in paths.indices { output[path] += z[path] }
    }
  }

  /// The terms have the leading dimensions of the design, or those after them.
  static func model(isLeading: Bool) throws -> Model {
    let names = (0..<4).map { "sum.z\($0)" }
    return try Model(
      [Sum.self], register: names, influential: isLeading ? names : [], seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 1))
  }
}

/// How often the stated intervals hold the truth, over seeds; 95 % of 2,500 has a standard error of 0.44 points.
@Suite struct CoverageTests {
  private static let seeds = 2500

  private func found(_ model: Model, _ design: DesignKind, paths: Int) throws -> [Statistics] {
    try (0..<Self.seeds).map { seed in
      let settings = tinySettings(months: 1, paths: paths, seed: UInt64(seed), design: design)
      return try run(model, settings).monthly[0][0]
    }
  }

  /// The share of intervals that hold the truth.
  private func share(of intervals: [(value: Double, reach: Double)], holding truth: Double) -> Double {
    Double(intervals.count { abs($0.value - truth) <= $0.reach }) / Double(intervals.count)
  }

  @Test("Intervals of means hold the truth 95 times in a hundred", arguments: DesignKind.allCases)
  func intervalsOfMeansHoldTheTruthNinetyFiveTimesInAHundred(design: DesignKind) throws {
    let results = try found(Product.model(), design, paths: 256)
    let held = share(of: results.map { ($0.mean, Statistics.errorsTo95 * $0.meanError) }, holding: 1)
    #expect((0.93...0.97).contains(held), "\(held)")
  }

  /// That a run ends when its error looks small could make it look too small; the limit is the error of some 1,500
  /// paths, so that runs end with different numbers of them.
  @Test("Intervals of runs that grow hold the truth as often") func soDoThoseOfRunsThatGrow() throws {
    let model = try Product.model()
    var options = RunOptions()
    options.target = Target(series: 0, limit: 0.0134, isRelative: false)
    let intervals = try (0..<Self.seeds).map { seed -> (value: Double, reach: Double) in
      let settings = tinySettings(months: 1, paths: 1 << 14, seed: UInt64(seed), design: .random)
      let found = try Simulation(model: model, settings: settings).run(options).monthly[0][0]
      return (found.mean, Statistics.errorsTo95 * found.meanError)
    }
    let held = share(of: intervals, holding: 1)
    #expect((0.93...0.97).contains(held), "\(held)")
  }

  /// Sobol points beyond the leading dimensions are tied, so that the replicates' quantiles are less normal.
  @Test(
    "Intervals of quantiles hold it as often from a thousand paths on",
    arguments: [
      (DesignKind.nested, true), (.nested, false), (.sobol, true), (.random, false), (.latinHypercube, false),
    ])
  func soDoThoseOfQuantilesFromAThousandPathsOn(design: DesignKind, isLeading: Bool) throws {
    let results = try found(Sum.model(isLeading: isLeading), design, paths: 1024)
    for (index, level) in quantileLevels.enumerated() {
      let intervals = results.map { ($0.quantiles[index], Statistics.errorsTo95 * $0.quantileErrors[index]) }
      let held = share(of: intervals, holding: 2 * normalQuantile(level))
      #expect((0.93...0.97).contains(held), "\(level): \(held)")
    }
  }

  /// Student's t with 15 degrees of freedom lies within ±1.96 with a chance of 93.1 %.
  @Test("Normal intervals would hold the truth less often")
  func normalIntervalsWouldHoldItLessOften() throws {
    let results = try found(Product.model(), .random, paths: 256)
    let held = share(of: results.map { ($0.mean, 1.96 * $0.meanError) }, holding: 1)
    #expect(abs(held - 0.931) < 4 * (0.931 * 0.069 / Double(Self.seeds)).squareRoot(), "\(held)")
  }
}
