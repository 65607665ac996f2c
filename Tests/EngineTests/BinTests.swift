import Foundation
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

  @Test("Of numbers in no order each has its rank", arguments: [1, 7, 8, 9, 50, 1000], [1, 5, 1009])
  func ofNumbersInNoOrderEachHasItsRank(count: Int, different: Int) {
    let values = (0..<count).map { Double(($0 * 7919) % different).squareRoot() - 2 },
      sorted = values.sorted()
    let filled = values + Array(repeating: .infinity, count: Unsorted.room(for: count) - count)
    filled.withUnsafeBufferPointer {
      let unsorted = Unsorted($0, count: count)
      for rank in 0..<count {
        #expect(unsorted.number(ofRank: rank) == sorted[rank])
        #expect(unsorted.count(of: sorted[rank]) == values.count { $0 == sorted[rank] })
      }
      for rank in 0..<count - 1 {
        #expect(unsorted.number(behind: sorted[rank], ofRank: rank) == sorted[rank + 1])
      }
    }
  }

  @Test("Where each number is a thousandth of the next, each has its rank, too")
  func steep() {
    let values = (0..<96).map { pow(10, Double(($0 * 35) % 96 - 48) * 3) }, sorted = values.sorted()
    values.withUnsafeBufferPointer {
      let unsorted = Unsorted($0, count: 96)
      #expect(values.indices.allSatisfy { unsorted.number(ofRank: $0) == sorted[$0] })
    }
  }

  @Test("What is read piece by piece is what is read at once", arguments: [1, 16, 37, 1000, 1016])
  func whatIsReadPieceByPieceIsWhatIsReadAtOnce(count: Int) {
    func column(_ factor: Int) -> [Double] {
      (0..<count).map { Double(($0 * factor) % 1009).squareRoot() - 9 }
    }
    let columns = (1...5).map { column(7919 + $0) }
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 4 * count)
    defer { memory.deallocate() }
    _ = memory.initialize(from: columns.dropFirst().joined())
    let controls = (0..<4).map { UnsafeBufferPointer(rebasing: memory[$0 * count..<($0 + 1) * count]) }
    columns[0].withUnsafeBufferPointer { values in
      var part = PartialReading(controls: controls.count)
      for first in stride(from: 0, to: count, by: 48) {
        part.read(values, controls, first..<min(first + 48, count))
      }
      let pieces = part.finished(values, controls), whole = Reading(values, controls)
      #expect(pieces.sums == whole.sums && pieces.cross == whole.cross)
      #expect(pieces.low == values.min() && pieces.high == values.max())
      #expect(whole.cross.indices.allSatisfy { Reading(values, [controls[$0]]).cross == [whole.cross[$0]] })
    }
  }
}
