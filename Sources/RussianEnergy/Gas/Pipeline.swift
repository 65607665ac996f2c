internal import Engine
internal import Kernels
internal import Sampling

/// Pipeline gas by the routes of the seed tables: TurkStream, the transit that ended, Turkey, Power of Siberia.
///
/// Gas for Europe follows TTF of two months ago; gas for China follows Brent's mean of nine months. A ban ends
/// the EU's contracts by kind; Turkey takes a small part of what is left over, and the rest stays in the ground,
/// since no other pipe leads from those fields.
struct Pipeline: Mechanism {
  static let section = "pipeline"
  static let summary = "Pipeline gas by route, its price, export duty, and what a ban leaves in the ground."

  let terms: PipelineTerms
  let routes: [GasRoute]
  let brent, ttf, euro, shortBanned, longBanned: Input
  let scratch, priceEU, priceChina: State
  let shocks: Shock
  let exports, revenue, shut, missing, lost, dutyLost, duty, price: Output
  let byRoute, revenueByRoute: [Output]
  private let profile: Season

  init(_ declare: Declarations) {
    let seeds = declare.seeds
    routes = GasRoute.all(declare)
    terms = PipelineTerms(declare)
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    ttf = declare.input("gas.ttf", region: "EU")
    euro = declare.input("gas.eur_per_usd", region: "EU")
    shortBanned = declare.input("eu.pipeline_short_banned", region: "EU")
    longBanned = declare.input("eu.pipeline_long_banned", region: "EU")
    scratch = declare.state("scratch")
    priceEU = declare.state("price_eu")
    priceChina = declare.state("price_china")
    shocks = declare.shock("flow")
    // Exports, what bans stop, and the money.
    exports = declare.output(
      "exports", .bcm, .sum, "Pipeline gas exports.", counterpart: "Reuters on Gazprom's flows",
      headline: true)
    revenue = declare.output(
      "revenue", .billionDollars, .sum, "Revenue from pipeline gas exports.",
      community: "Throttle|Export Revenue|Pipeline Gas", headline: true)
    shut = declare.output("shut", .bcm, .sum, "Pipeline gas that bans leave in the ground.")
    missing = declare.output("eu_missing", .bcm, .sum, "Pipeline gas that bans keep from the EU.")
    lost = declare.output("revenue_lost", .billionDollars, .sum, "Pipeline gas revenue that bans cost.")
    dutyLost = declare.output("duty_lost", .billionDollars, .sum, "Export duty that bans cost.")
    duty = declare.output("duty_paid", .billionDollars, .sum, "Export duty on gas for Europe and Turkey.")
    price = declare.output(
      "price", .usdPerThousandCubicMetres, .mean, "Price of gas for Europe.", region: "EU")
    byRoute = routes.map {
      declare.output("exports_by_route", .bcm, .sum, "Pipeline gas exports.", region: $0.name)
    }
    revenueByRoute = routes.map {
      declare.output("revenue_by_route", .billionDollars, .sum, "Revenue from pipeline gas.", region: $0.name)
    }
    profile = Season(seeds, "gas_season", "turkstream")
  }

  /// A thousand cubic metres at a dollar, for a billion cubic metres, in billion dollars.
  private static let billions = 1 / kilo

  func step(_ paths: MonthView) {
    price(paths)
    flow(paths)
    compare(paths)
  }

  private func price(_ paths: MonthView) {
    let ttf = paths.before(ttf, terms.europeLag), euro = paths.before(euro, terms.europeLag),
      share = paths[terms.priceShare]
    let slope = paths[terms.chinaSlope], europe = paths[priceEU], china = paths[priceChina],
      out = paths[self.price]
    china.fill(0)
    let months = Double(terms.chinaMonths)
    for back in 1...terms.chinaMonths {
      let old = paths.before(brent, back)
      for path in paths.indices { china[path] += old[path] / months }
    }
    for path in paths.indices {
      china[path] *= slope[path]
      europe[path] = share[path] * ttf[path] * GasUnits.twhPerBcm / euro[path]
      out[path] = europe[path]
    }
  }

