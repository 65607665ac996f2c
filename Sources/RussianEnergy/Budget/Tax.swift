internal import Engine
internal import Kernels
internal import Sampling

/// Oil and gas revenue of the federal budget, from the tax code's own formulas.
///
/// The extraction tax on oil (MET) a tonne is 919 (P − 15) R / 261 + add-ons + the old export duty in roubles, on
/// the part of output that pays it; while refiners have a claim to the damper, producers pay part of that claim as an
/// add-on. Tax on a month's output is cash in the next. Refiners get the reverse excise and the damper back; the
/// profit-based tax, a share of what a barrel brings above its cost, comes in March, April, July and October.
struct Tax: Mechanism {
  static let section = "tax"
  static let summary =
    "Oil and gas revenue: extraction tax, reverse excise, damper, profit-based tax, gas taxes."

  let metShare, residual, damperShare, reverseShare, profitFactor, profitCost, gasTaxes: Parameter
  let oilOneOff, gasOneOff, noise, profitNoise: Parameter
  let brent, urals, rub, production, condensate, runs, damper, damperDue, gasEffect: Input
  let receipts: Shock
  let uniform: State
  let rate, duty, met, profit, reverse, gas, oilGas, taxPrice: Output
  private let rules: TaxRules
  private let gasSeason: Season

  init(_ declare: Declarations) {
    rules = TaxRules(declare.seeds)
    gasSeason = Season(declare.seeds, "budget_season", "gas_taxes")
    // What of the law's formulas is paid.
    let fit = "fitted to the Ministry of Finance's parts, 2023-02 to 2025-06"
    metShare = declare.uncertain(
      "met_share", .central(median: 0.626, low: 0.606, high: 0.646), .share, in: 0.3...1,
      "Part of crude output that pays the full rate, after reliefs and without fields under the profit-based tax.",
      source: fit)
    residual = declare.uncertain(
      "met_residual", .central(median: 1084, low: 700, high: 1450), .roublesPerTonne, in: 0...4000,
      "Add-ons to the rate that the formula lacks.", source: "fitted to five Reuters rates")
    damperShare = declare.uncertain(
      "met_damper_share", .central(median: 0.79, low: 0.65, high: 0.95), .share, in: 0...1.5,
      "Add-on to the extraction tax over the damper that refiners have a claim to.",
      source: fit + "; in October 2023 it was due although no damper was paid")
    reverseShare = declare.uncertain(
      "reverse_share", .central(median: 0.388, low: 0.37, high: 0.405), .share, in: 0...1,
      "Reverse excise over the duty that the month's price would give, times runs.",
      source: "fitted to what the published parts leave of the total, 2024-01 to 2025-06")
    profitFactor = declare.uncertain(
      "profit_factor", .central(median: 0.1265, low: 0.115, high: 0.138), .share, in: 0...0.5,
      "Profit-based tax in bn RUB for each RUB/bbl that a quarter's barrel brings above its cost.",
      source: "fitted to the seven payments from 2023-10 to 2025-04")
    profitCost = declare.uncertain(
      "profit_cost", .central(median: 25, low: 20, high: 30), .usdPerBarrel, in: 0...50,
      "Cost of a barrel that the profit-based tax leaves free.",
      source: "fitted to the same payments; 15 to 30 fit about as well")
    let gasRules = DatedRules(tax: "gas_taxes_monthly", declare.seeds)
    gasTaxes = declare.lever(
      "gas", gasRules.schedule(before: 163), .billionRoublesPerMonth, in: 0...800,
      "Gas taxes by cash month, mean of a year.",
      source: "tax_parameters.csv; Gazprom's extra 50 ended with 2024", origin: gasRules.origin)
    func oneOff(_ tax: String, _ what: String) -> Parameter {
      let rules = DatedRules(tax: "\(tax)_one_off", declare.seeds)
      return declare.lever(
        "\(tax)_one_off", rules.schedule(before: 0), .billionRoublesPerMonth, in: -1000...2000,
        "\(what) that came or stayed out once, by cash month.", source: "tax_parameters.csv",
        origin: rules.origin)
    }
    oilOneOff = oneOff("met", "Extraction tax on oil")
    gasOneOff = oneOff("gas", "Gas taxes")
    noise = declare.uncertain(
      "noise", .central(median: 0.075, low: 0.055, high: 0.095), .share, in: 0...0.3,
      "Standard deviation of a month's receipts, relative.",
      source: "calculated: errors of the first month, 2023-01 to 2025-06, Brent and rouble pinned")
    profitNoise = declare.uncertain(
      "profit_noise", .central(median: 30, low: 20, high: 45), .billionRoubles, in: 0...400,
      "Standard deviation of a profit-tax payment.",
      source: "errors of seven payments, 2023-10 to 2025-04")
    for month in ["march", "april", "july", "october"] {
      declare.gone(
        "tax.profit_\(month)",
        write:
          "the months follow from tax.profit_cost, which a barrel leaves free; tax.profit_factor moves all four"
      )
    }
    declare.gone(
      "tax.other", write: "what comes beside the laws of the parts is tax.met_one_off or tax.gas_one_off")
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    urals = declare.input("urals.price")
    rub = declare.input("rub.rate")
    production = declare.input("crude.production")
    condensate = declare.input("production.condensate")
    runs = declare.input("refining.runs")
    damper = declare.input("damper.payment")
    damperDue = declare.input("damper.due")
    gasEffect = declare.input("budget.gas_effect")
    receipts = declare.shock("receipts")
    uniform = declare.state("uniform")
    // Taxes by kind.
    taxPrice = declare.output(
      "price", .usdPerBarrel, .mean, "Price that oil taxes use, with the floor under Brent while it applied.",
      memory: 12)
    rate = declare.output(
      "met_rate", .roublesPerTonne, .mean, "Extraction tax a tonne of oil.",
      counterpart: "Reuters calculations", observed: .column("met_rates", "rate"))
    duty = declare.output("duty", .usdPerTonne, .mean, "Notional export duty that enters the rate.")
    met = declare.output(
      "met", .billionRoubles, .sum, "Extraction tax on oil, cash.",
      counterpart: "Ministry of Finance, monthly", headline: true,
      observed: .column("budget_monthly", "oil_met"))
    reverse = declare.output(
      "reverse_excise", .billionRoubles, .sum, "Reverse excise paid to refiners, cash.")
    profit = declare.output(
      "profit", .billionRoubles, .sum, "Profit-based oil tax, cash.",
      observed: .column("budget_monthly", "profit_tax"))
    gas = declare.output(
      "gas_taxes", .billionRoubles, .sum, "Taxes on gas, bans included, cash.",
      observed: .column("budget_monthly", "gas_taxes"))
    oilGas = declare.output(
      "budget.oil_gas", .billionRoubles, .sum, "Oil and gas revenue of the federal budget.",
      counterpart: "Ministry of Finance, monthly", headline: true,
      observed: .column("budget_monthly", "oil_gas"))
    declare.pin(oilGas)
    declare.score(oilGas, as: "oil and gas revenue", rule: LastDiscount.oilGas)
  }

