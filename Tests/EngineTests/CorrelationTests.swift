import Engine
import Kernels
import Sampling
import Testing

@Suite struct CorrelationTests {
  private func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(left.count)
    let meanLeft = left.reduce(0, +) / count, meanRight = right.reduce(0, +) / count
    var both = 0.0, leftSquares = 0.0, rightSquares = 0.0
    for (a, b) in zip(left, right) {
      both += (a - meanLeft) * (b - meanRight)
      leftSquares += (a - meanLeft) * (a - meanLeft)
      rightSquares += (b - meanRight) * (b - meanRight)
    }
    return both / (leftSquares * rightSquares).squareRoot()
  }

  /// Fisher's transform of a correlation is normal with standard deviation 1/√(n − 3).
  private func score(_ found: Double, _ expected: Double, count: Int) -> Double {
    func transform(_ r: Double) -> Double { 0.5 * logarithm((1 + r) / (1 - r)) }
    return (transform(found) - transform(expected)) * Double(count - 3).squareRoot()
  }

  @Test("Factors have their correlation", arguments: [-0.8, 0.0, 0.5, 0.95])
  func factorsHaveTheirCorrelation(rho: Double) throws {
    var settings = tinySettings(months: 2, paths: 8192)
    settings.correlations = [("alpha", "beta", rho)]
    let values = try runWithValues(tinyModel([Walk.self]), settings).values
    for month in 0..<2 {
      let found = correlation(values[1][month], values[2][month])
      #expect(abs(score(found, rho, count: 8192)) < 4, "\(found)")
    }
    let months = correlation(values[1][0], values[1][1])
    #expect(abs(score(months, 0, count: 8192)) < 4)
  }

  @Test("Factors are standard normal") func factorsAreStandardNormal() throws {
    var settings = tinySettings(months: 1, paths: 8192)
    settings.correlations = [("beta", "alpha", 0.7)]
    let values = try runWithValues(tinyModel([Walk.self]), settings).values
    for row in 1...2 {
      let mean = values[row][0].reduce(0, +) / 8192
      let variance = values[row][0].reduce(0.0) { $0 + $1 * $1 } / 8192
      let error = (1.0 / 8192).squareRoot()
      #expect(abs(mean) < 4 * error)
      #expect(abs(variance - 1) < 4 * 2.0.squareRoot() * error)
    }
  }

  @Test("Parameters keep their distributions and gain a correlation", arguments: [-0.6, 0.9])
  func parametersKeepTheirDistributionsAndGainACorrelation(rho: Double) throws {
    var settings = tinySettings(months: 1, paths: 8192)
    settings.correlations = [("echo.value", "twin.value", rho)]
    let found = try runWithValues(tinyModel([Echo.self, Twin.self]), settings)
    let scores = found.values.map { $0[0].map(normalQuantile) }
    #expect(abs(score(correlation(scores[0], scores[1]), rho, count: 8192)) < 4)
    let error = (1.0 / 12 / 8192).squareRoot()
    for series in 0..<2 {
      let month = found.results.monthly[series][0]
      #expect(abs(month.mean - 0.5) < 4 * error)
    }
  }

  @Test("The latest value of a pair counts") func theLatestValueOfAPairCounts() throws {
    var settings = tinySettings(months: 1, paths: 4096)
    settings.correlations = [("alpha", "beta", -0.9), ("beta", "alpha", 0.9)]
    let values = try runWithValues(tinyModel([Walk.self]), settings).values
    #expect(abs(score(correlation(values[1][0], values[2][0]), 0.9, count: 4096)) < 4)
  }

  @Test("Uncorrelated parameters stay as they were") func uncorrelatedParametersStayAsTheyWere() throws {
    let model = try tinyModel([Echo.self, Twin.self, Walk.self])
    var settings = tinySettings(months: 1, paths: 512)
    let free = try runWithValues(model, settings).values
    settings.correlations = [("echo.value", "walk.size", 0.8)]
    let joined = try runWithValues(model, settings).values
    #expect(joined[1] == free[1])
    #expect(joined[2] != free[2])
  }

  @Test("Correlations that contradict each other are repaired with a warning")
  func correlationsThatContradictEachOtherAreRepairedWithAWarning() throws {
    var settings = tinySettings(months: 1, paths: 512)
    settings.correlations = [
      ("echo.value", "twin.value", 0.9), ("twin.value", "walk.size", 0.9), ("echo.value", "walk.size", -0.9),
    ]
    let results = try run(tinyModel([Echo.self, Twin.self, Walk.self]), settings)
    #expect(results.warnings.count == 1)
    #expect(results.warnings[0].contains("distance"))
  }

  @Test(
    "A pair that is not two of a kind is refused",
    arguments: [("alpha", "echo.value"), ("alpha", "gamma"), ("echo.value", "echo.nothing")])
  func aPairThatIsNotTwoOfAKindIsThrown(first: String, second: String) throws {
    var settings = tinySettings(months: 1, paths: 16)
    settings.correlations = [(first, second, 0.5)]
    #expect(throws: ModelError.self) { try run(tinyModel([Echo.self, Walk.self]), settings) }
  }
}
