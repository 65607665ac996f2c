import Kernels
import Testing

@testable import Sampling

@Suite("Addresses")
struct AddressesTests {
  private let stream = Stream(seed: 7, name: "hits")
  private let brick = ColumnStore(columns: 2)

  @Test("a list of addresses gives the numbers that single calls give")
  func listsAgreeWithScalars() {
    var addresses = Addresses(capacity: 1000)
    var expected: [Double] = []
    for path in 0..<60 as Range<UInt32> {
      let number = Int(path % 20)
      addresses.append(entity: Int(path) / 3, path: path + 512, draws: number)
      for draw in 0..<UInt32(number) {
        expected.append(stream.uniform(entity: path / 3, path: path + 512, month: 5, draw: draw))
      }
    }
    #expect(addresses.count == expected.count)
    var drawn: [Double] = []
    for batch in 0..<addresses.batches {
      stream.uniformPair(at: addresses, batch: batch, month: 5, into: brick[0], brick[1])
      drawn += (0..<addresses.used(inBatch: batch)).map { brick[0][$0] }
    }
    #expect(drawn == expected)
    #expect(addresses.entity(0) == 0 && addresses.path(0) == 513)
  }

  @Test("the second number of a pair is another, in (0, 1)")
  func secondNumbers() {
    var addresses = Addresses(capacity: 256)
    for path in 0..<256 as Range<UInt32> { addresses.append(entity: 1, path: path, draws: 1) }
    stream.uniformPair(at: addresses, batch: 0, month: 5, into: brick[0], brick[1])
    #expect((0..<256).allSatisfy { brick[1][$0] > 0 && brick[1][$0] < 1 && brick[1][$0] != brick[0][$0] })
  }

  @Test("draws may lie apart, and later ones be asked for by the same list")
  func stride() {
    var addresses = Addresses(capacity: 256)
    addresses.removeAll(stride: 3)
    addresses.append(entity: 4, path: 9, draws: 5)
    stream.uniformPair(at: addresses, batch: 0, month: 5, later: 2, into: brick[0], brick[1])
    for turn in 0..<5 as Range<UInt32> {
      let pair = stream.pair(entity: 4, path: 9, month: 5, draw: 3 * turn + 2)
      #expect(brick[0][Int(turn)] == pair.0 && brick[1][Int(turn)] == pair.1)
    }
  }

  @Test("addresses that belong together stand in one batch, and nothing is lost between them")
  func together() {
    var addresses = Addresses(capacity: 4096)
    var wanted: [[Int]] = [], found: [[Int]] = []
    for number in 0..<400 {
      addresses.appendTogether(entity: number % 7, path: UInt32(number), draws: 1 + number % 6)
      wanted.append([number % 7, number, 1 + number % 6])
    }
    var surplus = 0
    for batch in 0..<addresses.batches {
      let end = batch * 256 + addresses.used(inBatch: batch)
      var index = batch * 256
      while index < end {
        let run = addresses.run(at: index, before: end)
        if run > 0 { found.append([addresses.entity(index), addresses.path(index), run]) }
        if run == 0 { surplus += 1 }
        index += max(run, 1)
      }
    }
    #expect(found == wanted)
    #expect((1...5 * addresses.batches).contains(surplus))
  }

  @Test("what doesn't fit is dropped, and a list can be used again")
  func capacity() {
    var addresses = Addresses(capacity: 10)
    addresses.append(entity: 1, path: 1, draws: 30)
    #expect(addresses.count == 10)
    addresses.removeAll()
    #expect(addresses.count == 0 && addresses.batches == 0)
  }
}

@Suite("Poisson counts")
struct PoissonCountsTests {
  @Test("counts are the inverse of the distribution", arguments: [0.01, 0.9, 3, 5.85, 40])
  func inverse(_ mean: Double) {
    let counts = PoissonCounts(mean: mean)
    for step in 0..<5000 {
      let u = (Double(step) + 0.5) / 5000
      var term = exponential(-mean)
      var sum = term
      var count = 0
      while u > sum {
        count += 1
        term *= mean / Double(count)
        sum += term
      }
      #expect(counts(u) == count)
    }
  }

  @Test("the largest count ends it")
  func mostIsKept() {
    #expect(PoissonCounts(mean: 50, most: 6)(0.999) == 6)
    #expect(PoissonCounts(mean: 0)(0.999) == 0)
  }
}
