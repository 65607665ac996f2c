import Testing

@testable import Reports

@Suite("Numbers")
struct NumbersTests {
  @Test("An exact number reads back as itself, in no more digits than it needs")
  func exactNumbers() {
    var bits: UInt64 = 1
    var wrong = 0
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      if Double(exact(value)) != value { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(exact(0.1) == "0.1")
    #expect(exact(.nan) == "NaN")
    #expect(exact(-.infinity) == "-INF")
  }

  @Test(
    "A readable number has as many significant digits as asked",
    arguments: [
      (5312.4, "5,312"), (47.6, "47.60"), (0.012345, "0.01235"), (-3.9499, "-3.950"), (0, "0"),
      (123_456_789, "123,456,789"), (2.5e12, "2.500e12"), (0.000_031, "3.100e-5"), (-0.9, "-0.9000"),
    ])
  func readableNumbers(value: Double, text: String) {
    #expect(readable(value) == text)
  }

  @Test("A fixed number rounds half away from zero and never shows a negative nothing")
  func fixedNumbers() {
    #expect(fixed(2.5, places: 0) == "3")
    #expect(fixed(-1.005e3, places: 1) == "-1,005.0")
    #expect(fixed(-0.001, places: 2) == "0.00")
    #expect(percent(0.00431) == "0.43 %")
  }

  @Test("Time spans are told in the unit that fits")
  func durations() {
    #expect(duration(seconds: 0.644) == "0.64 s")
    #expect(duration(seconds: 12.4) == "12 s")
    #expect(duration(seconds: 125) == "2 min 05 s")
    #expect(duration(seconds: 11_400) == "3 h 10 min")
  }
}
