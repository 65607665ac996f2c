public import Kernels

/// Why a table can't be a correlation matrix, in a sentence.
public struct CorrelationError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let sentence: String
  /// The same sentence.
  public var description: String { sentence }
}

/// Ties uniform numbers together through a normal distribution with given correlations.
///
/// u → z = Φ⁻¹(u) → z′ = L z → u′ = Φ(z′), where L Lᵀ is the correlation matrix. L lies on a grid of 2^−24 and z
/// is rounded to one of 2^−22 or so, which makes the product exact: same bits on every processor.
public struct GaussianCopula: Sendable {
  /// The Frobenius distance between the given matrix and the one used; 0 when no repair was needed.
  public let repairDistance: Double
  /// The correlation matrix that is used.
  public let correlation: Weights
  /// The lower triangular factor L.
  public let factor: Weights
  /// The grid of the normal scores: as fine as keeps the product exact, at most 2^−22.
  public let scoreBits: Int

  /// From a symmetric matrix with unit diagonal; the nearest one that is positive definite is used.
  public init(_ matrix: [[Double]]) throws {
    try Self.check(matrix)
    let given = Weights(values: matrix.flatMap { $0 }, rows: matrix.count, columns: matrix.count)
    let repaired = try nearestCorrelation(given)
    let factor = try choleskyFactor(repaired.matrix)
    correlation = repaired.matrix
    repairDistance = repaired.distance
    self.factor = factor
    scoreBits =
      (8...22).last { factor.staysExact(columnBits: $0, magnitude: Self.largestScore) } ?? 8
  }

  /// No uniform number in (0, 1) that the streams give has a larger normal score.
  private static let largestScore = 8.5

  /// The number of variables.
  public var count: Int { factor.rows }

  /// Replaces independent uniform numbers (a row for each variable) by correlated ones.
  public func apply(_ uniforms: ColumnMatrix) {
    let scratch = ColumnStore(columns: count)
    let correlated = scratch.matrix(0..<count)
    for row in 0..<count {
      let column = uniforms[row]
      for path in column.indices { column[path] = normalQuantile(column[path]) }
    }
    correlate(normals: uniforms, into: correlated)
    for row in 0..<count {
      let (source, target) = (correlated[row], uniforms[row])
      for path in target.indices {
        let u = normalCumulative(source[path])
        target[path] = u < 1 ? u : 0x1.fffffffffffffp-1
      }
    }
  }

  /// `result = L · normals`. The normals are rounded to the grid in place, and cut at ±8.5.
  public func correlate(normals: ColumnMatrix, into result: ColumnMatrix) {
    for row in 0..<count {
      let column = normals[row]
      for path in column.indices {
        let z = column[path]
        let lower = z > -Self.largestScore ? z : -Self.largestScore
        column[path] = roundedToGrid(lower < Self.largestScore ? lower : Self.largestScore, bits: scoreBits)
      }
    }
    multiplyExactly(factor, normals, into: result)
  }

  private static func check(_ matrix: [[Double]]) throws {
    for (i, row) in matrix.enumerated() {
      guard row.count == matrix.count else {
        throw CorrelationError(sentence: "row \(i + 1) has \(row.count) numbers instead of \(matrix.count)")
      }
      guard row[i] == 1 else {
        throw CorrelationError(
          sentence: "variable \(i + 1) must have correlation 1 with itself, not \(row[i])")
      }
      for j in 0..<i {
        guard row[j].magnitude <= 1 else {
          throw CorrelationError(sentence: "the correlation of \(i + 1) and \(j + 1) is \(row[j]), beyond ±1")
        }
        guard row[j] == matrix[j][i] else {
          throw CorrelationError(
            sentence: "the correlation of \(i + 1) and \(j + 1) is given twice, differently")
        }
      }
    }
  }
}
