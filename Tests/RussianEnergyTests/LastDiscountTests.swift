import Engine
import Testing

@testable import RussianEnergy

/// What a forecaster without a model says who is told Brent and the rouble.
@Suite struct LastDiscountTests {
  private static let start = month("2024-06")

  @Test("Told the truth, the discount rule misses only by the change of the discount")
  func urals() {
    let months = (0..<24).map { Self.start - $0 }
    let brent = Dictionary(uniqueKeysWithValues: months.map { ($0, 80.0 + Double($0.ofYear)) })
    let urals = brent.filter { $0.key < Self.start }.mapValues { $0 - 12 }
    let rule = LastDiscount(brent: brent, rouble: [:], urals: urals, start: Self.start, month: Self.start)
    #expect(rule.lag == 1)
    #expect(rule.price(Self.start) == 74)
    #expect(rule.revenue(Self.start, known: [:]) == nil)
  }
}
