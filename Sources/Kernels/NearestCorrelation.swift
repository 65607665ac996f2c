/// The smallest eigenvalue a repaired correlation matrix may have: large enough to survive rounding to 2^−24.
private let eigenvalueFloor = 1e-5

/// The nearest correlation matrix and how far it lies from the given one (Frobenius norm).
///
/// Analysts' pairwise correlations needn't fit together. A matrix that already factors is returned as it is, with
/// distance 0. Otherwise Higham's alternating projections (IMA J. Numer. Anal. 22, 2002) go between the matrices
/// with eigenvalues ≥ 10^−5 and those with unit diagonal, with Dykstra's correction; the result has unit
/// diagonal, factors, and is rounded to the grid of 2^−24.
public func nearestCorrelation(_ matrix: Weights) throws -> (matrix: Weights, distance: Double) {
  if (try? choleskyFactor(matrix)) != nil { return (matrix, 0) }
  try requireSquare(matrix)
  var unit = matrix
  var correction = Weights(rows: matrix.rows, columns: matrix.columns)
  for _ in 0..<200 {
    let corrected = combined(unit, correction, -)
    let positive = try clippedEigenvalues(corrected)
    correction = combined(positive, corrected, -)
    var next = positive
    for i in 0..<next.rows { next[i, i] = 1 }
    let change = frobenius(combined(next, unit, -))
    unit = next
    if change < 1e-9 { break }
  }
  let repaired = rescaledToUnitDiagonal(try clippedEigenvalues(unit)).rounded(bits: factorGridBits)
  return (repaired, frobenius(combined(repaired, matrix, -)))
}

/// The matrix with eigenvalues below the floor raised to it.
private func clippedEigenvalues(_ matrix: Weights) throws -> Weights {
  let n = matrix.rows
  let (values, vectors) = try symmetricEigen(matrix)
  var result = Weights(rows: n, columns: n)
  for row in 0..<n {
    for column in 0...row {
      var sum = 0.0
      for k in 0..<n { sum += vectors[row, k] * max(values[k], eigenvalueFloor) * vectors[column, k] }
      result[row, column] = sum
      result[column, row] = sum
    }
  }
  return result
}

/// Divides rows and columns by the roots of the diagonal.
private func rescaledToUnitDiagonal(_ matrix: Weights) -> Weights {
  var result = matrix
  for row in 0..<matrix.rows {
    for column in 0..<matrix.columns {
      let scale = (matrix[row, row] * matrix[column, column]).squareRoot()
      result[row, column] = row == column ? 1 : matrix[row, column] / scale
    }
  }
  return result
}

private func combined(_ a: Weights, _ b: Weights, _ operation: (Double, Double) -> Double) -> Weights {
  Weights(values: zip(a.values, b.values).map(operation), rows: a.rows, columns: a.columns)
}

private func frobenius(_ matrix: Weights) -> Double {
  matrix.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
