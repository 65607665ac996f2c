internal import Engine
internal import Kernels
internal import Sampling

/// What oil products are quoted at: dear ones (gasoline, diesel, jet) and cheap ones (fuel oil, naphtha, others).
///
/// The mean of all exports = Brent − cost − what the embargo on products takes, which fades − share × discount of crude
/// + a deviation of the cracks that fades slowly. The two classes lie a fixed gap apart around that mean.
struct ProductPrices: Mechanism {
  static let section = "product_prices"
  static let summary = "Export prices of oil products before the caps on them."

  let discountShare, cost, spread, keep, gap, crackShare: Parameter
  let embargo: ProductEmbargo
  let brent, discount, diesel, usualDiesel: Input
  let exports: [Input]
  let cracks: Shock
  let scratch: State
  let own, deviation, mean, bare, dear, cheap, dearShare: Output
  private let fuels: FuelNumbers

  init(_ declare: Declarations) {
    // Months after the fit were seen when these laws were compared, so they are no proof of the one that was taken.
    let fit = "2023-02 to 2025-06 fits alike under several laws; chosen with 2025 in view"
    discountShare = declare.uncertain(
      "discount_share", .median(0.4, 0.2...0.6), .share, in: 0...2,
      "Share of the crude discount that products bear.",
      source: fit + ": any share from 0 to 0.7, since it fell with what the embargo took")
    cost = declare.uncertain(
      "cost", .median(0, -3...3), .usdPerBarrel, in: -20...40,
      "Mean product export price under Brent, discounts apart.", source: fit)
    embargo = ProductEmbargo(declare, fit: fit)
    spread = declare.uncertain(
      "crack_spread", .median(5, 3.5...6.5), .usdPerBarrel, in: 0...20,
      "Standard deviation of the mean product price against Brent.",
      source: "the fit to 2023-02 to 2025-06 leaves 5, of which errors of the volumes are a part (guess)")
    keep = declare.uncertain(
      "crack_keep", .median(0.8, 0.65...0.92), .share, in: 0...0.99,
      "Share of that deviation left a month later.", source: "guess: margins stay high or low for some months"
    )
    gap = declare.uncertain(
      "class_gap", .median(28, 20...36), .usdPerBarrel, in: 0...80,
      "Price of gasoline, diesel and jet above that of fuel oil, naphtha and others.",
      source: "diesel +20, fuel oil -12 and naphtha -5 against Brent; guess")
    crackShare = declare.uncertain(
      "crack_share", .median(0.3, 0.1...0.5), .share, in: 0...1,
      "Part of a deviation of diesel's crack at Rotterdam that Russian products share.",
      source: "two fifths of the exports are diesel; guess")
    declare.formerly("oil.product_discount", now: discountShare)
    declare.formerly("oil.product_cost", now: cost)
    declare.formerly("oil.crack_noise", now: spread)
    brent = declare.input("brent.price", region: "World")
    discount = declare.input("urals.discount")
    fuels = FuelNumbers(declare.seeds)
    diesel = declare.input("cracks.diesel", region: "World")
    usualDiesel = declare.input("cracks.diesel_usual")
    exports = MotorFuel.allCases.map { declare.input("products.\($0.name)_exports") }
    cracks = declare.shock("cracks")
    scratch = declare.state("scratch")
    own = declare.output(
      "own_crack", .usdPerBarrel, .mean, "The part of it that diesel's crack at Rotterdam doesn't explain.",
      memory: 1)
    deviation = declare.output(
      "crack", .usdPerBarrel, .mean, "How far products are dearer against Brent than usual.")
    mean = declare.output("mean", .usdPerBarrel, .mean, "Mean quoted price of exported products.")
    bare = declare.output("bare", .usdPerBarrel, .mean, "The same without discounts.")
    dear = declare.output("dear", .usdPerBarrel, .mean, "Gasoline, diesel and jet.")
    cheap = declare.output("cheap", .usdPerBarrel, .mean, "Fuel oil, naphtha and other products.")
    dearShare = declare.output("dear_share", .share, .mean, "Share of gasoline, diesel and jet in exports.")
  }

