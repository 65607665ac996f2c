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
    let numbers = ["constant": 20, "slope": 0.1, "payment": 0.5]
    func rule(_ month: Month, _ numbers: [String: Double]) -> LastDiscount {
      LastDiscount(
        brent: brent.merging([Self.start: 86]) { $1 },
        rouble: brent.mapValues { _ in 90 }.merging([Self.start: 90]) { $1 },
        urals: urals, start: Self.start, month: month, rule: numbers, profitMonths: [7])
    }
    #expect(rule(Self.start, numbers).lag == 1)
    #expect(rule(Self.start, numbers).price(Self.start) == 74)
    // Last month's price and rate, 73 · 90; in July the tax on additional income comes on top of 74 · 90.
    let june = rule(Self.start, numbers).revenue(Self.start, known: [:]) ?? 0
    #expect(abs(june - 677) < 1e-9)
    let july = rule(Self.start + 1, numbers).revenue(Self.start + 1, known: [:]) ?? 0
    #expect(abs(july - 4016) < 1e-9)
    #expect(rule(Self.start, [:]).revenue(Self.start, known: [:]) == nil)
  }
}