  func begin(_ paths: MonthView) {
    // The month before: its tax price, rate and duty; earlier prices come from history.
    for back in (0...12).reversed() {
      priceMonth(paths, back: back)
    }
    rateMonth(paths)
  }

  func step(_ paths: MonthView) {
    extract(paths)
    refund(paths)
    taxProfit(paths)
    taxGas(paths)
    collect(paths)
    priceMonth(paths, back: 0)
    rateMonth(paths)
  }

  /// The tax price: the basket, but not lower than Brent less the limit while that rule applied.
  private func priceMonth(_ paths: MonthView, back: Int) {
    let month = paths.month - back
    let brent = paths.before(brent, back), urals = paths.before(urals, back),
      price = paths.before(taxPrice, back)
    let limit = rules.floorDiscount(month)
    for path in paths.indices {
      price[path] = limit.map { max(urals[path], brent[path] - $0) } ?? urals[path]
    }
  }

  /// The rate of this month's output.
  private func rateMonth(_ paths: MonthView) {
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

  /// The extraction tax on last month's output, with the add-on for the damper.
  private func extract(_ paths: MonthView) {
    let share = paths[metShare], rate = paths.before(rate), made = paths.before(production)
    let condensate = paths[condensate], due = paths.before(damperDue), part = paths[damperShare]
    let once = paths[oilOneOff], met = paths[met]
    let megatonnes = (paths.month - 1).megatonnesPerKbd
    for path in paths.indices {
      let crude = max(made[path] - condensate[path], 0) * megatonnes
      met[path] = share[path] * rate[path] * crude / kilo + part[path] * max(due[path], 0) + once[path]
    }
  }

  /// The reverse excise on last month's runs: the duty that its own price would give, as far as it has been phased in.
  private func refund(_ paths: MonthView) {
    let part = paths[reverseShare], price = paths.before(taxPrice), rub = paths.before(rub)
    let runs = paths.before(runs), reverse = paths[reverse]
    let last = paths.month - 1
    let tonnes = last.megatonnesPerKbd / kilo * rules.met(last).dutyShare
    for path in paths.indices {
      reverse[path] = part[path] * rules.duty(price[path]) * rub[path] * runs[path] * tonnes
    }
  }

  private func taxGas(_ paths: MonthView) {
    let level = paths[gasTaxes], once = paths[gasOneOff], bans = paths[gasEffect], gas = paths[gas]
    let season = gasSeason[paths.month]
    for path in paths.indices { gas[path] = level[path] * season + once[path] + bans[path] }
  }

  private func taxProfit(_ paths: MonthView) {
    let profit = paths[profit]
    profit.fill(0)
    guard TaxRules.profitMonths.contains(paths.month.ofYear) else { return }
    let factor = paths[profitFactor], cost = paths[profitCost], noise = paths[profitNoise]
    let u = paths[uniform]
    // March settles the fourth quarter, five to three months back; the others the quarter just ended.
    let first = paths.month.ofYear == 3 ? 3 : 1
    paths.normals(receipts, entity: 1, into: u)
    for path in paths.indices {
      var mean = 0.0
      for back in first..<first + 3 {
        mean += max(paths.before(taxPrice, back)[path] - cost[path], 0) * paths.before(rub, back)[path] / 3
      }
      profit[path] = max(factor[path] * mean + noise[path] * u[path], 0)
    }
  }

  /// This month's cash: the parts, as far as regular receipts come in time.
  private func collect(_ paths: MonthView) {
    let met = paths[met], reverse = paths[reverse], damper = paths.before(damper), gas = paths[gas]
    let profit = paths[profit], noise = paths[noise], u = paths[uniform], total = paths[oilGas]
    paths.normals(receipts, into: u)
    for path in paths.indices {
      let regular = met[path] - reverse[path] - damper[path] + gas[path]
      total[path] = regular * (1 + noise[path] * u[path]) + profit[path]
    }
    if let received = paths.pinned(oilGas) { total.assign(received) }
  }
}
