internal import Engine
internal import Kernels
internal import Sampling

/// Outages of export routes: short ones at ports, and rarer long ones of the southern Druzhba.
struct Ports: Mechanism {
  static let section = "ports"
  static let summary = "Export routes: what share of each one's capacity works."

  let levers: [Parameter]
  let westRate, eastRate, medianDays, sigma, druzhbaRate, druzhbaDays, druzhbaSigma, transitShare: Parameter
  let outages: Shock
  let until, available, scratch: State
  let working: [Output]
  let transitLoss: Output
  private let routes: [Route]
  /// Addresses of each route's short stops, then of its long ones.
  private let keys: EntityKeys
  private let transit: Double
  private typealias Stop = (route: Int, from: Day, to: Day?)
  private let stops: [Stop]

  init(_ declare: Declarations) {
    routes = Route.all(declare.seeds)
    keys = EntityKeys(routes.flatMap { [$0.name, "\($0.name), long"] })
    // Capacities by route.
    levers = routes.map { route in
      declare.ofRow(
        declare.lever(
          "\(route.name)_capacity", 1, .share, in: 0...1.5,
          "Share of the nameplate of \(route.name.replacing("_", with: " ")) that may be used.",
          source: "scenario; nameplates in outlets.csv"))
    }
    // How often ports and pipelines stop, and how long.
    let events = "counted in reported port stops 2025; range guess"
    westRate = declare.uncertain(
      "west_outage_rate", .median(0.35, 0.15...0.6), .perMonth, in: 0...5,
      "Stops a month at the Baltic and at the Black Sea ports, each.", source: events)
    eastRate = declare.uncertain(
      "other_outage_rate", .median(0.08, 0.03...0.15), .perMonth, in: 0...5,
      "Stops a month of each other route.", source: "guess: weather and maintenance")
    medianDays = declare.uncertain(
      "outage_days", .median(1.6, 1...3), .days, in: 0.1...30,
      "Median length of a stop.", source: "devdiscourse.com: Primorsk 1-2, Novorossiysk 2 days")
    sigma = declare.lever(
      "outage_sigma", 0.9, .share, in: 0...2, "Spread of the log of that length.",
      source: "guess: tail of 14-30 days, Ust-Luga September 2025")
    druzhbaRate = declare.uncertain(
      "druzhba_outage_rate", .median(0.02, 0.01...0.04), .perMonth, in: 0...1,
      "Long stops a month of the southern Druzhba.", source: "one case: 2026-01-27 to 2026-04-22; guess")
    druzhbaDays = declare.uncertain(
      "druzhba_outage_days", .median(55, 35...90), .days, in: 5...400,
      "Median length of a long stop.", source: "one case of 85 days; guess")
    druzhbaSigma = declare.lever(
      "druzhba_outage_sigma", 0.5, .share, in: 0...2, "Spread of the log of that length.", source: "guess")
    transitShare = declare.lever(
      "transit_lost", 0, .share, in: 0...1, "Share of Caspian (CPC) transit that is down.",
      source: "scenario; CPC 1400 kb/d, mostly Kazakh oil")
    transit = declare.seeds["outlets"].first { $0.text("group") == "transit" }?.number("typical") ?? 0
    stops = Ports.stops(declare.seeds, routes)
    outages = declare.shock("outages")
    until = declare.state("until", rows: routes.count, shared: true)
    available = declare.state("available", rows: routes.count, shared: true)
    scratch = declare.state("scratch", rows: 4)
    declare.reserveEvents(perBlockMonth: 2 * routes.count * blockWidth)
    // What it shows.
    working = routes.map {
      declare.output(
        "working", .percent, .mean, "Share of the route's nameplate that worked.", region: $0.name)
    }
    transitLoss = declare.output("transit_loss", .kbPerDay, .mean, "Caspian transit oil lost to the market.")
  }

  /// The known stops by route, with their restarts as far as those are known.
  private static func stops(_ seeds: SeedTables, _ routes: [Route]) -> [Stop] {
    let asOf = seeds.asOf ?? .init(number: .max / 2)
    return seeds["route_stops"].compactMap { row in
      guard let route = routes.firstIndex(where: { $0.name == row.text("route") }),
        let from = row.day("date")
      else { return nil }
      let restart = row.day("restart")
      return (route, from, row.day("restart_known").map { $0 <= asOf } ?? false ? restart : nil)
    }
  }

