internal import Engine
internal import Kernels
internal import Sampling

/// What a million British thermal units earns on board at the plant, by kind of sale, and what the EU pays.
struct LNGPrices: Sendable {
  /// Rows of the prices' matrix, USD/MMBtu.
  static let euLong = 0, euShort = 1, turkey = 2, asiaContract = 3, asiaSpot = 4, blocked = 5, sakhalin = 6
  static let brentWindow = 7
  static let rows = 8

  let ttfWeight, euRatio, slope, shortDiscount, euFreight: Parameter
  let rebates: LNGRebates
  let brent, ttf, jkm, euro, longBanned: Input
  let northernRoute: Season
  /// Months back whose mean of Brent long contracts follow, and those back that Sakhalin's follow.
  private let contractMonths: ClosedRange<Int>, sakhalinLag: Int

  init(_ declare: Declarations) {
    let first = declare.count("lng.contract_from")
    contractMonths = first...max(first, declare.count("lng.contract_to"))
    sakhalinLag = declare.count("lng.sakhalin_lag")
    let contracts =
      "bills over volumes (CREA, Urgewald), 15.07 MWh/t: 0.88 in 2023 and 2025, 0.96 in the first quarter of 2026"
    // What contracts and cargoes are priced by.
    ttfWeight = declare.lever(
      "ttf_weight", 1, .share, in: 0...1,
      "Weight of TTF in long contracts with the EU; the rest is linked to Brent.",
      source: "prices paid follow TTF alone in 2023, 2025 and early 2026")
    euRatio = declare.uncertain(
      "eu_ratio", .median(0.88, 0.82...0.96), .share, in: 0.3...1.5,
      "What the EU pays for Russian LNG over TTF.", source: contracts)
    slope = declare.lever(
      "brent_slope", 0.115, .share, in: 0.03...0.25, "USD/MMBtu for each USD/bbl in such contracts.",
      source: "lng_plants.csv: 11-12 %")
    shortDiscount = declare.lever(
      "short_discount", 0, .usdPerMMBtu, in: -5...10,
      "What short-term cargoes to the EU lie under that price.", source: "one ratio fits both kinds")
    euFreight = declare.uncertain(
      "eu_freight", .median(0.9, 0.5...1.5), .usdPerMMBtu, in: 0...10, "Freight to the EU.",
      source: "energynews.pro")
    rebates = LNGRebates(declare)
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    ttf = declare.input("gas.ttf", region: "EU")
    jkm = declare.input("gas.jkm", region: "Asia")
    euro = declare.input("gas.eur_per_usd", region: "EU")
    longBanned = declare.input("eu.lng_long_banned", region: "EU")
    northernRoute = Season(declare.seeds, "gas_season", "northern_route")
  }

  /// The month's netbacks; long contracts look at Brent of some months back.
  func step(_ paths: MonthView, into rows: ColumnMatrix) {
    let window = rows[LNGPrices.brentWindow]
    window.fill(0)
    let months = Double(contractMonths.count)
    for back in contractMonths {
      let old = paths.before(brent, back)
      for path in paths.indices { window[path] += old[path] / months }
    }
    sellToEU(paths, rows)
    sellElsewhere(paths, rows)
  }

  private func sellToEU(_ paths: MonthView, _ rows: ColumnMatrix) {
    let ttf = paths[ttf], euro = paths[euro], w = paths[ttfWeight], ratio = paths[euRatio],
      slope = paths[slope]
    let discount = paths[shortDiscount], freight = paths[euFreight]
    let turkeyDiscount = paths[rebates.turkeyDiscount], turkeyFreight = paths[rebates.turkeyFreight]
    let window = rows[LNGPrices.brentWindow], long = rows[LNGPrices.euLong]
    let short = rows[LNGPrices.euShort], turkey = rows[LNGPrices.turkey]
    for path in paths.indices {
      let hub = ttf[path] / euro[path] * GasUnits.mwhPerMMBtu
      let paid = ratio[path] * hub
      let contract = w[path] * paid + (1 - w[path]) * slope[path] * window[path]
      long[path] = max(contract - freight[path], 0)
      short[path] = max(paid - discount[path] - freight[path], 0)
      turkey[path] = max((1 - turkeyDiscount[path]) * hub - turkeyFreight[path], 0)
    }
  }

