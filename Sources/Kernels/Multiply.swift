internal import COpenBLAS

/// A matrix of constant weights, row-major, that multiplies columns.
public struct Weights: Sendable, Equatable {
  /// How many columns of results a product has.
  public let rows: Int
  /// How many columns it takes.
  public let columns: Int
  /// The numbers, row after row.
  public private(set) var values: [Double]
  /// The grid the weights lie on: multiples of 2^−bits; nil when they were not rounded.
  public let gridBits: Int?

  /// Zeros, to be filled by subscript.
  public init(rows: Int, columns: Int) {
    self.init(values: [Double](repeating: 0, count: rows * columns), rows: rows, columns: columns)
  }

  /// The weights as they are, row after row.
  public init(values: [Double], rows: Int, columns: Int) {
    precondition(values.count == rows * columns, "a weight for each row and column")
    self.values = values
    self.rows = rows
    self.columns = columns
    gridBits = nil
  }

  /// The weights rounded to multiples of 2^−`bits`, for products whose bits depend on no processor.
  public init(exact values: [Double], rows: Int, columns: Int, bits: Int) {
    precondition(values.count == rows * columns, "a weight for each row and column")
    self.values = values.map { roundedToGrid($0, bits: bits) }
    self.rows = rows
    self.columns = columns
    gridBits = bits
  }

  /// One weight. A weight written here isn't rounded: write before rounding with `rounded(bits:)`.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The same weights on the grid 2^−`bits`.
  public func rounded(bits: Int) -> Weights {
    Weights(exact: values, rows: rows, columns: columns, bits: bits)
  }

  /// The largest sum of absolute weights in a row.
  public var largestRowSum: Double {
    (0..<rows).map { row in
      (0..<columns).reduce(0) { $0 + self[row, $1].magnitude }
    }.max() ?? 0
  }

  /// Whether a product is exact with columns of multiples of 2^−`columnBits` and at most `magnitude` in size.
  ///
  /// Every partial sum is then an integer below 2^53 in grid units, so no addition rounds, whatever its order.
  public func staysExact(columnBits: Int, magnitude: Double) -> Bool {
    guard let gridBits else { return false }
    let unit = Double(sign: .plus, exponent: -(gridBits + columnBits), significand: 1)
    return largestRowSum * magnitude < 9007199254740992 * unit
  }
}

/// `result = weights · columns`, for the 256 paths of a block at once: one dgemm, or loops for few weights.
///
/// `result` mustn't overlap `columns`. With more than 128 weights the last bits may depend on the processor: OpenBLAS
/// picks its kernel, and with it the order of summation, by CPU type. Where that matters use `multiplyExactly`.
public func multiply(_ weights: Weights, _ columns: ColumnMatrix, into result: ColumnMatrix) {
  precondition(weights.columns == columns.rows && weights.rows == result.rows, "shapes must fit")
  guard weights.rows > 0 else { return }
  guard weights.columns > 0 else {
    for row in 0..<result.rows { result[row].fill(0) }
    return
  }
  guard weights.values.count > fewWeights else { return multiplyFew(weights, columns, into: result) }
  let width = Int32(blockWidth)
  weights.values.withUnsafeBufferPointer { a in
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(weights.rows), width, Int32(weights.columns),
      1, a.baseAddress, Int32(weights.columns), columns.base, width, 0, result.base, width)
  }
}

/// So few that OpenBLAS would take longer to arrange them than to multiply: 8 factors, say.
private let fewWeights = 128

/// The product row by row, 8 paths at a time; zeros at the end of a row, as a triangle has them, are left out.
private func multiplyFew(_ weights: Weights, _ columns: ColumnMatrix, into result: ColumnMatrix) {
  typealias Lanes = SIMD8<Double>
  let ends = (0..<weights.rows).map { row in
    ((0..<weights.columns).last { weights[row, $0] != 0 } ?? -1) + 1
  }
  weights.values.withUnsafeBufferPointer { values in
    for first in stride(from: 0, to: blockWidth, by: Lanes.scalarCount) {
      for row in 0..<weights.rows {
        var sum = Lanes.zero
        for column in 0..<ends[row] {
          let lanes = UnsafeRawPointer(columns.base + (column &* blockWidth &+ first))
          sum += values[row &* weights.columns &+ column] * lanes.loadUnaligned(as: Lanes.self)
        }
        UnsafeMutableRawPointer(result.base + (row &* blockWidth &+ first)).storeBytes(
          of: sum, as: Lanes.self)
      }
    }
  }
}

/// `result = weights · columns` with the same bits on every processor.
///
/// The weights must be on a grid (`Weights(exact:…)`) and the columns on another (`roundedToGrid`), such that
/// `weights.staysExact(columnBits:magnitude:)` holds: all products and partial sums are then integers below
/// 2^53 in grid units, nothing is ever rounded and the order of summation can't show. Zeros are left out: where most
/// weights are 0, that is less work than a dgemm.
public func multiplyExactly(_ weights: Weights, _ columns: ColumnMatrix, into result: ColumnMatrix) {
  precondition(weights.gridBits != nil, "weights must lie on a grid")
  precondition(weights.columns == columns.rows && weights.rows == result.rows, "shapes must fit")
  withUnsafeTemporaryAllocation(of: Int.self, capacity: weights.columns + 3) { used in
    for row in 0..<weights.rows {
      var count = 0
      for column in 0..<weights.columns where weights[row, column] != 0 {
        used[count] = column
        count += 1
      }
      // Four at a time, so that sums are seldom stored; what is missing at the end counts with a weight of 0.
      let whole = count
      while count % 4 != 0 {
        used[count] = used[0]
        count += 1
      }
      func weight(_ place: Int) -> Double { place < whole ? weights[row, used[place]] : 0 }
      let sum = result[row]
      if count == 0 { sum.fill(0) }
      for place in stride(from: 0, to: count, by: 4) {
        let (a, b) = (columns[used[place]], columns[used[place + 1]])
        let (c, d) = (columns[used[place + 2]], columns[used[place + 3]])
        let (u, v, w, x) = (weight(place), weight(place + 1), weight(place + 2), weight(place + 3))
        @inline(__always)
        func four(_ path: Int) -> Double { (u * a[path] + v * b[path]) + (w * c[path] + x * d[path]) }
        if place == 0 {
          // Nought is added lest a product of −0 be left.
          for path in sum.indices { sum[path] = 0 + four(path) }
        } else {
          for path in sum.indices { sum[path] += four(path) }
        }
      }
    }
  }
}
