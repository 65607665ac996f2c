internal import Engine
internal import Kernels
internal import Sampling

/// The pipelines that carry Russian gas out, in the order of the model's rows.
enum GasRoute: String, CaseIterable {
  case turkStreamEU = "turkstream_eu", transit, turkey, china
}

/// Pipeline gas: TurkStream to Europe, the transit through Ukraine that ended, Turkey, Power of Siberia.
///
/// Gas for Europe follows TTF of two months ago; gas for China follows Brent's mean of nine months. A ban ends
/// the EU's contracts by kind; Turkey takes a small part of what is left over, and the rest stays in the ground,
/// since no other pipe leads from those fields.
struct PipelineGas: Mechanism {
  static let section = "pipeline"
  static let summary = "Pipeline gas by route, its price, export duty, and what a ban leaves in the ground."

  let volumes: [Parameter]
  let transit, euShare, shortShare, landlocked, leak, absorbed, absorbedPrice: Parameter
  let priceShare, chinaSlope, dutyLow, dutyAdded, dutyFrom, dutySpan, noise: Parameter
  let brent, ttf, euro, shortBanned, longBanned: Input
  let scratch, priceEU, priceChina, wanted: State
  let shocks: Shock
  let exports, revenue, shut, missing, lost, dutyLost, duty, price: Output
  let byRoute, revenueByRoute: [Output]
  private let profile: GasSeason

