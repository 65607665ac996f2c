internal import Engine
internal import Kernels
internal import Sampling

/// Oil and gas revenue of the federal budget, from the tax code's own formulas.
///
/// The extraction tax on oil (MET) a tonne is 919 (P − 15) R / 261 + add-ons + the old export duty in roubles.
/// Tax on a month's output is cash in the next. Refiners get the reverse excise and the damper back; the
/// profit-based tax comes in March, April, July and October.
struct OilTaxes: Mechanism {
  static let section = "tax"
  static let summary =
    "Oil and gas revenue: extraction tax, reverse excise, damper, profit-based tax, gas taxes."

  let metShare, residual, reverseShare, profitFactor, gasTaxes, otherTaxes: Parameter
  let profitSeason: [Parameter]
  let noise, profitNoise: Parameter
  let brent, urals, rub, production, condensate, runs, damper, gasEffect: Input
  let receipts: Shock
  let uniform: State
  let rate, duty, met, profit, reverse, oilGas, taxPrice: Output
  private let rules: TaxRules

  init(_ declare: Declarations) {
    rules = TaxRules(declare.seeds)
    let table = "tax_parameters.csv: "
    metShare = declare.uncertain(
      "met_share", .central(median: 0.70, low: 0.68, high: 0.72), .share, in: 0.3...1,
      "Share of crude output that pays the full rate, after reliefs.",
      source: table + "Reuters July-August 2025 (0.69-0.70)")
    residual = declare.uncertain(
      "met_residual", .central(median: 1084, low: 700, high: 1450), .roublesPerTonne, in: 0...4000,
      "Add-ons to the rate that the formula lacks.", source: "own calibration on five Reuters rates")
    reverseShare = declare.uncertain(
      "reverse_share", .central(median: 0.40, low: 0.36, high: 0.45), .share, in: 0...1,
      "Reverse excise over duty times runs.",
      source: "own: 0.45 in September 2023; " + table + "0.40 from 2025")
    profitFactor = declare.uncertain(
      "profit_factor", .central(median: 0.0725, low: 0.065, high: 0.08), .share, in: 0...0.3,
      "Profit-based tax in bn RUB for each RUB/bbl of the quarter's price.", source: "own fit 2024-25")
    let season: [(String, Double)] = [("march", 1.17), ("april", 1.06), ("july", 0.73), ("october", 1.03)]
    profitSeason = season.map { month, value in
      declare.lever(
        "profit_\(month)", value, .share, in: 0...3, "Size of the payment in \(month.capitalisedMonth).",
        source: "own fit 2024-25")
    }
    let gas = DatedRules(tax: "gas_taxes_monthly", declare.seeds)
    gasTaxes = declare.lever(
      "gas", gas.schedule(before: 165), .billionRoublesPerMonth, in: 0...800, "Gas taxes by cash month.",
      source: "see.news, newsukraine.rbc.ua; Gazprom's extra 50 ended with 2024", origin: gas.origin)
    otherTaxes = declare.lever(
      "other", 5, .billionRoublesPerMonth, in: 0...200, "Other oil and gas taxes.", source: "own fit 2024-25")
    noise = declare.uncertain(
      "noise", .central(median: 0.045, low: 0.03, high: 0.06), .share, in: 0...0.3,
      "Standard deviation of a month's receipts, relative.", source: "own: errors of the formulas 2024-25")
    profitNoise = declare.uncertain(
      "profit_noise", .central(median: 60, low: 40, high: 90), .billionRoubles, in: 0...400,
      "Standard deviation of a profit-tax payment.", source: "own: errors 2024-25")
    brent = declare.input("brent.price", region: "World")
    urals = declare.input("urals.price")
    rub = declare.input("rub.rate")
    production = declare.input("crude.production")
    condensate = declare.input("crude.condensate")
    runs = declare.input("refining.runs")
    damper = declare.input("damper.payment")
    gasEffect = declare.input("budget.gas_effect")
    receipts = declare.shock("receipts")
    uniform = declare.state("uniform")
    taxPrice = declare.output(
      "price", .usdPerBarrel, .mean, "Price that oil taxes use, with the floor under Brent while it applied.",
      memory: 12)
    rate = declare.output(
      "met_rate", .roublesPerTonne, .mean, "Extraction tax a tonne of oil.",
      counterpart: "Reuters calculations", observed: .column("met_rates", "rate"))
    duty = declare.output("duty", .usdPerTonne, .mean, "Notional export duty that enters the rate.")
    met = declare.output(
      "met", .billionRoubles, .sum, "Extraction tax on oil, cash.",
      counterpart: "Ministry of Finance, monthly",
      headline: true)
    reverse = declare.output(
      "reverse_excise", .billionRoubles, .sum, "Reverse excise paid to refiners, cash.")
    profit = declare.output("profit", .billionRoubles, .sum, "Profit-based oil tax, cash.")
    oilGas = declare.output(
      "budget.oil_gas", .billionRoubles, .sum, "Oil and gas revenue of the federal budget.",
      counterpart: "Ministry of Finance, monthly", headline: true,
      observed: .column("budget_monthly", "oil_gas"))
    declare.pin(oilGas)
    declare.score(oilGas, as: "oil and gas revenue", rule: LastDiscount.oilGas)
  }

  func begin(_ paths: Paths) {
    // The month before: its tax price, rate and duty; earlier prices come from history.
    for back in (0...12).reversed() {
      priceMonth(paths, back: back)
    }
    rateMonth(paths)
  }

  func step(_ paths: Paths) {
    collect(paths)
    priceMonth(paths, back: 0)
    rateMonth(paths)
  }

