internal import Engine
internal import Kernels
internal import Sampling

/// What gasoline and diesel are quoted above Brent in Europe.
///
/// Each crack is a share of Brent that returns to a usual one, since refiners' margins grow with the price of crude.
/// The damper compares home prices with them, and Russian products follow diesel's by a part.
struct Cracks: Mechanism {
  static let section = "cracks"
  static let summary = "Gasoline and diesel at Rotterdam over Brent."
  private static let fuels: [MotorFuel] = [.gasoline, .diesel]
  private static let table = "product_prices_monthly"
  /// Share of Brent that a crack may be.
  private let least, most: Double

  let usual, keep, spread, start: [Parameter]
  let brent: Input
  let noise: Shock
  let scratch: State
  let cracks: [Output]

  init(_ declare: Declarations) {
    least = declare.constant("cracks.least")
    most = declare.constant("cracks.most")
    let own = "autoregression on product_prices_monthly.csv, 2023-01 to 2025-06"
    func law(
      _ key: String, _ values: [Distribution], in range: ClosedRange<Double>, _ summary: String
    ) -> [Parameter] {
      zip(Cracks.fuels, values).map { fuel, value in
        declare.uncertain(
          "\(fuel.name)_\(key)", value, .share, in: range, Cracks.word(fuel) + summary, source: own)
      }
    }
    usual = law(
      "usual", [.median(0.33, 0.24...0.42), .median(0.28, 0.23...0.33)], in: -0.2...1.5,
      " over Brent that its crack returns to, share of Brent.")
    keep = law(
      "keep", [.median(0.88, 0.78...0.96), .median(0.62, 0.4...0.8)], in: 0...0.99,
      ": share of a deviation from that left a month later.")
    spread = law(
      "spread", [.median(0.13, 0.09...0.17), .median(0.08, 0.05...0.11)], in: 0...0.5,
      ": standard deviation of the crack, share of Brent.")
    let rule = CarryRule(declare, "cracks.start")
    let known = Cracks.fuels.map { Cracks.observed($0, declare.seeds) }
    start = zip(Cracks.fuels, known).map { fuel, known in
      declare.startValue(
        "start_\(fuel.name)", Cracks.observation(known, for: declare.start - 1, rule), .usdPerBarrel,
        in: -60...300, "\(Cracks.word(fuel)) over Brent in the month before the period.")
    }
    declare.formerly("damper.gasoline_crack", now: usual[0])
    declare.formerly("damper.diesel_crack", now: usual[1])
    brent = declare.input("brent.price", region: "World")
    noise = declare.shock("noise")
    scratch = declare.state("scratch")
    cracks = Cracks.fuels.map {
      declare.output(
        $0.name, .usdPerBarrel, .mean, "\(Cracks.word($0)) at Rotterdam over Brent.", region: "World",
        counterpart: "OPEC Monthly Oil Market Report", memory: 1)
    }
    for (crack, known) in zip(cracks, known) { declare.pin(crack, to: known) }
  }

  private static func word(_ fuel: MotorFuel) -> String { fuel == .gasoline ? "Gasoline" : "Diesel" }

  /// What was published of a fuel less Brent of the same month.
  private static func observed(_ fuel: MotorFuel, _ seeds: SeedTables) -> [Month: Double] {
    let crude = MonthlyHistory(seeds, "prices_monthly", "brent").byMonth
    let product = MonthlyHistory(seeds, table, fuel.name).byMonth
    return product.reduce(into: [:]) { found, entry in
      if let brent = crude[entry.key] { found[entry.key] = entry.value - brent }
    }
  }

  /// The newest known crack, less sure the older it is.
  private static func observation(_ known: [Month: Double], for month: Month, _ rule: CarryRule)
    -> Observation
  {
    guard let found = known.keys.filter({ $0 <= month }).max(), let value = known[found] else {
      return Observation(
        distribution: rule.unknown, source: "guess: \(table) has no earlier value", origin: "drawn")
    }
    let gap = month - found
    return Observation(
      distribution: rule.carried(value, over: gap),
      source: "\(table).csv less prices_monthly.csv", origin: "seeds/\(table).csv",
      observed: ("\(found)", gap))
  }

  func begin(_ paths: MonthView) {
    for (crack, start) in zip(cracks, start) { paths[crack].assign(paths[start]) }
  }

  func step(_ paths: MonthView) {
    let brent = paths[brent], before = paths.before(self.brent), z = paths[scratch]
    let least = least, most = most
    for (place, output) in cracks.enumerated() {
      let usual = paths[usual[place]], keep = paths[keep[place]], spread = paths[spread[place]]
      let old = paths.before(output), crack = paths[output]
      if let pinned = paths.pinned(output) {
        crack.assign(pinned)
        continue
      }
      paths.normals(noise, entity: place, into: z)
      for path in paths.indices {
        let share = old[path] / before[path]
        let gap = max(least, min(share, most)) - usual[path]
        let fresh = root(1 - keep[path] * keep[path]) * spread[path] * z[path]
        crack[path] = brent[path] * (usual[path] + keep[path] * gap + fresh)
      }
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for crack in cracks { report.within(paths[crack], -.infinity, .infinity, "crack of a fuel") }
  }
}
