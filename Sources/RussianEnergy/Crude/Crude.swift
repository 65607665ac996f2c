internal import Engine
internal import Kernels
internal import Sampling

/// Where Russian crude goes: refineries, export routes, tanks, and what has to stay in the ground.
///
/// Pipelines take their usual flow; the rest sails, first by usual flows, then wherever a port has room, as
/// far as tankers reach. What can't leave fills tanks; what finds no tank is shut in the same month, and shut
/// wells come back slowly.
struct Crude: Mechanism {
  static let section = "crude"
  static let summary = "Production, exports by route, tanks and shut-in of crude and condensate."

  let burn, tankRoom, recovery: Parameter
  let euBan: Input
  let possible, runs, offered, fleetLimit, transitLoss: Input
  let refused: PastInput
  let available: State
  let limits, scratch: State
  let production, exports, tank, shutIn, exportLoss, potential, seaborne: Output
  let flows: [Output]
  private let routes: [Route]
  private let capacities: [RouteCapacity]
  private let seaRows: [Int]

  init(_ declare: Declarations) {
    burn = declare.uncertain(
      "direct_burn", .median(110, 50...190), .kbPerDay, in: 0...400,
      "Crude and condensate burnt, lost or used in fields and gas works: what is counted as output and neither run nor exported.",
      source:
        "calculated: counted output and condensate less runs and exports, 99 (se 56) over the seven months to 2024-12 with all three; official totals of 2023: 100"
    )
    tankRoom = declare.uncertain(
      "tank_room", .median(25, 10...40), .barrelsMillion, in: 0...100,
      "Usable room in tanks.", source: "Transneft tanks 24 million m3 gross; share guess")
    recovery = declare.uncertain(
      "recovery", .median(0.35, 0.2...0.5), .perMonth, in: 0.01...1,
      "Share of shut-in output that returns in a month.", source: "guess")
    euBan = declare.input("sanctions.eu_crude_ban")
    possible = declare.input("production.potential")
    runs = declare.input("refining.runs")
    offered = declare.input("supply.export_share")
    fleetLimit = declare.input("fleet.limit")
    refused = declare.lastMonth("buyers.refused")
    transitLoss = declare.input("ports.transit_loss")
    available = declare.state(of: "ports.available")
    let routes = Route.all(declare.seeds)
    self.routes = routes
    capacities = routes.map { RouteCapacity(declare.seeds, $0, ["crude", "both"]) }
    seaRows = routes.indices.filter { routes[$0].isSea }
    limits = declare.state("limits", rows: routes.count)
    scratch = declare.state("scratch", rows: 6)
    production = declare.output(
      "production", .kbPerDay, .mean, "Crude and condensate output.",
      counterpart: "Bloomberg and OPEC secondary sources plus condensate", headline: true, memory: 1)
    exports = declare.output(
      "exports", .kbPerDay, .mean, "Crude exports by all routes.", counterpart: "IEA Oil Market Report",
      community: "Trade|Primary Energy|Oil [Volume]", headline: true,
      observed: .column("oil_exports_monthly", "crude"))
    declare.pin(exports)
    declare.score(exports, as: "crude exports")
    seaborne = declare.output(
      "seaborne", .kbPerDay, .mean, "Crude exports by sea.", counterpart: "Bloomberg tanker tracking")
    tank = declare.output("tanks", .barrelsMillion, .last, "Crude in domestic tanks above normal.", memory: 1)
    shutIn = declare.output("shut_in", .kbPerDay, .mean, "Output shut in for want of an outlet.", memory: 1)
    exportLoss = declare.output(
      "export_loss", .kbPerDay, .mean, "Oil that the world doesn't get from Russia and in transit.")
    potential = declare.output("potential", .kbPerDay, .mean, "Output if all of it had an outlet.")
    flows = routes.map {
      declare.output("route_exports", .kbPerDay, .mean, "Crude exports by route.", region: $0.name)
    }
  }

  func begin(_ paths: MonthView) {
    paths[production].assign(paths[possible])
  }

  func step(_ paths: MonthView) {
    limitRoutes(paths)
    offer(paths)
    load(paths)
    close(paths)
  }

  private func limitRoutes(_ paths: MonthView) {
    let ban = paths[euBan]
    for (row, route) in routes.enumerated() {
      let open = paths.matrix(available)[row], limit = paths.matrix(limits)[row]
      for path in paths.indices {
        limit[path] = capacities[row].capacity * open[path] * (route.isEU ? 1 - ban[path] : 1)
      }
    }
  }

  /// What is offered for export: in `scratch[0]` this month's oil with what lies in tanks.
  private func offer(_ paths: MonthView) {
    let possible = paths[possible], burn = paths[burn], recovery = paths[recovery]
    let runs = paths[runs], share = paths[offered]
    let shut = paths.before(shutIn), refused = paths.before(refused), tank = paths.before(tank)
    let offer = paths.matrix(scratch)[0], carried = paths.matrix(scratch)[1]
    let days = paths.days
    for path in paths.indices {
      let room = max(possible[path] - runs[path] - burn[path], 0)
      // Wells that had no outlet come back slowly, but refineries get what they run.
      carried[path] = min(shut[path] * (1 - recovery[path]) + refused[path], room)
      offer[path] = (room - carried[path]) * share[path] + tank[path] * kilo / days
    }
  }

