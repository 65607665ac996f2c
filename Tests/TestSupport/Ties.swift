public import Kernels

/// The largest correlation of any two of many uniform columns, in standard deviations of independent ones.
public struct Ties {
  private let count: Int
  private let rows, turned, products: ColumnStore
  private var sums: [Double]
  private var paths = 0

  /// Room for so many columns, at most 256.
  public init(_ count: Int) {
    precondition(count <= blockWidth, "a column of the turned matrix for each")
    self.count = count
    rows = ColumnStore(columns: count)
    turned = ColumnStore(columns: blockWidth)
    products = ColumnStore(columns: count)
    sums = Array(repeating: 0, count: count * blockWidth)
  }

  /// Adds 256 paths, whose numbers `fill` writes into the column of each dimension.
  public mutating func add(_ fill: (Int, Column) -> Void) {
    for row in 0..<count {
      fill(row, rows[row])
      for path in 0..<blockWidth {
        let centred = rows[row][path] - 0.5
        rows[row][path] = centred
        turned[path][row] = centred
      }
    }
    let weights = rows.withValues(from: 0, count: count * blockWidth) {
      Weights(values: Array($0), rows: count, columns: blockWidth)
    }
    multiply(weights, turned.matrix(0..<blockWidth), into: products.matrix(0..<count))
    products.withValues(from: 0, count: count * blockWidth) { found in
      for place in sums.indices { sums[place] += found[place] }
    }
    paths += blockWidth
  }

  /// max |r| √N.
  public var largest: Double {
    var largest = 0.0
    for row in 0..<count {
      for column in 0..<row { largest = max(largest, sums[row * blockWidth + column].magnitude) }
    }
    return 12 * largest / Double(paths).squareRoot()
  }
}
