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
  let until, available, none, scratch: State
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
    none = declare.state("none", rows: StopRow.count)
    scratch = declare.state("scratch", rows: 3)
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
    paths.listings { _, hits in
      count(paths, into: &hits)
      for batch in 0..<hits.batches { stop(hits, batch: batch, paths) }
    }
    for row in routes.indices {
      let open = paths.matrix(available)[row], lever = paths[levers[row]], share = paths[working[row]]
      for path in paths.indices {
        open[path] = lever[path] * (1 - min(open[path] / days, 1))
        share[path] = percent * open[path]
      }
    }
    let lost = paths[transitShare], loss = paths[transitLoss]
    for path in paths.indices { loss[path] = transit * lost[path] }
  }

  /// Lists the stops that happen this month; more of a kind in a month are not told apart.
  private func count(_ paths: MonthView, into hits: inout HitList) {
    let none = paths.matrix(none)
    if paths.derives(from: westRate, eastRate, druzhbaRate) {
      for (row, rate) in [westRate, eastRate, druzhbaRate].enumerated() {
        let none = none[row], rate = paths[rate]
        for path in paths.indices { none[path] = exponential(-rate[path]) }
      }
    }
    hits.write { writer in
      for (row, route) in routes.enumerated() {
        for kind in 2 * row..<2 * row + (route.stopsLong ? 2 : 1) {
          let rate = kind & 1 == 1 ? StopRow.long : route.isWestern ? StopRow.west : StopRow.east
          let first = Hit(cell: kind * blockWidth, entity: keys[kind], draw: 0)
          forEachPath(where: paths.uniforms(outages, entity: keys[kind]), isAbove: none[rate]) { path in
            writer.append(first + Hit(cell: path, entity: 0, draw: 0), if: true)
          }
        }
      }
    }
  }

  /// Adds the days of listed stops to `available`, which holds days lost so far.
  private func stop(_ list: borrowing HitList, batch: Int, _ paths: MonthView) {
    let drawn = paths.matrix(scratch), day = drawn[0], length = drawn[1], middle = drawn[2]
    let hits = list.listed(inBatch: batch), used = list.used(inBatch: batch)
    paths.uniforms(outages, at: hits, later: 1, into: day)
    paths.uniforms(outages, at: hits, later: 2, into: length)
    replaceByNormalQuantiles(length)
    let median = paths[medianDays], sigma = paths[sigma]
    let longMedian = paths[druzhbaDays], longSigma = paths[druzhbaSigma]
    for event in 0..<used {
      let path = hits[event].placeInBlock, isLong = hits[event].column & 1 == 1
      length[event] *= (isLong ? longSigma : sigma)[path]
      middle[event] = (isLong ? longMedian : median)[path]
    }
    for event in length.indices { length[event] = exponential(length[event]) }
    let start = paths.firstDay, days = paths.days
    let ends = paths.matrix(until), losses = paths.matrix(available)
    for event in 0..<used {
      let route = hits[event].column / 2, path = hits[event].placeInBlock
      let until = ends[route], lost = losses[route]
      let begun = days * day[event], end = begun + middle[event] * length[event]
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

/// The rates of stops: at western ports, on other routes, and of long ones.
private enum StopRow {
  static let west = 0, east = 1, long = 2
  static let count = 3
}
