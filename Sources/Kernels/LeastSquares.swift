internal import COpenBLAS

/// A straight fit of a response on the columns of a design matrix.
public struct LinearFit: Sendable, Equatable {
  /// One coefficient for each column of the design.
  public let coefficients: [Double]
  /// The standard error of each coefficient; NaN when there are no degrees of freedom left.
  public let standardErrors: [Double]
  /// The standard deviation of the residuals, √(RSS / (observations − coefficients)).
  public let residualDeviation: Double
  /// The share of the response's variation about its mean that the fit explains; NaN for a constant response.
  public let explainedShare: Double
}

/// Ordinary least squares by QR (LAPACK's `dgels`).
///
/// `design` has one row for each observation; give it a column of ones for an intercept. Standard errors are
/// s · √diag((XᵀX)⁻¹), with (XᵀX)⁻¹ = R⁻¹R⁻ᵀ from the same factor. All results keep 32 significant bits, so that
/// they agree between processors.
public func leastSquares(design: Weights, response: [Double]) throws -> LinearFit {
  let (m, n) = (design.rows, design.columns)
  precondition(response.count == m, "a response for each observation")
  guard m >= n else { throw FactorError.tooFewRows(rows: m, columns: n) }
  guard n > 0 else { throw FactorError.tooFewRows(rows: m, columns: n) }
  var factor = design.values
  var solution = response
  let info = LAPACKE_dgels(
    LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "N")), Int32(m), Int32(n), 1, &factor, Int32(n), &solution, 1)
  guard info == 0 else { throw FactorError.rankDeficient(column: Int(info) - 1) }
  try requireFullRank(factor, design)
  let residual = solution[n...].reduce(0) { $0 + $1 * $1 }
  let deviation = m > n ? (residual / Double(m - n)).squareRoot() : Double.nan
  let average = response.reduce(0, +) / Double(m)
  let variation = response.reduce(0) { $0 + ($1 - average) * ($1 - average) }
  return LinearFit(
    coefficients: solution[..<n].map { roundedToSignificantBits($0, bits: 32) },
    standardErrors: inverseRowNorms(factor, n).map { roundedToSignificantBits($0 * deviation, bits: 32) },
    residualDeviation: roundedToSignificantBits(deviation, bits: 32),
    explainedShare: variation > 0 ? roundedToSignificantBits(1 - residual / variation, bits: 32) : .nan)
}

/// A diagonal entry of R that is tiny beside its column's length betrays a dependent column.
private func requireFullRank(_ factor: [Double], _ design: Weights) throws {
  let n = design.columns
  for column in 0..<n {
    let length = (0..<design.rows).reduce(0) { $0 + design[$1, column] * design[$1, column] }.squareRoot()
    guard factor[column * n + column].magnitude > 1e-12 * length else {
      throw FactorError.rankDeficient(column: column)
    }
  }
}

/// The lengths of the rows of R⁻¹, R being the upper triangle of `factor` (row-major, `n` columns).
private func inverseRowNorms(_ factor: [Double], _ n: Int) -> [Double] {
  var squares = [Double](repeating: 0, count: n)
  for column in 0..<n {
    var x = [Double](repeating: 0, count: n)
    x[column] = 1 / factor[column * n + column]
    for row in (0..<column).reversed() {
      var sum = 0.0
      for k in (row + 1)...column { sum += factor[row * n + k] * x[k] }
      x[row] = -sum / factor[row * n + row]
    }
    for row in 0...column { squares[row] += x[row] * x[row] }
  }
  return squares.map { $0.squareRoot() }
}
