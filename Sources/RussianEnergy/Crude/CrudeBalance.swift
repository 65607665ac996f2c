internal import Engine
internal import Kernels
internal import Sampling

/// Where Russian crude goes: refineries, export routes, tanks, and what has to stay in the ground.
///
/// Pipelines take their usual flow; the rest sails, first by usual flows, then wherever a port has room, as
/// far as tankers reach. What can't leave fills tanks; what finds no tank is shut in the same month, and shut
/// wells come back slowly.
struct CrudeBalance: Mechanism {
  static let section = "crude"
  static let summary = "Production, exports by route, tanks and shut-in of crude and condensate."

  let quota, level, drift, condensate, burn, noise: Parameter
  let timing: Shock
  let tankRoom, recovery: Parameter
  let euBan: Input
  let runs, offered, fleetLimit, transitLoss: Input
  let refused: PastInput
  let available: State
  let limits, scratch: State
  let production, exports, tank, shutIn, exportLoss, potential, seaborne: Output
  let flows: [Output]
  private let routes: [Route]
  private let capacities: [RouteCapacity]
  private let seaRows: [Int]
  private let lastKnown: Month

  init(_ declare: Declarations) {
    let history = MonthlyHistory(declare.seeds, "crude_output_monthly", "crude")
    lastKnown = history.latest(upTo: declare.start) ?? declare.start
    let rows = declare.seeds["crude_output_monthly"].compactMap { row -> Schedule.Step? in
      guard let month = row.month("month"), let value = row.number("crude") else { return nil }
      return .init(from: month.first, value: .constant(value))
    }
    let first = rows.first?.value ?? .constant(9300)
    quota = declare.lever(
      "quota", Schedule(steps: [.init(from: nil, value: first)] + rows), .kbPerDay, in: 4000...12000,
      "Crude without condensate that OPEC+ quotas and fields allow.",
      source: "crude_output_monthly.csv: observed output, the newest holds on",
      origin: "seeds/crude_output_monthly.csv")
    level = declare.uncertain(
      "level", .central(median: 1, low: 0.993, high: 1.007), .share, in: 0.9...1.1,
      "Error of published output.", source: "differences between agencies; guess")
    drift = declare.uncertain(
      "drift", .central(median: 0, low: -0.035, high: 0.025), "/year", in: -0.1...0.1,
      "Yearly change of that output after the newest figure.",
      source: "crude_output_monthly.csv: -2.4 % a year from 2022-12 to 2024-07, +2 % from 2025-01 to 2025-11")
    condensate = declare.uncertain(
      "condensate", .central(median: 950, low: 880, high: 1020), .kbPerDay, in: 500...1500,
      "Gas condensate output.", source: "general knowledge, unverified")
    burn = declare.uncertain(
      "direct_burn", .central(median: 60, low: 30, high: 100), .kbPerDay, in: 0...300,
      "Crude burnt, lost or used in fields.", source: "guess")
    noise = declare.uncertain(
      "noise", .central(median: 0.011, low: 0.007, high: 0.015), .share, in: 0...0.1,
      "Standard deviation of a month's output for export: weather, works, and agencies' errors.",
      source: "own: months of crude exports about their half-year means, 2023-25")
    timing = declare.shock("timing")
    tankRoom = declare.uncertain(
      "tank_room", .central(median: 25, low: 10, high: 40), .barrelsMillion, in: 0...100,
      "Usable room in tanks.", source: "Transneft tanks 24 million m3 gross; share guess")
    recovery = declare.uncertain(
      "recovery", .central(median: 0.35, low: 0.2, high: 0.5), .perMonth, in: 0.01...1,
      "Share of shut-in output that returns in a month.", source: "guess")
    euBan = declare.input("sanctions.eu_crude_ban")
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
      counterpart: "Bloomberg and OPEC secondary sources plus condensate", headline: true)
    exports = declare.output(
      "exports", .kbPerDay, .mean, "Crude exports by all routes.", counterpart: "IEA Oil Market Report",
      community: "Trade|Primary Energy|Oil [Volume]", headline: true,
      observed: .column("oil_exports_monthly", "crude"))
    declare.pin(exports)
    declare.score(exports, as: "crude exports")
    seaborne = declare.output(
      "seaborne", .kbPerDay, .mean, "Crude exports by sea.", counterpart: "Bloomberg tanker tracking")
    tank = declare.output("tanks", .barrelsMillion, .last, "Crude in domestic tanks above normal.")
    shutIn = declare.output("shut_in", .kbPerDay, .mean, "Output shut in for want of an outlet.")
    exportLoss = declare.output(
      "export_loss", .kbPerDay, .mean, "Oil that the world doesn't get from Russia and in transit.")
    potential = declare.output("potential", .kbPerDay, .mean, "Output if all of it had an outlet.")
    flows = routes.map {
      declare.output("route_exports", .kbPerDay, .mean, "Crude exports by route.", region: $0.name)
    }
  }

  func begin(_ paths: Paths) {
    let quota = paths[quota], level = paths[level], condensate = paths[condensate], made = paths[production]
    for path in paths.indices { made[path] = quota[path] * level[path] + condensate[path] }
  }

  func step(_ paths: Paths) {
    limitRoutes(paths)
    offer(paths)
    load(paths)
    close(paths)
  }

  private func limitRoutes(_ paths: Paths) {
    let ban = paths[euBan]
    for (row, route) in routes.enumerated() {
      let open = paths.matrix(available)[row], limit = paths.matrix(limits)[row]
      for path in paths.indices {
        limit[path] = capacities[row].capacity * open[path] * (route.isEU ? 1 - ban[path] : 1)
      }
    }
  }

  /// What is offered for export: in `scratch[0]` this month's oil with what lies in tanks.
  private func offer(_ paths: Paths) {
    let quota = paths[quota], level = paths[level], drift = paths[drift], condensate = paths[condensate]
    let burn = paths[burn], recovery = paths[recovery], runs = paths[runs], share = paths[offered]
    let shut = paths.before(shutIn), refused = paths.before(refused), tank = paths.before(tank)
    let noise = paths[noise], z = paths.matrix(scratch)[2]
    paths.normals(timing, into: z)
    let potential = paths[potential], offer = paths.matrix(scratch)[0], carried = paths.matrix(scratch)[1]
    let days = paths.days
    let years = Double(max(paths.month - lastKnown, 0)) / monthsPerYear
    for path in paths.indices {
      let month = 1 + drift[path] * years + noise[path] * z[path]
      potential[path] = quota[path] * level[path] * month + condensate[path]
      carried[path] = shut[path] * (1 - recovery[path]) + refused[path]
      let exportable = max(potential[path] - carried[path] - runs[path] - burn[path], 0)
      offer[path] = exportable * share[path] + tank[path] * kilo / days
    }
  }

  private func load(_ paths: Paths) {
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
  private func loadTankers(_ paths: Paths, _ left: Column) {
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

  private func close(_ paths: Paths) {
    let offer = paths.matrix(scratch)[0], carried = paths.matrix(scratch)[1]
    let room = paths[tankRoom], runs = paths[runs], burn = paths[burn], transit = paths[transitLoss]
    let old = paths.before(tank), tank = paths[tank], shut = paths[shutIn], exports = paths[exports]
    let production = paths[production], potential = paths[potential], loss = paths[exportLoss]
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
      potential[path] = max(potential[path], production[path])
      loss[path] = max(potential[path] - production[path], 0) + transit[path]
    }
  }

  /// Exports as they were counted: each route's flow in proportion.
  private func export(_ counted: Column, _ paths: Paths) {
    let exports = paths[exports], scale = paths.matrix(scratch)[3], sea = paths[seaborne]
    for path in paths.indices { scale[path] = counted[path] / max(exports[path], 1e-9) }
    exports.assign(counted)
    for output in flows {
      let flow = paths[output]
      for path in paths.indices { flow[path] *= scale[path] }
    }
    for path in paths.indices { sea[path] *= scale[path] }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    let days = paths.days
    for path in paths.indices {
      let made = paths[production][path]
      let change = (paths[tank][path] - paths.before(tank)[path]) * kilo / days
      let used = paths[runs][path] + paths[burn][path] + paths[exports][path] + change
      report.equal(made, used, scale: made, "crude balance")
      let unused = potential(paths, path) - made
      report.within(unused, -1e-6, 1e6, "output above potential")
      for flow in flows { report.within(paths[flow][path], 0, 1e5, "flow of a route") }
      report.within(paths[tank][path], 0, paths[tankRoom][path] + 1e-9, "crude in tanks")
    }
  }

  private func potential(_ paths: Paths, _ path: Int) -> Double { paths[potential][path] }
}
