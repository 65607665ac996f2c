import Sampling
import Testing

@testable import Engine

@Suite("Expected shortfall in tables")
struct ShortfallTests {
  /// (i + ½) / n in an order without pattern.
  private let values: [Double] = (0..<4096).map { (index: Int) -> Double in
    let place = Double(index &* 2741 % 4096)
    return (place + 0.5) / 4096
  }

  private func estimate(_ values: [Double], _ level: Double) -> (mean: Double, error: Double) {
    values.withUnsafeBufferPointer { Shortfall(level: level).estimate($0) }
  }

  @Test("Of uniform numbers it is half the share, from below and from above")
  func uniform() {
    #expect(abs(estimate(values, 0.05).mean - 0.025) < 1e-4)
    #expect(abs(estimate(values, 0.9).mean - 0.95) < 1e-4)
    #expect(estimate(values, 0.05).error > 0)
  }

  @Test("Of equal numbers it is that number, without an error")
  func equal() {
    let found = estimate([Double](repeating: 3, count: 64), 0.05)
    #expect(found.mean == 3 && found.error == 0)
  }

  @Test("Its stated error is its scatter over samples")
  func error() {
    var means: [Double] = [], squares = 0.0
    for round in 0..<200 as Range<UInt64> {
      let stream = Stream(seed: round, name: "shortfall")
      let sample = (0..<1024 as Range<UInt32>).map { stream.uniform(entity: 0, path: $0, month: 0, draw: 0) }
      let found = estimate(sample, 0.1)
      means.append(found.mean)
      squares += found.error * found.error / 200
    }
    let mean = means.reduce(0, +) / 200
    let scatter = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199
    #expect((0.7...1.4).contains(squares / scatter), "\(squares / scatter)")
    #expect(abs(mean - 0.05) < 4 * (scatter / 200).squareRoot())
  }

  @Test("Counted values give the same but for the width of a cell")
  func counted() {
    let levels = [0.05, 0.25, 0.5, 0.75, 0.95], tails = [0.05, 0.95].map { Shortfall(level: $0) }
    values.withUnsafeBufferPointer { all in
      var counts = SlotCounts(pilot: all, levels: levels, shortfalls: tails)
      counts.add(all, Reading(all))
      let exact = Tally(most: all.count, levels: levels, shortfalls: tails).statistics(all, Reading(all))
      let found = counts.statistics
      for tail in tails.indices {
        #expect(abs(found.shortfalls[tail] - exact.shortfalls[tail]) < 1e-3)
        #expect(found.shortfallErrors[tail] > 0)
      }
    }
  }
}
