internal import Engine
internal import Kernels
internal import Sampling

/// The federal budget around oil and gas: balance, the fiscal rule, the wealth fund and borrowing.
struct Budget: Mechanism {
  static let section = "budget"
  static let summary = "Federal budget: balance, fiscal rule, liquid wealth fund, borrowing, months of cover."

  let plan: BudgetLaw
  let oilGas, taxPrice: Input
  let noise: Shock
  let normal, need, receipts: State
  /// The lowest price that tells what is basic revenue, USD/bbl, and the lowest need that counts, bn RUB a month.
  let leastPrice, leastNeed: Double
  let balance, revenue, expenditure, baseRevenue, fund, borrowing, cover: Output
  private let revenueSeason, spendingSeason: Season

  init(_ declare: Declarations) {
    plan = BudgetLaw(declare)
    // Read from others, and remembered.
    oilGas = declare.input("budget.oil_gas")
    taxPrice = declare.input("tax.price")
    noise = declare.shock("balance")
    leastPrice = declare.constant("budget.least_price")
    leastNeed = declare.constant("budget.least_need")
    normal = declare.state("normal")
    need = declare.state("need")
    receipts = declare.state("receipts")
    revenueSeason = Season(declare.seeds, "budget_season", "other_revenue")
    spendingSeason = Season(declare.seeds, "budget_season", "spending")
    // The balance, and what covers it.
    revenue = declare.output(
      "revenue", .billionRoubles, .sum, "Revenue of the federal budget.",
      counterpart: "Ministry of Finance", observed: .column("budget_monthly", "revenue"))
    expenditure = declare.output(
      "expenditure", .billionRoubles, .sum, "Spending of the federal budget.",
      counterpart: "Ministry of Finance", observed: .column("budget_monthly", "expenditure"))
    balance = declare.output(
      "balance", .billionRoubles, .sum, "Balance of the federal budget; below 0 a deficit.",
      counterpart: "Ministry of Finance", headline: true,
      observed: .column("budget_monthly", "deficit", times: -1))
    declare.pin(balance)
    declare.score(balance, as: "budget balance")
    declare.yardstick("% of GDP", .billionRoubles, Budget.yearlyOutput(declare.seeds))
    baseRevenue = declare.output(
      "base_oil_gas", .billionRoubles, .sum, "Oil and gas revenue that the fiscal rule counts as basic.")
    fund = declare.output(
      "wealth_fund", .billionRoubles, .last, "Liquid assets of the wealth fund.",
      counterpart: "Ministry of Finance", headline: true, memory: 1)
    declare.pin(fund, to: Budget.funds(declare))
    borrowing = declare.output(
      "borrowing", .billionRoubles, .sum,
      "What the balance and the fund leave to be borrowed; below 0 repaid.")
    cover = declare.output(
      "months_of_cover", .count, .mean, "Months of the recent mean deficit that the fund would pay for.")
  }

  /// GDP by year, as known last.
  private static func yearlyOutput(_ seeds: SeedTables) -> [Int: Double] {
    let rows = seeds["gdp"].sorted { ($0.day("known")?.number ?? 0) < ($1.day("known")?.number ?? 0) }
    return Dictionary(
      rows.compactMap { row in
        guard let year = row.number("year"), let amount = row.number("gdp") else { return nil }
        return (Int(year), amount)
      }, uniquingKeysWith: { $1 })
  }

  static func fund(_ declare: Declarations) -> Observation {
    let rows = declare.seeds["wealth_fund"].filter { ($0.month("month") ?? declare.start) <= declare.start }
    let last = rows.max { ($0.month("month")?.ordinal ?? 0) < ($1.month("month")?.ordinal ?? 0) }
    let rule = CarryRule(declare, "budget.start_fund")
    let rates = MonthlyHistory(declare.seeds, "prices_monthly", "rub")
    guard let last, let liquid = last.number("liquid"), let month = last.month("month"),
      let rate = last.text("unit_name") == "bn USD" ? rates.nearest(month) : 1
    else { return Observation(distribution: rule.unknown, source: "guess", origin: "drawn") }
    let roubles = liquid * rate, gap = declare.start - month
    return Observation(
      distribution: rule.carried(roubles, over: gap, scale: roubles), source: last.text("source"),
      origin: "seeds/wealth_fund.csv:\(last.line)", observed: ("\(month)", gap))
  }

