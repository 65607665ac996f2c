internal import Engine
internal import Kernels
internal import Sampling

/// What oil exports earn, by commodity and buyer, and what they would have earned without measures.
struct Oil: Mechanism {
  static let section = "oil"
  static let summary = "Export revenue of crude by buyer and of products; loss against no measures."

  let realised, realisedNoise, unexplainedKeep: Parameter
  let received, fob, espo, pacific, products, productPrice: Input
  let volumes: [Input]
  /// The buyers that are served by pipe, at whose coasts oil of the Pacific lands, and that pay the western price.
  private let pipe, sea, western: Int?
  let revenue, crudeRevenue, productRevenue, premium: Output
  let unhindered: Unhindered
  let byBuyer: [Output]
  let timing: Shock
  /// USD a barrel of crude.
  let unexplained: State
  /// What was counted of the month before the run; nil where nothing was.
  let counted: CountedExports?
  /// What usually leaves by the Pacific, kb/d.
  let usualPacific: Double

  init(_ declare: Declarations) {
    // What sellers receive beyond the quoted price.
    realised = declare.uncertain(
      "realised_premium", .median(0.8, -0.2...1.8), .usdPerBarrel, in: -5...10,
      "What sellers get above quotations.",
      source: "calculated: the IEA's price of crude in nine months of 2023-25; Babina et al.: above quotes")
    realisedNoise = declare.uncertain(
      "realised_noise", .median(1.5, 0.5...2.5), .usdPerBarrel, in: 0...10,
      "Standard deviation of a month's realised price against the month's quotations.",
      source: "guess: cargoes are priced about loading or delivery, so over other days than the month's")
    unexplainedKeep = declare.uncertain(
      "unexplained_keep", .median(0.6, 0.35...0.8), .share, in: 0...0.99,
      "Share of what prices and volumes don't explain of revenue at the start that is left a month later.",
      source:
        "published revenue less crude and products at their prices, 2022-06 to 2025-06: likelihood of a fading part and noise"
    )
    timing = declare.shock("timing")
    // Read from others, and remembered.
    received = declare.input("price_cap.received")
    fob = declare.input("urals.west_fob")
    espo = declare.input("price_cap.espo_received")
    pacific = declare.input("crude.route_exports", region: Route.pacific)
    products = declare.input("products.exports")
    productPrice = declare.input("price_cap.products_received")
    let buyers = Buyer.all(declare.seeds)
    func row(_ name: String) -> Int? { buyers.firstIndex { $0.name == name } }
    (pipe, sea, western) = (row(Buyer.chinaPipe), row(Buyer.chinaSea), row(Buyer.eu))
    volumes = buyers.map { declare.input("buyers.crude", region: $0.name) }
    unexplained = declare.state("unexplained")
    counted = CountedExports(declare)
    let route = Route.all(declare.seeds).first { $0.name == Route.pacific }
    usualPacific = route.map { RouteCapacity(declare.seeds, $0, ["crude"]).typical } ?? 0
    // Money, and what it would be without measures.
    revenue = declare.output(
      "revenue", .billionDollars, .sum, "Export revenue of crude and products.",
      counterpart: "IEA Oil Market Report, export revenue", community: "Throttle|Export Revenue|Oil",
      headline: true, observed: .column("oil_exports_monthly", "revenue"))
    declare.pin(revenue)
    declare.score(revenue, as: "oil export revenue")
    crudeRevenue = declare.output(
      "crude_revenue", .billionDollars, .sum, "Export revenue of crude.",
      community: "Throttle|Export Revenue|Oil|Crude", headline: true)
    productRevenue = declare.output(
      "product_revenue", .billionDollars, .sum, "Export revenue of products.",
      community: "Throttle|Export Revenue|Oil|Products", headline: true)
    premium = declare.output("premium", .usdPerBarrel, .mean, "What sellers of crude get above quotations.")
    unhindered = Unhindered(declare)
    byBuyer = buyers.map {
      declare.output(
        "crude_revenue_by_buyer", .billionDollars, .sum, "Export revenue of crude.", region: $0.name)
    }
  }