  func begin(_ paths: MonthView) {
    let own = paths[own], spread = paths[spread], z = paths[scratch]
    paths.normals(cracks, into: z)
    for path in paths.indices { own[path] = spread[path] * z[path] }
    quote(paths)
  }

  func step(_ paths: MonthView) {
    let z = paths[scratch]
    paths.normals(cracks, into: z)
    paths[own].renew(paths.before(own), keep: paths[keep], spread: paths[spread], normals: z)
    quote(paths)
  }

  private func quote(_ paths: MonthView) {
    share(paths)
    weigh(paths)
    let lost = paths[scratch]
    embargo.loss(paths, into: lost)
    let brent = paths[brent], discount = paths[discount], share = paths[discountShare], cost = paths[cost]
    let deviation = paths[deviation]
    let gap = paths[gap], weight = paths[dearShare], mean = paths[mean], bare = paths[bare]
    let dear = paths[dear], cheap = paths[cheap]
    let least = 1.0
    for path in paths.indices {
      bare[path] = brent[path] - cost[path] + deviation[path]
      let middle = bare[path] - lost[path] - share[path] * discount[path]
      cheap[path] = max(middle - weight[path] * gap[path], least)
      dear[path] = max(middle + (1 - weight[path]) * gap[path], least)
      mean[path] = weight[path] * dear[path] + (1 - weight[path]) * cheap[path]
    }
  }

  /// The part of the barrels exported that is dear.
  private func weigh(_ paths: MonthView) {
    let share = paths[dearShare], all = paths[scratch]
    share.fill(0)
    all.fill(0)
    for fuel in MotorFuel.allCases {
      let tonnes = paths[exports[fuel.rawValue]], barrels = fuels.barrels[fuel.rawValue]
      let isDear = fuels.isDear[fuel.rawValue] ? 1.0 : 0.0
      for path in paths.indices {
        all[path] += tonnes[path] * barrels
        share[path] += isDear * tonnes[path] * barrels
      }
    }
    for path in paths.indices { share[path] = all[path] > 0 ? share[path] / all[path] : 0 }
  }

  /// Dear diesel in Europe makes Russian products dearer, by a part.
  private func share(_ paths: MonthView) {
    let own = paths[own], deviation = paths[deviation], part = paths[crackShare], diesel = paths[diesel]
    let usual = paths[usualDiesel], brent = paths[brent]
    for path in paths.indices {
      deviation[path] = own[path] + part[path] * (diesel[path] - usual[path] * brent[path])
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    report.within(paths[dearShare], 0, 1, "share of dear products")
  }
}

/// What the EU's embargo on products takes from their price; new buyers and ships are found for them.
struct ProductEmbargo {
  let size, keep: Parameter
  /// Month of the first embargo on products in the tables.
  private let first: Month?

  init(_ declare: Declarations, fit: String) {
    size = declare.uncertain(
      "embargo", .median(10, 4...16), .usdPerBarrel, in: 0...60,
      "What products lost to the EU's embargo on them in its first month and before.", source: fit)
    keep = declare.uncertain(
      "embargo_keep", .median(0.82, 0.7...0.92), .share, in: 0...1,
      "Part of that loss left a month later, as new buyers and ships are found.", source: fit)
    first = declare.seeds["embargoes"].filter { $0.text("commodity") == "products" }
      .compactMap { $0.day("date")?.month }.min()
  }

  /// USD a barrel; all of it before its first month, since it was announced.
  func loss(_ paths: MonthView, into lost: Column) {
    guard let first else { return lost.fill(0) }
    let size = paths[size], keep = paths[keep], age = Double(max(paths.month - first, 0))
    for path in paths.indices { lost[path] = size[path] * power(keep[path], age) }
  }
}
