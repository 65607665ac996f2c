internal import Engine
internal import Kernels

/// The dated constants of the extraction tax.
struct TaxRules: Sendable {
  struct MET {
    let base, floor, divisor, addOn, dutyShare: Double
  }

  private let base, floor, divisor, addOn, kcorr, limit, floorActive: DatedRules
  private let barrels: Double
  private let profitLags: [Int: Int]
  private typealias Band = (start: Double, base: Double, slope: Double)
  /// The dearest first.
  private let bands: [Band]

  init(_ seeds: SeedTables) {
    base = DatedRules(tax: "met_base_rate", seeds)
    floor = DatedRules(tax: "met_price_floor", seeds)
    divisor = DatedRules(tax: "met_divisor", seeds)
    addOn = DatedRules(tax: "met_addon", seeds)
    kcorr = DatedRules(tax: "kcorr", seeds)
    limit = DatedRules(tax: "tax_price_discount_limit", seeds)
    floorActive = DatedRules(tax: "tax_price_floor_active", seeds)
    profitLags = TaxRules.profitLags(seeds)
    func value(_ name: String) -> Double { DatedRules(tax: name, seeds).earliest ?? 0 }
    barrels = value("duty_barrels_per_tonne")
    bands = [
      (value("duty_band_3_start"), value("duty_band_3_base"), value("duty_band_3_slope")),
      (value("duty_band_2_start"), value("duty_band_2_base"), value("duty_band_2_slope")),
      (value("duty_band_1_start"), 0, value("duty_band_1_slope")),
    ]
  }

  /// How many months back the quarter ended whose profit-based tax is paid, by the month of the year that it is paid in.
  static func profitLags(_ seeds: SeedTables) -> [Int: Int] {
    seeds["budget_season"].reduce(into: [:]) { lags, row in
      guard let month = row.number("month_of_year"), let lag = row.number("profit_tax_lag") else { return }
      lags[Int(month)] = Int(lag)
    }
  }

  /// The same of a month; nil where none is paid.
  func profitLag(_ month: Month) -> Int? { profitLags[month.ofYear] }

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
    bands.reversed().reduce(0) { TaxRules.duty(of: $1, at: barrels * price, else: $0) }
  }

  /// The same of a column of prices.
  func duty(at prices: Column, into duty: Column) {
    let barrels = barrels
    duty.fill(0)
    for band in bands.reversed() {
      for path in prices.indices {
        duty[path] = TaxRules.duty(of: band, at: barrels * prices[path], else: duty[path])
      }
    }
  }

  /// The duty of a band where a tonne's price reaches it, else that of the bands below.
  @inline(__always)
  private static func duty(of band: Band, at tonne: Double, else lower: Double) -> Double {
    chosen(tonne > band.start, band.base + band.slope * (tonne - band.start), lower)
  }
}