  init(_ declare: Declarations) {
    let seeds = declare.seeds
    volumes = GasRoute.allCases.map { route in
      let known = YearlyVolume(
        seeds, "pipeline_volumes",
        upTo: route == .transit
          ? min(declare.start.year, PipelineGas.transitEnd.year - 1) : declare.start.year
      ) { $0.text("route") == route.rawValue }
      return declare.startValue(
        route.rawValue,
        Observation(
          distribution: .central(median: known.volume, low: 0.96 * known.volume, high: 1.04 * known.volume),
          source: known.source + "; range guess", origin: known.origin,
          observed: known.observed(before: declare.start)),
        .bcmPerYear, in: 0...150, "Gas by \(route.rawValue.replacing("_", with: " ")) in a year without bans."
      )
    }
    transit = declare.lever(
      "transit_open",
      Schedule(steps: [
        .init(from: nil, value: .constant(1)), .init(from: PipelineGas.transitEnd.first, value: .constant(0)),
      ]), .share, in: 0...1, "Part of the transit through Ukraine that flows.",
      source: "contract of 2019-12-30 to 2025-01-01, not prolonged")
    euShare = declare.lever(
      "eu_share", 15.0 / 18.0, .share, in: 0...1, "Part of TurkStream's gas for Europe that goes to the EU.",
      source: "own split: 15 of 18 bcm, the rest to Serbia and others")
    shortShare = declare.lever(
      "short_share", 0.10, .share, in: 0...1, "Part of that under short-term contracts.",
      source: "trial model; guess")
    landlocked = declare.lever(
      "landlocked", 0.5, .share, in: 0...1, "Part of these that landlocked states may keep to the end date.",
      source: "regulation; share guess")
    leak = declare.uncertain(
      "leak", .central(median: 0.03, low: 0, high: 0.10), .share, in: 0...1,
      "Part of banned gas that arrives all the same.", source: "guess")
    absorbed = declare.uncertain(
      "turkey_absorbs", .central(median: 0.15, low: 0, high: 0.35), .share, in: 0...1,
      "Part of banned gas that Turkey takes.", source: "trial model; guess")
    absorbedPrice = declare.lever(
      "absorbed_price", 0.8, .share, in: 0...1.5, "What it pays over the price for Europe.",
      source: "trial model; guess")
    priceShare = declare.uncertain(
      "price_share", .central(median: 0.83, low: 0.75, high: 0.92), .share, in: 0.2...1.5,
      "Price for Europe over TTF two months ago.",
      source: "Moscow Times 2025-10-07: 380 USD/mcm outside the CIS")
    chinaSlope = declare.uncertain(
      "china_slope", .central(median: 3.38, low: 3.1, high: 3.7), .share, in: 0.5...8,
      "USD/mcm by Power of Siberia for each USD/bbl of Brent, mean of nine months.",
      source: "own fit: 248 in 2025 (Moscow Times)")
    let tax = "gas_params.csv: 30 %, 50 % of what lies above 300 USD/mcm"
    dutyLow = declare.lever("duty", 0.30, .share, in: 0...1, "Export duty at low prices.", source: tax)
    dutyAdded = declare.lever(
      "duty_added", 0.20, .share, in: 0...1, "Duty added at high prices.", source: tax)
    dutyFrom = declare.lever(
      "duty_from", 300, .usdPerThousandCubicMetres, in: 50...1000, "Price from which it grows.", source: tax)
    dutySpan = declare.lever(
      "duty_span", 100, .usdPerThousandCubicMetres, in: 1...1000, "Span of price in which it grows.",
      source: tax + "; span own")
    noise = declare.lever(
      "noise", 0.05, .share, in: 0...0.5, "Standard deviation of a month's flow for Europe, relative.",
      source: "own estimate on TurkStream 2025")
    brent = declare.input("brent.price", region: "World")
    ttf = declare.input("gas.ttf", region: "EU")
    euro = declare.input("gas.eur_per_usd", region: "EU")
    shortBanned = declare.input("eu.pipeline_short_banned", region: "EU")
    longBanned = declare.input("eu.pipeline_long_banned", region: "EU")
    scratch = declare.state("scratch")
    priceEU = declare.state("price_eu")
    priceChina = declare.state("price_china")
    wanted = declare.state("wanted")
    shocks = declare.shock("flow")
    exports = declare.output(
      "exports", .bcm, .sum, "Pipeline gas exports.", counterpart: "Reuters on Gazprom's flows",
      headline: true)
    revenue = declare.output(
      "revenue", .billionDollars, .sum, "Revenue from pipeline gas exports.", headline: true)
    shut = declare.output("shut", .bcm, .sum, "Pipeline gas that bans leave in the ground.")
    missing = declare.output("eu_missing", .bcm, .sum, "Pipeline gas that bans keep from the EU.")
    lost = declare.output(
      "revenue_lost", .billionDollars, .sum, "Pipeline gas revenue that bans cost.")
    dutyLost = declare.output("duty_lost", .billionDollars, .sum, "Export duty that bans cost.")
    duty = declare.output("duty_paid", .billionDollars, .sum, "Export duty on gas for Europe and Turkey.")
    price = declare.output(
      "price", .usdPerThousandCubicMetres, .mean, "Price of gas for Europe.", region: "EU")
    byRoute = GasRoute.allCases.map {
      declare.output("exports_by_route", .bcm, .sum, "Pipeline gas exports.", region: $0.rawValue)
    }
    revenueByRoute = GasRoute.allCases.map {
      declare.output(
        "revenue_by_route", .billionDollars, .sum, "Revenue from pipeline gas.", region: $0.rawValue)
    }
    profile = GasSeason(seeds, "turkstream")
  }

  /// The first month without transit through Ukraine.
  private static let transitEnd = Month(year: 2025, month: 1)
  /// A thousand cubic metres at a dollar, for a billion cubic metres, in billion dollars.
  private static let billions = 1 / kilo

  func step(_ paths: Paths) {
    price(paths)
    flow(paths)
    compare(paths)
  }

  private func price(_ paths: Paths) {
    let ttf = paths.before(ttf, 2), euro = paths.before(euro, 2), share = paths[priceShare]
    let slope = paths[chinaSlope], europe = paths[priceEU], china = paths[priceChina], out = paths[self.price]
    china.fill(0)
    for back in 1...9 {
      let old = paths.before(brent, back)
      for path in paths.indices { china[path] += old[path] / 9 }
    }
    for path in paths.indices {
      china[path] *= slope[path]
      europe[path] = share[path] * ttf[path] * Gas.twhPerBcm / euro[path]
      out[path] = europe[path]
    }
  }