  private func load(_ paths: MonthView) {
    let offer = paths.matrix(scratch)[0], left = paths.matrix(scratch)[2], sea = paths[seaborne]
    let fleet = paths[fleetLimit]
    left.assign(offer)
    for (row, route) in routes.enumerated() where !route.isSea {
      let flow = paths[flows[row]], limit = paths.matrix(limits)[row]
      let typical = capacities[row].typical
      for path in paths.indices { flow[path] = min(min(limit[path], typical), left[path]) }
      for path in paths.indices { left[path] -= flow[path] }
    }
    loadTankers(paths, left)
    let scale = paths.matrix(scratch)[3]
    for path in paths.indices { scale[path] = min(fleet[path] / max(sea[path], 1e-9), 1) }
    for row in seaRows {
      let flow = paths[flows[row]]
      for path in paths.indices { flow[path] *= scale[path] }
    }
    for path in paths.indices { sea[path] *= scale[path] }
  }

  /// Usual flows first, then room wherever there is some.
  private func loadTankers(_ paths: MonthView, _ left: Column) {
    let sea = paths[seaborne], rows = seaRows
    let usual = rows.reduce(0) { $0 + capacities[$1].typical }
    let loaded = paths.matrix(scratch)[3], room = paths.matrix(scratch)[4], share = paths.matrix(scratch)[5]
    loaded.fill(0)
    room.fill(0)
    for row in rows {
      let flow = paths[flows[row]], limit = paths.matrix(limits)[row], typical = capacities[row].typical
      for path in paths.indices { flow[path] = min(limit[path], typical * min(left[path] / usual, 1)) }
      for path in paths.indices { loaded[path] += flow[path] }
      for path in paths.indices { room[path] += limit[path] - flow[path] }
    }
    for path in paths.indices { share[path] = min((left[path] - loaded[path]) / max(room[path], 1e-9), 1) }
    sea.fill(0)
    for row in rows {
      let flow = paths[flows[row]], limit = paths.matrix(limits)[row]
      for path in paths.indices { flow[path] += share[path] * (limit[path] - flow[path]) }
      for path in paths.indices { sea[path] += flow[path] }
    }
  }

  private func close(_ paths: MonthView) {
    let offer = paths.matrix(scratch)[0], carried = paths.matrix(scratch)[1]
    let room = paths[tankRoom], runs = paths[runs], burn = paths[burn], transit = paths[transitLoss]
    let old = paths.before(tank), tank = paths[tank], shut = paths[shutIn], exports = paths[exports]
    let production = paths[production], possible = paths[possible], potential = paths[potential]
    let loss = paths[exportLoss]
    let days = paths.days
    exports.fill(0)
    for row in flows.indices {
      let flow = paths[flows[row]]
      for path in paths.indices { exports[path] += flow[path] }
    }
    if let pinned = paths.pinned(self.exports) { export(pinned, paths) }
    for path in paths.indices {
      let left = max(offer[path] - exports[path], 0)
      tank[path] = min(left * days / kilo, room[path])
      shut[path] = carried[path] + left - tank[path] * kilo / days
      production[path] = runs[path] + burn[path] + exports[path] + (tank[path] - old[path]) * kilo / days
      potential[path] = max(possible[path], production[path])
      loss[path] = max(potential[path] - production[path], 0) + transit[path]
    }
  }

  /// Exports as they were counted: each route's flow in proportion.
  private func export(_ counted: Column, _ paths: MonthView) {
    let exports = paths[exports], scale = paths.matrix(scratch)[3], sea = paths[seaborne]
    for path in paths.indices { scale[path] = counted[path] / max(exports[path], 1e-9) }
    exports.assign(counted)
    for output in flows {
      let flow = paths[output]
      for path in paths.indices { flow[path] *= scale[path] }
    }
    for path in paths.indices { sea[path] *= scale[path] }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let made = paths[production], tank = paths[tank], before = paths.before(self.tank)
    let runs = paths[runs], burn = paths[burn], exports = paths[exports], possible = paths[possible]
    let room = paths[tankRoom], perDay = kilo / paths.days
    report.equal("crude balance") {
      (made[$0], runs[$0] + burn[$0] + exports[$0] + (tank[$0] - before[$0]) * perDay, made[$0])
    }
    if paths.pinned(self.exports) == nil {
      report.within("output that wells can give") {
        let used = runs[$0] + burn[$0]
        return (made[$0], 0, possible[$0] > used ? possible[$0] : used)
      }
    }
    for flow in flows {
      let flow = paths[flow]
      report.within("flow of a route") { (flow[$0], 0, exports[$0] > 0 ? exports[$0] : 0) }
    }
    report.within("crude in tanks") { (tank[$0], 0, room[$0]) }
  }
}
