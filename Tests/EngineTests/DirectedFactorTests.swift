import Engine
import Kernels
import Sampling
import Testing

/// Sums of a factor's months, by path; what weighs in the first direction is uneven over months and paths.
private struct Directed: Mechanism {
  static let section = "directed"
  static let summary = "Three sums of a factor's months."
  let scale: Parameter
  let factor: Factor
  let weight: State
  let number, along, across: Output

  init(_ declare: Declarations) {
    scale = declare.uncertain(
      "scale", .uniform(low: 0.5, high: 3), .share, in: 0...10, "Weight of later months.", source: "test")
    factor = declare.factor("alpha", along: declare.spread("sum"))
    weight = declare.state("weight")
    number = declare.output("number", .share, .mean, "The factor.", headline: true)
    along = declare.output("along", .share, .sum, "What is spread.", headline: true)
    across = declare.output("across", .share, .sum, "Something else.", headline: true)
  }

  func begin(_ paths: MonthView) {
    let direction = paths.direction(of: factor), scale = paths[scale]
    for month in 0..<direction.rows {
      for path in paths.indices { direction[month][path] = Self.weight(month, scale[path]) }
    }
  }

  static func weight(_ month: Int, _ scale: Double) -> Double { month == 0 ? 1 : scale / Double(month) }

  func step(_ paths: MonthView) {
    let z = paths[factor], scale = paths[scale]
    let number = paths[number], along = paths[along], across = paths[across]
    for path in paths.indices {
      number[path] = z[path]
      along[path] = Self.weight(paths.index, scale[path]) * z[path]
      across[path] = z[path] * z[path]
    }
  }

  static func model() throws -> Model {
    try Model(
      [Directed.self], register: ["directed.scale"], influential: ["directed.sum"],
      seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 1))
  }
}

@Suite("A factor whose weighted sum the design spreads")
struct DirectedFactorTests {
  private func found(
    _ design: DesignKind, paths: Int = 16_384, scale: Double? = nil
  ) throws -> (results: Results, values: [[[Double]]]) {
    var settings = tinySettings(months: 6, paths: paths, design: design)
    if let scale { settings.values["directed.scale"] = always(.constant(scale)) }
    let run = try runWithValues(Directed.model(), settings)
    return (run.results, run.values)
  }

  @Test(
    "Its months stay standard normal and independent of each other", arguments: [DesignKind.nested, .random])
  func law(design: DesignKind) throws {
    let months = try found(design).values[0]
    let count = Double(months[0].count)
    for first in months.indices {
      #expect(abs(months[first].reduce(0, +) / count) < 4 / count.squareRoot())
      for second in 0...first {
        let product = zip(months[first], months[second]).reduce(0) { $0 + $1.0 * $1.1 } / count
        let isSame = first == second
        #expect(abs(product - (isSame ? 1 : 0)) < 4 * (isSame ? 2.0 : 1).squareRoot() / count.squareRoot())
      }
      let fourth = months[first].reduce(0) { $0 + $1 * $1 * $1 * $1 } / count
      #expect(abs(fourth - 3) < 4 * (96 / count).squareRoot())
    }
  }

  /// With the same weights on all paths the sum is the spread number itself.
  @Test("The sum is far more even than chance, other things are as they were")
  func even() throws {
    let spread = try found(.nested, scale: 1).results, random = try found(.random, scale: 1).results
    #expect(spread.total[1].meanError < random.total[1].meanError / 10)
    for level in [0, 2, 4] {
      #expect(spread.total[1].quantileErrors[level] < 0.7 * random.total[1].quantileErrors[level])
    }
    #expect((0.5...2).contains(spread.total[2].meanError / random.total[2].meanError))
  }

  @Test("A run is the start of a larger one")
  func prefix() throws {
    let few = try found(.nested, paths: 512).values[0][3], many = try found(.nested, paths: 2048).values[0][3]
    #expect(few == Array(many.prefix(512)))
  }
}