  private func sellElsewhere(_ paths: MonthView, _ rows: ColumnMatrix) {
    let jkm = paths[jkm], summer = paths[rebates.summerFreight], winter = paths[rebates.winterFreight]
    let diverted = paths[rebates.divertedDiscount], blocked = paths[rebates.blockedDiscount],
      extra = paths[rebates.blockedFreight]
    let banned = paths[longBanned], oil = paths.before(brent, sakhalinLag),
      slope = paths[rebates.sakhalinSlope]
    let sea = paths[rebates.sakhalinDiscount], north = northernRoute[paths.month]
    for path in paths.indices {
      let freight = north * summer[path] + (1 - north) * winter[path]
      let cut = diverted[path] * banned[path] / percent
      rows[LNGPrices.asiaContract][path] = max(jkm[path] - freight, 0)
      rows[LNGPrices.asiaSpot][path] = max((1 - cut) * jkm[path] - freight, 0)
      rows[LNGPrices.blocked][path] = max((1 - blocked[path]) * jkm[path] - freight - extra[path], 0)
      rows[LNGPrices.sakhalin][path] = max(slope[path] * oil[path] - sea[path], 0)
    }
  }
}

/// What is taken off for freight and for a cargo nobody else may buy, and how Sakhalin sells.
struct LNGRebates {
  let turkeyDiscount, turkeyFreight, summerFreight, winterFreight, divertedDiscount: Parameter
  let blockedDiscount, blockedFreight, sakhalinSlope, sakhalinDiscount: Parameter

  init(_ declare: Declarations) {
    turkeyDiscount = declare.lever(
      "turkey_discount", 0.10, .share, in: 0...0.9, "Discount under TTF of buyers a short way off.",
      source: "guess")
    turkeyFreight = declare.uncertain(
      "turkey_freight", .median(1.4, 1.1...1.9), .usdPerMMBtu, in: 0...10,
      "Freight to Turkey.", source: "guess")
    summerFreight = declare.uncertain(
      "summer_freight", .median(2.2, 1.8...2.6), .usdPerMMBtu, in: 0...15,
      "Freight to Asia by the northern route.", source: "guess")
    winterFreight = declare.uncertain(
      "winter_freight", .median(3.2, 2.5...4.5), .usdPerMMBtu, in: 0...20,
      "Freight to Asia in winter.", source: "energynews.pro: more than 2 above Europe")
    divertedDiscount = declare.uncertain(
      "diverted_discount", .median(0.10, 0.05...0.20), .share, in: 0...0.9,
      "Discount under JKM of cargoes that the EU no longer takes.", source: "guess")
    blockedDiscount = declare.uncertain(
      "blocked_discount", .median(0.35, 0.30...0.40), .share, in: 0...0.9,
      "Discount under JKM of plants under US blocking sanctions.", source: "razomua.media")
    blockedFreight = declare.lever(
      "blocked_freight", 1, .usdPerMMBtu, in: 0...10, "Freight that they pay on top.", source: "guess")
    sakhalinSlope = declare.lever(
      "sakhalin_slope", 0.13, .share, in: 0.03...0.25,
      "USD/MMBtu for each USD/bbl of Brent three months ago.", source: "lng_plants.csv: 12-14 %")
    sakhalinDiscount = declare.lever(
      "sakhalin_freight", 0.5, .usdPerMMBtu, in: 0...10, "Freight from Sakhalin.", source: "lng_plants.csv")
  }
}

