import Engine
import Kernels
import Sampling
import TestSupport

/// Shows one parameter as a series.
struct Echo: Mechanism {
  static let section = "echo"
  static let summary = "Shows a parameter."
  let value: Parameter
  let copy: Output

  init(_ declare: Declarations) {
    value = declare.uncertain(
      "value", .uniform(low: 0, high: 1), .share, in: -1000...1000, "A number.", source: "test")
    copy = declare.output("copy", .share, .mean, "The number.", headline: true)
  }

  func step(_ paths: MonthView) { paths[copy].assign(paths[value]) }
}

/// Shows another parameter, summed over the months.
struct Twin: Mechanism {
  static let section = "twin"
  static let summary = "Shows another parameter."
  let value: Parameter
  let copy: Output

  init(_ declare: Declarations) {
    value = declare.uncertain(
      "value", .uniform(low: 0, high: 1), .share, in: -1000...1000, "A number.", source: "test")
    copy = declare.output("copy", .share, .sum, "The number.", headline: true)
  }

  func step(_ paths: MonthView) { paths[copy].assign(paths[value]) }
}

/// A random walk with a shock and a factor; `last` shows where it stands.
struct Walk: Mechanism {
  static let section = "walk"
  static let summary = "A random walk."
  let size: Parameter
  let noise: Shock
  let factor, other: Factor
  let level, drawn: State
  let position, first, second: Output

  init(_ declare: Declarations) {
    size = declare.uncertain(
      "size", .uniform(low: 0.5, high: 1.5), .share, in: 0...10, "Size of a step.", source: "test")
    noise = declare.shock("noise")
    factor = declare.factor("alpha")
    other = declare.factor("beta")
    level = declare.state("level")
    drawn = declare.state("drawn")
    position = declare.output("position", .share, .last, "Where it stands.", headline: true)
    first = declare.output("alpha", .share, .mean, "The first factor.", headline: true)
    second = declare.output("beta", .share, .mean, "The second factor.", headline: true)
  }

  func step(_ paths: MonthView) {
    let level = paths[level], drawn = paths[drawn], size = paths[size], position = paths[position]
    paths.normals(noise, into: drawn)
    for path in paths.indices {
      level[path] += size[path] * drawn[path]
      position[path] = level[path]
    }
    paths[first].assign(paths[factor])
    paths[second].assign(paths[other])
  }
}

/// The parameters of the tiny mechanisms; the last is the newcomer.
let tinyRegister = ["echo.value", "twin.value", "walk.size", "broken.value", "stranger.value"]

func tinyModel(_ kinds: [any Mechanism.Type], start: String = "2025-01") throws -> Model {
  try Model(
    kinds, register: tinyRegister, seeds: SeedTables(tables: [:]),
    start: Month(start) ?? Month(ordinal: 0))
}

/// Settings of a test; only what it pins itself is pinned.
func tinySettings(
  from start: String = "2025-01", months: Int = 3, paths: Int = 4096, seed: UInt64 = 7,
  design: DesignKind = .random
) -> Settings {
  let first = Month(start) ?? Month(ordinal: 0)
  var settings = Settings(
    name: "tiny", asOf: first.first, period: Period(first: first, last: first + (months - 1)), paths: paths,
    seed: seed, design: design)
  settings.history = false
  return settings
}

func always(_ value: Distribution) -> SetValue {
  SetValue(schedule: Schedule(value), origin: "test", text: "")
}

func day(_ text: String) -> Day { Day(text) ?? Day(number: .min / 2) }

/// Collects what `onChunk` gives; a run calls it from one thread, in order.
final class Collector: @unchecked Sendable {
  /// `[series][month][path]`.
  var values: [[[Double]]]

  init(series: Int, months: Int) {
    values = Array(repeating: Array(repeating: [], count: months), count: series)
  }

  func add(_ chunk: Chunk) {
    for series in values.indices {
      for month in values[series].indices {
        values[series][month].append(chunk.count) { chunk.value(series: series, month: month, path: $0) }
      }
    }
  }
}

/// A run with every path's values.
func runWithValues(
  _ model: Model, _ settings: Settings, threads: Int = 1
) throws -> (results: Results, values: [[[Double]]]) {
  var options = RunOptions()
  options.threads = threads
  let simulation = try Simulation(model: model, settings: settings)
  let collector = Collector(series: simulation.series.count, months: settings.period.count)
  options.onChunk = { collector.add($0) }
  let results = try simulation.run(options)
  return (results, collector.values)
}

func run(_ model: Model, _ settings: Settings) throws -> Results {
  try Simulation(model: model, settings: settings).run()
}
