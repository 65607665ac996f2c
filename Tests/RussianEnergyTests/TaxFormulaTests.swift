import Engine
import Sampling
import Testing

/// Taxes of a month by hand: Brent 70, Urals 60, 80 roubles a dollar in every month, and no chance in the receipts.
@Suite struct TaxFormulaTests {
  private static let found = Result {
    var trial = Trial(
      asOf: "2025-01-15", from: "2025-01", to: "2025-12", paths: 16,
      values: [
        "tax.met_residual": 1000, "tax.met_share": 0.6, "tax.met_damper_share": 0.8, "tax.reverse_share": 0.4,
        "tax.profit_factor": 0.12, "tax.profit_cost": 25, "tax.gas": 100, "tax.noise": 0,
        "tax.profit_noise": 0,
        "tax.met_one_off": 7, "tax.gas_one_off": 9, "production.condensate": 900,
        "damper.discount_share": 0.5,
        "damper.gasoline_excise": 15000, "damper.diesel_excise": 10000, "damper.volume_share": 0.9,
        "damper.moratorium": 1,
      ],
      outputs: [
        "tax.met", "tax.met_rate", "tax.duty", "tax.profit", "tax.reverse_excise", "tax.gas_taxes",
        "budget.oil_gas", "budget.gas_effect", "damper.payment", "damper.due", "damper.gasoline_alternative",
        "damper.diesel_alternative", "crude.production", "refining.runs", "fuel.gasoline_sales",
        "fuel.diesel_sales",
      ])
    let months = (0..<24).map { Month(year: 2024, month: 1) + $0 }
    for (series, value) in [("brent.price", 70.0), ("urals.price", 60), ("rub.rate", 80)]
      + [("cracks.gasoline", 14), ("cracks.diesel", 21)]
    {
      trial.tables[series] = Dictionary(uniqueKeysWithValues: months.map { ($0, value) })
    }
    return try trial.run()
  }
  private let found = Self.found

  private func value(_ series: String, _ month: Int) throws -> Double { try found.get()[series][month][0] }

  /// 7.3 · 60 = 438 USD a tonne: 29.2 + 0.3 · 255.5 of duty; 919 · 45 · 80 / 261 + 428 + 105.85 · 80 + 1000.
  @Test("The rate of the extraction tax") func theRateOfTheExtractionTax() throws {
    #expect(abs(try value("tax.duty", 8) - 105.85) < 1e-9)
    #expect(abs(try value("tax.met_rate", 8) - 22571.8620689655) < 1e-6)
  }

  /// October's cash: 0.6 of September's crude (30 days, 7.33 barrels a tonne) at that rate, 0.8 of the damper, 7 once.
  @Test("The extraction tax in cash") func theExtractionTaxInCash() throws {
    let crude = (try value("crude.production", 8) - 900) * 30 / 7330
    let expected = 0.6 * 22571.8620689655 * crude / 1000 + 0.8 * (try value("damper.due", 8)) + 7
    #expect(abs(try value("tax.met", 9) - expected) < 1e-6)
  }

  /// 0.4 · 105.85 USD · 80 RUB on September's runs.
  @Test("The reverse excise follows the months own price")
  func theReverseExciseFollowsTheMonthsOwnPrice() throws {
    let expected = 0.4 * 105.85 * 80 * (try value("refining.runs", 8)) * 30 / 7330 / 1000
    #expect(abs(try value("tax.reverse_excise", 9) - expected) < 1e-9)
  }

  /// 0.12 · (60 − 25) · 80 in the months that settle a quarter, nothing in others.
  @Test("The profit tax comes in four months") func theProfitTaxComesInFourMonths() throws {
    for month in [6, 9] { #expect(abs(try value("tax.profit", month) - 336) < 1e-9) }
    #expect(try value("tax.profit", 7) == 0)
    #expect(try value("tax.profit", 10) == 0)
  }

  /// The damper's alternative of gasoline: (70 + 14 − 0.5 · 10) · 8.5 − 10 USD a tonne, tax and excise; of diesel alike.
  @Test("The damper pays a part of the gap to exports") func theDamperPaysAPartOfTheGapToExports() throws {
    let gasoline = (79 * 8.5 - 10) * 80 * 1.2 + 15000, diesel = (86 * 7.45 - 10) * 80 * 1.2 + 10000
    #expect(abs(try value("damper.gasoline_alternative", 8) - gasoline) < 1e-6)
    #expect(abs(try value("damper.diesel_alternative", 8) - diesel) < 1e-6)
    let sold = (try value("fuel.gasoline_sales", 8), try value("fuel.diesel_sales", 8))
    let due = 0.68 * (gasoline - 60450) * sold.0 + 0.65 * (diesel - 57200) * sold.1
    #expect(abs(try value("damper.due", 8) - 0.9 * due / 1000) < 1e-6)
    #expect(abs(try value("damper.payment", 8) - 0.9 * due / 1000) < 1e-6)
  }

  /// January over July as the table has it, and 9 once.
  @Test("Gas taxes have their season") func gasTaxesHaveTheirSeason() throws {
    let season = Dictionary(
      uniqueKeysWithValues: allSeeds["budget_season"].compactMap { row in
        row.number("month_of_year").flatMap { month in row.number("gas_taxes").map { (Int(month), $0) } }
      })
    for month in [0, 6] {
      let expected = 100 * (try #require(season[month + 1])) + 9 + (try value("budget.gas_effect", month))
      #expect(abs(try value("tax.gas_taxes", month) - expected) < 1e-9)
    }
  }

  @Test("The total is the sum of its parts") func theTotalIsTheSumOfItsParts() throws {
    for month in 1..<12 {
      let parts = try ["tax.met", "tax.profit", "tax.gas_taxes"].map { try value($0, month) }.reduce(0, +)
      let paid = try value("tax.reverse_excise", month) + value("damper.payment", month - 1)
      #expect(abs(try value("budget.oil_gas", month) - parts + paid) < 1e-9)
    }
  }
}