/// Money: what each flow earns, and what the same month would have earned without bans.
extension LNG {
  /// The row of prices that a flow is sold at.
  private func priceRow(_ row: Int) -> Int {
    switch row {
    case YamalFlow.contractAsia: LNGPrices.asiaContract
    case YamalFlow.shortHaul: LNGPrices.turkey
    case YamalFlow.spotChina, YamalFlow.spotOther: LNGPrices.asiaSpot
    default: otherPriceRow(row - YamalFlow.count)
    }
  }

  private func otherPriceRow(_ place: Int) -> Int {
    if plants[others[place].plant].isBlocked { return LNGPrices.blocked }
    return others[place].rule == .brent ? LNGPrices.sakhalin : LNGPrices.asiaSpot
  }

  func earn(_ paths: MonthView) {
    let flows = paths.matrix(flows), prices = paths.matrix(price), total = paths[shown.revenue]
    sellToEU(paths)
    for output in shown.revenueByDestination { paths[output].fill(0) }
    let eu = paths[shown.revenueByDestination[places[YamalFlow.eu]]], mean = paths.matrix(scratch)[1]
    for path in paths.indices {
      eu[path] = flows[YamalFlow.eu][path] * mean[path] * GasUnits.billionsPerMegatonne
      total[path] = eu[path]
    }
    for row in 1..<flows.rows {
      let price = prices[priceRow(row)], flow = flows[row],
        place = paths[shown.revenueByDestination[places[row]]]
      for path in paths.indices {
        let money = flow[path] * price[path] * GasUnits.billionsPerMegatonne
        place[path] += money
        total[path] += money
      }
    }
  }

  /// The mean price of the EU's cargoes: long and short contracts weigh as much as bans leave of each.
  private func sellToEU(_ paths: MonthView) {
    let prices = paths.matrix(price), mean = paths.matrix(scratch)[1], freight = paths[self.prices.euFreight]
    let share = paths[sales.shortShare], short = paths[shortFelt], long = paths[longBanned],
      leak = paths[sales.leak]
    let euro = paths[self.prices.euro], flow = paths.matrix(flows)[YamalFlow.eu]
    let bill = paths[shown.bill], delivered = paths[shown.euPrice]
    for path in paths.indices {
      let shortLeft = share[path] * (1 - short[path] / percent * (1 - leak[path]))
      let longLeft = (1 - share[path]) * (1 - long[path] / percent * (1 - leak[path]))
      let weight = shortLeft + longLeft > 0 ? shortLeft / (shortLeft + longLeft) : 0
      mean[path] = weight * prices[LNGPrices.euShort][path] + (1 - weight) * prices[LNGPrices.euLong][path]
      delivered[path] = (mean[path] + freight[path]) * euro[path] / GasUnits.mwhPerMMBtu
      bill[path] = flow[path] * (mean[path] + freight[path]) * GasUnits.billionsPerMegatonne * euro[path]
    }
  }

  func compare(_ paths: MonthView) {
    let free = paths.matrix(free), prices = paths.matrix(price), flows = paths.matrix(flows)
    let lost = paths[shown.lost], share = paths[sales.shortShare], mean = paths.matrix(scratch)[1]
    let long = prices[LNGPrices.euLong], short = prices[LNGPrices.euShort],
      spot = prices[LNGPrices.asiaContract]
    for path in paths.indices {
      let usual = share[path] * short[path] + (1 - share[path]) * long[path]
      var without = free[YamalFlow.eu][path] * usual, now = flows[YamalFlow.eu][path] * mean[path]
      for row in 1..<YamalFlow.count {
        // Without bans spot cargoes to Asia bear no discount.
        let best = row >= YamalFlow.spotChina ? spot[path] : prices[priceRow(row)][path]
        without += free[row][path] * best
        now += flows[row][path] * prices[priceRow(row)][path]
      }
      lost[path] = (without - now) * GasUnits.billionsPerMegatonne
    }
  }
}
