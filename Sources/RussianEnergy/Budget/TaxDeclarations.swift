internal import Engine
internal import Sampling

/// What of the law's formulas is paid.
struct TaxLaw {
  let metShare, residual, damperShare, reverseShare, profitFactor, profitCost, gasTaxes: Parameter
  let oilOneOff, gasOneOff, noise, profitNoise: Parameter

  init(_ declare: Declarations) {
    let fit = "fitted to the Ministry of Finance's parts, 2023-02 to 2025-06"
    metShare = declare.uncertain(
      "met_share", .median(0.626, 0.606...0.646), .share, in: 0.3...1,
      "Part of crude output that pays the full rate, after reliefs and without fields under the profit-based tax.",
      source: fit)
    residual = declare.uncertain(
      "met_residual", .median(1084, 700...1450), .roublesPerTonne, in: 0...4000,
      "Add-ons to the rate that the formula lacks.", source: "fitted to five Reuters rates")
    damperShare = declare.uncertain(
      "met_damper_share", .median(0.79, 0.65...0.95), .share, in: 0...1.5,
      "Add-on to the extraction tax over the damper that refiners have a claim to.",
      source: fit + "; in October 2023 it was due although no damper was paid")
    reverseShare = declare.uncertain(
      "reverse_share", .median(0.388, 0.37...0.405), .share, in: 0...1,
      "Reverse excise over the duty that the month's price would give, times runs.",
      source: "fitted to what the published parts leave of the total, 2024-01 to 2025-06")
    profitFactor = declare.uncertain(
      "profit_factor", .median(0.1265, 0.115...0.138), .share, in: 0...0.5,
      "Profit-based tax in bn RUB for each RUB/bbl that a quarter's barrel brings above its cost.",
      source: "fitted to the seven payments from 2023-10 to 2025-04")
    profitCost = declare.uncertain(
      "profit_cost", .median(25, 20...30), .usdPerBarrel, in: 0...50,
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
      "noise", .median(0.075, 0.055...0.095), .share, in: 0...0.3,
      "Standard deviation of a month's receipts, relative.",
      source: "calculated: errors of the first month, 2023-01 to 2025-06, Brent and rouble pinned")
    profitNoise = declare.uncertain(
      "profit_noise", .median(30, 20...45), .billionRoubles, in: 0...400,
      "Standard deviation of a profit-tax payment.", source: "errors of seven payments, 2023-10 to 2025-04")
  }
}

/// Taxes by kind.
struct TaxOutputs {
  let taxPrice, rate, duty, met, reverse, profit, gas, oilGas: Output

  init(_ declare: Declarations) {
    taxPrice = declare.output(
      "price", .usdPerBarrel, .mean, "Price that oil taxes use, with the floor under Brent while it applied.",
      memory: wholeYear)
    rate = declare.output(
      "met_rate", .roublesPerTonne, .mean, "Extraction tax a tonne of oil.",
      counterpart: "Reuters calculations", memory: 1, observed: .column("met_rates", "rate"))
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
}
