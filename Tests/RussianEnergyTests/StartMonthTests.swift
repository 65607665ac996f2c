import Engine
import RussianEnergy
import TestSupport
import Testing

/// A run may start in any month that the tables reach, with what was known then.
@Suite struct StartMonthTests {
  @Test("The tables say when a run may start") func theTablesSayWhenARunMayStart() throws {
    let reach = try #require(RussianEnergy.reach(allSeeds))
    #expect(reach.starts == month("2022-12")...month("2026-08"))
    #expect(reach.opening == day("2022-12-01") && reach.openingTable == "pipeline_volumes")
    #expect(reach.newestDay == day("2026-08-19") && reach.newestMonth == month("2026-07"))
    let shorter = allSeeds.known(on: day("2026-03-20"))
    #expect(RussianEnergy.reach(shorter)?.starts.upperBound == month("2026-03"))
  }

  /// As known on the first day of the month, and as known at the end of all tables with known months pinned.
  @Test("Every start month runs and keeps its balances")
  func everyStartMonthRunsAndKeepsItsBalances() throws {
    let starts = try #require(RussianEnergy.reach(allSeeds)).starts
    for ordinal in starts.lowerBound.ordinal...starts.upperBound.ordinal {
      let first = Month(ordinal: ordinal)
      var trial = Trial(
        asOf: first.first.description, from: first.description, to: (first + 11).description, paths: 256)
      if ordinal % 3 == 0 {
        trial.asOf = "2026-08-20"
        trial.history = true
      }
      let run = try trial.blockRun()
      #expect(run.firstFault(months: 12) == nil, "\(first)")
      #expect(run.report.violations.isEmpty, "\(first): \(run.report.violations.prefix(2))")
    }
  }

  @Test("Known months are history unless it is off") func knownMonthsAreHistoryUnlessItIsOff() throws {
    var trial = Trial(asOf: "2026-08-20", from: "2026-01", to: "2026-12", paths: 64)
    trial.outputs = [
      "brent.price", "urals.price", "rub.rate", "refining.runs", "crude.exports", "products.exports",
      "buyers.crude", "budget.oil_gas", "gas.ttf", "gas.jkm", "eu_storage.fill", "strikes.rate",
    ]
    trial.history = true
    let told = try trial.run()
    trial.history = false
    let free = try trial.run()
    func spread(_ found: Found, _ name: String, _ at: Int, _ region: String? = nil) -> Double {
      variance(found[name, region][at])
    }
    let april = 3, july = 6, august = 7
    for (name, region, month, value) in [
      ("brent.price", nil, april, 117.29), ("urals.price", nil, april, 94.87), ("rub.rate", nil, july, 77.89),
      ("refining.runs", nil, april, 4690), ("crude.exports", nil, july, 5080),
      ("products.exports", nil, july, 1140), ("buyers.crude", "india", april + 2, 2550),
      ("budget.oil_gas", nil, july, 934), ("gas.ttf", nil, april, 44.95), ("gas.jkm", nil, april, 17),
      ("eu_storage.fill", nil, april + 2, 49.1), ("strikes.rate", nil, july, 14),
    ] as [(String, String?, Int, Double)] {
      let values = told[name, region][month]
      #expect(values.allSatisfy { abs($0 - value) < 1e-6 * value }, "\(name): \(values[0]) is not \(value)")
      #expect(spread(told, name, august, region) > 0, "\(name) is forecast from August")
      #expect(spread(free, name, month, region) > 0, "\(name) is free without history")
    }
  }

  @Test("A start value that was not known is drawn") func aStartValueThatWasNotKnownIsDrawn() throws {
    let early = try Trial(asOf: "2025-07-01", from: "2025-09").model()
    let late = try Trial(asOf: "2025-12-01", from: "2025-09").model()
    for name in ["brent.start", "rub.start", "urals.start"] {
      let before = early.parameters.first { $0.name == name },
        after = late.parameters.first { $0.name == name }
      #expect(before?.standard.isConstant == false, "\(name)")
      #expect(before?.origin.contains("drawn") == true, "\(name)")
      #expect(after?.standard.isConstant == true, "\(name)")
    }
  }
}
