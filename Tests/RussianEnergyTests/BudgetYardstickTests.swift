import Engine
import Sampling
import Testing

/// The tax formulas against published receipts and rates, prices pinned to history.
@Suite struct BudgetYardstickTests {
  private static let pinned = Trial(
    asOf: "2026-03-15", from: "2024-01", to: "2025-12", paths: 1024,
    pins: ["brent.price", "rub.rate", "urals.price"],
    outputs: ["budget.oil_gas", "tax.met_rate", "brent.price", "urals.price"])

  @Test func oilAndGasRevenueOfTwoYearsIsMet() throws {
    let found = try Self.pinned.run()
    let receipts = monthly("budget_monthly", "oil_gas")
    var errors: [Double] = []
    for index in 0..<24 {
      let month = found.period.month(index)
      let seen = try #require(receipts[month])
      let error = median(found["budget.oil_gas"][index]) / seen - 1
      errors.append(abs(error))
      if month.description != "2024-02" { #expect(abs(error) < 0.13, "\(month): \(100 * error) %") }
    }
    #expect(mean(errors) <= 0.055, "mean absolute error \(100 * mean(errors)) %")
  }

  @Test func theExtractionTaxOfFiveMonthsIsMet() throws {
    let found = try Self.pinned.run()
    var compared = 0
    for (month, rate) in monthly("met_rates", "rate") where month >= found.period.first {
      let error = median(found["tax.met_rate"][month - found.period.first]) / rate - 1
      #expect(abs(error) < 0.03, "\(month): \(100 * error) %")
      compared += 1
    }
    #expect(compared == 5)
  }
}
