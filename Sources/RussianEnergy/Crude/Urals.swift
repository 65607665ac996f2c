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

  let pull: DiscountPull
  let scatter: DiscountScatter
  let basket: UralsBasket
  let shown: UralsOutputs
  let startUrals, startMove, startTurmoil: Parameter
  let brent, glut, overhang, tight, india, china, freight, war, idle, announced, listed: Input
  let pacific, chinaSea, warDecay: Input
  let western: [Input]
  let indiaFactor, chinaFactor: Factor
  let residual, startDES, scratch: State
  private let steps: SanctionSteps
  private let embargoes: Set<Month>
  private let history, brentHistory: MonthlyHistory

  init(_ declare: Declarations) {
    pull = DiscountPull(declare)
    scatter = DiscountScatter(declare)
    basket = UralsBasket(declare)
    // Prices and turmoil before the period.
    history = MonthlyHistory(declare.seeds, "prices_monthly", "urals")
    brentHistory = MonthlyHistory(declare.seeds, "prices_monthly", "brent")
    startUrals = declare.startValue(
      "start", Urals.startDiscount(declare, history, brentHistory), .usdPerBarrel, in: -10...60,
      "Brent less the tax basket in the month before the period.")
    startMove = declare.startValue(
      "start_move", Urals.startMove(declare, history, brentHistory), .usdPerBarrel, in: -20...20,
      "By how much that discount grew in the month before the period.")
    steps = SanctionSteps(declare)
    let rows = declare.seeds["embargoes"].filter { $0.text("buyer") == Buyer.eu }
    embargoes = Set(rows.compactMap { $0.day("date")?.month })
    let start = declare.start, memory = declare.count("urals.turmoil_memory")
    startTurmoil = declare.startValue(
      "start_turmoil", from: scatter.turmoil, .share, in: 0...1, "Turmoil before the period.",
      source: "listings, embargoes and Brent of the year before, fading as turmoil does",
      origin: SanctionSteps.file
    ) { [steps, embargoes, brentHistory] in
      Urals.turmoil($0, of: memory, before: start, steps, embargoes, brent: brentHistory)
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
    warDecay = declare.input("fleet.war_decay")
    residual = declare.state("residual", rows: 2)
    startDES = declare.state("start_delivered")
    scratch = declare.state("scratch")
    shown = UralsOutputs(declare)
  }

  func begin(_ paths: MonthView) {
    let gap = paths[startUrals], brent = paths[brent], price = paths[shown.price],
      discount = paths[shown.discount]
    let weight = paths[basket.weightESPO], espoFreight = paths[basket.espoFreight],
      port = paths[basket.portCost]
    let response = paths[basket.espoIdle]
    let freight = paths[freight], other = paths[basket.freightOther], idle = paths[idle], war = paths[war]
    let start = paths[startDES], west = paths[shown.west], espo = paths[shown.espo]
    let share = paths[basket.espoShare], base = paths[pull.base]
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
    paths[shown.turmoil].assign(paths[startTurmoil])
    paths[shown.delivered].assign(start)
    paths[shown.deliveredChina].assign(start)
    fillPast(price: shown.price, history, paths)
    // Past months of the western price: the basket's, with the start's difference.
    for back in 1..<shown.westMemory {
      let past = paths.before(shown.west, back), basket = paths.before(shown.price, back)
      for path in paths.indices { past[path] = basket[path] + west[path] - price[path] }
    }
  }

  func step(_ paths: MonthView) {
    if paths.index == 0 { explainStart(paths) }
    shake(paths)
    move(shown.delivered, towards: india, by: indiaFactor, row: 0, paths)
    move(shown.deliveredChina, towards: china, by: chinaFactor, row: 1, paths)
    quote(paths)
  }

  /// Where the discount was going before the period, beyond its aim: its last move was a part of the way there.
  private func explainStart(_ paths: MonthView) {
    let residual = paths.matrix(residual), start = paths[startDES], speed = paths[pull.speed]
    let moved = paths[startMove], war = paths.before(war), warDecay = paths[warDecay]
    let added = steps.war(paths.month - 1), weight = paths[basket.weightESPO], share = paths[basket.espoShare]
    let before = (glut: paths.before(glut), overhang: paths.before(overhang))
    aim(paths, before, pressure: paths.before(india), into: paths[scratch])
    let aim = paths[scratch]
    for path in paths.indices {
      // War premia are of the port's price, not of the delivered one.
      // A premium that doesn't last leaves no trace of what it was before.
      let premium = warDecay[path] > 0 ? war[path] - (war[path] - added) / warDecay[path] : 0
      let move =
        (moved[path] - (1 - weight[path]) * premium) / (1 - weight[path] + weight[path] * share[path])
      residual[0][path] = start[path] + (1 / speed[path] - 1) * move - aim[path]
    }
    residual[1].assign(residual[0])
  }

  private func aim(
    _ paths: MonthView, _ oil: (glut: Column, overhang: Column), pressure: Column, into result: Column
  ) {
    let base = paths[pull.base], a1 = paths[pull.glutResponse], a1v = paths[pull.overhangResponse]
    let a2 = paths[pull.pressureResponse], a3 = paths[pull.tightResponse]
    let tight = paths[tight]
    for path in paths.indices {
      let excess = a1[path] * oil.glut[path] + a1v[path] * oil.overhang[path]
      result[path] = base[path] + excess + a2[path] * pressure[path] - a3[path] * tight[path]
    }
  }

  /// Turmoil comes with listings, embargoes and jumps of Brent, and fades.
  private func shake(_ paths: MonthView) {
    let turmoil = paths[shown.turmoil], old = paths.before(shown.turmoil), keep = paths[scatter.turmoilKeep]
    let now = paths[announced], before = paths.before(announced), full = paths[scatter.turmoilPressure]
    let idled = paths[listed], fullIdle = paths[scatter.turmoilIdle], jump = paths[scatter.turmoilJump]
    let brent = paths[brent], brentBefore = paths.before(self.brent)
    let embargo: Double = embargoes.contains(paths.month) ? 1 : 0
    for path in paths.indices {
      let listing = max(now[path] - before[path], 0) / full[path] + idled[path] / fullIdle[path]
      let move = abs(logarithm(brent[path] / brentBefore[path]))
      let event = max(min(listing, 1), move > jump[path] ? 1 : embargo)
      turmoil[path] = max(old[path] * keep[path], event)
    }
  }

  /// A month goes a part of the way to the aim and what is left of shocks, of which the month's own comes whole.
  private func move(
    _ output: Output, towards pressure: Input, by factor: Factor, row: Int, _ paths: MonthView
  ) {
    let target = paths[scratch], residual = paths.matrix(residual)[row], speed = paths[pull.speed]
    let keep = paths[scatter.residualKeep]
    let calm = paths[scatter.noise], wild = paths[scatter.turmoilNoise], turmoil = paths[shown.turmoil]
    let z = paths[factor], old = paths.before(output), new = paths[output]
    aim(paths, (paths[glut], paths[overhang]), pressure: paths[pressure], into: target)
    for path in paths.indices {
      let noise = calm[path] + turmoil[path] * (wild[path] - calm[path])
      residual[path] = keep[path] * residual[path] + noise * z[path] / speed[path]
      new[path] = old[path] + speed[path] * (target[path] + residual[path] - old[path])
    }
  }

  private func quote(_ paths: MonthView) {
    let brent = paths[brent], des = paths[shown.delivered], desChina = paths[shown.deliveredChina],
      base = paths[pull.base]
    let freight = paths[freight], war = paths[war], idle = paths[idle], port = paths[basket.portCost]
    let toChina = paths[basket.freightChina], toIndia = paths[basket.freightOther]
    let sea = paths[chinaSea], pacific = paths[pacific], flow = paths.sum(western)
    let share = paths[basket.espoShare], espoFreight = paths[basket.espoFreight],
      response = paths[basket.espoIdle]
    let weight = paths[basket.weightESPO]
    let west = paths[shown.west], espo = paths[shown.espo], price = paths[shown.price],
      discount = paths[shown.discount]
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
    guard let pinned = paths.pinned(shown.price) else { return }
    let speed = paths[pull.speed], residual = paths.matrix(residual)
    for path in paths.indices {
      // What the basket was says what both buyers' discounts were.
      let more = (price[path] - pinned[path]) / (1 - weight[path] + weight[path] * share[path])
      des[path] += more
      desChina[path] += more
      residual[0][path] += more / speed[path]
      residual[1][path] += more / speed[path]
      west[path] -= more
      espo[path] -= share[path] * more
      price[path] = pinned[path]
      discount[path] = brent[path] - pinned[path]
    }
  }
}
