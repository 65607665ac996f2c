internal import Engine

extension Unit {
  private static func gas(_ text: String) -> Unit { EnergyUnits.unit(text) }
  static let eurPerMWh = gas("EUR/MWh"), usdPerMMBtu = gas("USD/MMBtu"), eurPerUSD = gas("EUR/USD")
  static let bcm = gas("bcm"), bcmPerYear = gas("bcm/year"), bcmPerMonth = gas("bcm/month")
  static let usdPerThousandCubicMetres = gas("USD/mcm")
  static let billionEurosPerYear = gas("bn EUR/year"), daysPerYear = gas("d/year")
}

/// Physical constants of gas.
enum GasUnits {
  /// MWh in a million British thermal units.
  static let mwhPerMMBtu = 0.293_071_07
  /// Million British thermal units in a tonne of LNG (usually 51 to 53).
  static let mmbtuPerTonne = 51.7
  /// Billion cubic metres in a million tonnes of LNG (usually 1.34 to 1.38).
  static let bcmPerMegatonne = 1.36
  /// TWh in a billion cubic metres, MWh in a thousand (usually 10.3 to 10.8).
  static let twhPerBcm = 10.55
  /// Million British thermal units in a million tonnes, as billions of dollars for each dollar of price.
  static let billionsPerMegatonne = mmbtuPerTonne / kilo
}

/// A year's volume of a row (a plant's destination, a route): the newest year that is known.
struct YearlyVolume: Sendable {
  let volume: Double
  let origin: String
  let source: String
  let year: Int?

  /// The year of the figure and its age, in months, at the start of a run.
  func observed(before start: Month) -> (time: String, age: Int)? {
    year.map { ("\($0)", max(start - Month(year: $0 + 1, month: 1), 0)) }
  }

  /// The newest known year that isn't later than the run's first one.
  init(
    _ seeds: SeedTables, _ table: String, upTo latest: Int, where matches: (SeedRow) -> Bool
  ) {
    let years = seeds[table].filter(matches).compactMap { row -> (year: Int, volume: Double, row: SeedRow)? in
      guard let year = row.number("year"), let volume = row.number("volume") else { return nil }
      return (Int(year), volume, row)
    }
    let newest = years.filter { $0.year <= latest }.max { $0.year < $1.year }
    volume = newest?.volume ?? 0
    year = newest?.year
    origin = newest.map { $0.row.place(in: table) } ?? "default"
    source = newest?.row.text("source") ?? "guess: no figure"
  }
}

/// The newest year of some rows of a table that a run may know.
func newestYear(
  _ seeds: SeedTables, _ table: String, upTo year: Int, where matches: (SeedRow) -> Bool
) -> Int {
  let years = seeds[table].filter(matches).compactMap { $0.number("year").map { Int($0) } }
  return years.filter { $0 <= year }.max() ?? year
}
