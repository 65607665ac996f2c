import Engine
import Kernels
import Sampling
import Testing

/// A series that is 5 plus three times a control, plus something that the control doesn't explain.
private struct Steered: Mechanism {
  static let section = "steered"
  static let summary = "Mostly a control."
  let known, unknown: Shock
  let control, drawn: State
  let value, part: Output

  init(_ declare: Declarations) {
    known = declare.shock("known")
    unknown = declare.shock("unknown")
    control = declare.control("control")
    drawn = declare.state("drawn")
    value = declare.output("value", .share, .sum, "The sum.", headline: true)
    part = declare.output("part", .share, .sum, "What the control doesn't explain.", headline: true)
  }

  func step(_ paths: MonthView) {
    let control = paths[control], drawn = paths[drawn], value = paths[value], part = paths[part]
    paths.normals(known, into: control)
    paths.normals(unknown, into: drawn)
    for path in paths.indices {
      part[path] = 0.5 * drawn[path]
      value[path] = 5 + 3 * control[path] + part[path]
    }
  }
}

@Suite("Control variates take from the error of a mean what they explain")
struct ControlTests {
  private func model() throws -> Model {
    try Model(
      [Steered.self], register: [], seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 11))
  }

  private func found(paths: Int, seed: UInt64 = 7) throws -> Results {
    try run(model(), tinySettings(from: "2025-11", months: 4, paths: paths, seed: seed))
  }

  @Test("With 9 parts of 9.25 explained the error is a sixth")
  func smaller() throws {
    let results = try found(paths: 16_384)
    // Four months, 3² + 0.5² each, of which 0.5² is left.
    let left = (4 * 0.25 / 16_384.0).squareRoot()
    #expect((0.55...1.6).contains(results.total[0].meanError / left), "\(results.total[0].meanError) \(left)")
    #expect(abs(results.total[0].mean - 20) < 4 * left)
    // A month is half of what its year's control holds.
    let error = (4.75 / 16_384.0).squareRoot()
    #expect(abs(results.monthly[0][2].mean - 5) < 4 * error)
  }

  @Test("Months still add up to the total, and parts to the whole")
  func additive() throws {
    let results = try found(paths: 4096)
    let months = results.monthly[0].reduce(0) { $0 + $1.mean }
    #expect(abs(months - results.total[0].mean) < 1e-9)
    #expect(abs(results.annual[0].reduce(0) { $0 + $1.mean } - months) < 1e-9)
  }

  @Test("Nine of ten and 95 of 100 intervals hold the truth")
  func coverage() throws {
    let student95 = 2.1314, student90 = 1.7531, seeds = 2000
    var most = 0, some = 0
    for seed in 0..<seeds {
      let total = try found(paths: 512, seed: UInt64(seed)).total[0]
      if abs(total.mean - 20) <= student95 * total.meanError { most += 1 }
      if abs(total.mean - 20) <= student90 * total.meanError { some += 1 }
    }
    #expect((0.93...0.97).contains(Double(most) / Double(seeds)), "\(most)")
    #expect((0.87...0.93).contains(Double(some) / Double(seeds)), "\(some)")
  }

  @Test("Few paths, which can't tell how much is explained, are left alone")
  func few() throws {
    let settings = tinySettings(from: "2025-11", months: 4, paths: 256)
    let run = try runWithValues(model(), settings)
    let mean = run.values[0].reduce(0) { $0 + $1.reduce(0, +) / 256 }
    #expect(abs(run.results.total[0].mean - mean) < 1e-9)
  }

  @Test("A run in chunks is corrected like one that is kept whole")
  func chunks() throws {
    let whole = try found(paths: 16_384)
    var options = RunOptions()
    options.mostKeptValues = 100_000
    let settings = tinySettings(from: "2025-11", months: 4, paths: 131_072)
    let many = try Simulation(model: model(), settings: settings).run(options)
    #expect(!many.hasExactQuantiles && whole.hasExactQuantiles)
    let left = (1 / Double(many.settings.paths)).squareRoot()
    #expect((0.55...1.6).contains(many.total[0].meanError / left))
    #expect(abs(many.total[0].mean - 20) < 4 * left)
  }
}
