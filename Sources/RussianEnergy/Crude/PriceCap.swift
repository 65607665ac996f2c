internal import Engine
internal import Kernels
internal import Sampling

/// The price caps on seaborne crude and on oil products.
///
/// A cargo that needs Western ships or insurers should sell at the cap or below. The share that uses them grows
/// when the market price falls towards the cap; of those above it a part complies. Received price = market price −
/// share × compliance × max(0, market price − cap), for crude from western ports, crude from the Pacific, and the
/// two classes of products, which have caps of their own.
struct PriceCap: Mechanism {
  static let section = "price_cap"
  static let summary = "The price caps: who needs them, who complies, what is received."

  let crude: CrudeCap
  let compliance, dearLevel, cheapLevel, pacificShare, productShare, productCompliance: Parameter
  let price, espo, dear, cheap, dearShare: Input
  /// The cap that the rule set when it was last due, whether or not it is in force.
  let ruled: State
  /// The caps on products on the eve of the run, and how far all are usually kept.
  private let before: (dear: Double, cheap: Double, kept: Double, keptOfProducts: Double)
  let shown: PriceCapOutputs

  init(_ declare: Declarations) {
    // The caps, who keeps to them, and whom those on products reach.
    crude = CrudeCap(declare)
    let kept = declare.constant("price_cap.usual_compliance")
    let keptOfProducts = declare.constant("price_cap.usual_product_compliance")
    compliance = declare.uncertain(
      "compliance", .median(kept, 0.05...0.6), .share, in: 0...1,
      "Share of Western-serviced cargoes that keep to the cap when the price is above it.",
      source: "kse.ua: virtually zero in October 2023; derived range")
    let none = declare.constant("price_cap.no_product_cap"), eve = declare.start.first + (-1)
    let dearLevels = DatedRules(caps: "dear", declare.seeds)
    let cheapLevels = DatedRules(caps: "cheap", declare.seeds)
    dearLevel = declare.lever(
      "dear_level", dearLevels.schedule(before: none), .usdPerBarrel, in: 0...300,
      "Cap on gasoline, diesel and jet; 300 where there is none.",
      source: "G7, EU: 100 since 2023-02-05, left there when the cap on crude fell",
      origin: dearLevels.origin)
    cheapLevel = declare.lever(
      "cheap_level", cheapLevels.schedule(before: none), .usdPerBarrel, in: 0...300,
      "Cap on fuel oil, naphtha and other products; 300 where there is none.",
      source: "G7, EU: 45 since 2023-02-05", origin: cheapLevels.origin)
    pacificShare = declare.uncertain(
      "pacific_share", .median(0.2, 0.05...0.42), .share, in: 0...1,
      "Western-serviced share of crude from Pacific ports.",
      source: "kse.ua: 42 % of Kozmino's exports in the first half of 2023; less since, a guess")
    productShare = declare.uncertain(
      "product_share", .median(0.65, 0.5...0.8), .share, in: 0...1,
      "Western-serviced share of product exports.",
      source: "guess: product tankers are younger and more often insured in the west than crude tankers")
    productCompliance = declare.uncertain(
      "product_compliance", .median(keptOfProducts, 0.01...0.3), .share, in: 0...1,
      "Share of Western-serviced product cargoes that keep to the cap when the price is above it.",
      source: "guess: naphtha and fuel oil were quoted above 45 in most of 2023-25 and sailed on")
    before = (dearLevels.value(on: eve) ?? none, cheapLevels.value(on: eve) ?? none, kept, keptOfProducts)
    declare.measure("price cap", off: (compliance, 0), (productCompliance, 0))
    // Read from others, and remembered.
    price = declare.input("urals.west_fob")
    espo = declare.input("urals.espo")
    dear = declare.input("product_prices.dear")
    cheap = declare.input("product_prices.cheap")
    dearShare = declare.input("product_prices.dear_share")
    ruled = declare.state("ruled")
    shown = PriceCapOutputs(declare)
  }

  /// The month before the run had the caps of the tables and the usual compliance, whatever a scenario decides for later.
  func begin(_ paths: MonthView) {
    paths[ruled].assign(paths[crude.level])
    paths[shown.cap].fill(crude.eve)
    share(paths)
    receive(paths, kept: paths.filled(before.kept))
    receiveForProducts(
      paths, paths.filled(before.dear), paths.filled(before.cheap, in: 1),
      kept: paths.filled(before.keptOfProducts, in: 2))
  }

  func step(_ paths: MonthView) {
    let cap = paths[shown.cap], level = paths[crude.level], smallest = paths[crude.step], ruled = paths[ruled]
    let dynamic = paths[crude.dynamic], margin = paths[crude.margin]
    if (paths.month.ofYear - crude.firstReview).isMultiple(of: crude.reviewEvery) {
      let count = Double(crude.window)
      paths.add((1...crude.window).map { paths.before(price, $0) }, into: cap)
      for path in paths.indices {
        let wanted = max((1 - margin[path]) * (cap[path] / count), 0)
        let isMoved = abs(wanted - ruled[path]) > smallest[path] * ruled[path]
        ruled[path] = chosen(isMoved, wanted, ruled[path])
      }
    }
    for path in paths.indices {
      cap[path] = dynamic[path] * ruled[path] + (1 - dynamic[path]) * level[path]
    }
    share(paths)
    receive(paths, kept: paths[compliance])
    receiveForProducts(paths, paths[dearLevel], paths[cheapLevel], kept: paths[productCompliance])
  }

