import Engine
import Kernels
import Sampling
import Testing

@Suite struct StatisticsTests {
  private func echo(_ value: Distribution, design: DesignKind = .random, paths: Int = 16384) throws -> Results
  {
    var settings = tinySettings(months: 2, paths: paths, design: design)
    settings.values["echo.value"] = always(value)
    return try run(tinyModel([Echo.self]), settings)
  }

  @Test(
    arguments: [
      Distribution.uniform(low: -1, high: 3), .normal(mean: 5, sd: 2), .triangular(low: 0, mode: 1, high: 4),
      .lognormal(mu: 0, sigma: 0.5), .beta(alpha: 2, beta: 5, low: 0, high: 1),
      .central(median: 9, low: 5, high: 14),
    ], [DesignKind.random, .sobol, .latinHypercube])
  func meansAndQuantilesAreWithinTheirOwnErrors(value: Distribution, design: DesignKind) throws {
    let found = try echo(value, design: design).monthly[0][0]
    #expect(abs(found.mean - value.mean) < 4 * found.meanError, "\(found)")
    // Errors of quantiles are read from bins, so they can't tell less than a part of a bin.
    let bin = (found.quantiles[4] - found.quantiles[0]) / 2048
    for (index, level) in quantileLevels.enumerated() {
      let gap = abs(found.quantiles[index] - value.quantile(level))
      #expect(gap < 4 * found.quantileErrors[index] + bin, "\(level) is off by \(gap) of \(found)")
    }
  }

  @Test("The error of a random mean is that of independent paths")
  func theErrorOfARandomMeanIsThatOfIndependentPaths() throws {
    let errors = try (0..<40).map { seed in
      let settings = tinySettings(months: 1, paths: 1024, seed: UInt64(seed))
      return try run(tinyModel([Echo.self]), settings).monthly[0][0].meanError
    }
    let squares: Double = errors.reduce(0.0) { $0 + $1 * $1 }
    let mean = squares / 40 * 1024 * 12
    // A sum of 40 × 15 squares of standard normal numbers.
    let error = (2.0 / 600).squareRoot()
    #expect(abs(mean - 1) < 4 * error)
  }

  @Test("Sobol points have much smaller errors") func sobolPointsHaveMuchSmallerErrors() throws {
    let random = try echo(.uniform(low: 0, high: 1)).monthly[0][0].meanError
    let sobol = try echo(.uniform(low: 0, high: 1), design: .sobol).monthly[0][0].meanError
    #expect(sobol < random / 20)
  }

  /// R's type 7: linear between the two neighbouring ranks.
  @Test("Exact quantiles are those of sorted values", arguments: [1, 2, 17, 255, 1000, 4999])
  func exactQuantilesAreThoseOfSortedValues(paths: Int) throws {
    var settings = tinySettings(months: 2, paths: paths)
    settings.values["walk.size"] = always(.lognormal(mu: 0, sigma: 1))
    let found = try runWithValues(tinyModel([Walk.self]), settings)
    #expect(found.results.hasExactQuantiles)
    for month in 0..<2 {
      let sorted = found.values[0][month].sorted()
      let expected = quantileLevels.map { level -> Double in
        let place = level * Double(paths - 1)
        let below = Int(place), above = min(below + 1, paths - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
      }
      #expect(found.results.monthly[0][month].quantiles == expected)
    }
  }

  @Test("Quantiles of few distinct values are exact") func quantilesOfFewDistinctValuesAreExact() throws {
    let dice = try Distribution.discrete(weighted: [(1, 0.3), (2, 0.3), (7, 0.4)])
    let found = try echo(dice, paths: 10_000).monthly[0][0]
    #expect(found.quantiles == [1, 1, 2, 7, 7])
    #expect(try echo(.constant(3)).monthly[0][0].quantiles == [3, 3, 3, 3, 3])
  }

  @Test("Years and totals are sums, means or last values")
  func yearsAndTotalsAreSumsMeansOrLastValues() throws {
    let kinds: [any Mechanism.Type] = [Echo.self, Twin.self, Walk.self]
    let settings = tinySettings(from: "2025-11", months: 4, paths: 300)
    let found = try runWithValues(tinyModel(kinds, start: "2025-11"), settings)
    func mean(_ series: Int, _ months: Range<Int>, _ fold: ([Double]) -> Double) -> Double {
      let paths = (0..<300).map { path in fold(months.map { found.values[series][$0][path] }) }
      return paths.reduce(0, +) / 300
    }
    func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let folds: [([Double]) -> Double] = [average, { $0.reduce(0, +) }, { $0.last ?? .nan }]
    #expect(found.results.years == [2025, 2026])
    for (series, fold) in folds.enumerated() {
      for (year, months) in [0..<2, 2..<4].enumerated() {
        let gap = found.results.annual[series][year].mean - mean(series, months, fold)
        #expect(abs(gap) < 1e-12)
      }
      #expect(abs(found.results.total[series].mean - mean(series, 0..<4, fold)) < 1e-12)
    }
  }

  @Test("The selected series are reported") func theSelectedSeriesAreReported() throws {
    let model = try tinyModel([Echo.self, Twin.self, Walk.self])
    var settings = tinySettings(months: 1, paths: 16)
    settings.outputs = ["walk.beta", "echo.copy"]
    #expect(try run(model, settings).series.map(\.declaration.variable) == ["echo.copy", "walk.beta"])
  }
}
