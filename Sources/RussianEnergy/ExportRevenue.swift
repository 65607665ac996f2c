internal import Engine
internal import Kernels
internal import Sampling

/// What oil exports earn, by commodity and buyer, and what they would have earned without measures.
struct ExportRevenue: Mechanism {
  static let section = "oil"
  static let summary = "Export revenue of crude by buyer and of products; loss against no measures."

  let realised, productDiscount, productCost, prewarDiscount: Parameter
  let brent, received, fob, espo, discount, pacific, products: Input
  let runs, runsLoss, potential, burn: Input
  let volumes: [Input]
  let revenue, crudeRevenue, productRevenue, loss: Output
  let byBuyer: [Output]
  let crackNoise: Parameter
  let cracks: Shock
  let margin: State

  init(_ declare: Declarations) {
    realised = declare.uncertain(
      "realised_premium", .central(median: 1.5, low: 0.5, high: 2.5), .usdPerBarrel, in: -5...10,
      "What sellers get above quotations.",
      source: "own fit to IEA revenue 2025-26; Babina et al.: above quotes")
    productDiscount = declare.uncertain(
      "product_discount", .central(median: 0.5, low: 0.3, high: 0.7), .share, in: 0...2,
      "Share of the crude discount that products bear.", source: "own fit to IEA revenue 2023-26")
    productCost = declare.uncertain(
      "product_cost", .central(median: 6, low: 3, high: 9), .usdPerBarrel, in: -10...40,
      "Mean product export price under Brent, discount apart.", source: "own fit: diesel +20, fuel oil -12")
    crackNoise = declare.uncertain(
      "crack_noise", .central(median: 3, low: 2, high: 4), .usdPerBarrel, in: 0...20,
      "Standard deviation of a month's mean product price against Brent.",
      source: "guess: cracks of diesel and fuel oil move by several USD a month")
    cracks = declare.shock("cracks")
    margin = declare.state("margin")
    prewarDiscount = declare.uncertain(
      "prewar_discount", .central(median: 1, low: -1, high: 3), .usdPerBarrel, in: -5...10,
      "Discount without any measures.", source: "own: 2019-01 to 2022-01")
    brent = declare.input("brent.price", region: "World")
    received = declare.input("price_cap.received")
    fob = declare.input("urals.west_fob")
    espo = declare.input("urals.espo")
    discount = declare.input("urals.discount")
    pacific = declare.input("crude.route_exports", region: Route.pacific.rawValue)
    products = declare.input("products.exports")
    runs = declare.input("refining.runs")
    runsLoss = declare.input("refining.loss")
    potential = declare.input("crude.potential")
    burn = declare.input("crude.direct_burn")
    volumes = Buyer.allCases.map { declare.input("buyers.crude", region: $0.rawValue) }
    revenue = declare.output(
      "revenue", .billionDollars, .sum, "Export revenue of crude and products.",
      counterpart: "IEA Oil Market Report, export revenue", headline: true)
    crudeRevenue = declare.output(
      "crude_revenue", .billionDollars, .sum, "Export revenue of crude.", headline: true)
    productRevenue = declare.output(
      "product_revenue", .billionDollars, .sum, "Export revenue of products.", headline: true)
    loss = declare.output(
      "revenue_loss", .billionDollars, .sum,
      "Revenue lost to strikes, cap, discounts and lost outlets together.",
      headline: true)
    byBuyer = Buyer.allCases.map {
      declare.output(
        "crude_revenue_by_buyer", .billionDollars, .sum, "Export revenue of crude.", region: $0.rawValue)
    }
  }

  func step(_ paths: Paths) {
    earn(paths)
    compare(paths)
  }

  private func earn(_ paths: Paths) {
    let premium = paths[realised], received = paths[received], fob = paths[fob], espo = paths[espo]
    let pacific = paths[pacific], total = paths[crudeRevenue]
    let scale = paths.days / million
    total.fill(0)
    for (row, buyer) in Buyer.allCases.enumerated() {
      let volume = paths[volumes[row]], money = paths[byBuyer[row]]
      for path in paths.indices {
        let eastern: Double =
          switch buyer {
          case .chinaPipe: volume[path]
          case .chinaSea: min(volume[path], pacific[path])
          default: 0
          }
        let sea = buyer == .eu ? fob[path] : received[path]
        let price = (volume[path] - eastern) * sea + eastern * espo[path] + volume[path] * premium[path]
        money[path] = price * scale
        total[path] += money[path]
      }
    }
    let brent = paths[brent], discount = paths[discount], share = paths[productDiscount]
    let mean = paths[productCost], noise = paths[crackNoise], cost = paths[margin]
    paths.normals(cracks, into: cost)
    for path in paths.indices { cost[path] = mean[path] + noise[path] * cost[path] }
    let exports = paths[products], product = paths[productRevenue], revenue = paths[revenue]
    for path in paths.indices {
      let price = max(brent[path] - share[path] * discount[path] - cost[path], 1)
      product[path] = exports[path] * price * scale
      revenue[path] = total[path] + product[path]
    }
  }

  /// The same Brent without measures: prewar discount, all plants running, all oil finding an outlet.
  private func compare(_ paths: Paths) {
    let brent = paths[brent], prewar = paths[prewarDiscount], premium = paths[realised]
    let potential = paths[potential], runs = paths[runs], lost = paths[runsLoss], burn = paths[burn]
    let exports = paths[products], share = paths[productDiscount], cost = paths[margin]
    let revenue = paths[revenue], loss = paths[loss]
    let scale = paths.days / million
    for path in paths.indices {
      let wanted = runs[path] + lost[path]
      let crude = max(potential[path] - wanted - burn[path], 0) * (brent[path] - prewar[path] + premium[path])
      let price = brent[path] - share[path] * prewar[path] - cost[path]
      let product = exports[path] * wanted / max(runs[path], 1) * price
      loss[path] = (crude + product) * scale - revenue[path]
    }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    for path in paths.indices {
      let buyers = byBuyer.reduce(0) { $0 + paths[$1][path] }
      report.equal(buyers, paths[crudeRevenue][path], scale: buyers, "crude revenue by buyer")
      let sum = buyers + paths[productRevenue][path]
      report.equal(sum, paths[revenue][path], scale: sum, "revenue by commodity")
    }
  }
}

/// Thousand barrels a day times days times USD a barrel, in billion dollars.
let million = 1_000_000.0
