internal import Engine
internal import Kernels
internal import Sampling

/// Russian LNG: plants, contracts, destinations, and the ice-class ships that bound what Yamal can send far.
///
/// Yamal serves the EU first, then its contract with China, then buyers a short way off that open once the EU
/// is shut, then spot Asia, each up to what is left of the plant and of the month's ship-days. A voyage to Asia
/// takes three times as long in summer and five times in winter as one to Europe, so that a ban strands cargo.
/// The same month without bans is computed beside it: its difference is what bans cost.
struct LNG: Mechanism {
  static let section = "lng"
  static let summary = "LNG by plant, contract and destination within the ice-class fleet; what bans cost."

  let sales: LNGSales
  let fleet: LNGFleet
  let shown: LNGOutputs
  /// What each plant makes at most, and flows of those that have ships enough.
  let plants: [LNGPlant]
  let others: [LNGFlow]
  /// The rows of flows that each plant has, and each row's destination.
  let rowsOfPlants: [[Int]]
  let places: [Int]
  /// Mt a year that ice-bound plants make at most.
  let iceCapacity: Double
  let prices: LNGPrices
  let shortBanned, longBanned: Input
  /// Days to the end of short and of long contracts.
  let daysLeft: State
  let draws: Shock
  let withdrawn, flows, free, price, shortFelt, scratch: State
  /// Days over which banned short contracts wind down.
  let quarter: Double
  let profile, yamalSeason, northernRoute: Season

  init(_ declare: Declarations) {
    sales = LNGSales(declare)
    fleet = LNGFleet(declare)
    quarter = declare.constant("lng.quarter")
    // Plants, flows and prices.
    let seeds = declare.seeds
    plants = LNGPlant.all(seeds)
    others = LNGFlow.all(declare, plants)
    let iceBound = LNGFlow.iceBound(seeds)
    iceCapacity = plants.filter { plant in iceBound.contains { $0[0] == plant.name } }.reduce(0) {
      $0 + $1.capacity
    }
    profile = Season(seeds, "gas_season", "eu_lng")
    yamalSeason = Season(seeds, "gas_season", "yamal")
    northernRoute = Season(seeds, "gas_season", "northern_route")
    prices = LNGPrices(declare)
    // Read from others, and remembered.
    shortBanned = declare.input("eu.lng_short_banned", region: "EU")
    longBanned = declare.input("eu.lng_long_banned", region: "EU")
    daysLeft = declare.state(of: "eu.days_left")
    draws = declare.shock("withdrawal")
    withdrawn = declare.state("withdrawn")
    shortFelt = declare.state("short_felt")
    flows = declare.state("flows", rows: YamalFlow.count + others.count)
    free = declare.state("without_bans", rows: YamalFlow.count)
    price = declare.state("prices", rows: LNGPrices.rows)
    scratch = declare.state("scratch", rows: 3)
    shown = LNGOutputs(declare)
    rowsOfPlants = plants.indices.map { [others] plant in
      others.indices.filter { others[$0].plant == plant }.map { YamalFlow.count + $0 }
    }
    places = (YamalFlow.destinations + others.map(\.destination)).map { [shown] destination in
      shown.destinations.firstIndex(of: destination) ?? 0
    }
  }

  func begin(_ paths: MonthView) {
    let withdrawn = paths[withdrawn], chance = paths[fleet.withdrawal], u = paths.matrix(scratch)[0]
    paths.uniforms(draws, into: u)
    for path in paths.indices { withdrawn[path] = u[path] < chance[path] ? 1 : 0 }
  }

  func step(_ paths: MonthView) {
    prices.step(paths, into: paths.matrix(price))
    windDown(paths)
    sail(paths)
    shipOthers(paths)
    count(paths)
    earn(paths)
    compare(paths)
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let flows = paths.matrix(flows), exports = paths[shown.exports], revenue = paths[shown.revenue]
    let places = paths.sum(shown.byDestination), money = paths.sum(shown.revenueByDestination, in: 1)
    let plants = flows.sum(0..<flows.rows, into: paths.filled(0, in: 2))
    let yamal = flows.sum(0..<YamalFlow.count, into: paths.filled(0, in: 3))
    report.equal("LNG by plant and contract") { (plants[$0], exports[$0], exports[$0]) }
    report.equal("LNG by destination") { (places[$0], exports[$0], exports[$0]) }
    report.equal("LNG revenue by destination") { (money[$0], revenue[$0], revenue[$0]) }
    report.within(paths[shown.shut], 0, .infinity, "LNG that stays in the ground")
    let output = paths[sales.yamalOutput],
      share = yamalSeason.relative(paths.month) * paths.days / daysPerYear
    report.within("Yamal within its plant") { (yamal[$0], 0, output[$0] * share) }
  }
}
