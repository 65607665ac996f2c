/// A fit of terms to weighted points.
struct WeightedFit: Sendable {
  private let weights: [Double]
  private let total: Double
  /// Weighted terms less their mean, `[term][point]`.
  private let centred: [[Double]]
  /// Their products, `[term][earlier term or itself]`.
  private let products: [[Double]]
  private let sets: [[Int]]
  private let whole: Factor

  /// - Parameters:
  ///   - columns: values of the terms, `[term][point]`.
  ///   - sets: the axes that each term is made of.
  init(_ columns: [[Double]], _ sets: [[Int]], _ weights: [Double]) {
    self.weights = weights
    self.sets = sets
    let total = weights.reduce(0, +)
    self.total = total
    let centred = columns.map { column -> [Double] in
      let mean = dot(weights, column) / total
      return weights.indices.map { (column[$0] - mean) * weights[$0] }
    }
    self.centred = centred
    products = columns.indices.map { row in (0...row).map { dot(centred[row], columns[$0]) } }
    whole = Factor(Array(columns.indices), products)
  }

  /// What each of some sets of axes explains of a result, by a fit of its own: adjusted R².
  func closed(of result: [Double], _ wanted: [Set<Int>]) -> [Double] {
    let (sides, squares) = sides(result)
    guard squares > 0 else { return wanted.map { _ in 0 } }
    let count = Double(result.count - 1)
    return wanted.map { set in
      let factor = Factor(sets.indices.filter { set.isSuperset(of: sets[$0]) }, products)
      let explained = factor.solved(sides).reduce(0) { $0 + $1 * $1 }
      let left = 1 - explained / squares
      let free = max(count - Double(factor.terms.count), 1)
      return 1 - left * count / free
    }
  }

  /// How the variance of a result splits among sets of independent axes, by one fit of all terms, as shares.
  func split(of result: [Double]) -> [[Int]: Double] {
    let (sides, squares) = sides(result)
    guard squares > 0 else { return [:] }
    let solved = whole.solved(sides)
    let count = Double(result.count - 1)
    let left = squares - solved.reduce(0) { $0 + $1 * $1 }
    // What a term explains of noise.
    let noise = left / max(count - Double(solved.count), 1)
    let slopes = whole.slopes(solved)
    var shares: [[Int]: Double] = [:]
    for (place, term) in whole.terms.enumerated() {
      for (other, earlier) in whole.terms[...place].enumerated() where sets[earlier] == sets[term] {
        let twice = other == place ? 1.0 : 2
        shares[sets[term], default: 0] += twice * slopes[place] * slopes[other] * products[term][earlier]
      }
      shares[sets[term], default: 0] -= noise
    }
    return shares.mapValues { $0 / (squares * (count + 1) / count) }
  }

  private func sides(_ result: [Double]) -> ([Double], Double) {
    let mean = dot(weights, result) / total
    let distances = result.map { $0 - mean }
    let squares = weights.indices.reduce(0) { $0 + weights[$1] * distances[$1] * distances[$1] }
    return (centred.map { dot($0, distances) }, squares)
  }

  /// The Cholesky factor of some terms' products; a term that depends on those before it is passed over.
  private struct Factor {
    private(set) var terms: [Int] = []
    private var rows: [[Double]] = []

    init(_ wanted: [Int], _ products: [[Double]]) {
      for term in wanted {
        var row: [Double] = []
        row.reserveCapacity(terms.count + 1)
        for (place, earlier) in terms.enumerated() {
          row.append((products[term][earlier] - dot(row, rows[place], place)) / rows[place][place])
        }
        let square = products[term][term]
        let left = square - dot(row, row, row.count)
        guard left > 1e-9 * square else { continue }
        rows.append(row + [left.squareRoot()])
        terms.append(term)
      }
    }

    /// L⁻¹ b: its squares sum to what the terms explain.
    func solved(_ sides: [Double]) -> [Double] {
      var result: [Double] = []
      for (place, term) in terms.enumerated() {
        result.append((sides[term] - dot(result, rows[place], place)) / rows[place][place])
      }
      return result
    }

    /// L⁻ᵀ L⁻¹ b.
    func slopes(_ solved: [Double]) -> [Double] {
      var result = solved
      for place in terms.indices.reversed() {
        for later in terms.indices[(place + 1)...] { result[place] -= rows[later][place] * result[later] }
        result[place] /= rows[place][place]
      }
      return result
    }
  }
}

/// Eight sums side by side, which the processor adds at once; always in the same order.
private func dot(_ left: [Double], _ right: [Double], _ count: Int? = nil) -> Double {
  let count = count ?? left.count
  return left.withUnsafeBytes { left in
    right.withUnsafeBytes { right in
      var lanes = SIMD8<Double>.zero
      let whole = count / 8 * 64
      for place in stride(from: 0, to: whole, by: 64) {
        lanes +=
          left.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
          * right.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
      }
      return stride(from: whole, to: count * 8, by: 8).reduce(lanes.sum()) {
        $0
          + left.loadUnaligned(fromByteOffset: $1, as: Double.self)
          * right.loadUnaligned(fromByteOffset: $1, as: Double.self)
      }
    }
  }
}
