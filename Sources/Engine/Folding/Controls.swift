internal import Sampling

/// Control variates: numbers of each path whose mean is known to be 0, and what their chance means say of others.
///
/// Each declared control counts once a year. A mean is moved by −Σ β c̄, c̄ being the controls' means on the paths in
/// hand and β the regression of the series on them. β is linear in the series, so that sums of months and of parts
/// stay sums; only quantiles are left alone.
struct Controls: Sendable {
  /// Fewer paths don't tell the regression well enough.
  static let fewestPaths = 512

  private let number: Int
  private(set) var seen = 0
  /// `[control]`: sums by replicate.
  private var sums: [[Double]]
  /// Sums of products, `[control × number + control]`.
  private var products: [Double]

  init(number: Int) {
    self.number = number
    sums = Array(repeating: Array(repeating: 0, count: designReplicates), count: number)
    products = Array(repeating: 0, count: number * number)
  }

  /// Adds some paths, the first of which has a number that the replicates divide.
  mutating func add(_ kept: Kept, _ paths: Range<Int>) {
    add(columns(kept, paths))
  }

  /// The values of each control on some paths.
  func columns(_ kept: Kept, _ paths: Range<Int>) -> [UnsafeBufferPointer<Double>] {
    (0..<number).map { kept.control($0, paths: paths) }
  }

  /// The same for the columns of all controls.
  mutating func add(_ columns: [UnsafeBufferPointer<Double>]) {
    for row in 0..<number {
      let reading = Reading(columns[row], Array(columns[...row]))
      for replicate in 0..<designReplicates { sums[row][replicate] += reading.sums[replicate] }
      for (column, product) in reading.cross.enumerated() {
        products[row * number + column] += product
        if column < row { products[column * number + row] += product }
      }
    }
    seen += columns.first?.count ?? 0
  }

  /// Σ c y of each control with a series' values on the same paths.
  func cross(_ kept: Kept, _ paths: Range<Int>, _ values: UnsafeBufferPointer<Double>) -> [Double] {
    Reading(values, columns(kept, paths)).cross
  }

  /// Moves a mean and its replicates' means by what the controls' chance means explain.
  func correct(mean: Double, replicates: [Double], cross: [Double]) -> (mean: Double, replicates: [Double]) {
    guard number > 0, seen >= Controls.fewestPaths, replicates.contains(where: { $0 != mean }) else {
      return (mean, replicates)
    }
    let count = Double(seen), means = sums.map { $0.reduce(0, +) / count }
    let own = (0..<number * number).map {
      products[$0] / count - means[$0 / number] * means[$0 % number]
    }
    let slopes = solved(own, zip(cross, means).map { $0 / count - $1 * mean })
    func explained(_ control: (Int) -> Double) -> Double {
      slopes.indices.reduce(0) { $0 + slopes[$1] * control($1) }
    }
    let each = replicates.indices.map { replicate in
      replicates[replicate] - explained { sums[$0][replicate] / Double(Tally.size(of: replicate, in: seen)) }
    }
    return (mean - explained { means[$0] }, each)
  }

  /// x of A x = b for a symmetric matrix by elimination; a control without variance of its own counts for nothing.
  private func solved(_ matrix: [Double], _ right: [Double]) -> [Double] {
    var a = matrix, b = right
    let least = (0..<number).map { 1e-10 * matrix[$0 * number + $0] }
    for pivot in 0..<number where a[pivot * number + pivot] > least[pivot] {
      for row in 0..<number where row != pivot {
        let factor = a[row * number + pivot] / a[pivot * number + pivot]
        for column in 0..<number { a[row * number + column] -= factor * a[pivot * number + column] }
        b[row] -= factor * b[pivot]
      }
    }
    return (0..<number).map { a[$0 * number + $0] > least[$0] ? b[$0] / a[$0 * number + $0] : 0 }
  }

  static func product(
    _ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>
  ) -> Double {
    Reading(right, [left]).cross[0]
  }
}
