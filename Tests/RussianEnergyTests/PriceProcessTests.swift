import Engine
import Kernels
import Sampling
import TestSupport
import Testing

@testable import RussianEnergy

/// Brent and the rouble alone, with constant parameters, against the closed forms of their processes.
@Suite struct PriceProcessTests {
  private static let k = 0.055, s = 0.1, roubleK = 0.08, roubleS = 0.05

  private static let prices = Trial(
    to: "2027-08", paths: 8192,
    values: [
      "brent.reversion": k, "brent.anchor": 72, "brent.calm_volatility": s, "brent.crisis_volatility": s,
      "brent.start": 100, "brent.start_change": 0, "brent.momentum": 0, "rub.reversion": roubleK,
      "rub.volatility": roubleS, "rub.anchor": 90,
      "rub.start": 70, "rub.oil_beta": 0, "rub.momentum": 0, "rub.start_change": 0,
    ], outputs: ["brent.price", "rub.rate"], mechanisms: [QuietWorld.self, Brent.self, Rub.self])

  private func check(
    _ series: [[Double]], _ start: Double, _ anchor: Double, _ law: PriceLaw, change: Double = 0
  ) {
    let means = law.means(gap: logarithm(start / anchor), change: change, months: series.count)
    let spreads = law.variances(months: series.count)
    for (index, values) in series.enumerated() {
      let logs = values.map(logarithm)
      #expect(abs(score(logs, logarithm(anchor) + means[index])) < 4, "mean of month \(index)")
      let error = (2 / Double(values.count - 1)).squareRoot()
      #expect(abs(variance(logs) / spreads[index] - 1) < 4 * error, "variance of month \(index)")
    }
  }

  @Test("Brent reverts and spreads as its closed form says", arguments: [0.0, 0.25])
  func brentRevertsAndSpreadsAsItsClosedFormSays(momentum: Double) throws {
    var trial = Self.prices
    trial.values.merge(
      ["brent.momentum": momentum, "brent.start_change": -0.05], uniquingKeysWith: { $1 })
    let law = PriceLaw(k: Self.k, momentum: momentum, volatility: Self.s)
    check(try trial.run()["brent.price"], 100, 72, law, change: -0.05)
  }

  @Test("The rouble reverts and spreads as its closed form says", arguments: [0.0, 0.4])
  func theRoubleRevertsAndSpreadsAsItsClosedFormSays(momentum: Double) throws {
    var trial = Self.prices
    trial.values.merge(["rub.momentum": momentum, "rub.start_change": 0.03], uniquingKeysWith: { $1 })
    let law = PriceLaw(k: Self.roubleK, momentum: momentum, volatility: Self.roubleS)
    check(try trial.run()["rub.rate"], 70, 90, law, change: 0.03)
  }

  /// A month's innovations of Brent and the rouble, recovered from the prices.
  @Test("Brent and the rouble have their correlation", arguments: [-0.05, 0.6])
  func brentAndTheRoubleHaveTheirCorrelation(rho: Double) throws {
    var settings = Self.prices.settings
    if rho != -0.05 { settings.correlations = [("brent", "rub", rho)] }
    let model = try Self.prices.model()
    let simulation = try Simulation(model: model, settings: settings)
    let found = Found(series: simulation.series, period: settings.period)
    var options = RunOptions()
    options.onChunk = { found.add($0) }
    _ = try simulation.run(options)
    let oil = innovations(found["brent.price"], 72, Self.k, Self.s)
    let rouble = innovations(found["rub.rate"], 90, Self.roubleK, Self.roubleS)
    let products = zip(oil, rouble).map { $0 * $1 }
    #expect(abs(score(products, rho)) < 4)
    #expect(abs(score(oil, 0)) < 4 && abs(score(rouble, 0)) < 4)
  }

  private func innovations(_ prices: [[Double]], _ anchor: Double, _ k: Double, _ s: Double) -> [Double] {
    zip(prices, prices.dropFirst()).flatMap { old, new in
      zip(old, new).map { old, new in
        (logarithm(new / old) - k * logarithm(anchor / old)) / s
      }
    }
  }

  /// A month in a crisis is wilder: its variance is a mixture with the chance of a crisis.
  @Test("Crises come and go as their chain says") func crisesComeAndGoAsTheirChainSays() throws {
    var trial = Self.prices
    trial.to = "2025-11"
    trial.values.merge(
      [
        "brent.crisis_volatility": 0.3, "brent.calm_volatility": 0.1, "brent.reversion": 0.005,
        "brent.anchor": 100, "brent.start_crisis": 0.5, "brent.stay_calm": 0.9, "brent.stay_crisis": 0.7,
      ], uniquingKeysWith: { $1 })
    let prices = try trial.run()["brent.price"]
    var chance = 0.5
    var old = [Double](repeating: 100, count: trial.paths)
    for month in prices {
      chance = chance * 0.7 + (1 - chance) * 0.1
      let squares = zip(old, month).map { old, new in
        let move = logarithm(new / old) - 0.005 * logarithm(100 / old)
        return move * move
      }
      #expect(abs(score(squares, chance * 0.09 + (1 - chance) * 0.01)) < 4)
      old = month
    }
  }

  @Test("Prices can be pinned to history") func pricesCanBePinnedToHistory() throws {
    var trial = Trial(asOf: "2026-03-15", from: "2025-01", to: "2025-12", paths: 256)
    trial.pins = ["brent.price", "rub.rate", "urals.price"]
    trial.outputs = trial.pins
    let found = try trial.run()
    for (name, column) in [("brent.price", "brent"), ("rub.rate", "rub"), ("urals.price", "urals")] {
      let history = monthly("prices_monthly", column)
      for index in 0..<12 {
        let seen = try #require(history[found.period.month(index)])
        #expect(found[name][index].allSatisfy { $0 == seen })
      }
    }
  }
}