  /// The tax price: the basket, but not lower than Brent less the limit while that rule applied.
  private func priceMonth(_ paths: Paths, back: Int) {
    let month = paths.month - back
    let brent = paths.before(brent, back), urals = paths.before(urals, back),
      price = paths.before(taxPrice, back)
    let limit = rules.floorDiscount(month)
    for path in paths.indices {
      price[path] = limit.map { max(urals[path], brent[path] - $0) } ?? urals[path]
    }
  }

  /// The rate of this month's output.
  private func rateMonth(_ paths: Paths) {
    let price = paths[taxPrice], old = paths.before(taxPrice, 1), older = paths.before(taxPrice, 2)
    let rub = paths[rub], residual = paths[residual], rate = paths[rate], duty = paths[duty]
    let rule = rules.met(paths.month)
    for path in paths.indices {
      let window = 0.5 * old[path] + 0.5 * older[path]
      duty[path] = rules.duty(window)
      let base = rule.base * max(price[path] - rule.floor, 0) * rub[path] / rule.divisor
      rate[path] = base + rule.addOn + duty[path] * rub[path] * rule.dutyShare + residual[path]
    }
  }

  /// This month's cash, on last month's output.
  private func collect(_ paths: Paths) {
    let share = paths[metShare], rate = paths.before(rate), duty = paths.before(duty), rub = paths.before(rub)
    let made = paths.before(production), condensate = paths[condensate], runs = paths.before(runs)
    let part = paths[reverseShare], damper = paths.before(damper), gas = paths[gasTaxes],
      other = paths[otherTaxes]
    let bans = paths[gasEffect]
    let met = paths[met], reverse = paths[reverse], total = paths[oilGas], u = paths[uniform],
      noise = paths[noise]
    let megatonnes = (paths.month - 1).megatonnesPerKbd
    profitTax(paths)
    let profit = paths[profit]
    paths.normals(receipts, into: u)
    for path in paths.indices {
      let crude = max(made[path] - condensate[path], 0) * megatonnes
      met[path] = share[path] * rate[path] * crude / kilo
      reverse[path] = part[path] * duty[path] * rub[path] * runs[path] * megatonnes / kilo
      let regular = met[path] - reverse[path] - damper[path] + gas[path] + other[path] + bans[path]
      total[path] = regular * (1 + noise[path] * u[path]) + profit[path]
    }
    if let received = paths.pinned(oilGas) { total.assign(received) }
  }

  private func profitTax(_ paths: Paths) {
    let profit = paths[profit]
    profit.fill(0)
    guard let turn = [3, 4, 7, 10].firstIndex(of: paths.month.ofYear) else { return }
    let factor = paths[profitFactor], season = paths[profitSeason[turn]], noise = paths[profitNoise]
    let u = paths[uniform]
    // March settles the fourth quarter, five to three months back; the others the quarter just ended.
    let first = paths.month.ofYear == 3 ? 3 : 1
    paths.normals(receipts, entity: 1, into: u)
    for path in paths.indices {
      var mean = 0.0
      for back in first..<first + 3 {
        mean += paths.before(taxPrice, back)[path] * paths.before(rub, back)[path] / 3
      }
      profit[path] = max(factor[path] * season[path] * mean + noise[path] * u[path], 0)
    }
  }
}

extension String {
  fileprivate var capitalisedMonth: String { prefix(1).uppercased() + dropFirst() }
}

/// The dated constants of the extraction tax.
struct TaxRules: Sendable {
  struct MET {
    let base, floor, divisor, addOn, dutyShare: Double
  }

  private let base, floor, divisor, addOn, kcorr, limit, floorActive: DatedRules
  private let barrels: Double
  private let bands: [(start: Double, base: Double, slope: Double)]

  init(_ seeds: SeedTables) {
    base = DatedRules(tax: "met_base_rate", seeds)
    floor = DatedRules(tax: "met_price_floor", seeds)
    divisor = DatedRules(tax: "met_divisor", seeds)
    addOn = DatedRules(tax: "met_addon", seeds)
    kcorr = DatedRules(tax: "kcorr", seeds)
    limit = DatedRules(tax: "tax_price_discount_limit", seeds)
    floorActive = DatedRules(tax: "tax_price_floor_active", seeds)
    let day = Month(year: 2022, month: 1).first
    func value(_ name: String) -> Double { DatedRules(tax: name, seeds).value(on: day) ?? 0 }
    barrels = value("duty_barrels_per_tonne")
    bands = [
      (value("duty_band_3_start"), value("duty_band_3_base"), value("duty_band_3_slope")),
      (value("duty_band_2_start"), value("duty_band_2_base"), value("duty_band_2_slope")),
      (value("duty_band_1_start"), 0, value("duty_band_1_slope")),
    ]
  }

  func met(_ month: Month) -> MET {
    func value(_ rules: DatedRules) -> Double { rules.value(on: month.first) ?? 0 }
    return MET(
      base: value(base), floor: value(floor), divisor: max(value(divisor), 1), addOn: value(addOn),
      dutyShare: value(kcorr))
  }

  /// How far the tax price may lie under Brent; nil where no floor applies.
  func floorDiscount(_ month: Month) -> Double? {
    guard floorActive.value(on: month.first) == 1 else { return nil }
    return limit.value(on: month.first)
  }

  /// The notional export duty, USD a tonne, at a price in USD a barrel.
  func duty(_ price: Double) -> Double {
    let tonne = barrels * price
    for band in bands where tonne > band.start { return band.base + band.slope * (tonne - band.start) }
    return 0
  }
}
