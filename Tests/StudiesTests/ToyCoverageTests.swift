import Engine
import Kernels
import Sampling
import Scenarios
import Testing

@testable import Studies

/// A price that wanders, what it brings, and a fund that can be empty.
private struct Toy: Mechanism {
  static let section = "toy"
  static let summary = "A price, a flow and a fund."
  let drift, size: Parameter
  let noise: Shock
  let level, drawn: State
  let price, flow, fund, shown: Output

  init(_ declare: Declarations) {
    drift = declare.uncertain(
      "drift", .normal(mean: 0, sd: 0.1), .share, in: -10...10, "Drift.", source: "test")
    size = declare.uncertain(
      "size", .uniform(low: 0.5, high: 1.5), .share, in: 0...10, "Size of a step.", source: "test")
    noise = declare.shock("noise")
    level = declare.state("level")
    drawn = declare.state("drawn")
    price = declare.output("price", .index, .mean, "The price.", headline: true)
    flow = declare.output("flow", .index, .sum, "What it brings.", headline: true)
    fund = declare.output("fund", .index, .last, "What is left.", headline: true, memory: 1)
    shown = declare.output("step", .index, .mean, "The size.", headline: true)
  }

  func step(_ paths: MonthView) {
    let level = paths[level], drawn = paths[drawn], price = paths[price], flow = paths[flow]
    let fund = paths[fund], before = paths.before(self.fund), drift = paths[drift], size = paths[size]
    paths.normals(noise, into: drawn)
    for path in paths.indices {
      level[path] += 0.1 * drift[path] + 0.3 * size[path] * drawn[path]
      price[path] = 1 + level[path]
      flow[path] = level[path] * level[path] * level[path] + drift[path]
      fund[path] = max(0, before[path] + 0.2 * level[path])
    }
    paths[shown].assign(size)
  }
}

@Suite("Stated errors of answers")
struct ToyCoverageTests {
  private static let months = (1...6).map { "2025-0\($0)" }

  /// Of all kinds, more than fifty.
  private static let questions =
    months.flatMap { month in
      [
        "toy.price in \(month) > 1.1", "mean(toy.price) in \(month)", "p10(toy.price) in \(month)",
        "p90(toy.flow) in \(month)", "median(toy.flow) in \(month)", "shortfall(toy.price, 10 %) in \(month)",
        "toy.price in \(month) > 1.1 given toy.step in \(month) > 1",
        "mean(toy.flow) in \(month) given toy.step in \(month) < 1.2",
        "toy.fund in \(month) = 0", "p25(toy.price) in \(month) given toy.step in \(month) > 0.8",
      ]
    } + [
      "when toy.price > 1.5", "when toy.fund = 0", "toy.flow", "toy.price in 2025-06 - toy.price in 2025-01",
      "toy.flow in 2025-01 to 2025-03 > 0.1",
    ]

  private func answers(seed: UInt64, paths: Int) throws -> [Answer] {
    let start = Month(year: 2025, month: 1)
    let model = try Model(
      [Toy.self], register: ["toy.drift", "toy.size"], seeds: SeedTables(tables: [:]), start: start)
    let settings = Settings(
      name: "toy", asOf: start.first, period: Period(first: start, last: start + 5), paths: paths, seed: seed,
      design: .nested)
    let asked = try Question.all(ToyCoverageTests.questions, model, settings.period)
    let table = try Trial(model: model, settings: settings).pathTable(asked.flatMap(\.series), RunOptions())
    return asked.map { Answer($0, table) }
  }

  @Test("Over 100 seeds the 95 % intervals of 65 questions of all kinds hold the truth 93 to 97 times in 100")
  func coverage() throws {
    let truth = try answers(seed: 9999, paths: 1 << 17)
    var held = 0, of = 0
    for seed in 0..<100 as Range<UInt64> {
      for (answer, exact) in zip(try answers(seed: seed, paths: 512), truth) {
        for (row, right) in zip(answer.rows, exact.rows) {
          guard let interval = row.interval, let value = right.interval?.value, isJudged(row, value) else {
            continue
          }
          of += 1
          held += interval.low <= value && value <= interval.high ? 1 : 0
        }
      }
    }
    #expect(of > 4000)
    #expect((0.93...0.97).contains(Double(held) / Double(of)), "\(held) of \(of)")
  }

  /// Months are whole numbers, whose intervals hold more than they say, and rare chances are Wilson's.
  private func isJudged(_ row: Answer.Row, _ value: Double) -> Bool {
    if row.kind.hasPrefix("month") { return false }
    return row.unit != "share" || (0.05...0.95).contains(value)
  }
}
