import Kernels
import Sampling
import Testing

@Suite("Gaussian copula")
struct CopulaTests {
  private let matrix = [[1, 0.8, -0.5], [0.8, 1, -0.2], [-0.5, -0.2, 1]]

  /// Sums over `blocks` blocks of correlated normal scores and their uniform numbers.
  private func sample(_ copula: GaussianCopula, blocks: Int) -> [[Double]] {
    let brick = ColumnStore(columns: copula.count)
    let stream = Stream(seed: 4, name: "copula")
    var all = [[Double]](repeating: [], count: copula.count)
    for block in 0..<blocks {
      for row in 0..<copula.count {
        stream.uniforms(
          entity: UInt32(row), firstPath: UInt32(256 * block), month: 0, draw: 0, into: brick[row])
      }
      copula.apply(brick.matrix(0..<copula.count))
      for row in 0..<copula.count { all[row] += brick[row].indices.map { brick[row][$0] } }
    }
    return all
  }

  @Test("correlations that go in come out, and the margins stay uniform")
  func correlationsComeOut() throws {
    let copula = try GaussianCopula(matrix)
    #expect(copula.repairDistance == 0 && copula.scoreBits == 22)
    let uniforms = sample(copula, blocks: 128)
    let n = 128.0 * 256
    for row in 0..<3 {
      #expect(kolmogorov(uniforms[row]) < 1.95)
      for other in 0..<row {
        let products = zip(uniforms[row], uniforms[other]).reduce(0) {
          $0 + normalQuantile($1.0) * normalQuantile($1.1)
        }
        let exact = matrix[row][other]
        #expect((products / n - exact).magnitude < 4 * ((1 + exact * exact) / n).squareRoot())
      }
    }
  }

  @Test("the first variable passes unchanged but for the grid")
  func firstVariable() throws {
    let brick = ColumnStore(columns: 3)
    for row in 0..<3 { for path in 0..<blockWidth { brick[row][path] = (Double(path) + 0.5) / 256 } }
    try GaussianCopula(matrix).apply(brick.matrix(0..<3))
    for path in 0..<blockWidth {
      #expect((brick[0][path] - (Double(path) + 0.5) / 256).magnitude < 1e-6)
    }
  }

  @Test("the product is exact: the bits of naive sums")
  func exactBits() throws {
    let copula = try GaussianCopula(matrix)
    let brick = ColumnStore(columns: 6)
    for row in 0..<3 {
      Stream(seed: 1, name: "x").normals(
        entity: UInt32(row), firstPath: 0, month: 0, draw: 0, into: brick[row])
    }
    copula.correlate(normals: brick.matrix(0..<3), into: brick.matrix(3..<6))
    for path in 0..<blockWidth {
      for row in 0..<3 {
        let sum = (0...row).reduce(0) { $0 + copula.factor[row, $1] * brick[$1][path] }
        #expect(brick[3 + row][path] == sum)
      }
    }
  }

  @Test("perfect correlation and contradictions are repaired, and the distance tells")
  func repairs() throws {
    let twins = try GaussianCopula([[1, 1], [1, 1]])
    #expect(twins.repairDistance > 0 && twins.repairDistance < 1e-3)
    let contradiction = try GaussianCopula([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    #expect(contradiction.repairDistance > 0.5)
  }

  @Test("numbers never reach 0 or 1, even from the corners")
  func corners() throws {
    let copula = try GaussianCopula([[1, 0.999], [0.999, 1]])
    let brick = ColumnStore(columns: 2)
    brick[0].fill(0x1p-53)
    brick[1].fill(0x1p-53)
    brick[0][7] = 1 - 0x1p-53
    brick[1][7] = 1 - 0x1p-53
    copula.apply(brick.matrix(0..<2))
    for row in 0..<2 {
      for path in [0, 7] { #expect(brick[row][path] > 0 && brick[row][path] < 1) }
    }
  }

  @Test("what isn't a correlation matrix is refused in a sentence")
  func refusals() {
    for wrong in [
      [[1, 0.2]], [[0.9]], [[1, 2], [2, 1]], [[1, 0.1], [0.2, 1]], [[1, .nan], [.nan, 1]],
    ] {
      #expect(throws: CorrelationError.self) { try GaussianCopula(wrong) }
    }
  }
}
