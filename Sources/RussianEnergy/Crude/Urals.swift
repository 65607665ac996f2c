internal import Engine
internal import Kernels
internal import Sampling

/// The price of Russian crude: Brent less what buyers demand, freight, and the cost of ports and traders.
///
/// FOB in the west = Brent − delivered discount − freight − port cost. The delivered discount moves towards
/// 2 + a1·glut + a1v·overhang + a2·announced pressure − a3·tightness, for India and China apart. ESPO sails short
/// ways and follows in part. The tax basket, called Urals here, weighs both. A month's noise is that of a calm
/// market or, after a listing, an embargo or a jump of Brent, up to that of turmoil, which fades.
struct Urals: Mechanism {
  static let section = "urals"
  static let summary = "Discounts and prices of Urals, ESPO and the tax basket."

  let base, glutResponse, overhangResponse, pressureResponse, tightResponse: Parameter
  let speed, noise, turmoilNoise, turmoilKeep, turmoilPressure, turmoilIdle, turmoilJump: Parameter
  let residualKeep, portCost, freightChina, freightOther: Parameter
  let espoShare, espoFreight, espoIdle, weightESPO: Parameter
  let startUrals, startTurmoil: Parameter
  let brent, glut, overhang, tight, india, china, freight, war, idle, announced, listed: Input
  let pacific, chinaSea: Input
  let western: [Input]
  let indiaFactor, chinaFactor: Factor
  let residual, startDES, scratch: State
  let delivered, deliveredChina, west, espo, price, discount, turmoil: Output
  private let steps: SanctionSteps
  private let embargoes: Set<Month>
  private let history, brentHistory: MonthlyHistory