  /// The fund at the end of each month, in roubles; the table has the state on the first of the next.
  private static func funds(_ declare: Declarations) -> [Month: Double] {
    let rates = MonthlyHistory(declare.seeds, "prices_monthly", "rub")
    var funds: [Month: Double] = [:]
    for row in declare.seeds["wealth_fund"] {
      guard let month = row.month("month"), let liquid = row.number("liquid") else { continue }
      funds[month - 1] = row.text("unit_name") == "bn USD" ? rates[month - 1].map { $0 * liquid } : liquid
    }
    return funds
  }

  func begin(_ paths: MonthView) {
    paths[fund].assign(paths[plan.startFund])
    paths[need].assign(paths[plan.startCover])
    let receipts = paths[receipts], planned = paths[plan.plannedOilGas]
    for path in paths.indices { receipts[path] = planned[path] / monthsPerYear }
  }

  func step(_ paths: MonthView) {
    let other = paths[plan.otherRevenue], spending = paths[plan.spending], growth = paths[plan.growth],
      u = paths[normal]
    let oilGas = paths[oilGas], revenue = paths[revenue], expenditure = paths[expenditure]
    let balance = paths[balance], noise = paths[plan.balanceNoise], receipts = paths[receipts]
    let planned = paths[plan.plannedOilGas], confidence = paths[plan.confidence]
    let years = Double(paths.month - plan.from) / monthsPerYear
    let share = spendingSeason[paths.month] / monthsPerYear
    let revenueShare = revenueSeason[paths.month] / monthsPerYear
    let overrun = paths[plan.overrun]
    paths.normals(self.noise, into: u)
    for path in paths.indices {
      let scale = exponential(growth[path] * years)
      revenue[path] = other[path] * scale * revenueShare + oilGas[path]
      receipts[path] += (oilGas[path] - receipts[path]) / monthsPerYear
      let shortfall = max(planned[path] * scale / monthsPerYear - receipts[path], 0)
      let cut = (1 - confidence[path]) * shortfall
      let lawful = spending[path] * scale * share
      expenditure[path] = lawful * (1 + overrun[path]) - cut + noise[path] * u[path]
      balance[path] = revenue[path] - expenditure[path]
    }
    if let published = paths.pinned(self.balance) {
      for path in paths.indices {
        expenditure[path] = revenue[path] - published[path]
        balance[path] = published[path]
      }
    }
    finance(paths)
  }

  /// The fund takes what comes above the base price and pays what lacks below it; the rest is borrowed.
  private func finance(_ paths: MonthView) {
    let oilGas = paths[oilGas], price = paths.before(taxPrice), basePrice = paths[plan.basePrice]
    let base = paths[baseRevenue], old = paths.before(fund), fund = paths[fund], floor = paths[plan.drawFloor]
    let borrowing = paths[borrowing], balance = paths[balance], cover = paths[cover], need = paths[need]
    for path in paths.indices {
      base[path] = oilGas[path] * basePrice[path] / max(price[path], leastPrice)
      let wanted = old[path] + oilGas[path] - base[path]
      let lowest = min(floor[path], old[path])
      fund[path] = max(wanted, lowest)
    }
    if let published = paths.pinned(self.fund) { fund.assign(published) }
    for path in paths.indices {
      borrowing[path] = -balance[path] + (fund[path] - old[path])
      need[path] += (max(-balance[path], 0) - need[path]) / monthsPerYear
      cover[path] = fund[path] / max(need[path], leastNeed)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let fund = paths[fund], before = paths.before(self.fund)
    let borrowing = paths[borrowing], balance = paths[balance]
    report.equal("budget financing") {
      let largest = max(abs(borrowing[$0]), abs(balance[$0]), abs(fund[$0]), abs(before[$0]))
      return (borrowing[$0] + balance[$0], fund[$0] - before[$0], largest)
    }
  }
}

/// The budget law of the year that the model's levels are of.
struct BudgetPlan {
  /// Bn RUB: oil and gas revenue as planned last, and in the law as first adopted.
  let oilGas, firstOilGas: Double
  /// Revenue and spending of the law as first adopted: what is spent beyond it is `overrun`.
  let revenue, spending: Double
  let source: String

  init(_ seeds: SeedTables, year: Double) {
    let rows = seeds["budget_plan"].filter { $0.number("year") == year }
      .sorted { ($0.day("known")?.number ?? 0) < ($1.day("known")?.number ?? 0) }
    let first = rows.first { $0.number("revenue") != nil && $0.number("expenditure") != nil }
    oilGas = rows.last { $0.number("oil_gas") != nil }?.number("oil_gas") ?? 0
    firstOilGas = first?.number("oil_gas") ?? 0
    revenue = first?.number("revenue") ?? 0
    spending = first?.number("expenditure") ?? 0
    source = "budget_plan.csv: \(first?.text("source") ?? "no law")"
  }
}
