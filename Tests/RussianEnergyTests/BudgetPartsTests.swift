import Engine
import Sampling
import TestSupport
import Testing

/// Each part of oil and gas revenue against the Ministry of Finance's own lines. Its laws were fitted to months up to
/// June 2025; what came later judges them. Brent, the rouble, Urals and what is known of fuel prices, at home and at
/// Rotterdam, are told.
@Suite struct BudgetPartsTests {
  private static let found = Result {
    try Trial(
      asOf: "2026-05-20", from: "2024-02", to: "2026-04", paths: 256,
      pins: [
        "brent.price", "rub.rate", "urals.price", "fuel.gasoline_price", "fuel.diesel_price",
        "cracks.gasoline",
        "cracks.diesel",
      ],
      outputs: [
        "budget.oil_gas", "tax.met", "tax.met_rate", "tax.profit", "tax.gas_taxes", "tax.reverse_excise",
        "damper.payment",
      ]
    ).run()
  }
  private static let judged = "2025-07"

  private struct Part {
    let month: Month
    let model, published: Double
    var error: Double { model / published - 1 }
  }

  /// A part by month; the damper and its like are paid a month after they are due.
  private func part(_ variable: String, _ column: String, sign: Double = 1, paid lag: Int = 0) throws
    -> [Part]
  {
    let found = try Self.found.get(), published = monthly("budget_monthly", column)
    return (lag..<found.period.count).compactMap { index in
      let month = found.period.month(index)
      return published[month].map {
        Part(month: month, model: sign * mean(found[variable][index - lag]), published: $0)
      }
    }
  }

  private func late(_ parts: [Part]) -> [Part] { parts.filter { $0.month >= month(Self.judged) } }

  private func bias(_ parts: [Part]) -> Double {
    parts.reduce(0) { $0 + $1.model } / parts.reduce(0) { $0 + $1.published } - 1
  }

  @Test("The extraction tax is met month by month") func theExtractionTaxIsMetMonthByMonth() throws {
    let parts = late(try part("tax.met", "oil_met"))
    #expect(parts.count == 10)
    #expect(abs(bias(parts)) <= 0.04, "bias \(bias(parts))")
    let errors = parts.map { abs($0.error) }
    #expect(mean(errors) <= 0.07, "\(parts.map { "\($0.month) \($0.error)" })")
    #expect(parts.allSatisfy { abs($0.error) < 0.1 }, "\(parts)")
  }

  /// What the damper added to the tax of October to December 2023, when it was restored, was paid in February.
  @Test("A tax that was put off is paid later") func aTaxThatWasPutOffIsPaidLater() throws {
    let found = try Trial(
      asOf: "2026-05-20", from: "2023-10", to: "2024-02", paths: 256,
      pins: [
        "brent.price", "rub.rate", "urals.price", "fuel.gasoline_price", "fuel.diesel_price",
        "cracks.gasoline", "cracks.diesel",
      ], outputs: ["tax.met"]
    ).run()
    let published = monthly("budget_monthly", "oil_met")
    for index in 1..<found.period.count {
      let month = found.period.month(index), paid = try #require(published[month])
      let error = mean(found["tax.met"][index]) / paid - 1
      #expect(abs(error) < 0.1, "\(month): \(error)")
    }
    let rows = allSeeds["tax_parameters"].filter { $0.text("parameter") == "met_one_off" }
    let put = rows.compactMap { row -> Double? in
      guard let value = row.number("value"), let from = row.day("from"), let to = row.day("to") else {
        return nil
      }
      return value * Double(to.month - from.month + 1)
    }
    #expect(put.count == 2 && abs(put.reduce(0, +)) < 1, "\(put)")
  }

  @Test("The damper has its size its order and its sign")
  func theDamperHasItsSizeItsOrderAndItsSign() throws {
    let parts = try part("damper.payment", "damper", sign: -1, paid: 1)
    #expect(abs(bias(parts)) <= 0.15, "\(parts)")
    #expect(rankCorrelation(parts.map(\.model), parts.map(\.published)) >= 0.8, "\(parts)")
    #expect(parts.allSatisfy { abs($0.published) < 50 || $0.model * $0.published > 0 }, "\(parts)")
  }

