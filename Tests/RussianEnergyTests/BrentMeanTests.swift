import Engine
import Kernels
import Sampling
import TestSupport
import Testing

@testable import RussianEnergy

/// Shows Brent's control variate as a series.
private struct Surprise: Mechanism {
  static let section = "test"
  static let summary = "Brent's control variate."
  let surprise: State
  let shown: Output

  init(_ declare: Declarations) {
    surprise = declare.state(of: "brent.surprise")
    shown = declare.output("surprise", "USD/bbl", .mean, "What Brent differs from its mean.")
  }

  func step(_ paths: MonthView) { paths[shown].assign(paths[surprise]) }
}

/// Brent's control variate is 0 on average whatever the parameters are, which is what makes it one.
@Suite struct BrentMeanTests {
  private func surprises(_ trial: Trial) throws -> [[Double]] {
    var trial = trial
    trial.to = "2027-12"
    trial.paths = 32_768
    trial.outputs = ["test.surprise"]
    trial.mechanisms = [QuietWorld.self, Brent.self, Surprise.self]
    return try trial.run()["test.surprise"]
  }

  private func isZeroOnAverage(_ months: [[Double]]) -> Bool {
    months.allSatisfy { values in values.allSatisfy { $0 == 0 } || abs(score(values, 0)) < 4 }
  }

  @Test(
    "The surprise of Brent is zero on average",
    arguments: [
      [:], ["brent.momentum": 0.5, "brent.start_change": 0.3],
      ["brent.start_crisis": 0.5, "brent.stay_crisis": 0.8, "brent.crisis_volatility": 0.3],
      ["brent.reversion": 0.4, "brent.start": 130, "brent.start_lift": 0.5],
    ])
  func theSurpriseIsZeroOnAverage(values: [String: Double]) throws {
    let months = try surprises(Trial(values: values))
    #expect(isZeroOnAverage(months))
    #expect(months.allSatisfy { variance($0) > 1 })
  }

  @Test("The surprise stays zero on average where a parameter is dated")
  func itStaysSoWhereAParameterIsDated() throws {
    let steps = [
      Schedule.Step(from: nil, value: .constant(0.1)), .init(from: day("2026-06-01"), value: .constant(0.3)),
    ]
    let months = try surprises(Trial(schedules: ["brent.calm_volatility": Schedule(steps: steps)]))
    #expect(isZeroOnAverage(months))
  }

  @Test("A pinned price surprises nobody, and the months after it are zero on average")
  func aPinnedPriceSurprisesNobodyAndTheMonthsAfterItAreZeroOnAverage() throws {
    let told: [Month: Double] = [month("2025-09"): 70, month("2025-10"): 95]
    let months = try surprises(Trial(tables: ["brent.price": told], isFreeAfterwards: true))
    #expect(months[0].allSatisfy { $0 == 0 } && months[1].allSatisfy { $0 == 0 })
    #expect(variance(months[2]) > 1 && isZeroOnAverage(months))
  }

  @Test("Oil revenue is known three times better for it")
  func oilRevenueIsKnownThreeTimesBetterForIt() throws {
    let trial = Trial(to: "2026-12", paths: 8192, outputs: ["oil.revenue", "budget.oil_gas"])
    let values = try trial.run()
    let results = try #require(values.results)
    for (row, name) in ["oil.revenue", "budget.oil_gas"].enumerated() {
      let months = values[name]
      let totals = months[0].indices.map { path in months.reduce(0) { $0 + $1[path] } }
      let plain = (variance(totals) / Double(totals.count)).squareRoot()
      let place = try #require(results.series.firstIndex { $0.declaration.variable == name }, "\(row)")
      #expect(
        results.total[place].meanError < plain / 2, "\(name): \(results.total[place].meanError) of \(plain)")
      #expect(abs(results.total[place].mean - mean(totals)) < 4 * plain)
    }
  }
}