  init(_ declare: Declarations) {
    // What widens the discount, and how fast.
    let fit = "fitted to discounts of 2023-03, 2025-01, 2025-09, 2026-02"
    base = declare.lever(
      "base_discount", 2, .usdPerBarrel, in: -5...10, "Delivered discount in a balanced market.",
      source: "bunkerportsnews, oilmarketcap: India 2024-09 to 2025-08")
    glutResponse = declare.uncertain(
      "glut_response", .central(median: 8.5, low: 6.5, high: 10.5), .usdPerBarrel, in: 0...30,
      "Discount for each mb/d without a willing normal buyer.", source: fit)
    overhangResponse = declare.uncertain(
      "overhang_response", .central(median: 1.5, low: 0.5, high: 3), .usdPerBarrel, in: 0...15,
      "Discount for each mb/d loaded beyond normal volumes.", source: fit)
    pressureResponse = declare.uncertain(
      "pressure_response", .central(median: 10, low: 6.5, high: 15.5), .usdPerBarrel, in: 0...40,
      "Discount for full announced pressure.",
      source: fit + "; high end: what the listing of October 2025 alone would need")
    tightResponse = declare.lever(
      "tightness_response", 0, .usdPerBarrel, in: 0...10,
      "Fall of the discount for each mb/d that the world lacks.",
      source: "tax prices of 2026-03 to 07: 26, 22, 21, 22, 25 USD under Brent, as waivers came and went")
    speed = declare.uncertain(
      "speed", .central(median: 0.45, low: 0.3, high: 0.6), .perMonth, in: 0.01...1,
      "Share of the way to that discount made in a month.", source: fit)
    // How the discount scatters, in quiet months and in turmoil.
    noise = declare.uncertain(
      "noise", .central(median: 1.5, low: 1.2, high: 1.8), .usdPerBarrel, in: 0...8,
      "Standard deviation of a calm month's delivered discount.",
      source:
        "autoregression of Brent less Urals 2023-10 to 2025-06: 1.3 (21 months), of which freight explains 0.4"
    )
    turmoilNoise = declare.uncertain(
      "turmoil_noise", .central(median: 3.5, low: 2.5, high: 5), .usdPerBarrel, in: 0...15,
      "The same in a month of full turmoil.",
      source: "the same autoregression 2022-04 to 2023-09: 3.7; 2023-01 to 2023-09: 2.3")
    turmoilKeep = declare.uncertain(
      "turmoil_keep", .central(median: 0.75, low: 0.6, high: 0.87), .share, in: 0...1,
      "Share of turmoil left a month later.", source: "guess: the winter of 2022-23 was over by autumn")
    turmoilPressure = declare.lever(
      "turmoil_pressure", 0.5, .share, in: 0.05...5, "Rise of announced pressure that makes full turmoil.",
      source: "guess: the smallest major listing")
    turmoilIdle = declare.lever(
      "turmoil_idle", 0.25, .share, in: 0.02...5, "Share of the fleet newly idled that makes full turmoil.",
      source: "guess: a fifth was idled in January 2025")
    turmoilJump = declare.lever(
      "turmoil_jump", 0.2, .share, in: 0.02...2, "Log change of Brent in a month that makes full turmoil.",
      source: "guess: three calm months' deviations")
    residualKeep = declare.uncertain(
      "residual_keep", .central(median: 0.74, low: 0.61, high: 0.87), .share, in: 0...1,
      "Share of an unexplained discount at the start that is left a month later.",
      source: "simulate calibrate: autoregression of Brent less Urals 2023-04 to 2025-12")
    // From the discount as delivered to the price at the port.
    portCost = declare.uncertain(
      "port_cost", .central(median: 3.3, low: 2.3, high: 4.3), .usdPerBarrel, in: 0...12,
      "Ports, traders and transport between FOB and delivered price, freight apart.", source: fit)
    freightChina = declare.uncertain(
      "freight_china", .central(median: 14.5, low: 13.5, high: 16), .usdPerBarrel, in: 0...40,
      "Normal freight from the Baltic to China.", source: "bairdmaritime.com; newsinukraine")
    freightOther = declare.uncertain(
      "freight_india", .central(median: 6.5, low: 6.2, high: 6.8), .usdPerBarrel, in: 0...30,
      "Normal freight from western ports to India.", source: "indiaseatradenews 2025-01; shippingherald")
    espoShare = declare.uncertain(
      "espo_share", .central(median: 0.7, low: 0.4, high: 1), .share, in: 0...1,
      "How much of China's discount beyond the usual one ESPO feels.",
      source: "ESPO of the first quarter of 2023, 8 USD under Brent (SSRN 4366337); range guess")
    espoFreight = declare.uncertain(
      "espo_freight", .central(median: 2.5, low: 1.5, high: 4), .usdPerBarrel, in: 0...20,
      "Discount of ESPO with normal freight.", source: "guess")
    espoIdle = declare.lever(
      "espo_idle_response", 2, .share, in: 0...10,
      "Relative rise of that freight when the whole fleet is idle.",
      source: "guess: near the response of other freight (fleet.idle_response)")
    weightESPO = declare.lever(
      "espo_weight", 0.22, .share, in: 0...0.9, "Weight of ESPO in the tax basket.",
      source: "1prime 2025-09-03"
    )
    history = MonthlyHistory(declare.seeds, "prices_monthly", "urals")
    brentHistory = MonthlyHistory(declare.seeds, "prices_monthly", "brent")
    startUrals = declare.startValue(
      "start", Urals.startDiscount(declare, history, brentHistory), .usdPerBarrel, in: -10...60,
      "Brent less the tax basket in the month before the period.")
    steps = SanctionSteps(declare.seeds)
    embargoes = Set(
      declare.seeds["embargoes"].filter { $0.text("buyer") == Buyer.eu }
        .compactMap { $0.day("date")?.month })
    let start = declare.start
    startTurmoil = declare.startValue(
      "start_turmoil", from: [turmoilKeep, turmoilPressure, turmoilIdle, turmoilJump], .share, in: 0...1,
      "Turmoil before the period.",
      source: "listings, embargoes and Brent of the year before, fading as turmoil does",
      origin: SanctionSteps.file
    ) { [steps, embargoes, brentHistory] in
      Urals.turmoil($0, before: start, steps, embargoes, brent: brentHistory)
    }
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    glut = declare.input("buyers.glut")
    overhang = declare.input("buyers.overhang")
    tight = declare.input("world.tightness", region: "World")
    india = declare.input("sanctions.price_pressure_india")
    china = declare.input("sanctions.price_pressure_china")
    announced = declare.input("sanctions.price_pressure")
    listed = declare.input("sanctions.idled")
    freight = declare.input("fleet.freight_index")
    war = declare.input("fleet.war_premium")
    idle = declare.input("fleet.idle")
    pacific = declare.input("crude.route_exports", region: Route.pacific)
    western = Route.all(declare.seeds).filter { $0.isSea && !$0.isEastern }.map {
      declare.input("crude.route_exports", region: $0.name)
    }
    chinaSea = declare.input("buyers.crude", region: Buyer.chinaSea)
    indiaFactor = declare.factor("india_discount")
    chinaFactor = declare.factor("china_discount")
    declare.correlate("india_discount", "china_discount", 0.5)
    declare.correlate("india_discount", "freight", 0.3)
    residual = declare.state("residual")
    startDES = declare.state("start_delivered")
    scratch = declare.state("scratch", rows: 3)
    // Discounts and prices.
    delivered = declare.output(
      "delivered_discount", .usdPerBarrel, .mean, "Discount to Brent of oil delivered.", region: "India",
      counterpart: "Argus, Kpler: 2 USD in 2025, 7-10 after November 2025")
    deliveredChina = declare.output(
      "delivered_discount", .usdPerBarrel, .mean, "Discount to Brent of oil delivered.", region: "China")
    west = declare.output(
      "west_fob", .usdPerBarrel, .mean, "Urals FOB Baltic and Black Sea.",
      counterpart: "Argus Urals FOB Primorsk", memory: 5)
    espo = declare.output(
      "espo", .usdPerBarrel, .mean, "ESPO FOB Kozmino.", counterpart: "Argus ESPO",
      observed: .column("prices_monthly", "espo"))
    price = declare.output(
      "price", .usdPerBarrel, .mean, "Tax basket: 78 % Urals FOB, 22 % ESPO.",
      counterpart: "Ministry of Economic Development, Urals for tax", community: "Price|Primary Energy|Oil",
      headline: true,
      observed: .column("prices_monthly", "urals"))
    discount = declare.output(
      "discount", .usdPerBarrel, .mean, "Brent less the tax basket.", headline: true,
      observed: .difference("prices_monthly", "brent", "urals"))
    turmoil = declare.output("turmoil", .share, .mean, "How far the market is from calm (0) to turmoil (1).")
    declare.pin(price)
    declare.score(price, as: "Urals", rule: LastDiscount.urals)
    declare.score(discount, as: "Brent − Urals")
    declare.estimate(
      .gap(.difference("prices_monthly", "brent", "urals"), from: Month(year: 2023, month: 3)))
  }

