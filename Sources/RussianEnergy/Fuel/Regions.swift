internal import Engine
internal import Kernels
internal import Sampling

/// Gasoline shortage by federal district and in Crimea, after transfers by rail.
///
/// A district first uses what its own refineries make. What it lacks comes from the national pool, as far as
/// the pool and, for the part that depends on rail, the railways reach.
struct Regions: Mechanism {
  static let section = "regions"
  static let summary =
    "Gasoline shortage by district after transfers; southern railways and supply of Crimea."

  let railCapacity, southernRail, southernStress, stressRate, crimeaSupply: Parameter
  let need, sales, rate: Input
  let made: [Input]
  let deficit, scratch: State
  let shortage: [Output]
  let crimea: Output
  private let demandShare, railDependence: [Double]
  private let southern: Int?

  init(_ declare: Declarations) {
    railCapacity = declare.lever(
      "rail_capacity", 1, .share, in: 0...1, "Share of usual fuel transfers by rail that can run.",
      source: "scenario; rail moved 197.1 Mt of oil in 2025 (sia.ru)")
    southernRail = declare.lever(
      "southern_rail", 1, .share, in: 0...1, "The same for the railways of the south.", source: "scenario")
    southernStress = declare.uncertain(
      "southern_stress", .median(0.10, 0.05...0.15), .share, in: 0...1,
      "Share of southern rail freight delayed in months of many strikes.", source: "guess: 5-15 %")
    stressRate = declare.lever(
      "stress_rate", 17, .perMonth, in: 1...60, "Strikes a month at which that delay is reached.",
      source: "guess: the high regime")
    crimeaSupply = declare.uncertain(
      "crimea_supply", .median(0.95, 0.85...0.99), .share, in: 0...1,
      "Share of fuel bound for Crimea that the bridge and ferries carry.",
      source: "guess: stations closed 50 % in September 2025 (mavericknews30.com)")
    need = declare.input("fuel.gasoline_need")
    sales = declare.input("fuel.gasoline_sales")
    rate = declare.input("strikes.rate")
    let rows = declare.seeds["districts"]
    made = rows.map { declare.input("refining.district_gasoline", region: $0.text("district")) }
    demandShare = rows.map { $0.number("demand_share") ?? 0 }
    railDependence = rows.map { $0.number("rail_dependence") ?? 0 }
    southern = rows.firstIndex { $0.text("district") == "Southern" }
    deficit = declare.state("deficit", rows: rows.count)
    scratch = declare.state("scratch", rows: 2)
    shortage = rows.map {
      declare.output(
        "fuel.shortage", .percent, .mean, "Gasoline demand of the district that goes unmet.",
        region: $0.text("district"), counterpart: "regions with rationing: 21 in September 2025")
    }
    crimea = declare.output(
      "fuel.shortage", .percent, .mean, "Gasoline demand of Crimea that goes unmet.", region: "Crimea")
  }

  func step(_ paths: MonthView) {
    let need = paths[need], sales = paths[sales]
    let pool = paths.matrix(scratch)[0], wanted = paths.matrix(scratch)[1]
    for path in paths.indices {
      pool[path] = sales[path]
      wanted[path] = 0
    }
    for district in made.indices {
      let made = paths[made[district]], deficit = paths.matrix(deficit)[district],
        share = demandShare[district]
      for path in paths.indices {
        let own = share * need[path]
        let used = min(own, made[path])
        deficit[path] = own - used
        pool[path] -= used
        wanted[path] += own - used
      }
    }
    for district in made.indices { deliver(district, paths) }
    if let southern {
      let south = paths[shortage[southern]], supply = paths[crimeaSupply], crimea = paths[crimea]
      for path in paths.indices {
        crimea[path] = percent * (1 - (1 - south[path] / percent) * supply[path])
      }
    }
  }

  private func deliver(_ district: Int, _ paths: MonthView) {
    let need = paths[need], pool = paths.matrix(scratch)[0], wanted = paths.matrix(scratch)[1]
    let deficit = paths.matrix(deficit)[district], shortage = paths[shortage[district]]
    let rail = paths[railCapacity], south = paths[southernRail], stress = paths[southernStress]
    let rate = paths[rate], full = paths[stressRate]
    let share = demandShare[district], dependence = railDependence[district]
    let isSouth = district == southern
    for path in paths.indices {
      let fill = min(max(pool[path], 0) / max(wanted[path], 1e-9), 1)
      let delay = stress[path] * min(rate[path] / full[path], 1)
      let open = rail[path] * (isSouth ? south[path] * (1 - delay) : 1)
      let delivered = deficit[path] * fill * (1 - dependence * (1 - open))
      shortage[path] = percent * (deficit[path] - delivered) / max(share * need[path], 1e-9)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for district in shortage.indices {
      report.within(paths[shortage[district]], 0, percent, "shortage")
    }
  }
}
