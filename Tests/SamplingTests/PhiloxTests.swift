import Kernels
import Testing

@testable import Sampling

@Suite("Philox")
struct PhiloxTests {
  @Test("the published vectors of Philox4x32-10")
  func publishedVectors() {
    #expect(
      philox(counter: .zero, key: .zero) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      philox(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      philox(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }
}

@Suite("Streams")
struct StreamTests {
  private let stream = Stream(seed: 42, name: "outage")
  private let brick = ColumnStore(columns: 4)

  @Test("a column holds the numbers that single calls give")
  func columnsAgreeWithScalars() {
    stream.uniforms(entity: 3, firstPath: 512, month: 7, draw: 1, into: brick[0])
    stream.uniformPair(entity: 3, firstPath: 512, month: 7, draw: 1, into: brick[1], brick[2])
    stream.normals(entity: 3, firstPath: 512, month: 7, draw: 1, into: brick[3])
    for path in 0..<blockWidth {
      let u = stream.uniform(entity: 3, path: UInt32(512 + path), month: 7, draw: 1)
      #expect(brick[0][path] == u)
      #expect(brick[1][path] == u)
      #expect(brick[2][path] != u)
      #expect(brick[3][path] == normalQuantile(u))
    }
    stream.normalPair(entity: 3, firstPath: 512, month: 7, draw: 1, into: brick[0], brick[1])
    #expect(brick[0][200] == brick[3][200])
    #expect(brick[1][200] == normalQuantile(brick[2][200]))
  }

  @Test("every part of the address, the seed and the name change the number")
  func addressMatters() {
    let here = stream.uniform(entity: 1, path: 2, month: 3, draw: 4)
    let others = [
      stream.uniform(entity: 2, path: 1, month: 3, draw: 4),
      stream.uniform(entity: 1, path: 2, month: 4, draw: 3),
      stream.uniform(entity: 1, path: 2, month: 3, draw: 5),
      Stream(seed: 43, name: "outage").uniform(entity: 1, path: 2, month: 3, draw: 4),
      Stream(seed: 42, name: "outages").uniform(entity: 1, path: 2, month: 3, draw: 4),
    ]
    #expect(Set(others + [here]).count == 6)
  }

  @Test("the hash of seed and name is fixed for ever")
  func hashIsFixed() {
    #expect(stableHash(seed: 0, name: "") == mixed(0xa8c7f832281a39c5))
    #expect(stableHash(seed: 42, name: "outage") == 0x58d04638637b971a)
  }

  @Test("extreme words stay inside the open interval, symmetrically")
  func openInterval() {
    #expect(openUniform(0, 0) == 0x1p-53)
    #expect(openUniform(.max, .max) == 1 - 0x1p-53)
  }

  @Test("65 536 numbers are uniform: moments, Kolmogorov–Smirnov, no serial correlation")
  func areUniform() {
    var all: [Double] = []
    for block in 0..<256 {
      stream.uniforms(entity: 0, firstPath: UInt32(256 * block), month: 0, draw: 0, into: brick[0])
      all += brick[0].indices.map { brick[0][$0] }
    }
    let n = Double(all.count)
    let mean = all.reduce(0, +) / n
    let variance = all.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / n
    let serial = zip(all, all.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
    #expect((mean - 0.5).magnitude < 4 * (1 / 12 / n).squareRoot())
    #expect((variance - 1.0 / 12).magnitude < 4 * (1 / 180 / n).squareRoot())
    #expect(serial.magnitude < 4 * n.squareRoot() / 12)
    #expect(kolmogorov(all) < 1.95)
  }

  @Test("65 536 normal numbers have a normal's first four moments")
  func areNormal() {
    var sums = [0.0, 0, 0, 0]
    for block in 0..<128 {
      stream.normalPair(
        entity: 5, firstPath: UInt32(256 * block), month: 2, draw: 0, into: brick[0], brick[1])
      for path in 0..<blockWidth {
        for z in [brick[0][path], brick[1][path]] {
          sums[0] += z
          sums[1] += z * z
          sums[2] += z * z * z
          sums[3] += z * z * z * z
        }
      }
    }
    let n = 65_536.0
    for (sum, (exact, spread)) in zip(sums, [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]) {
      #expect((sum / n - exact).magnitude < 4 * (spread / n).squareRoot())
    }
  }
}

/// √n times the largest gap between the empirical distribution and the uniform one.
func kolmogorov(_ numbers: [Double]) -> Double {
  let n = Double(numbers.count)
  let gap = numbers.sorted().enumerated().map { rank, u in
    max(u - Double(rank) / n, Double(rank + 1) / n - u)
  }
  return (gap.max() ?? 0) * n.squareRoot()
}
