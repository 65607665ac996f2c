import Testing

@testable import Engine

@Suite struct BinTests {
  @Test("A bin is the whole part within its limits") func aBinIsTheWholePartWithinItsLimits() {
    for index in -300...30_000 {
      let place = Double(index) * 0.0731
      let whole = min(max(Int(place), 0), 2047)
      #expect(Int(binNumber(place, most: 2047)) == whole)
    }
    #expect(binNumber(-1e300, most: 9) == 0 && binNumber(1e300, most: 9) == 9)
    #expect(binNumber(8.999999999999998, most: 9) == 8 && binNumber(9, most: 9) == 9)
  }

  @Test("One reading finds extremes, sums and what is no number", arguments: [1, 15, 16, 17, 33, 1000])
  func oneReadingFindsExtremesSumsAndWhatIsNoNumber(count: Int) {
    var values = (0..<count).map { Double(($0 * 7919) % 1009) - 300 }
    values.withUnsafeBufferPointer { buffer in
      let reading = Reading(buffer)
      #expect(reading.low == values.min() && reading.high == values.max())
      let sum: Double = values.reduce(0.0, +)
      #expect(reading.sums.reduce(0.0, +) == sum)
      let first: Double = stride(from: 0, to: count, by: 16).reduce(0.0) { $0 + values[$1] }
      #expect(reading.sums[0] == first)
      #expect(reading.isFinite)
    }
    for odd in [Double.nan, .infinity, -.infinity] {
      let old = values[count / 2]
      values[count / 2] = odd
      values.withUnsafeBufferPointer { #expect(!Reading($0).isFinite) }
      values[count / 2] = old
    }
  }
}
