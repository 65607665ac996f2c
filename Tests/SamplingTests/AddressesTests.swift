import Kernels
import Testing

@testable import Sampling

@Suite("Addresses")
struct AddressesTests {
  private let stream = Stream(seed: 7, name: "hits")
  private let brick = ColumnStore(columns: 4)

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

  @Test("later draws may be asked for by the same list")
  func later() {
    var addresses = Addresses(capacity: 256)
    addresses.append(entity: 4, path: 9, draws: 5)
    stream.uniformPair(at: addresses, batch: 0, month: 5, later: 2, into: brick[0], brick[1])
    for turn in 0..<5 as Range<UInt32> {
      let pair = stream.pair(entity: 4, path: 9, month: 5, draw: turn + 2)
      #expect(brick[0][Int(turn)] == pair.0 && brick[1][Int(turn)] == pair.1)
    }
  }

  @Test("four short numbers are the halves of a pair's, from any address on")
  func quads() {
    var addresses = Addresses(capacity: 1000)
    for path in 0..<300 as Range<UInt32> { addresses.append(entity: 6, path: path, draws: 2) }
    stream.uniformQuads(at: addresses, from: 101, month: 5, into: brick.matrix(0..<4))
    for place in 0..<256 {
      let draw = UInt32(addresses.listed(from: 101).draw(place))
      let pair = stream.pair(entity: 6, path: UInt32(addresses.path(101 + place)), month: 5, draw: draw)
      #expect(abs(brick[0][place] - pair.0) < 0x1p-32 && abs(brick[2][place] - pair.1) < 0x1p-32)
      #expect((0..<4).allSatisfy { brick[$0][place] > 0 && brick[$0][place] < 1 })
    }
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

@Suite("Hits")
struct HitListTests {
  @Test("hits are written if they are wanted, and keep their cell, entity and draw")
  func written() {
    var hits = HitList(capacity: 1000)
    hits.write { writer in
      for place in 0..<600 {
        let hit = Hit(cell: 0, entity: 3, draw: place) + Hit(cell: 100 * place, entity: 40_000, draw: 0)
        writer.append(hit, if: place % 2 == 0)
      }
    }
    #expect(hits.count == 300 && hits.batches == 2 && hits.used(inBatch: 1) == 44)
    let listed = hits.listed(inBatch: 1)
    for place in 0..<44 {
      let hit = Hit(bits: listed[place].bits), draw = 2 * (256 + place)
      #expect(hit.cell == 100 * draw && hit.column == 100 * draw / 256 && hit.draw == draw)
      #expect(hit.placeInBlock == 100 * draw % 256)
      let seventh = Hit(bits: hit.eightDraws[7])
      #expect(seventh.cell == hit.cell && seventh.draw == draw + 7)
    }
  }

  @Test("the numbers of a hit are those of its address")
  func numbers() {
    let stream = Stream(seed: 7, name: "hits"), brick = ColumnStore(columns: 4)
    var hits = HitList(capacity: 256), addresses = Addresses(capacity: 256)
    hits.write { writer in
      for path in 0..<256 {
        writer.append(Hit(cell: 5 * 256 + path, entity: 65_000, draw: 3), if: true)
        addresses.append(entity: 65_000, path: UInt32(512 + path), draws: 1)
      }
    }
    stream.uniformQuads(
      at: hits.listed(inBatch: 0), firstPath: 512, month: 5, later: 2, into: brick.matrix(0..<4))
    let found = (0..<4).map { row in (0..<256).map { brick[row][$0] } }
    stream.uniformQuads(at: addresses, from: 0, month: 5, later: 5, into: brick.matrix(0..<4))
    #expect(found == (0..<4).map { row in (0..<256).map { brick[row][$0] } })
    stream.uniforms(at: hits.listed(inBatch: 0), firstPath: 512, month: 5, later: 2, into: brick[0])
    for path in 0..<256 {
      #expect(brick[0][path] == stream.uniform(entity: 65_000, path: UInt32(512 + path), month: 5, draw: 5))
    }
  }

  @Test("only hits are drawn, and those that fill the last vector")
  func drawn() {
    let stream = Stream(seed: 7, name: "hits"), brick = ColumnStore(columns: 4)
    var hits = HitList(capacity: 256)
    hits.write { writer in
      for path in 0..<17 { writer.append(Hit(cell: path, entity: 1, draw: 0), if: true) }
    }
    let listed = hits.listed(inBatch: 0)
    stream.uniformQuads(at: listed, firstPath: 0, month: 5, into: brick.matrix(0..<4))
    #expect((0..<4).allSatisfy { brick[$0][16] != 0 && brick[$0][32] == 0 })
    stream.uniforms(at: listed, firstPath: 0, month: 5, into: brick[0])
    #expect(brick[0][16] == stream.uniform(entity: 1, path: 16, month: 5, draw: 0))
    #expect((32..<256).allSatisfy { brick[0][$0] == 0.5 })
  }

  @Test("what doesn't fit is dropped, and a list can be used again")
  func capacity() {
    var hits = HitList(capacity: 10)
    for _ in 0..<2 {
      hits.removeAll()
      hits.write { writer in
        for path in 0..<30 { writer.append(Hit(cell: path, entity: 0, draw: 0), if: true) }
      }
      #expect(hits.count == 10 && hits.listed(inBatch: 0)[9].cell == 9)
    }
  }
}

@Suite("Weighted choices")
struct WeightedChoiceTests {
  private let weights = ColumnStore(columns: 5)
  private let memory = ColumnStore(columns: WeightedChoice.rows(of: 5))

  /// The second and the last thing have no weight on odd paths.
  private func choice() -> WeightedChoice {
    for path in 0..<blockWidth {
      for thing in 0..<5 {
        let isOut = path % 2 == 1 && thing % 3 == 1
        weights[thing][path] = isOut ? 0 : 1 + Double((path * (thing + 3)) % 17)
      }
    }
    let choice = WeightedChoice(memory.matrix(0..<memory.columns))
    choice.prepare(weights.matrix(0..<5))
    return choice
  }

  @Test("a thing is chosen as often as it weighs, and never moves back as the number rises")
  func shares() {
    let choice = choice(), steps = 4000
    for path in [0, 1, 2, 77, 255] {
      var found = [Int](repeating: 0, count: 5), last = 0
      for step in 0..<steps {
        let thing = choice((Double(step) + 0.5) / Double(steps), path: path)
        #expect(thing >= last)
        found[thing] += 1
        last = thing
      }
      let total = (0..<5).reduce(0) { $0 + weights[$1][path] }
      #expect(choice.total(path: path) == total)
      for thing in 0..<5 {
        #expect(abs(Double(found[thing]) - Double(steps) * weights[thing][path] / total) <= 1)
        if weights[thing][path] == 0 { #expect(found[thing] == 0) }
      }
    }
  }

  @Test("the outermost numbers choose things that have weight")
  func ends() {
    let choice = choice()
    for path in 0..<blockWidth {
      for uniform in [0x1p-53, 0x1p-33, 1 - 0x1p-33, 1 - 0x1p-53] {
        #expect(weights[choice(uniform, path: path)][path] > 0)
      }
    }
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

  @Test("counts of many paths are those of each alone", arguments: [1, 6, 255])
  func columns(most: Int) {
    let brick = ColumnStore(columns: 4), stream = Stream(seed: 5, name: "counts")
    let (uniforms, means, none, counts) = (brick[0], brick[1], brick[2], brick[3])
    stream.uniforms(entity: 0, firstPath: 0, month: 0, draw: 0, into: uniforms)
    for path in 0..<blockWidth {
      means[path] = path == 9 ? .nan : 0.3 * Double(path % 64)
      none[path] = exponential(-means[path])
    }
    poissonCounts(uniforms, mean: means, none: none, most: most, into: counts)
    for path in 0..<blockWidth where path != 9 {
      #expect(counts[path] == Double(PoissonCounts(mean: means[path], most: most)(uniforms[path])))
    }
    #expect(counts[9] == 0)
  }

  @Test("the largest count ends it")
  func mostIsKept() {
    #expect(PoissonCounts(mean: 50, most: 6)(0.999) == 6)
    #expect(PoissonCounts(mean: 0)(0.999) == 0)
  }
}
