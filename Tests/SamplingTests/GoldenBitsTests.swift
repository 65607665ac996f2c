import Kernels
import Sampling
import Testing

/// A running hash of the bits of many numbers, the same on every machine.
private struct Digest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bits: UInt64) {
    value = (value ^ bits) &* 0x100_0000_01b3
    value ^= value &>> 32
  }

  mutating func add(_ column: Column) { for path in column.indices { add(column[path].bitPattern) } }
}

/// Constants that every build must give: with AVX2 or without, on any processor. What the numbers are worth is for
/// the other tests; here only their bits count.
@Suite("The same bits from every build: sampling")
struct GoldenSamplingBitsTests {
  private let brick = ColumnStore(columns: 8)
  private let stream = Stream(seed: 20_250_923, name: "golden")

  /// The hash of what 64 draws of a block leave in columns.
  private func digest(columns: Int = 1, _ fill: (Int) -> Void) -> UInt64 {
    var digest = Digest()
    for draw in 0..<64 {
      fill(draw)
      for column in 0..<columns { digest.add(brick[column]) }
    }
    return digest.value
  }

  @Test("Philox: uniform and normal numbers, alone and in pairs")
  func philox() {
    let uniforms = digest {
      stream.uniforms(entity: 3, firstPath: UInt32($0 * 256), month: 7, draw: 1, into: brick[0])
    }
    #expect(uniforms == 0xae97_1e71_6445_5c29)
    let pairs = digest(columns: 2) {
      stream.uniformPair(entity: UInt32($0), firstPath: 512, month: 7, draw: 1, into: brick[0], brick[1])
    }
    #expect(pairs == 0x2a3f_05a4_8cab_7266)
    let normals = digest {
      stream.normals(entity: 3, firstPath: 512, month: UInt32($0), draw: 1, into: brick[0])
    }
    #expect(normals == 0x3179_1436_45d5_af1f)
    let normalPairs = digest(columns: 2) {
      stream.normalPair(entity: 3, firstPath: 512, month: 7, draw: UInt32($0), into: brick[0], brick[1])
    }
    #expect(normalPairs == 0xab16_45fe_5d99_c649)
  }

  @Test("listed addresses")
  func addresses() {
    var addresses = Addresses(capacity: 64 * blockWidth)
    for path in 0..<2000 as Range<UInt32> {
      addresses.append(entity: Int(path % 35), path: path, draws: Int(path % 11))
    }
    var pairs = Digest(), quads = Digest()
    for batch in 0..<addresses.batches {
      stream.uniformPair(at: addresses, batch: batch, month: 5, later: 1, into: brick[0], brick[1])
      for index in 0..<addresses.used(inBatch: batch) {
        for column in 0..<2 { pairs.add(brick[column][index].bitPattern) }
      }
      stream.uniformQuads(
        at: addresses, from: batch * blockWidth, month: 5, later: 1, into: brick.matrix(0..<4))
      for index in 0..<addresses.used(inBatch: batch) {
        for column in 0..<4 { quads.add(brick[column][index].bitPattern) }
      }
    }
    #expect(addresses.count > 9000)
    #expect(pairs.value == 0xe9ec_3269_50cf_9c62)
    #expect(quads.value == 0xe4a9_57f0_11e1_7121)
  }

  @Test(
    "designs in their first and last dimensions",
    arguments: zip(
      DesignKind.allCases,
      [0x2d17_4037_52f4_54b0, 0x6e67_6b96_91d6_b9b5, 0x5604_2390_e068_d3eb, 0x1cec_b886_4ee9_9a19] as [UInt64]
    ))
  func designs(kind: DesignKind, golden: UInt64) {
    let design = Design(kind, seed: 20_250_923, paths: 16_384)
    let found = digest(columns: 4) { block in
      for (column, dimension) in [0, 17, 639, 700].enumerated() {
        design.uniforms(dimension: dimension, firstPath: block * blockWidth, into: brick[column])
      }
    }
    #expect(found == golden)
  }

  @Test("Poisson counts of small and large means")
  func poisson() {
    var found = Digest()
    for mean in [0.003, 0.2, 1, 4.5, 30] {
      let counts = PoissonCounts(mean: mean)
      for draw in 0..<16 as Range<UInt32> {
        stream.uniforms(entity: 9, firstPath: 0, month: 0, draw: draw, into: brick[0])
        for path in 0..<blockWidth { found.add(UInt64(counts(brick[0][path]))) }
      }
    }
    #expect(found.value == 0xd737_31fe_ae0c_5e7d)
  }

  @Test("every kind of distribution, its tables included")
  func distributions() {
    let samplers = everyKind.map(Sampler.init)
    let found = digest { draw in
      stream.uniforms(entity: 1, firstPath: UInt32(256 * draw), month: 0, draw: 0, into: brick[0])
      samplers[draw % samplers.count](uniforms: brick[0], into: brick[0])
    }
    #expect(found == 0x5d98_4e3f_a749_c6f1)
  }

  @Test("a copula, its factor from LAPACK included")
  func copula() throws {
    let copula = try GaussianCopula([[1, 0.8, -0.5], [0.8, 1, -0.2], [-0.5, -0.2, 1]])
    let found = digest(columns: 3) { draw in
      for row in 0..<3 {
        stream.uniforms(
          entity: UInt32(row), firstPath: UInt32(256 * draw), month: 0, draw: 0, into: brick[row])
      }
      copula.apply(brick.matrix(0..<3))
    }
    #expect(found == 0x010a_2003_007b_3319)
  }
}
