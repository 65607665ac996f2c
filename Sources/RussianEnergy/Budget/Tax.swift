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

  let law: TaxLaw
  let shown: TaxOutputs
  let brent, urals, rub, production, condensate, runs, damper, damperDue, gasEffect: Input
  let receipts: Shock
  let uniform: State
  private let rules: TaxRules
  private let gasSeason: Season

  init(_ declare: Declarations) {
    rules = TaxRules(declare.seeds)
    gasSeason = Season(declare.seeds, "budget_season", "gas_taxes")
    law = TaxLaw(declare)
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
    shown = TaxOutputs(declare)
  }

  func begin(_ paths: MonthView) {
    // The month before: its tax price, rate and duty; earlier prices come from history.
    for back in (0...wholeYear).reversed() {
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
      price = paths.before(shown.taxPrice, back)
    let limit = rules.floorDiscount(month)
    for path in paths.indices {
      price[path] = limit.map { max(urals[path], brent[path] - $0) } ?? urals[path]
    }
  }

  /// The rate of this month's output.
  private func rateMonth(_ paths: MonthView) {
    let price = paths[shown.taxPrice], old = paths.before(shown.taxPrice, 1),
      older = paths.before(shown.taxPrice, 2)
    let rub = paths[rub], residual = paths[law.residual], rate = paths[shown.rate], duty = paths[shown.duty]
    let rule = rules.met(paths.month)
    for path in paths.indices { rate[path] = (old[path] + older[path]) / 2 }
    rules.duty(at: rate, into: duty)
    for path in paths.indices {
      let base = rule.base * max(price[path] - rule.floor, 0) * rub[path] / rule.divisor
      rate[path] = base + rule.addOn + duty[path] * rub[path] * rule.dutyShare + residual[path]
    }
  }

  /// The extraction tax on last month's output, with the add-on for the damper.
  private func extract(_ paths: MonthView) {
    let share = paths[law.metShare], rate = paths.before(shown.rate), made = paths.before(production)
    let condensate = paths[condensate], due = paths.before(damperDue), part = paths[law.damperShare]
    let once = paths[law.oilOneOff], met = paths[shown.met]
    let megatonnes = (paths.month - 1).megatonnesPerKbd
    for path in paths.indices {
      let crude = max(made[path] - condensate[path], 0) * megatonnes
      met[path] = share[path] * rate[path] * crude / kilo + part[path] * max(due[path], 0) + once[path]
    }
  }

  /// The reverse excise on last month's runs: the duty that its own price would give, as far as it has been phased in.
  private func refund(_ paths: MonthView) {
    let part = paths[law.reverseShare], price = paths.before(shown.taxPrice), rub = paths.before(rub)
    let runs = paths.before(runs), reverse = paths[shown.reverse]
    let last = paths.month - 1
    let tonnes = last.megatonnesPerKbd / kilo * rules.met(last).dutyShare
    rules.duty(at: price, into: reverse)
    for path in paths.indices {
      reverse[path] = part[path] * reverse[path] * rub[path] * runs[path] * tonnes
    }
  }

  private func taxGas(_ paths: MonthView) {
    let level = paths[law.gasTaxes], once = paths[law.gasOneOff], bans = paths[gasEffect],
      gas = paths[shown.gas]
    let season = gasSeason[paths.month]
    for path in paths.indices { gas[path] = level[path] * season + once[path] + bans[path] }
  }

  private func taxProfit(_ paths: MonthView) {
    let profit = paths[shown.profit]
    profit.fill(0)
    guard let lag = rules.profitLag(paths.month) else { return }
    let factor = paths[law.profitFactor], cost = paths[law.profitCost], noise = paths[law.profitNoise]
    let u = paths[uniform]
    paths.normals(receipts, entity: 1, into: u)
    for back in lag..<lag + monthsPerQuarter {
      let price = paths.before(shown.taxPrice, back), rub = paths.before(rub, back)
      for path in paths.indices {
        profit[path] += max(price[path] - cost[path], 0) * rub[path] / Double(monthsPerQuarter)
      }
    }
    for path in paths.indices { profit[path] = max(factor[path] * profit[path] + noise[path] * u[path], 0) }
  }

  /// This month's cash: the parts, as far as regular receipts come in time.
  private func collect(_ paths: MonthView) {
    let met = paths[shown.met], reverse = paths[shown.reverse], damper = paths.before(damper),
      gas = paths[shown.gas]
    let profit = paths[shown.profit], noise = paths[law.noise], u = paths[uniform],
      total = paths[shown.oilGas]
    paths.normals(receipts, into: u)
    for path in paths.indices {
      let regular = met[path] - reverse[path] - damper[path] + gas[path]
      total[path] = regular * (1 + noise[path] * u[path]) + profit[path]
    }
    if let received = paths.pinned(shown.oilGas) { total.assign(received) }
  }
}
