import Testing

@testable import Scenarios

@Suite("Numbers of seed tables")
struct SeedNumberTests {
  /// What Swift's own reader makes of a text, bit for bit.
  private func isRead(_ text: String) -> Bool {
    finiteNumber(text)?.bitPattern == Double(text)?.bitPattern && finiteNumber(text) != nil
  }

  @Test("Decimals of every length have the bits of the nearest double")
  func decimals() {
    var state: UInt64 = 20_260_701
    for length in 1...20 {
      for place in 0...length {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var digits = (0..<length).map { String((state >> UInt64(3 * $0)) % 10) }.joined()
        if place > 0 && place < length {
          digits.insert(".", at: digits.index(digits.startIndex, offsetBy: place))
        }
        #expect(isRead(digits) && isRead("-" + digits), "\(digits)")
      }
    }
  }

  @Test(
    "Zeros, signs, exponents and bare points are read as ever",
    arguments: ["0", "-0", "-0.0", "007", "+1.5", "1e6", "-2.5E-3", "999999999999999", "0.000000000000001"])
  func others(text: String) { #expect(isRead(text)) }

  @Test(
    "What is no plain number isn't one",
    arguments: ["", "-", ".", "1.2.3", "1,5", "0x10", "inf", "nan", "1e999", "١", "1 ", "--1", "1-"])
  func refused(text: String) { #expect(finiteNumber(text) == nil) }
}
