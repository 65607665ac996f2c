import Testing

@testable import Sampling

@Suite("Sobol points")
struct SobolTests {
  private func point(_ index: UInt32, _ dimension: Int) -> UInt32 {
    Sobol.reversedBits(Sobol.reversedPoint(index, dimension: dimension))
  }

  @Test("the first points of the first dimensions are the textbook's")
  func textbookPoints() {
    let unit = 4_294_967_296.0
    #expect((0..<5).map { Double(point($0, 0)) / unit } == [0, 0.5, 0.25, 0.75, 0.125])
    #expect((0..<5).map { Double(point($0, 1)) / unit } == [0, 0.5, 0.75, 0.25, 0.625])
  }

  @Test("1 024 points in all 640 dimensions are SciPy's")
  func agreesWithSciPy() {
    #expect(
      [1, 7, 100, 639].map { point(1000, $0) } == [692_060_160, 2_747_269_120, 2_822_766_592, 423_624_704])
    var hash: UInt64 = 0
    for index in 0..<1024 as Range<UInt32> {
      for dimension in 0..<Sobol.dimensions { hash = hash &* 31 &+ UInt64(point(index, dimension)) }
    }
    #expect(hash == 12_298_604_904_674_492_416)
  }

  @Test("reversing bits twice changes nothing")
  func reversal() {
    #expect(Sobol.reversedBits(1) == 0x8000_0000)
    #expect(Sobol.reversedBits(0x0123_4567) == 0xe6a2_c480)
    #expect(Sobol.reversedBits(Sobol.reversedBits(0xdead_beef)) == 0xdead_beef)
  }

  @Test("scrambling keeps every stratum of 2^k points", arguments: [0, 1, 99, 639])
  func scramblingKeepsStrata(_ dimension: Int) {
    for key in [0, 1, 0xdead_beef, 0x1234_5678] as [UInt32] {
      for bits in 1...10 {
        let count = 1 << bits
        let strata = (0..<count).map { index in
          let u = Sobol.scrambled(Sobol.reversedPoint(UInt32(index), dimension: dimension), key: key)
          return Int(u * Double(count))
        }
        #expect(Set(strata).count == count)
      }
    }
  }

  @Test("a scrambled point is uniform over keys")
  func scrambledPointsAreUniform() {
    let numbers = (0..<4096).map { Sobol.scrambled(5, key: UInt32(truncatingIfNeeded: mixed(UInt64($0)))) }
    #expect(kolmogorov(numbers) < 1.95)
  }
}