  /// The turmoil that known events leave at the end of the month before a period.
  ///
  /// - Parameter values: `turmoil_keep`, `turmoil_pressure`, `turmoil_idle`, `turmoil_jump`.
  private static func turmoil(
    _ values: [Double], before start: Month, _ steps: SanctionSteps, _ embargoes: Set<Month>,
    brent: MonthlyHistory
  ) -> Double {
    (1...12).reversed().reduce(0) { old, back in
      let month = start - back
      let move = brent[month].flatMap { now in brent[month - 1].map { logarithm(now / $0) } } ?? 0
      let isShaken = embargoes.contains(month) || abs(move) > values[3]
      return max(
        old * values[0], isShaken ? 1 : steps.shake(month, pressure: values[1], idle: values[2]))
    }
  }

  private static func startDiscount(
    _ declare: Declarations, _ urals: MonthlyHistory, _ brent: MonthlyHistory
  ) -> Observation {
    let last = declare.start - 1
    let found = (0..<12).map { last - $0 }.first { urals[$0] != nil && brent[$0] != nil }
    guard let found, let low = urals[found], let high = brent[found] else {
      return Observation(distribution: .uniform(low: 2, high: 20), source: "guess", origin: "drawn")
    }
    let gap = Double(last - found).squareRoot()
    let spread = Distribution.central(
      median: high - low, low: high - low - 2.5 * gap, high: high - low + 2.5 * gap)
    return Observation(
      distribution: gap == 0 ? .constant(high - low) : spread, source: "EIA Brent less MinFin Urals",
      origin: gap == 0 ? "seeds/prices_monthly.csv" : "drawn around \(found), seeds/prices_monthly.csv",
      observed: ("\(found)", last - found))
  }

