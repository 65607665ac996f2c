import Testing

@testable import Charts

@Suite("Scales, ticks, months and the width of text")
struct DrawingTests {
  @Test("A scale takes its ends to the ends of the picture, and its middle to the middle")
  func scale() {
    let scale = Scale(10, 30, from: 100, to: 0)
    #expect(scale(10) == 100)
    #expect(scale(20) == 50)
    #expect(scale(30) == 0)
    #expect(Scale(5, 5, from: 0, to: 10)(5) == 5)
  }

  @Test(
    "Ticks are round numbers that embrace the data, and not more than asked for",
    arguments: [
      (0.0, 1.0), (3838, 5500), (-8.1, 0.56), (0.0123, 0.0187), (-1e6, 2e6), (7, 7), (0, 0), (99.99, 100.01),
    ])
  func ticks(low: Double, high: Double) {
    let ticks = Ticks(low, high)
    #expect((2...7).contains(ticks.values.count))
    let slack = 1e-9 * ticks.step
    #expect(ticks.low <= low + slack && high <= ticks.high + slack)
    var leading = ticks.step
    while leading >= 9.999 { leading /= 10 }
    while leading < 0.9999 { leading *= 10 }
    #expect([1, 2, 2.5, 5].contains { abs($0 - leading) < 1e-9 })
    // A label says the whole number: no two are alike.
    #expect(Set(ticks.values.map(ticks.label)).count == ticks.values.count)
  }

  @Test("Months have their middle in the middle, and Januaries carry the year")
  func months() {
    let axis = MonthAxis(first: 2025 * 12 + 8, last: 2027 * 12 + 11, from: 0, to: 280)
    #expect(axis.middle(2025 * 12 + 8) == 5)
    #expect(axis.labels.contains { $0.month == 2026 * 12 && $0.text == "2026" })
    #expect(MonthAxis.code(2025 * 12 + 8) == "2025-09")
    #expect(MonthAxis.name(2025 * 12 + 8) == "Sep 2025")
  }

  @Test("Digits are grouped and rounded, with a minus sign, and none before zero")
  func numbers() {
    #expect(digits(-1_234.56, places: 1) == "−1,234.6")
    #expect(digits(-0.04, places: 1) == "0.0")
    #expect(digits(999.9996, places: 3) == "1,000.000")
    #expect(rounded(0.01234, significant: 2) == "0.012")
    #expect(rounded(98_765, significant: 3) == "98,765")
    #expect(digits(.infinity) == "inf")
  }

  @Test("A text is cut and wrapped to the room there is")
  func text() {
    let words = "secondary sanctions on buyers"
    #expect(TextWidth.of(TextWidth.cut(words, to: 80, size: 12), size: 12) <= 80)
    #expect(TextWidth.cut("cap", to: 80, size: 12) == "cap")
    let lines = TextWidth.wrap(words, to: 90, size: 12)
    #expect(lines.joined(separator: " ") == words)
    #expect(lines.count > 1 && lines.allSatisfy { TextWidth.of($0, size: 12) <= 90 })
  }

  @Test("Labels that stand too near are moved apart and stay inside")
  func spread() {
    let places = Spread.apart([50, 52, 98, 99], gap: 14, within: 0...100)
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 14 })
    #expect(sorted.allSatisfy { (0...100).contains($0) })
    #expect(places == sorted)
  }
}