  private func flow(_ paths: MonthView) {
    let part = paths.days / daysPerYear, season = profile.share(paths.month), z = paths[scratch]
    let noise = paths[terms.noise], missing = paths[missing], shut = paths[shut], total = paths[exports]
    paths.normals(shocks, into: z)
    missing.fill(0)
    for row in routes.indices {
      let flow = paths[byRoute[row]], yearly = paths[routes[row].volume], isSeasonal = routes[row].isSeasonal
      for path in paths.indices {
        flow[path] = yearly[path] * (isSeasonal ? season * max(1 + noise[path] * z[path], 0) : part)
      }
      if let open = routes[row].open.map({ paths[$0] }) {
        for path in paths.indices { flow[path] *= open[path] }
      }
      if routes[row].isBanned { ban(flow, paths) }
    }
    let takers = routes.indices.filter { routes[$0].absorbs }, absorbed = paths[terms.absorbed]
    shut.assign(missing)
    for row in takers {
      let flow = paths[byRoute[row]]
      for path in paths.indices {
        let taken = missing[path] * absorbed[path] / Double(takers.count)
        flow[path] += taken
        shut[path] -= taken
      }
    }
    total.fill(0)
    for output in byRoute {
      let flow = paths[output]
      for path in paths.indices { total[path] += flow[path] }
    }
  }

  /// Takes what bans end from a route's flow, and adds it to `missing`.
  private func ban(_ flow: Column, _ paths: MonthView) {
    let short = paths[shortBanned], long = paths[longBanned], keep = paths[terms.landlocked]
    let shortPart = paths[terms.shortShare], inEU = paths[terms.euShare], leak = paths[terms.leak],
      missing = paths[missing]
    for path in paths.indices {
      let shortOpen = 1 - short[path] / percent, longOpen = 1 - long[path] / percent
      // Landlocked states keep part of the short class until the long one ends.
      let shortLeft = min(shortOpen + (1 - shortOpen) * keep[path], max(longOpen, shortOpen))
      let left = shortPart[path] * shortLeft + (1 - shortPart[path]) * longOpen
      let banned = flow[path] * inEU[path] * (1 - left) * (1 - leak[path])
      missing[path] += banned
      flow[path] -= banned
    }
  }

  private func compare(_ paths: MonthView) {
    let europe = paths[priceEU], china = paths[priceChina], missing = paths[missing]
    let total = paths[revenue], lost = paths[lost], duty = paths[duty], dutyLost = paths[dutyLost]
    let absorbed = paths[terms.absorbed], discount = paths[terms.absorbedPrice]
    let low = paths[terms.dutyLow], added = paths[terms.dutyAdded], from = paths[terms.dutyFrom],
      span = paths[terms.dutySpan]
    let takers = Double(max(routes.filter(\.absorbs).count, 1)), sells = routes.contains { $0.absorbs }
    total.fill(0)
    duty.fill(0)
    for row in routes.indices {
      let flow = paths[byRoute[row]], money = paths[revenueByRoute[row]]
      let isEuropean = routes[row].rule == .ttf, absorbs = routes[row].absorbs
      let price = isEuropean ? europe : china
      for path in paths.indices {
        let taken = absorbs ? missing[path] * absorbed[path] / takers : 0
        let full = (flow[path] - taken) * price[path] + taken * discount[path] * europe[path]
        money[path] = full * Pipeline.billions
        total[path] += money[path]
      }
      guard isEuropean else { continue }
      for path in paths.indices { duty[path] += money[path] }
    }
    for path in paths.indices {
      let high = min(max((europe[path] - from[path]) / span[path], 0), 1)
      let rate = low[path] + added[path] * high
      let kept = sells ? absorbed[path] * discount[path] : 0
      lost[path] = missing[path] * (1 - kept) * europe[path] * Pipeline.billions
      dutyLost[path] = rate * lost[path]
      duty[path] *= rate
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let routes = paths.sum(byRoute), money = paths.sum(revenueByRoute, in: 1)
    let exports = paths[exports], revenue = paths[revenue], missing = paths[missing], shut = paths[shut]
    report.equal("pipeline gas by route") { (routes[$0], exports[$0], exports[$0]) }
    report.equal("pipeline gas revenue by route") { (money[$0], revenue[$0], revenue[$0]) }
    report.within("banned gas that others take instead") { (missing[$0] - shut[$0], 0, exports[$0]) }
  }
}
