import Kernels
import Testing

/// A number in −1 ..< 1 that only looks random.
private func scatter(_ index: Int) -> Double {
  Double((index &* 2_654_435_761) % 1_000_003) / 500_001.5 - 1
}

@Suite("Multiply")
struct MultiplyTests {
  private let brick = ColumnStore(columns: 64)

  private func naive(_ weights: Weights, _ columns: ColumnMatrix, _ path: Int, reversed: Bool) -> [Double] {
    (0..<weights.rows).map { row in
      let order = reversed ? Array((0..<weights.columns).reversed()) : Array(0..<weights.columns)
      return order.reduce(0) { $0 + weights[row, $1] * columns[$1][path] }
    }
  }

  @Test("an exact product has the bits of naive loops in either order")
  func exactProduct() {
    let inputs = brick.matrix(0..<37)
    let outputs = brick.matrix(37..<60)
    for row in 0..<37 {
      for path in inputs[row].indices {
        inputs[row][path] = roundedToGrid(8 * scatter(row * 257 + path), bits: 22)
      }
    }
    let weights = Weights(
      exact: (0..<23 * 37).map { scatter($0 + 99) / 3 }, rows: 23, columns: 37, bits: 24)
    #expect(weights.staysExact(columnBits: 22, magnitude: 8))
    multiplyExactly(weights, inputs, into: outputs)
    for path in 0..<blockWidth {
      let product = (0..<23).map { outputs[$0][path] }
      #expect(product == naive(weights, inputs, path, reversed: false))
      #expect(product == naive(weights, inputs, path, reversed: true))
    }
  }

  @Test("a plain product agrees with naive loops but for rounding")
  func plainProduct() {
    let inputs = brick.matrix(0..<5)
    let outputs = brick.matrix(10..<13)
    for row in 0..<5 { for path in 0..<blockWidth { inputs[row][path] = scatter(row * 300 + path) } }
    let weights = Weights(values: (0..<15).map(scatter), rows: 3, columns: 5)
    multiply(weights, inputs, into: outputs)
    for path in 0..<blockWidth {
      for (row, exact) in naive(weights, inputs, path, reversed: false).enumerated() {
        #expect((outputs[row][path] - exact).magnitude < 1e-15)
      }
    }
  }

  @Test("a product of few weights has the bits of loops in order, triangles too", arguments: [false, true])
  func fewWeights(isTriangle: Bool) {
    let inputs = brick.matrix(0..<9)
    let outputs = brick.matrix(20..<29)
    for row in 0..<9 { for path in 0..<blockWidth { inputs[row][path] = scatter(row * 300 + path) } }
    var weights = Weights(values: (0..<81).map(scatter), rows: 9, columns: 9)
    for row in 0..<8 where isTriangle {
      for column in row + 1..<9 { weights[row, column] = 0 }
    }
    multiply(weights, inputs, into: outputs)
    for path in 0..<blockWidth {
      #expect((0..<9).map { outputs[$0][path] } == naive(weights, inputs, path, reversed: false))
    }
  }

  @Test("a product without columns is zero")
  func emptyProduct() {
    brick[3].fill(7)
    multiply(Weights(rows: 1, columns: 0), brick.matrix(0..<0), into: brick.matrix(3..<4))
    #expect(brick[3][17] == 0)
  }

  @Test("exactness is refused without a grid and where sums grow too large")
  func exactnessHasLimits() {
    let loose = Weights(values: [1, 2], rows: 1, columns: 2)
    #expect(!loose.staysExact(columnBits: 1, magnitude: 1))
    #expect(loose.rounded(bits: 24).staysExact(columnBits: 22, magnitude: 8))
    #expect(!loose.rounded(bits: 30).staysExact(columnBits: 22, magnitude: 8))
    #expect(loose.largestRowSum == 3)
  }
}

@Suite("Columns")
struct ColumnTests {
  @Test("a brick is zero at first, and its columns are adjacent rows of its matrix")
  func bricksAndMatrices() {
    let brick = ColumnStore(columns: 3)
    #expect((0..<3).allSatisfy { brick[$0][255] == 0 })
    brick[2].fill(5)
    #expect(brick.matrix(1..<3)[1][9] == 5)
    brick[0].assign(brick[2])
    #expect(brick[0][255] == 5)
    brick.zero()
    #expect(brick[0][0] == 0 && brick[2][255] == 0)
  }
}
