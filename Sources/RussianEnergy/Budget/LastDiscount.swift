internal import Engine

/// What a forecaster who is told Brent and the rouble says without a model: the last discount carried on, and oil and gas
/// revenue by a published reduced form.
struct LastDiscount: Sendable {
  let brent, rouble: [Month: Double]
  /// Brent less Urals, as known at the start.
  let discount: [Month: Double]
  /// How many months back the newest discount lies; nil where none is known.
  let lag: Int?

  /// Oil and gas revenue in bn RUB: constant + slope P R with last month's price and rate; in months with the tax on
  /// additional income also that of a year ago or, where that isn't known, payment P R.
  private let constant, slope, payment: Double?
  /// Months of the year in which that tax is paid.
  private let profitMonths: Set<Int>

  /// - Parameters:
  ///   - rule: the numbers of `rival_rules.csv`, by name.
  ///   - profitMonths: months of the year in which the tax on additional income is paid.
  init(
    brent: [Month: Double], rouble: [Month: Double], urals: [Month: Double], start: Month, month: Month,
    rule: [String: Double], profitMonths: Set<Int>
  ) {
    self.profitMonths = profitMonths
    (constant, slope, payment) = (rule["constant"], rule["slope"], rule["payment"])
    self.brent = brent
    self.rouble = rouble
    var discount: [Month: Double] = [:]
    for (month, price) in urals { discount[month] = brent[month].map { $0 - price } }
    self.discount = discount
    lag = discount.keys.filter { $0 < start }.max().map { month - $0 }
  }

  private init(_ all: SeedTables, _ known: SeedTables, _ start: Month, _ month: Month) {
    func column(_ seeds: SeedTables, _ name: String) -> [Month: Double] {
      MonthlyHistory(seeds, "prices_monthly", name).byMonth
    }
    self.init(
      brent: column(all, "brent"), rouble: column(all, "rub"), urals: column(known, "urals"), start: start,
      month: month,
      rule: all["rival_rules"].reduce(into: [:]) { $0[$1.text("number")] = $1.number("value") },
      profitMonths: Set(TaxRules.profitLags(all).keys))
  }

  /// The rule for Urals: Brent less what it was under it when that was last known.
  static let urals: ScoredSeries.Rule = { all, known, start, month in
    let rule = LastDiscount(all, known, start, month)
    return { rule.price($0) }
  }

  /// The rule for oil and gas revenue.
  static let oilGas: ScoredSeries.Rule = { all, known, start, month in
    let rule = LastDiscount(all, known, start, month)
    let revenue = MonthlyHistory(known, "budget_monthly", "oil_gas").byMonth
    return { rule.revenue($0, known: revenue) }
  }

  func price(_ month: Month) -> Double? {
    guard let lag, let brent = brent[month], let gap = discount[month - lag] else { return nil }
    return brent - gap
  }

  func revenue(_ month: Month, known: [Month: Double]) -> Double? {
    guard let lag, let constant, let slope, let payment, let base = basis(month, lag: lag) else { return nil }
    let plain = constant + slope * base
    guard profitMonths.contains(month.ofYear) else { return plain }
    let yearAgo = known[month - wholeYear].flatMap { revenue in
      basis(month - wholeYear, lag: 1).map { revenue - constant - slope * $0 }
    }
    return plain + (yearAgo ?? payment * base)
  }

  /// Last month's price times last month's rate.
  private func basis(_ month: Month, lag: Int) -> Double? {
    guard let brent = brent[month - 1], let rate = rouble[month - 1], let gap = discount[month - lag] else {
      return nil
    }
    return (brent - gap) * rate
  }
}
