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

  /// What the damper is paid for; arrays have an entry for each.
  static let fuels: [MotorFuel] = [.gasoline, .diesel]

  let rates: DamperRates
  let excises: [Parameter]
  let discountShare, transport, valueAdded, volumeShare, held: Parameter
  let brent, discount, rub: Input
  let cracks, sales, prices: [Input]
  let quoted: State
  let payment, due: Output
  let alternatives: [Output]
  /// Barrels a tonne, by fuel of the model.
  private let barrels: [Double]
  /// Home sales of a mean month before the period, Mt.
  private let usualSales: [Double]

  init(_ declare: Declarations) {
    rates = DamperRates(declare)
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
    func excise(_ fuel: MotorFuel, _ usual: Double, _ range: ClosedRange<Double>) -> Parameter {
      declare.uncertain(
        "\(fuel.name)_excise", .median(usual, range), .roublesPerTonne, in: 0...60000,
        "Excise on \(fuel.name).", source: "guess")
    }
    excises = [excise(.gasoline, 15000, 13500...16500), excise(.diesel, 10500, 9500...11500)]
    volumeShare = declare.uncertain(
      "volume_share", .median(0.95, 0.85...1), .share, in: 0...1,
      "Share of home sales that the damper covers.", source: "fitted to payments of March and April 2024")
    barrels = FuelNumbers(declare.seeds).barrels
    usualSales = Damper.fuels.map { Fuel.yearlyDemand($0, declare.seeds).level / monthsPerYear }
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
    cracks = Damper.fuels.map { declare.input("cracks.\($0.name)", region: "World") }
    sales = Damper.fuels.map { declare.input("fuel.\($0.name)_sales") }
    prices = Damper.fuels.map { declare.input("fuel.\($0.name)_price") }
    // The damper, and what selling abroad would bring.
    payment = declare.output(
      "payment", .billionRoubles, .sum, "Damper due to refiners for the month; below 0 they pay.",
      counterpart: "Ministry of Finance, with the sign turned", memory: 1,
      observed: .column("budget_monthly", "damper", times: -1, lag: 1))
    due = declare.output(
      "due", .billionRoubles, .sum,
      "The same without the cut-off: what the extraction tax takes a part of, whether or not it is paid.",
      memory: 1)
    alternatives = Damper.fuels.map {
      declare.output(
        "\($0.name)_alternative", .roublesPerTonne, .mean, "Export alternative of \($0.name).")
    }
  }

  func begin(_ paths: MonthView) {
    let due = paths[due], share = paths[volumeShare], times = paths[rates.multiplier]
    due.fill(0)
    for fuel in Damper.fuels.indices {
      value(fuel, paths)
      let alternative = paths[alternatives[fuel]], base = paths[rates.indicatives[fuel]]
      let k = paths[rates.shares[fuel]], sales = usualSales[fuel]
      for path in paths.indices { due[path] += k[path] * (alternative[path] - base[path]) * sales }
    }
    for path in paths.indices { due[path] = due[path] * share[path] * times[path] / kilo }
    paths[payment].assign(due)
  }

  func step(_ paths: MonthView) {
    paths[payment].fill(0)
    paths[due].fill(0)
    for fuel in Damper.fuels.indices {
      value(fuel, paths)
      pay(fuel, paths)
    }
  }

  /// What a tonne would bring abroad.
  private func value(_ fuel: Int, _ paths: MonthView) {
    let crack = paths[cracks[fuel]], excise = paths[excises[fuel]], result = paths[alternatives[fuel]]
    let brent = paths[brent], discount = paths[discount], rub = paths[rub], share = paths[discountShare]
    let transport = paths[transport], tax = paths[valueAdded]
    let barrels = barrels[Damper.fuels[fuel].rawValue]
    for path in paths.indices {
      let barrel = brent[path] + crack[path] - share[path] * discount[path]
      let dollars = barrel * barrels - transport[path]
      result[path] = dollars * rub[path] * (1 + tax[path]) + excise[path]
    }
  }

  private func pay(_ fuel: Int, _ paths: MonthView) {
    let alternative = paths[alternatives[fuel]], base = paths[rates.indicatives[fuel]]
    let price = paths[prices[fuel]], sales = paths[sales[fuel]], isQuoted = paths.matrix(quoted)[fuel]
    let k = paths[rates.shares[fuel]], cutoff = paths[rates.cutoffs[fuel]], held = paths[held]
    let suspended = paths[rates.moratorium], times = paths[rates.multiplier]
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

/// What the law sets, with the days on which it changed.
struct DamperRates {
  let shares, indicatives, cutoffs: [Parameter]
  let moratorium, multiplier: Parameter

  init(_ declare: Declarations) {
    func dated(_ key: String, _ first: Double, _ unit: Unit, _ range: ClosedRange<Double>, _ summary: String)
      -> Parameter
    {
      let rules = DatedRules(tax: "damper_\(key)", declare.seeds)
      return declare.lever(
        key, rules.schedule(before: first), unit, in: range, summary, source: "tax_parameters.csv",
        origin: rules.origin)
    }
    shares = [
      dated("k_gasoline", 0.68, .share, 0...1, "Share of the gasoline gap that is paid."),
      dated("k_diesel", 0.65, .share, 0...1, "Share of the diesel gap that is paid."),
    ]
    indicatives = [
      dated("indicative_gasoline", 56000, .roublesPerTonne, 20000...150_000, "Indicative price of gasoline."),
      dated("indicative_diesel", 50000, .roublesPerTonne, 20000...150_000, "Indicative price of diesel."),
    ]
    cutoffs = [
      dated("cutoff_gasoline", 0.1, .share, 0...5, "Excess over indicative that ends the payment."),
      dated("cutoff_diesel", 0.2, .share, 0...5, "The same for diesel."),
    ]
    moratorium = dated("moratorium", 0, .share, 0...1, "Share of the cut-off that is suspended.")
    multiplier = dated("multiplier", 1, .share, 0...2, "Multiplies payments; halved in September 2023.")
  }
}
