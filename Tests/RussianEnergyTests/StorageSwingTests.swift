import Kernels
import TestSupport
import Testing

@testable import Engine
@testable import RussianEnergy

/// What moves the EU's storage beside season, price and fill: weather in a month, trade and industry for several.
@Suite struct StorageSwingTests {
  /// Sums of a deviation b that keeps ρ a month with standard deviation s: Var Σ b = s² (n + 2 Σ (n − k) ρᵏ).
  @Test("Off balances add up over months as an autoregression does", arguments: [(0.0, 2.0), (0.7, 1.5)])
  func spread(keep: Double, swing: Double) throws {
    let capacity = 100.0, months = 4
    let trial = Trial(
      asOf: "2025-05-10", from: "2025-05", to: "2025-08", paths: 4096,
      values: [
        "eu_storage.swing": swing, "eu_storage.swing_keep": keep, "eu_storage.weather": 0,
        "eu_storage.pull": 0,
        "eu_storage.demand": 310, "eu_storage.price_response": 0, "eu_storage.capacity": capacity,
        "eu_storage.missing": 0, "eu_storage.other_missing": 0, "eu_storage.start": 40,
      ], outputs: ["eu_storage.fill"])
    let found = try trial.run()["eu_storage.fill"]
    for count in 1...months {
      let fill = found[count - 1], middle = mean(fill)
      let variance = mean(fill.map { ($0 - middle) * ($0 - middle) })
      let sum = (1..<count).reduce(Double(count)) { $0 + 2 * Double(count - $1) * power(keep, Double($1)) }
      let expected = (swing / capacity * 100) * (swing / capacity * 100) * sum
      #expect(abs(variance / expected - 1) < 0.1, "month \(count): \(variance) \(expected)")
    }
  }

  /// Monthly changes of GIE's fill less the normal profile's, what cargoes fill of the gap, and the mean of the calendar
  /// month; by a Kalman filter for a deviation that keeps ρ and weather that doesn't last.
  private static func likelihood(swing: Double, keep: Double, weather: Double) throws -> Double {
    let normal = Season(allSeeds, "gas_season", "storage"), size = Season(allSeeds, "gas_season", "weather")
    let fill = monthly("eu_storage", "fill"), capacity = 107.2, demand = 321.0 / 12
    let months = (0..<98).map { month("2014-08") + $0 }
    var off: [(month: Month, value: Double)] = []
    for now in months {
      let old = try #require(fill[now]), new = try #require(fill[now + 1])
      let pulled = (normal[now - 1] - old) / 12
      off.append((now, new - old - (normal[now] - normal[now - 1]) - pulled))
    }
    var score = 0.0, expected = 0.0
    let spread = swing / capacity * 100
    var variance = spread * spread
    for (now, value) in off {
      let same = off.filter { $0.month.ofYear == now.ofYear }.map(\.value), count = Double(same.count)
      let error = (value - mean(same)) / (1 - 1 / count).squareRoot()
      let seasonal = demand - (normal[now] - normal[now - 1]) / 100 * capacity
      let cold = weather * size[now] * seasonal / capacity * 100
      let total = variance + cold * cold, gain = variance / total
      score -= 0.5 * (logarithm(total) + (error - expected) * (error - expected) / total)
      expected = keep * (expected + gain * (error - expected))
      variance = keep * keep * variance * (1 - gain) + (1 - keep * keep) * spread * spread
    }
    return score
  }

  @Test("Spread and memory of storage are the likeliest ones") func likeliest() throws {
    let shipped = try Self.likelihood(swing: 2.3, keep: 0.7, weather: 0.074)
    var best = -Double.infinity
    for swing in stride(from: 1.4, through: 3.4, by: 0.2) {
      for keep in stride(from: 0.3, through: 0.95, by: 0.05) {
        for weather in stride(from: 0.02, through: 0.14, by: 0.01) {
          best = max(best, try Self.likelihood(swing: swing, keep: keep, weather: weather))
        }
      }
    }
    // Half a unit of log likelihood is one standard error of one number; the guess of before is far off.
    #expect(best - shipped < 0.5, "\(best) \(shipped)")
    #expect(shipped - (try Self.likelihood(swing: 0.3, keep: 0, weather: 0.045)) > 50)
  }
}
