internal import COpenBLAS

/// Why a matrix couldn't be factored.
public enum FactorError: Error, Equatable, CustomStringConvertible {
  /// A square matrix was asked for.
  case notSquare(rows: Int, columns: Int)
  /// The leading part of this order isn't positive definite.
  case notPositiveDefinite(order: Int)
  /// LAPACK's eigenvalue iteration gave up.
  case noConvergence
  /// This column (from 0) depends on those before it.
  case rankDeficient(column: Int)
  /// There are fewer observations than coefficients, or no coefficients.
  case tooFewRows(rows: Int, columns: Int)

  /// The failure in plain words.
  public var description: String {
    switch self {
    case .notSquare(let rows, let columns): "the matrix has \(rows) rows and \(columns) columns, not a square"
    case .notPositiveDefinite(let order):
      "the matrix isn't positive definite: its leading part of order \(order) fails"
    case .noConvergence: "the eigenvalues didn't converge"
    case .rankDeficient(let column): "column \(column) is a combination of the columns before it"
    case .tooFewRows(let rows, let columns): "\(rows) observations can't settle \(columns) coefficients"
    }
  }
}

/// The grid that factors are rounded to: multiples of 2^−24.
///
/// LAPACK's last bits depend on the CPU type (they differ near 2^−52). After rounding, a bit can differ only if an
/// entry falls within that distance of a tie, which has a chance of about 10^−8 per entry.
public let factorGridBits = 24

/// The lower triangular `L` with `L Lᵀ = matrix`, rounded to the grid of 2^−24.
///
/// Throws `notPositiveDefinite` where LAPACK's `dpotrf` reports it; only the lower triangle is read.
public func choleskyFactor(_ matrix: Weights) throws -> Weights {
  try requireSquare(matrix)
  let n = matrix.rows
  var values = matrix.values
  let info = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), Int32(n), &values, Int32(max(n, 1)))
  guard info == 0 else { throw FactorError.notPositiveDefinite(order: Int(info)) }
  for row in 0..<n {
    for column in (row + 1)..<max(n, row + 1) { values[row * n + column] = 0 }
  }
  return Weights(exact: values, rows: n, columns: n, bits: factorGridBits)
}

/// Eigenvalues, ascending, and eigenvectors (one a column) of a symmetric matrix; not rounded.
public func symmetricEigen(_ matrix: Weights) throws -> (values: [Double], vectors: Weights) {
  try requireSquare(matrix)
  let n = matrix.rows
  var vectors = matrix.values
  var values = [Double](repeating: 0, count: n)
  let info = LAPACKE_dsyev(
    LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")), Int32(n), &vectors,
    Int32(max(n, 1)), &values)
  guard info == 0 else { throw FactorError.noConvergence }
  return (values, Weights(values: vectors, rows: n, columns: n))
}

func requireSquare(_ matrix: Weights) throws {
  guard matrix.rows == matrix.columns else {
    throw FactorError.notSquare(rows: matrix.rows, columns: matrix.columns)
  }
}