  func step(_ paths: MonthView) {
    earn(paths)
    unhindered.compare(paths, premium: paths[premium], revenue: paths[revenue])
  }

  private func earn(_ paths: MonthView) {
    let premium = paths[premium], usual = paths[realised], noise = paths[realisedNoise]
    let unexplained = paths[unexplained], keep = paths[unexplainedKeep]
    paths.normals(timing, into: premium)
    for path in paths.indices {
      unexplained[path] *= keep[path]
      premium[path] = usual[path] + unexplained[path] + noise[path] * premium[path]
    }
    sellCrude(paths, pacific: paths[pacific])
    let total = paths[crudeRevenue], scale = paths.days / thousandsPerBillion
    let exports = paths[products], price = paths[productPrice]
    let product = paths[productRevenue], revenue = paths[revenue]
    for path in paths.indices {
      product[path] = exports[path] * price[path] * scale
      revenue[path] = total[path] + product[path]
    }
    guard let counted = paths.pinned(self.revenue) else { return }
    for path in paths.indices {
      let scale = counted[path] / revenue[path]
      for output in byBuyer { paths[output][path] *= scale }
      total[path] *= scale
      product[path] *= scale
      revenue[path] = counted[path]
    }
  }

  /// What crude earns by buyer, given what leaves by the Pacific.
  private func sellCrude(_ paths: MonthView, pacific: Column) {
    let received = paths[received], fob = paths[fob], espo = paths[espo], premium = paths[premium]
    let total = paths[crudeRevenue], scale = paths.days / thousandsPerBillion
    total.fill(0)
    for row in byBuyer.indices {
      let volume = paths[volumes[row]], money = paths[byBuyer[row]]
      let isPipe = row == pipe, isChina = row == sea
      let price = row == western ? fob : received
      for path in paths.indices {
        let eastern = isPipe ? volume[path] : isChina ? min(volume[path], pacific[path]) : 0
        let sea = price[path]
        let price = (volume[path] - eastern) * sea + eastern * espo[path] + volume[path] * premium[path]
        money[path] = price * scale
        total[path] += money[path]
      }
    }
  }

  /// What revenue of the month before the run was beyond volumes at their prices, a barrel of crude.
  func begin(_ paths: MonthView) {
    let unexplained = paths[unexplained], crude = paths.sum(volumes)
    unexplained.fill(0)
    guard let counted else { return }
    paths[premium].assign(paths[realised])
    sellCrude(paths, pacific: paths.filled(usualPacific, in: 1))
    let total = paths[crudeRevenue], price = paths[productPrice], scale = paths.days / thousandsPerBillion
    for path in paths.indices {
      let rest = counted.revenue - total[path] - counted.products * price[path] * scale
      unexplained[path] = rest / (max(crude[path], 1) * scale)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let buyers = paths.sum(byBuyer), crude = paths[crudeRevenue], products = paths[productRevenue]
    let revenue = paths[revenue]
    report.equal("crude revenue by buyer") { (buyers[$0], crude[$0], buyers[$0]) }
    report.equal("revenue by commodity") {
      let sum = buyers[$0] + products[$0]
      return (sum, revenue[$0], sum)
    }
  }
}

/// Oil exports of the month before a run as they were counted.
struct CountedExports {
  /// Revenue, bn USD, and product exports, kb/d.
  let revenue, products: Double

  /// Nil where one of them wasn't counted.
  init?(_ declare: Declarations) {
    func last(_ column: String) -> Double? {
      MonthlyHistory(declare.seeds, "oil_exports_monthly", column)[declare.start - 1]
    }
    guard let revenue = last("revenue"), let products = last("products") else { return nil }
    (self.revenue, self.products) = (revenue, products)
  }
}