  func begin(_ paths: MonthView) {
    let gap = paths[startUrals], brent = paths[brent], price = paths[price], discount = paths[discount]
    let weight = paths[weightESPO], espoFreight = paths[espoFreight], port = paths[portCost]
    let response = paths[espoIdle]
    let freight = paths[freight], other = paths[freightOther], idle = paths[idle], war = paths[war]
    let start = paths[startDES], west = paths[west], espo = paths[espo]
    let share = paths[espoShare], base = paths[base]
    for path in paths.indices {
      discount[path] = gap[path]
      price[path] = brent[path] - gap[path]
      // Both parts of the basket rest on one delivered discount, which the basket's gap gives.
      let toIndia = port[path] + other[path] * freight[path] + war[path]
      let toPacific =
        espoFreight[path] * (1 + response[path] * idle[path] / percent) - share[path] * base[path]
      let western = 1 - weight[path], eastern = weight[path] * share[path]
      let known = western * toIndia + weight[path] * toPacific
      start[path] = (gap[path] - known) / (western + eastern)
      west[path] = brent[path] - start[path] - toIndia
      espo[path] = brent[path] - share[path] * start[path] - toPacific
    }
    paths[turmoil].assign(paths[startTurmoil])
    paths[delivered].assign(start)
    paths[deliveredChina].assign(start)
    for back in 1...12 {
      guard let known = history.nearest(paths.month - back) else { continue }
      paths.before(self.price, back).fill(known)
    }
    // Past months of the western price: the basket's, with the start's difference.
    for back in 1...4 {
      let past = paths.before(self.west, back), basket = paths.before(self.price, back)
      for path in paths.indices { past[path] = basket[path] + west[path] - price[path] }
    }
  }

  func step(_ paths: MonthView) {
    if paths.index == 0 { explainStart(paths) }
    let keep = paths[residualKeep], residual = paths[residual]
    for path in paths.indices { residual[path] *= keep[path] }
    shake(paths)
    move(delivered, towards: india, by: indiaFactor, paths)
    move(deliveredChina, towards: china, by: chinaFactor, paths)
    quote(paths)
  }

  /// What the first month's discount would be without its past: the rest fades as a residual.
  private func explainStart(_ paths: MonthView) {
    let residual = paths[residual], start = paths[startDES]
    let before = (glut: paths.before(glut), overhang: paths.before(overhang))
    aim(paths, before, pressure: paths.before(india), into: paths.matrix(scratch)[0])
    let aim = paths.matrix(scratch)[0]
    for path in paths.indices { residual[path] = start[path] - aim[path] }
  }

