internal import Engine
internal import Kernels
internal import Sampling

/// The damper: what the budget pays refiners for selling fuel at home below its export value.
///
/// Payment = k (export alternative − indicative price) × tonnes sold at home; nothing when the exchange price
/// is too far above indicative, unless that rule is suspended. It makes shortages cheap for the budget. The export
/// alternative is the price at Rotterdam less what Russian oil is sold below Brent.
struct Damper: Mechanism {
  static let section = "damper"
  static let summary = "Damper payments on gasoline and diesel, with their cut-off."

  let gasolineShare, dieselShare, discountShare, transport, valueAdded: Parameter
  let gasolineExcise, dieselExcise: Parameter
  let gasolineCutoff, dieselCutoff, moratorium, multiplier, volumeShare, held: Parameter
  let gasolineIndicative, dieselIndicative: Parameter
  let brent, discount, rub, gasolineSales, dieselSales, gasolinePrice, dieselPrice: Input
  let gasolineCrack, dieselCrack: Input
  let quoted: State
  let payment, due, gasolineAlternative, dieselAlternative: Output
  /// Barrels a tonne, by fuel.
  private let barrels: [Double]
  /// Home sales of a mean month before the period, Mt.
  private let usualGasoline, usualDiesel: Double

  init(_ declare: Declarations) {
    func dated(_ key: String, _ first: Double, _ unit: Unit, _ range: ClosedRange<Double>, _ summary: String)
      -> Parameter
    {
      let rules = DatedRules(tax: "damper_\(key)", declare.seeds)
      return declare.lever(
        key, rules.schedule(before: first), unit, in: range, summary, source: "tax_parameters.csv",
        origin: rules.origin)
    }
    gasolineShare = dated("k_gasoline", 0.68, .share, 0...1, "Share of the gasoline gap that is paid.")
    dieselShare = dated("k_diesel", 0.65, .share, 0...1, "Share of the diesel gap that is paid.")
    gasolineIndicative = dated(
      "indicative_gasoline", 56000, .roublesPerTonne, 20000...150_000, "Indicative price of gasoline.")
    dieselIndicative = dated(
      "indicative_diesel", 50000, .roublesPerTonne, 20000...150_000, "Indicative price of diesel.")
    gasolineCutoff = dated(
      "cutoff_gasoline", 0.1, .share, 0...5, "Excess over indicative that ends the payment.")
    dieselCutoff = dated("cutoff_diesel", 0.2, .share, 0...5, "The same for diesel.")
    moratorium = dated("moratorium", 0, .share, 0...1, "Share of the cut-off that is suspended.")
    multiplier = dated("multiplier", 1, .share, 0...2, "Multiplies payments; halved in September 2023.")
    // From a price abroad to the alternative to selling at home.
    discountShare = declare.uncertain(
      "discount_share", .median(0.9, 0.75...1.05), .share, in: 0...2,
      "Share of the crude discount in the export alternative.",
      source: "fitted to the damper paid 2024-03 to 2025-06 with prices at Rotterdam; range guess")
    transport = declare.lever(
      "transport", 10, .usdPerTonne, in: 0...100, "Transport cost in the alternative.",
      source: "fitted by hand; guess")
    valueAdded = declare.lever(
      "value_added_tax", 0.20, .share, in: 0...0.5, "Value-added tax on fuel.", source: "tax code")
    gasolineExcise = declare.uncertain(
      "gasoline_excise", .median(15000, 13500...16500), .roublesPerTonne, in: 0...60000,
      "Excise on gasoline.", source: "guess")
    dieselExcise = declare.uncertain(
      "diesel_excise", .median(10500, 9500...11500), .roublesPerTonne, in: 0...60000,
      "Excise on diesel.", source: "guess")
    volumeShare = declare.uncertain(
      "volume_share", .median(0.95, 0.85...1), .share, in: 0...1,
      "Share of home sales that the damper covers.", source: "fitted to payments of March and April 2024")
    barrels = FuelNumbers(declare.seeds).barrels
    usualGasoline = Fuel.yearlyDemand(.gasoline, declare.seeds).level / monthsPerYear
    usualDiesel = Fuel.yearlyDemand(.diesel, declare.seeds).level / monthsPerYear
    held = declare.uncertain(
      "held", .median(0.1, 0.03...0.2), .share, in: 0...1,
      "How far beyond the cut-off a price may be that sellers hold at it rather than lose the damper.",
      source:
        "fitted: no month from 2024-02 to 2025-06 was cut off, of the model's prices a quarter would have been; range guess"
    )
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    quoted = declare.state(of: "fuel.quoted")
    discount = declare.input("urals.discount")
    rub = declare.input("rub.rate")
    gasolineCrack = declare.input("cracks.gasoline", region: "World")
    dieselCrack = declare.input("cracks.diesel", region: "World")
    gasolineSales = declare.input("fuel.gasoline_sales")
    dieselSales = declare.input("fuel.diesel_sales")
    gasolinePrice = declare.input("fuel.gasoline_price")
    dieselPrice = declare.input("fuel.diesel_price")
    // The damper, and what selling abroad would bring.
    payment = declare.output(
      "payment", .billionRoubles, .sum, "Damper due to refiners for the month; below 0 they pay.",
      counterpart: "Ministry of Finance, with the sign turned",
      observed: .column("budget_monthly", "damper", times: -1, lag: 1))
    due = declare.output(
      "due", .billionRoubles, .sum,
      "The same without the cut-off: what the extraction tax takes a part of, whether or not it is paid.")
    gasolineAlternative = declare.output(
      "gasoline_alternative", .roublesPerTonne, .mean, "Export alternative of gasoline.")
    dieselAlternative = declare.output(
      "diesel_alternative", .roublesPerTonne, .mean, "Export alternative of diesel.")
  }

