import Kernels
import Testing

@Suite("Factors")
struct FactorTests {
  private func matrix(_ rows: [[Double]]) -> Weights {
    Weights(values: rows.flatMap { $0 }, rows: rows.count, columns: rows[0].count)
  }

  @Test("the Cholesky factor of a small matrix is the one found by hand")
  func smallCholesky() throws {
    let factor = try choleskyFactor(matrix([[4, 2, -2], [2, 10, 2], [-2, 2, 6]]))
    #expect(factor == matrix([[2, 0, 0], [1, 3, 0], [-1, 1, 2]]).rounded(bits: factorGridBits))
  }

  @Test("L Lᵀ gives the matrix back within the grid")
  func choleskyGivesBack() throws {
    let n = 40
    var given = Weights(rows: n, columns: n)
    for i in 0..<n { for j in 0..<n { given[i, j] = power(0.8, Double((i - j).magnitude)) } }
    let factor = try choleskyFactor(given)
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0) { $0 + factor[i, $1] * factor[j, $1] }
        #expect((product - given[i, j]).magnitude < 1e-6)
      }
    }
  }

  @Test("a matrix that isn't positive definite is a typed error that names the order")
  func indefinite() {
    #expect(throws: FactorError.notPositiveDefinite(order: 2)) {
      try choleskyFactor(matrix([[1, 2], [2, 1]]))
    }
    #expect(throws: FactorError.notSquare(rows: 1, columns: 2)) {
      try choleskyFactor(matrix([[1, 2]]))
    }
  }

  @Test("eigenvalues and vectors of a known matrix")
  func eigen() throws {
    let given = matrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]])
    let (values, vectors) = try symmetricEigen(given)
    let half = 2.0.squareRoot()
    for (value, exact) in zip(values, [2 - half, 2, 2 + half]) {
      #expect((value - exact).magnitude < 1e-14)
    }
    for k in 0..<3 {
      for row in 0..<3 {
        let image = (0..<3).reduce(0) { $0 + given[row, $1] * vectors[$1, k] }
        #expect((image - values[k] * vectors[row, k]).magnitude < 1e-14)
      }
    }
  }

  @Test("a sound correlation matrix isn't touched")
  func soundMatrix() throws {
    let given = matrix([[1, 0.3], [0.3, 1]])
    let (repaired, distance) = try nearestCorrelation(given)
    #expect(repaired == given && distance == 0)
  }

  @Test("Higham's example is repaired to his published answer")
  func highamsExample() throws {
    let given = matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    let (repaired, distance) = try nearestCorrelation(given)
    #expect((repaired[0, 1] - 0.7607).magnitude < 1e-3)
    #expect((repaired[0, 2] - 0.1573).magnitude < 1e-3)
    #expect((distance - 0.5278).magnitude < 1e-3)
  }

  @Test("a large contradictory matrix comes back with unit diagonal, symmetric and factorable")
  func largeContradiction() throws {
    let n = 30
    var given = Weights(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n { given[i, j] = i == j ? 1 : (i + j) % 3 == 0 ? -0.7 : 0.6 }
    }
    let (repaired, distance) = try nearestCorrelation(given)
    #expect(distance > 0.1 && distance < 30)
    for i in 0..<n {
      #expect(repaired[i, i] == 1)
      for j in 0..<n {
        #expect(repaired[i, j] == repaired[j, i])
        #expect(repaired[i, j].magnitude <= 1)
      }
    }
    #expect(throws: Never.self) { try choleskyFactor(repaired) }
  }
}

@Suite("Least squares")
struct LeastSquaresTests {
  @Test("a line through noisy points has the closed form's coefficients and errors")
  func closedForm() throws {
    let x = (0..<50).map { Double($0) * 0.37 - 4 }
    let y = x.enumerated().map { 3 - 2 * $1 + Double(($0 * 7919) % 101) / 50 - 1 }
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let sxx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let sxy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let slope = sxy / sxx
    let intercept = meanY - slope * meanX
    let rss = zip(x, y).reduce(0) { sum, point in
      let residual = point.1 - intercept - slope * point.0
      return sum + residual * residual
    }
    let s = (rss / (n - 2)).squareRoot()
    let fit = try leastSquares(
      design: Weights(values: x.flatMap { [1, $0] }, rows: x.count, columns: 2), response: y)
    let syy = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) }
    let found = fit.coefficients + fit.standardErrors + [fit.residualDeviation, fit.explainedShare]
    let errors = [s * (1 / n + meanX * meanX / sxx).squareRoot(), s / sxx.squareRoot()]
    for (value, exact) in zip(found, [intercept, slope] + errors + [s, 1 - rss / syy]) {
      #expect((value / exact - 1).magnitude < 1e-9)
    }
  }

  @Test("dependent columns and too few observations are typed errors")
  func hopelessDesigns() {
    let dependent = Weights(values: [1, 2, 1, 2, 1, 2], rows: 3, columns: 2)
    #expect(throws: FactorError.rankDeficient(column: 1)) {
      try leastSquares(design: dependent, response: [1, 2, 3])
    }
    #expect(throws: FactorError.tooFewRows(rows: 1, columns: 2)) {
      try leastSquares(design: Weights(rows: 1, columns: 2), response: [1])
    }
  }
}
