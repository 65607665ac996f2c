import Engine
import Kernels
import Sampling

@testable import Reports

/// A model of a walk and its sale, small enough to reason about.
struct Walk: Mechanism {
  static let section = "walk"
  static let summary = "A price that wanders below a cap."
  static let register = ["walk.drift", "walk.cap"]
  let drift, cap: Parameter
  let price, sales, capped: Output
  let shock: Shock
  let memory: State

  init(_ declare: Declarations) {
    drift = declare.uncertain(
      "drift", .normal(mean: 0.1, sd: 0.2), "USD/bbl", in: -1...1, "How it drifts.",
      source: "a guess, \"mine\"")
    cap = declare.lever("cap", 60, "USD/bbl", in: 0...150, "Its cap.", source: "law")
    price = declare.output("price", "USD/bbl", .mean, "Price.", headline: true)
    sales = declare.output("sales", "bn USD/month", .sum, "Sales.", region: "India", headline: true)
    capped = declare.output("capped", .share, .last, "Whether the cap binds.")
    shock = declare.shock("steps")
    memory = declare.state("price")
  }

  func begin(_ paths: MonthView) { paths[memory].fill(50) }

  func step(_ paths: MonthView) {
    let price = paths[price], sales = paths[sales], memory = paths[memory]
    let drift = paths[drift], cap = paths[cap], capped = paths[capped]
    paths.normals(shock, into: price)
    for path in paths.indices {
      memory[path] += drift[path] + price[path]
      price[path] = min(memory[path], cap[path])
      sales[path] = price[path] * 0.15
      capped[path] = memory[path] > cap[path] ? 1 : 0
    }
  }
}

/// A finished run of the walk.
struct Sample {
  static let version = "1.2.3"
  let model: Model
  let results: Results

  /// How others would call and measure it: sales in crowns are changed by the price, for want of a rate.
  var community: CommunityRun {
    CommunityRun(names: Sample.names, exchanged: exchanged)
  }
  static let names = CommunityNames(
    root: "Walks", acronyms: ["usd"],
    measures: ["USD/bbl": .init("USD/oil_bbl"), "bn USD": .init("billion USD", 1, from: "crown")],
    rates: ["crown": "walk.price"])
  private let exchanged: ExchangedMeans?

  init(
    period: String = "2025-11 to 2026-12", paths: Int = 512, threads: Int = 1,
    change: (inout Settings) -> Void = { _ in }, onChunk: (@Sendable (Chunk) throws -> Void)? = nil
  ) throws {
    let months = period.split(separator: " ").compactMap { Month($0) }
    var settings = Settings(
      name: "A walk, capped", asOf: Day(number: 20_000), period: Period(first: months[0], last: months[1]),
      paths: paths, seed: 7, design: .nested)
    change(&settings)
    UnitWords.register("USD", ["USD": 1])
    UnitWords.register("oil volume", ["bbl": 1])
    model = try Model(
      [Walk.self], register: Walk.register, home: "Russia", seeds: SeedTables(tables: [:]), start: months[0])
    var options = RunOptions()
    options.threads = threads
    let simulation = try Simulation(model: model, settings: settings)
    let exchanged = ExchangedMeans(simulation.series, settings.period, Sample.names)
    self.exchanged = exchanged
    options.onChunk = {
      exchanged?.add($0)
      try onChunk?($0)
    }
    results = try simulation.run(options)
  }
}

/// The lines of a table.
func lines(_ bytes: [UInt8]) -> [String] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}
