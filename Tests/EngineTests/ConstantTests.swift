import Engine
import Sampling
import Testing

/// Equal numbers have themselves for mean and no error, in a month, a year and over the horizon.
@Suite struct ConstantTests {
  @Test("A value that is held has its own mean, to the bit.", arguments: [64.7, 0.1, 1.0 / 3])
  func held(value: Double) throws {
    var settings = tinySettings(from: "2025-03", months: 28, paths: 1000)
    settings.values["echo.value"] = always(.constant(value))
    let results = try run(tinyModel([Echo.self], start: "2025-03"), settings)
    let all = results.monthly[0] + results.annual[0] + [results.total[0]]
    #expect(all.allSatisfy { $0.mean == value && $0.meanError == 0 })
  }
}