  func begin(_ paths: MonthView) {
    for route in routes.indices { paths.matrix(until)[route].fill(-1e9) }
    for stop in stops where stop.from < paths.month.first + paths.month.days {
      let until = paths.matrix(until)[stop.route]
      for path in paths.indices { until[path] = max(until[path], end(of: stop, paths, path)) }
    }
  }

  /// A stop that is known lasts to its restart, or as long as a long one may from the first day on.
  private func end(of stop: Stop, _ paths: MonthView, _ path: Int) -> Double {
    stop.to.map { Double($0.number) } ?? Double(stop.from.number) + paths[druzhbaDays][path]
  }

  /// Adds the days that known stops take from the month they begin in.
  private func addKnown(_ paths: MonthView) {
    let start = paths.firstDay, days = paths.days
    for stop in stops where stop.from.month == paths.month {
      let until = paths.matrix(until)[stop.route], lost = paths.matrix(available)[stop.route]
      let begun = Double(stop.from.number) - start
      for path in paths.indices {
        let end = end(of: stop, paths, path), from = max(begun, until[path] - start)
        lost[path] += max(min(end - start, days) - from, 0)
        until[path] = max(until[path], end)
      }
    }
  }

  func step(_ paths: MonthView) {
    let start = paths.firstDay, days = paths.days
    for row in routes.indices {
      let until = paths.matrix(until)[row], lost = paths.matrix(available)[row]
      for path in paths.indices { lost[path] = min(max(until[path] - start, 0), days) }
    }
    addKnown(paths)
    paths.listing { list in
      for (row, route) in routes.enumerated() {
        count(keys[row * 2], paths[route.isWestern ? westRate : eastRate], paths, into: &list)
        if route.stopsLong { count(keys[row * 2 + 1], paths[druzhbaRate], paths, into: &list) }
      }
      for batch in 0..<list.batches { stop(list, batch: batch, paths) }
    }
    for row in routes.indices {
      let open = paths.matrix(available)[row], lever = paths[levers[row]], share = paths[working[row]]
      for path in paths.indices { open[path] = lever[path] * (1 - min(open[path] / days, 1)) }
      for path in paths.indices { share[path] = percent * open[path] }
    }
    let lost = paths[transitShare], loss = paths[transitLoss]
    for path in paths.indices { loss[path] = transit * lost[path] }
  }

  /// Lists the paths on which a kind of stop happens this month; more of a kind in a month are not told apart.
  private func count(_ entity: Int, _ rate: Column, _ paths: MonthView, into list: inout Addresses) {
    let u = paths.matrix(scratch)[0], bound = paths.matrix(scratch)[1], first = UInt32(paths.first)
    paths.uniforms(outages, entity: entity, into: u)
    forEachHit(at: u, mean: rate, scratch: bound) { path, _ in
      list.append(entity: entity, path: first + UInt32(path), draws: 1)
    }
  }

  /// Adds the days of listed stops to `available`, which holds days lost so far.
  private func stop(_ list: borrowing Addresses, batch: Int, _ paths: MonthView) {
    let drawn = paths.matrix(scratch), day = drawn[0], length = drawn[1]
    paths.uniformPair(outages, at: list, batch: batch, later: 1, into: day, drawn[3])
    paths.uniformPair(outages, at: list, batch: batch, later: 2, into: length, drawn[3])
    replaceByNormalQuantiles(length)
    let median = paths[medianDays], sigma = paths[sigma]
    let longMedian = paths[druzhbaDays], longSigma = paths[druzhbaSigma]
    let start = paths.firstDay, days = paths.days
    let ends = paths.matrix(until), losses = paths.matrix(available)
    for event in 0..<list.used(inBatch: batch) {
      let address = batch * blockWidth + event
      guard let kind = keys.place(of: list.entity(address)) else { continue }
      let path = list.placeInBlock(address), isLong = kind & 1 == 1
      let until = ends[kind / 2], lost = losses[kind / 2]
      let spread = exponential((isLong ? longSigma : sigma)[path] * length[event])
      let begun = days * day[event], end = begun + (isLong ? longMedian : median)[path] * spread
      let from = min(max(begun, until[path] - start), days)
      lost[path] += max(min(end, days) - from, 0)
      until[path] = max(until[path], start + end)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for row in routes.indices {
      report.within(paths.matrix(available)[row], 0, 1.5, "working share of a route")
    }
  }
}