  /// What a cap takes on average from a price, when a share of cargoes needs western services.
  private func taken(_ price: Double, _ cap: Double, _ share: Double, _ kept: Double) -> Double {
    share * kept * max(price - cap, 0)
  }

  private func receive(_ paths: MonthView, kept: Column) {
    let western = paths[shown.western], pacific = paths[pacificShare]
    let price = paths[price], espo = paths[espo], cap = paths[shown.cap]
    let received = paths[shown.received], eastern = paths[shown.espoReceived], loss = paths[shown.loss]
    for path in paths.indices {
      loss[path] = taken(price[path], cap[path], western[path], kept[path])
      received[path] = price[path] - loss[path]
      eastern[path] = espo[path] - taken(espo[path], cap[path], pacific[path], kept[path])
    }
  }

  private func receiveForProducts(
    _ paths: MonthView, _ dearCap: Column, _ cheapCap: Column, kept: Column
  ) {
    let share = paths[productShare], weight = paths[dearShare]
    let dear = paths[dear], cheap = paths[cheap], received = paths[shown.productsReceived]
    for path in paths.indices {
      let high = dear[path] - taken(dear[path], dearCap[path], share[path], kept[path])
      let low = cheap[path] - taken(cheap[path], cheapCap[path], share[path], kept[path])
      received[path] = weight[path] * high + (1 - weight[path]) * low
    }
  }

  private func share(_ paths: MonthView) {
    let price = paths[price], cap = paths[shown.cap], western = paths[shown.western],
      base = paths[crude.westernBase]
    let response = paths[crude.response], least = paths[crude.least], most = paths[crude.most]
    for path in paths.indices {
      let wanted = base[path] + response[path] * (cap[path] - price[path])
      western[path] = min(max(wanted, least[path]), most[path])
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let received = paths[shown.received], price = paths[price]
    report.within(paths[shown.western], 0, 1, "Western-serviced share")
    report.within("price received") { (received[$0], 0, price[$0] > 0 ? price[$0] : 0) }
  }
}

extension DatedRules {
  /// The caps of a column of `price_caps.csv`.
  fileprivate init(caps column: String, _ seeds: SeedTables) {
    self.init(seeds, "price_caps", where: { _ in true }, value: { $0.number(column) }, from: "start")
  }
}

/// The cap on crude, the rule by which a review moves it, and who needs it.
struct CrudeCap {
  let level, dynamic, margin, step, westernBase, response, least, most: Parameter
  /// The cap on the eve of the run.
  let eve: Double
  /// The months in which a reviewed cap comes into force, and how many months of prices it looks at.
  let firstReview, reviewEvery, window: Int

  init(_ declare: Declarations) {
    let rules = DatedRules(caps: "level", declare.seeds), none = declare.constant("price_cap.none")
    eve = rules.value(on: declare.start.first + (-1)) ?? none
    firstReview = declare.count("price_cap.review_month")
    reviewEvery = declare.count("price_cap.review_every")
    window = declare.count("price_cap.review_window")
    level = declare.lever(
      "level", rules.schedule(before: none), .usdPerBarrel, in: 0...150,
      "Highest price at which Western services may carry Russian crude.",
      source: "G7, EU: 60 from 2022-12-05, 47.6 from 2025-09-03, 44.1 from 2026-02-01", origin: rules.origin)
    dynamic = declare.toggle(
      "dynamic", false, "Set the cap every six months at the average price less a margin.",
      source:
        "EU 18th package has the rule; off, since the levels known are used and a scenario's level must stay")
    margin = declare.lever(
      "dynamic_margin", 0.15, .share, in: 0...0.9, "Margin of that rule under the average price.",
      source: "EU 18th package")
    step = declare.lever(
      "dynamic_step", 0.05, .share, in: 0...1, "Smallest relative change of the cap that a review makes.",
      source: "EU 18th package")
    westernBase = declare.uncertain(
      "western_share", .median(0.40, 0.32...0.48), .share, in: 0...1,
      "Western-serviced share of seaborne crude when the price is at the cap.", source: "CREA, KSE 2023-25")
    response = declare.uncertain(
      "western_response", .median(0.02, 0.01...0.03), .share, in: 0...0.2,
      "Rise of that share for each USD that the price is under the cap; 0 is CREA's fixed share.",
      source: "calculated: 0.65 to 0.46 when Urals moved 9 USD below 60 (kyiv24)")
    least = declare.lever(
      "western_least", 0.05, .share, in: 0...1, "Smallest Western-serviced share.", source: "guess")
    most = declare.lever(
      "western_most", 0.65, .share, in: 0...1, "Largest Western-serviced share.",
      source: "CREA: 54 % in May 2025")
  }
}

/// What a cap takes, and what is left.
struct PriceCapOutputs {
  let cap, western, received, espoReceived, productsReceived, loss: Output

  init(_ declare: Declarations) {
    cap = declare.output("cap", .usdPerBarrel, .mean, "Cap in force.")
    western = declare.output(
      "western_share", .share, .mean, "Western-serviced share of seaborne crude.", counterpart: "CREA, KSE")
    received = declare.output(
      "received", .usdPerBarrel, .mean, "Average price that sellers of western seaborne crude receive.")
    espoReceived = declare.output(
      "espo_received", .usdPerBarrel, .mean, "Average price that sellers of Pacific crude receive.")
    productsReceived = declare.output(
      "products_received", .usdPerBarrel, .mean, "Average price that sellers of products receive.")
    loss = declare.output("loss", .usdPerBarrel, .mean, "What the cap takes from that price.")
  }
}
