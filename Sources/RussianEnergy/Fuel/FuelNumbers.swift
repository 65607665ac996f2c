internal import Engine
internal import Sampling

/// What the table of fuels says of each, in the order of `MotorFuel`.
struct FuelNumbers: Sendable {
  /// Barrels a tonne.
  let barrels: [Double]
  /// Mt in tanks: at the start, below which nothing can be sold, and what companies rebuild to.
  let startStock, floor, target: [Double]
  /// Yield over the plants' listed yields; what made-up runs give in place of gasoline.
  let yieldFactor, replacement: [Double]
  /// Mt a year at home, where no balance tells.
  let demand: [Double]
  /// Whether it is under the higher of the two caps.
  let isDear: [Bool]
  /// Where each number comes from.
  let sources: [String]
  /// Fuels that the table lacks.
  let missing: [MotorFuel]

  init(_ seeds: SeedTables) {
    let rows = MotorFuel.allCases.map { fuel in seeds["fuels"].first { $0.text("fuel") == fuel.name } }
    func column(_ name: String) -> [Double] { rows.map { $0?.number(name) ?? 0 } }
    barrels = column("barrels")
    startStock = column("start_stock")
    floor = column("stock_floor")
    target = column("stock_target")
    yieldFactor = column("yield_factor")
    replacement = column("replaces_gasoline")
    demand = column("demand")
    isDear = column("dear").map { $0 == 1 }
    sources = rows.map { "fuels.csv: \($0?.text("source") ?? "no row")" }
    missing = zip(MotorFuel.allCases, rows).filter { $0.1 == nil }.map(\.0)
  }
}

/// Dated values of a parameter that were fitted once, the first of them for all time before: rows of `fitted_levels.csv`.
struct FittedLevels {
  static let file = "seeds/fitted_levels.csv"
  private let rows: [(day: Day, value: Double, isLine: Bool, provenance: Provenance)]

  init(_ seeds: SeedTables, _ parameter: String) {
    rows = seeds["fitted_levels"].filter { $0.text("parameter") == parameter }.compactMap { row in
      guard let day = row.day("from"), let value = row.number("value") else { return nil }
      let provenance = Provenance.table(row.place(in: "fitted_levels"), source: row.text("source"))
      return (day, value, row.number("line") == 1, provenance)
    }.sorted { $0.day < $1.day }
  }

  /// The value of a day, as far as values were known on another; lines count as steps.
  func value(on day: Day, knownOn asOf: Day?) -> Double? {
    let known = rows.filter { $0.day <= asOf ?? $0.day }
    return (known.last { $0.day <= day } ?? known.first)?.value
  }

  /// The values as far as they were known on a day: flat after it, a straight line as far as it had come.
  func schedule(knownOn asOf: Day?) -> Schedule {
    let known = rows.filter { $0.day <= asOf ?? $0.day }
    var steps = known.enumerated().map { place, row in
      Schedule.Step(from: place == 0 ? nil : row.day, value: .constant(row.value), provenance: row.provenance)
    }
    for place in known.indices where known[place].isLine && place + 1 < rows.count {
      let end = rows[place + 1], reached = min(end.day, asOf ?? end.day)
      let along = Double(reached - known[place].day) / Double(end.day - known[place].day)
      let value = known[place].value + along * (end.value - known[place].value)
      steps[place].toward = Schedule.Goal(day: reached, value: .constant(value))
    }
    return Schedule(steps: steps)
  }
}