  private func flow(_ paths: Paths) {
    let part = paths.days / daysPerYear, season = profile.share(paths.month), z = paths[scratch]
    let short = paths[shortBanned], long = paths[longBanned], wanted = paths[wanted], shut = paths[shut]
    let eu = paths[byRoute[0]], transit = paths[byRoute[1]], turkey = paths[byRoute[2]],
      china = paths[byRoute[3]]
    let noise = paths[noise], open = paths[self.transit], total = paths[exports]
    let yearly = volumes.map { paths[$0] }, keep = paths[landlocked], shortPart = paths[shortShare]
    let missing = paths[missing], inEU = paths[euShare], leak = paths[leak], absorbed = paths[absorbed]
    paths.normals(shocks, into: z)
    for path in paths.indices {
      let all = yearly[0][path] * season * max(1 + noise[path] * z[path], 0)
      wanted[path] = all
      let shortOpen = 1 - short[path] / percent, longOpen = 1 - long[path] / percent
      // Landlocked states keep part of the short class until the long one ends.
      let shortLeft = min(shortOpen + (1 - shortOpen) * keep[path], max(longOpen, shortOpen))
      let left = shortPart[path] * shortLeft + (1 - shortPart[path]) * longOpen
      let banned = all * inEU[path] * (1 - left) * (1 - leak[path])
      missing[path] = banned
      eu[path] = all - banned
      transit[path] = yearly[1][path] * part * open[path]
      turkey[path] = yearly[2][path] * part + banned * absorbed[path]
      shut[path] = banned * (1 - absorbed[path])
      china[path] = yearly[3][path] * part
      total[path] = eu[path] + transit[path] + turkey[path] + china[path]
    }
  }

  private func compare(_ paths: Paths) {
    let europe = paths[priceEU], china = paths[priceChina], wanted = paths[wanted], eu = paths[byRoute[0]]
    let total = paths[revenue], lost = paths[lost], duty = paths[duty], dutyLost = paths[dutyLost]
    let money = revenueByRoute.map { paths[$0] }, transit = paths[byRoute[1]], turkey = paths[byRoute[2]]
    let absorbed = paths[absorbed], discount = paths[absorbedPrice], east = paths[byRoute[3]]
    let low = paths[dutyLow], added = paths[dutyAdded], from = paths[dutyFrom], span = paths[dutySpan]
    for path in paths.indices {
      let banned = wanted[path] - eu[path], taken = banned * absorbed[path]
      let cheap = discount[path] * europe[path]
      money[0][path] = eu[path] * europe[path] * PipelineGas.billions
      money[1][path] = transit[path] * europe[path] * PipelineGas.billions
      let usual = turkey[path] - taken
      money[2][path] = (usual * europe[path] + taken * cheap) * PipelineGas.billions
      money[3][path] = east[path] * china[path] * PipelineGas.billions
      total[path] = money[0][path] + money[1][path] + money[2][path] + money[3][path]
      let high = min(max((europe[path] - from[path]) / span[path], 0), 1)
      let rate = low[path] + added[path] * high
      lost[path] = (banned * europe[path] - taken * cheap) * PipelineGas.billions
      dutyLost[path] = rate * lost[path]
      duty[path] = rate * (money[0][path] + money[1][path] + money[2][path])
    }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    for path in paths.indices {
      let routes = byRoute.reduce(0) { $0 + paths[$1][path] }
      report.equal(routes, paths[exports][path], scale: 1, "pipeline gas by route")
      let money = revenueByRoute.reduce(0) { $0 + paths[$1][path] }
      report.equal(money, paths[revenue][path], scale: 1, "pipeline gas revenue by route")
      let taken = paths[wanted][path] - paths[byRoute[0]][path] - paths[shut][path]
      report.within(taken, 0, paths[byRoute[2]][path], "gas that Turkey takes instead")
    }
  }
}