  @Test("Profit tax payments are within a fifth") func profitTaxPaymentsAreWithinAFifth() throws {
    let found = try Self.found.get()
    var compared = 0
    for (month, paid) in monthly("budget_monthly", "profit_tax") where month >= found.period.first {
      let error = median(found["tax.profit"][month - found.period.first]) / paid - 1
      #expect(abs(error) <= 0.2, "\(month): \(error)")
      compared += 1
    }
    #expect(compared == 10)
  }

  @Test(
    "Gas taxes of a half year are met",
    arguments: [
      ("2024-07", "2024-12"), ("2025-01", "2025-06"), ("2025-07", "2025-12"), ("2026-01", "2026-04"),
    ])
  func gasTaxesOfAHalfYearAreMet(from: String, to: String) throws {
    let parts = try part("tax.gas_taxes", "gas_taxes").filter {
      $0.month >= month(from) && $0.month <= month(to)
    }
    #expect(abs(bias(parts)) <= 0.15, "\(bias(parts))")
  }

  /// Reverse excise above all: what the published total holds beside its published parts.
  @Test("The rest of the total is within twenty five billions")
  func theRestOfTheTotalIsWithinTwentyFiveBillions() throws {
    let found = try Self.found.get()
    let total = monthly("budget_monthly", "oil_gas"), met = monthly("budget_monthly", "oil_met")
    let damper = monthly("budget_monthly", "damper"), gas = monthly("budget_monthly", "gas_taxes")
    let profit = monthly("budget_monthly", "profit_tax")
    var errors: [Double] = []
    for index in 0..<found.period.count {
      let month = found.period.month(index)
      guard let all = total[month], let a = met[month], let b = damper[month], let c = gas[month] else {
        continue
      }
      let rest = all - a - b - c - (profit[month] ?? 0)
      let error = -median(found["tax.reverse_excise"][index]) - rest
      #expect(abs(error) <= 25, "\(month): \(error)")
      errors.append(error)
    }
    #expect(errors.count == 27 && abs(mean(errors)) < 10, "\(mean(errors))")
  }

  /// The total's error beside the root of the sum of its parts' squares: a total that fits because its parts cancel
  /// would be the smaller one by far.
  @Test("The total is met and not by cancelling") func theTotalIsMetAndNotByCancelling() throws {
    let parts = try part("budget.oil_gas", "oil_gas")
    #expect(mean(parts.map { abs($0.error) }) <= 0.055, "\(parts.map { "\($0.month) \($0.error)" })")
    #expect(mean(late(parts).map { abs($0.error) }) <= 0.055)
    let lines = [
      try part("tax.met", "oil_met"), try part("damper.payment", "damper", sign: -1, paid: 1),
      try part("tax.gas_taxes", "gas_taxes"),
    ]
    func size(_ parts: [Part]) -> Double {
      mean(parts.map { ($0.model - $0.published) * ($0.model - $0.published) })
    }
    let sum = lines.map(size).reduce(0, +).squareRoot(), all = size(parts).squareRoot()
    #expect(sum < 1.5 * all, "total \(all), root sum of squares of the parts \(sum)")
  }

  @Test("The extraction tax of five months is met") func theExtractionTaxOfFiveMonthsIsMet() throws {
    let found = try Self.found.get()
    var compared = 0
    for (month, rate) in monthly("met_rates", "rate") where month >= found.period.first {
      let error = median(found["tax.met_rate"][month - found.period.first]) / rate - 1
      #expect(abs(error) < 0.03, "\(month): \(100 * error) %")
      compared += 1
    }
    #expect(compared == 5)
  }

  private func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] { values.map { x in Double(values.count { $0 < x }) } }
    let (x, y) = (ranks(a), ranks(b)), middle = mean(x)
    let both = zip(x, y).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - mean(y)) }
    return both / (variance(x) * variance(y)).squareRoot() / Double(a.count - 1)
  }
}
