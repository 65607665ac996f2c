internal import Engine
internal import Kernels
internal import Sampling

/// The tankers that carry Russian crude: idled by listings, dearer when scarce, bounded in all.
///
/// Listed ships lie idle and half of them are back after some weeks. Idle ships, and Western ships that stay
/// away, make the rest dearer. A ban on maritime services takes the Western share; the shadow fleet regrows.
struct Fleet: Mechanism {
  static let section = "fleet"
  static let summary =
    "Tanker capacity and freight for Russian crude; vessel listings and a maritime-services ban."

  let market: ShipMarket
  let servicesBan, leakage, regrowth, waiting: Parameter
  let startIdle, startWar: Parameter
  let listed, wary: Input
  let western, loaded: PastInput
  let factor: Factor
  let idleState, grown, kept: State
  let idle, limit, freight, war: Output
  private let steps: SanctionSteps

  init(_ declare: Declarations) {
    market = ShipMarket(declare)
    // A ban on services, how the fleet grows again, and what it was before the period.
    servicesBan = declare.lever(
      "services_ban", 0, .share, in: 0...1, "Full ban on Western maritime services: share of it in force.",
      source: "scenario; proposed 2026-02-06, adopted only as a legal base")
    leakage = declare.uncertain(
      "ban_leakage", .median(0.35, 0.2...0.6), .share, in: 0...1,
      "Share of the banned volume that finds other ships at once.", source: "guess")
    regrowth = declare.lever(
      "shadow_regrowth", 0.06, .perMonth, in: 0...0.5,
      "Share of the banned volume that new ships replace a month.", source: "guess")
    waiting = declare.uncertain(
      "first_month_wait", .median(0.06, 0.02...0.12), .share, in: 0...1,
      "Loadings that a full rise of pressure puts off in the month it holds from.",
      source: "guess: two of thirty days")
    steps = SanctionSteps(declare)
    let last = declare.start - 1
    startIdle = declare.startValue(
      "start_idle", from: [market.halfLife], .share, in: 0...0.8,
      "Idle share of the fleet before the period.",
      source: "known listings, fading with their half-life", origin: SanctionSteps.file
    ) { [steps] in steps.faded(to: last, keep: Fleet.kept(halfLife: $0[0])) { $0.idle } }
    startWar = declare.startValue(
      "start_war_premium", from: [market.warDecay], .usdPerBarrel, in: 0...30,
      "War premium on freight before the period.", source: "known premia, fading by their decay",
      origin: SanctionSteps.file
    ) { [steps] in steps.faded(to: last, keep: $0[0]) { $0.war } }
    declare.measure("vessel listings", off: (startIdle, 0), (market.extraIdle, 0))
    declare.measure("services ban", off: (servicesBan, 0))
    // Read from others, and remembered.
    listed = declare.input("sanctions.idled")
    western = declare.lastMonth("price_cap.western_share")
    wary = declare.input("sanctions.hesitation")
    loaded = declare.lastMonth("crude.seaborne")
    factor = declare.factor("freight")
    idleState = declare.state("idle")
    grown = declare.state("grown")
    kept = declare.state("kept")
    // What it shows.
    idle = declare.output(
      "idle", .percent, .mean, "Share of the fleet that lies idle.",
      counterpart: "94 of 154 listed ships in February 2025")
    limit = declare.output("limit", .kbPerDay, .mean, "Seaborne crude that tankers can carry.")
    freight = declare.output(
      "freight_index", .share, .mean, "Freight over normal freight.",
      counterpart: "Baltic to India, 6.5 USD/bbl normal")
    war = declare.output("war_premium", .usdPerBarrel, .mean, "War premium on freight.", memory: 1)
  }

  /// The share of idled ships that is idle a month later.
  @inline(__always)
  private static func kept(halfLife: Double) -> Double { exponential(-logOfTwo / halfLife) }

  func begin(_ paths: MonthView) {
    let state = paths[idleState], start = paths[startIdle], idle = paths[idle],
      capacity = paths[market.capacity]
    let limit = paths[limit], freight = paths[freight], response = paths[market.idleResponse]
    for path in paths.indices {
      state[path] = start[path]
      idle[path] = percent * start[path]
      limit[path] = capacity[path] * (1 - start[path])
      freight[path] = 1 + response[path] * start[path]
    }
    paths[war].assign(paths[startWar])
  }

  func step(_ paths: MonthView) {
    let state = paths[idleState], life = paths[market.halfLife], listed = paths[listed],
      extra = paths[market.extraIdle]
    let idle = paths[idle], limit = paths[limit], freight = paths[freight], capacity = paths[market.capacity]
    let response = paths[market.idleResponse], west = paths[market.westernResponse],
      normal = paths[market.westernNormal]
    let western = paths.before(western), ban = paths[servicesBan], leak = paths[leakage]
    let regrowth = paths[regrowth], grown = paths[grown], noise = paths[market.noise], z = paths[factor]
    let kept = paths[kept], mostIdle = market.mostIdle, mostAway = market.mostAway,
      leastFreight = market.leastFreight
    if paths.derives(from: market.halfLife) {
      for path in paths.indices { kept[path] = Fleet.kept(halfLife: life[path]) }
    }
    for path in paths.indices {
      state[path] = min(state[path] * kept[path] + listed[path], mostIdle)
      let away = min(state[path] + extra[path], mostAway)
      grown[path] = chosen(ban[path] > 0, min(grown[path] + regrowth[path], 1), 0)
      let lost = ban[path] * normal[path] * max(1 - leak[path] - grown[path], 0)
      let share = western[path] * (1 - ban[path])
      idle[path] = percent * away
      limit[path] = capacity[path] * (1 - away) * (1 - lost)
      let scarcity = 1 + response[path] * away + west[path] * (normal[path] - share)
      freight[path] = max(scarcity, leastFreight) * exponential(noise[path] * z[path])
    }
    hesitate(paths)
    let old = paths.before(war), war = paths[war], decay = paths[market.warDecay],
      added = steps.war(paths.month)
    for path in paths.indices { war[path] = old[path] * decay[path] + added }
  }

  /// In the month a rise of pressure holds from, part of last month's loadings waits.
  private func hesitate(_ paths: MonthView) {
    let limit = paths[limit], wary = paths[wary], share = paths[waiting], loaded = paths.before(loaded)
    for path in paths.indices {
      let reached = chosen(wary[path] > 0, (1 - share[path] * wary[path]) * loaded[path], limit[path])
      limit[path] = chosen(loaded[path] > 0, min(limit[path], reached), limit[path])
    }
  }
}