  private func aim(
    _ paths: MonthView, _ oil: (glut: Column, overhang: Column), pressure: Column, into result: Column
  ) {
    let base = paths[base], a1 = paths[glutResponse], a1v = paths[overhangResponse]
    let a2 = paths[pressureResponse], a3 = paths[tightResponse]
    let tight = paths[tight]
    for path in paths.indices {
      let excess = a1[path] * oil.glut[path] + a1v[path] * oil.overhang[path]
      result[path] = base[path] + excess + a2[path] * pressure[path] - a3[path] * tight[path]
    }
  }

  /// Turmoil comes with listings, embargoes and jumps of Brent, and fades.
  private func shake(_ paths: MonthView) {
    let turmoil = paths[turmoil], old = paths.before(self.turmoil), keep = paths[turmoilKeep]
    let now = paths[announced], before = paths.before(announced), full = paths[turmoilPressure]
    let idled = paths[listed], fullIdle = paths[turmoilIdle], jump = paths[turmoilJump]
    let brent = paths[brent], brentBefore = paths.before(self.brent)
    let embargo: Double = embargoes.contains(paths.month) ? 1 : 0
    for path in paths.indices {
      let listing = max(now[path] - before[path], 0) / full[path] + idled[path] / fullIdle[path]
      let move = abs(logarithm(brent[path] / brentBefore[path]))
      let event = max(min(listing, 1), move > jump[path] ? 1 : embargo)
      turmoil[path] = max(old[path] * keep[path], event)
    }
  }

  private func move(_ output: Output, towards pressure: Input, by factor: Factor, _ paths: MonthView) {
    let target = paths.matrix(scratch)[0], residual = paths[residual], speed = paths[speed]
    let calm = paths[noise], wild = paths[turmoilNoise], turmoil = paths[turmoil]
    let z = paths[factor], old = paths.before(output), new = paths[output]
    aim(paths, (paths[glut], paths[overhang]), pressure: paths[pressure], into: target)
    for path in paths.indices {
      let goal = target[path] + residual[path]
      let noise = calm[path] + turmoil[path] * (wild[path] - calm[path])
      new[path] = old[path] + speed[path] * (goal - old[path]) + noise * z[path]
    }
  }

  private func quote(_ paths: MonthView) {
    let brent = paths[brent], des = paths[delivered], desChina = paths[deliveredChina], base = paths[base]
    let freight = paths[freight], war = paths[war], idle = paths[idle], port = paths[portCost]
    let toChina = paths[freightChina], toIndia = paths[freightOther]
    let sea = paths[chinaSea], pacific = paths[pacific], flow = paths.matrix(scratch)[2]
    let share = paths[espoShare], espoFreight = paths[espoFreight], response = paths[espoIdle]
    flow.fill(0)
    for route in western {
      let exports = paths[route]
      for path in paths.indices { flow[path] += exports[path] }
    }
    let weight = paths[weightESPO]
    let west = paths[west], espo = paths[espo], price = paths[price], discount = paths[discount]
    for path in paths.indices {
      let far = min(max(sea[path] - pacific[path], 0) / max(flow[path], 1), 1)
      let near = (1 - far) * (des[path] + toIndia[path] * freight[path])
      let distant = far * (desChina[path] + toChina[path] * freight[path])
      let floor = 1.0
      west[path] = max(brent[path] - near - distant - port[path] - war[path], floor)
      let espoGap = espoFreight[path] * (1 + response[path] * idle[path] / percent)
      espo[path] = max(brent[path] - share[path] * (desChina[path] - base[path]) - espoGap, floor)
      price[path] = (1 - weight[path]) * west[path] + weight[path] * espo[path]
      discount[path] = brent[path] - price[path]
    }
    guard let pinned = paths.pinned(self.price) else { return }
    for path in paths.indices {
      // What the basket was says what both buyers' discounts were.
      let more = (price[path] - pinned[path]) / (1 - weight[path] + weight[path] * share[path])
      des[path] += more
      desChina[path] += more
      west[path] -= more
      espo[path] -= share[path] * more
      price[path] = pinned[path]
      discount[path] = brent[path] - pinned[path]
    }
  }
}
