internal import Engine
internal import Sampling

/// Revenue and spending by the law, and how far they stray from it.
struct BudgetLaw {
  let otherRevenue, spending, overrun, growth, plannedOilGas, confidence, basePrice: Parameter
  let balanceNoise, startFund, startCover, drawFloor: Parameter
  /// The first month of the year that the levels are of.
  let from: Month

  init(_ declare: Declarations) {
    let year = declare.count("budget.plan_year")
    from = Month(year: year, month: 1)
    let plan = BudgetPlan(declare.seeds, year: Double(year)), other = plan.revenue - plan.firstOilGas,
      law = plan.source
    otherRevenue = declare.uncertain(
      "other_revenue", .central(median: other, low: other - 1863, high: other + 1637), "bn RUB/year",
      in: 10000...80000, "Revenue apart from oil and gas, 2026.", source: law + "; range guess")
    spending = declare.uncertain(
      "spending", .central(median: plan.spending, low: plan.spending - 1600, high: plan.spending + 2900),
      "bn RUB/year", in: 20000...90000, "Spending by the law, 2026.", source: law + "; range guess")
    overrun = declare.uncertain(
      "overrun", .median(0.05, 0...0.10), .share, in: -0.1...0.5, "Spending beyond the law.",
      source: "32.4 tn against 29.1 in 2023, 40.2 against 36.7 in 2024 (guess); " + "range guess: to none")
    growth = declare.uncertain(
      "growth", .median(0.06, 0.03...0.10), "/year", in: -0.1...0.4,
      "Yearly growth of both around 2026.", source: "guess near inflation")
    plannedOilGas = declare.lever(
      "planned_oil_gas", plan.oilGas, "bn RUB/year", in: 0...30000,
      "Oil and gas revenue that the budget counts on, 2026.", source: law)
    confidence = declare.uncertain(
      "confidence", .median(0.8, 0.7...0.9), .share, in: 0...1,
      "How firmly the Kremlin expects that no measure will last: the part of a shortfall that spending ignores.",
      source: "guess: weight on no American intervention")
    let base = DatedRules(tax: "base_price", declare.seeds)
    basePrice = declare.lever(
      "base_price", base.schedule(before: 60), .usdPerBarrel, in: 10...120,
      "Price at which the fiscal rule neither saves nor spends.",
      source: "budget code; moscowtimes 2025-09-18", origin: base.origin)
    balanceNoise = declare.uncertain(
      "noise", .median(350, 200...500), .billionRoubles, in: 0...2000,
      "Standard deviation of a month's balance, oil and gas apart.",
      source: "scatter of budget_monthly.csv of 2023-25")
    startFund = declare.startValue(
      "start_fund", Budget.fund(declare), .billionRoubles, in: 0...20000,
      "Liquid assets of the wealth fund before the period.")
    startCover = declare.startValue(
      "start_need",
      Observation(
        distribution: .median(350, 150...700),
        source: "guess: mean monthly deficit 2024-25",
        origin: "drawn"), .billionRoubles, in: 10...3000,
      "Mean monthly deficit before the period, for months of cover.")
    drawFloor = declare.lever(
      "fund_floor", 0, .billionRoubles, in: 0...10000, "Liquid assets that aren't spent.", source: "guess")
  }
}
