import Engine
import Foundation
import Sampling
import TestSupport
import Testing

/// Series that results show unless told otherwise.
@Suite struct HeadlineTests {
  /// 100 of oil and gas a month, a twelfth of 24,000 × January's season beside it, 48,000 to spend without overrun.
  @Test("The balance of the budget by hand") func theBalanceOfTheBudgetByHand() throws {
    var trial = Trial(
      asOf: "2026-01-20", from: "2026-01", to: "2026-03", paths: 16,
      values: [
        "budget.other_revenue": 24000, "budget.spending": 48000, "budget.growth": 0, "budget.overrun": 0,
        "budget.noise": 0, "budget.confidence": 1,
      ], outputs: ["budget.balance"])
    trial.tables = ["budget.oil_gas": [month("2026-01"): 100]]
    let found = try trial.run()["budget.balance"]
    for row in allSeeds["budget_season"] {
      guard let place = row.number("month_of_year"), place <= 3 else { continue }
      let other = try #require(row.number("other_revenue")), spent = try #require(row.number("spending"))
      let expected = 100 + 2000 * other - 4000 * spent
      #expect(found[Int(place) - 1].allSatisfy { abs($0 - expected) < 1e-9 }, "\(place): \(expected)")
    }
  }

  /// A month's change of the oil on the water is what was loaded and not sold, in a thousand barrels a day.
  @Test("Oil on the water is what was loaded and not sold")
  func oilOnTheWaterIsWhatWasLoadedAndNotSold() throws {
    let found = try Trial(
      paths: 64, values: ["sanctions.on_india": 1, "sanctions.on_china": 1],
      outputs: ["buyers.floating", "crude.exports"], allSeries: true
    ).run()
    let buyers = Set(
      found.series.map(\.declaration)
        .filter { $0.variable == "buyers.crude" }.map(\.region))
    #expect(!buyers.isEmpty)
    var most = 0.0
    for index in 1..<found.period.count {
      let days = Double(found.period.month(index).days)
      for path in 0..<64 {
        let sold = buyers.reduce(0.0) { $0 + found["buyers.crude", $1][index][path] }
        let kept = (found["crude.exports"][index][path] - sold) * days / 1000
        let change = found["buyers.floating"][index][path] - found["buyers.floating"][index - 1][path]
        #expect(abs(change - kept) < 1e-6)
        most = max(most, found["buyers.floating"][index][path])
      }
    }
    #expect(most > 1)
  }

  /// A need is a rate a day: February needs no more for being short.
  @Test("Need a day in February is near January's") func needADayInFebruaryIsNearJanuarys() throws {
    let fuels = ["gasoline", "diesel"]
    let found = try Trial(
      asOf: "2025-12-20", from: "2025-12", to: "2026-03", paths: 512,
      outputs: fuels.map { "fuel.\($0)_need" }
    ).run()
    let sums = (1...2).map { index in fuels.reduce(0) { $0 + found.means("fuel.\($1)_need")[index] } }
    #expect(abs((sums[1] / 28) / (sums[0] / 31) - 1) <= 0.04, "\(sums)")
  }

  /// A hazard of a tenth a month leaves exp(−0.1 n) without one after the n-th.
  @Test("A ceasefire holds on the paths that chance says") func aCeasefireHoldsOnThePathsThatChanceSays()
    throws
  {
    let found = try Trial(
      paths: 4096, values: ["strikes.ceasefire_hazard": 0.1], outputs: ["strikes.ceasefire"]
    ).run()["strikes.ceasefire"]
    for index in found.indices {
      let none = exp(-0.1 * Double(index + 1))
      #expect(abs(score(found[index], 1 - none)) < 4, "month \(index): \(mean(found[index])), \(1 - none)")
      if index > 0 { #expect(zip(found[index - 1], found[index]).allSatisfy { $0 <= $1 }) }
    }
  }

  @Test("Pipeline exports are those of the routes") func pipelineExportsAreThoseOfTheRoutes() throws {
    let found = try Trial(paths: 16, outputs: ["pipeline.exports", "pipeline.exports_by_route"]).run()
    let routes = found.series.map(\.declaration).filter { $0.variable == "pipeline.exports_by_route" }
    #expect(routes.count > 2)
    for index in 0..<found.period.count {
      for path in 0..<16 {
        let sum = routes.reduce(0) { $0 + found["pipeline.exports_by_route", $1.region][index][path] }
        #expect(sum > 0 && abs(found["pipeline.exports"][index][path] - sum) < 1e-9)
      }
    }
  }

  @Test("Every headline series is named in a test") func everyHeadlineSeriesIsNamedInATest() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    let texts = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    #expect(texts.count > 100)
    let names = Set(try Trial().model().outputs.filter(\.isHeadline).map(\.variable)).sorted()
    for name in names {
      let whole = "\(name.replacing(".", with: "\\."))(?![a-z_])"
      #expect(texts.contains { $0.range(of: whole, options: .regularExpression) != nil }, "\(name)")
    }
  }
}