  func begin(_ paths: MonthView) {
    value(.gasoline, paths)
    value(.diesel, paths)
    let payment = paths[payment], due = paths[due], share = paths[volumeShare], times = paths[multiplier]
    let gasoline = paths[gasolineAlternative], diesel = paths[dieselAlternative]
    let baseGasoline = paths[gasolineIndicative], baseDiesel = paths[dieselIndicative]
    let k = paths[gasolineShare], kDiesel = paths[dieselShare]
    for path in paths.indices {
      // Home sales of an average month before the period.
      let owed = k[path] * (gasoline[path] - baseGasoline[path]) * usualGasoline
      let owedDiesel = kDiesel[path] * (diesel[path] - baseDiesel[path]) * usualDiesel
      due[path] = (owed + owedDiesel) * share[path] * times[path] / kilo
    }
    payment.assign(due)
  }

  func step(_ paths: MonthView) {
    value(.gasoline, paths)
    value(.diesel, paths)
    paths[payment].fill(0)
    paths[due].fill(0)
    pay(
      paths, gasolineAlternative, gasolineIndicative, gasolinePrice, gasolineSales, gasolineShare,
      gasolineCutoff, row: 0)
    pay(
      paths, dieselAlternative, dieselIndicative, dieselPrice, dieselSales, dieselShare, dieselCutoff, row: 1)
  }

  private func value(_ fuel: MotorFuel, _ paths: MonthView) {
    let isDiesel = fuel == .diesel
    let crack = paths[isDiesel ? dieselCrack : gasolineCrack]
    let excise = paths[isDiesel ? dieselExcise : gasolineExcise]
    let result = paths[isDiesel ? dieselAlternative : gasolineAlternative]
    let brent = paths[brent], discount = paths[discount], rub = paths[rub], share = paths[discountShare]
    let transport = paths[transport], tax = paths[valueAdded]
    let barrels = self.barrels[fuel.rawValue]
    for path in paths.indices {
      let barrel = brent[path] + crack[path] - share[path] * discount[path]
      let dollars = barrel * barrels - transport[path]
      result[path] = dollars * rub[path] * (1 + tax[path]) + excise[path]
    }
  }

  private func pay(
    _ paths: MonthView, _ alternative: Output, _ indicative: Parameter, _ price: Input, _ sales: Input,
    _ share: Parameter, _ cutoff: Parameter, row: Int
  ) {
    let alternative = paths[alternative], base = paths[indicative], price = paths[price], sales = paths[sales]
    let k = paths[share], cutoff = paths[cutoff], suspended = paths[moratorium], times = paths[multiplier]
    let isQuoted = paths.matrix(quoted)[row], held = paths[held]
    let covered = paths[volumeShare], payment = paths[payment], due = paths[due]
    for path in paths.indices {
      // A quoted price has already been held, or not.
      let most = base[path] * (1 + cutoff[path] + (1 - isQuoted[path]) * held[path])
      let isPaid: Double = price[path] <= most ? 1 : suspended[path]
      let gap = k[path] * (alternative[path] - base[path])
      let owed = times[path] * gap * sales[path] * covered[path] / kilo
      due[path] += owed
      payment[path] += isPaid * owed
    }
  }
}
