internal import Kernels
internal import Sampling

/// The covariance of maximum-likelihood estimates: the inverse of the Hessian of minus the log-likelihood.
///
/// Second differences around the estimate; nil where the likelihood isn't curved downwards in every direction, as at
/// the edge of what a parameter may be, where no error can be stated.
func inverseHessian(at point: [Double], step: Double = 1e-3, _ minusLog: ([Double]) -> Double) -> [[Double]]?
{
  func value(_ first: Int, _ a: Double, _ second: Int, _ b: Double) -> Double {
    var moved = point
    moved[first] += a * step
    moved[second] += b * step
    return minusLog(moved)
  }
  let places = point.indices
  let hessian = places.map { row in
    places.map { column in
      let up = value(row, 1, column, 1) + value(row, -1, column, -1)
      let down = value(row, 1, column, -1) + value(row, -1, column, 1)
      return (up - down) / (4 * step * step)
    }
  }
  return inversePositive(hessian)
}

/// The inverse of a symmetric matrix by Cholesky's factor; nil where it isn't positive definite.
func inversePositive(_ matrix: [[Double]]) -> [[Double]]? {
  let n = matrix.count
  var factor = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
  for row in 0..<n {
    for column in 0...row {
      let done = (0..<column).reduce(0.0) { $0 + factor[row][$1] * factor[column][$1] }
      let rest = matrix[row][column] - done
      if row == column {
        guard rest > 1e-9 * abs(matrix[row][row]), rest.isFinite else { return nil }
        factor[row][row] = rest.squareRoot()
      } else {
        factor[row][column] = rest / factor[column][column]
      }
    }
  }
  return (0..<n).map { unit in
    var solved = [Double](repeating: 0, count: n)
    for row in 0..<n {
      let done = (0..<row).reduce(0.0) { $0 + factor[row][$1] * solved[$1] }
      solved[row] = ((row == unit ? 1 : 0) - done) / factor[row][row]
    }
    for row in (0..<n).reversed() {
      let done = (row + 1..<n).reduce(0.0) { $0 + factor[$1][row] * solved[$1] }
      solved[row] = (solved[row] - done) / factor[row][row]
    }
    return solved
  }
}

/// How far a short record misleads about a pull back to a level: the bias of its least-squares estimate, its spread,
/// and how often a walk without any pull would look as strongly pulled.
///
/// A bootstrap: the record is made again and again from the fitted equation with its own residuals in another order,
/// once with the pull found and once with none.
struct ReversionBootstrap {
  /// What the estimate is too high by on average.
  let bias: Double
  let error: Double
  /// The chance that a walk gives a pull as many errors from 0: a Dickey–Fuller test.
  let walkChance: Double

  private static let replicates = 199

  /// - Parameters:
  ///   - levels: the logarithms, two more than there are residuals.
  ///   - rows: the regressors of each month beside the constant, the level and its change.
  init(_ levels: [Double], others rows: [[Double]], name: String) throws {
    let fit = try ReversionBootstrap.fit(levels, rows)
    let residuals = ReversionBootstrap.residuals(levels, rows, fit)
    let stream = Stream(seed: 1, name: "calibrate:\(name)")
    func again(_ replicate: Int, _ coefficients: [Double]) throws -> LinearFit {
      var made = Array(levels.prefix(2))
      for month in residuals.indices {
        let u = stream.uniform(entity: 0, path: UInt32(replicate), month: UInt32(month), draw: 0)
        let drawn = residuals[min(Int(u * Double(residuals.count)), residuals.count - 1)]
        let regressors = [1, -made[month + 1], made[month + 1] - made[month]] + rows[month]
        made.append(made[month + 1] + zip(coefficients, regressors).reduce(drawn) { $0 + $1.0 * $1.1 })
      }
      return try ReversionBootstrap.fit(made, rows)
    }
    let found = try (0..<ReversionBootstrap.replicates).map {
      try again($0, fit.coefficients).coefficients[1]
    }
    var walk = fit.coefficients
    walk[0] = 0
    walk[1] = 0
    let strength = fit.coefficients[1] / fit.standardErrors[1]
    let walks = try (0..<ReversionBootstrap.replicates).map { replicate in
      let fit = try again(replicate, walk)
      return fit.coefficients[1] / fit.standardErrors[1]
    }
    let count = Double(found.count), mean = found.reduce(0, +) / count
    bias = mean - fit.coefficients[1]
    error = (found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    walkChance = Double(walks.count { $0 >= strength } + 1) / (count + 1)
  }

  private static func regressors(_ levels: [Double], _ rows: [[Double]]) -> [[Double]] {
    rows.indices.map { [1, -levels[$0 + 1], levels[$0 + 1] - levels[$0]] + rows[$0] }
  }

  private static func fit(_ levels: [Double], _ rows: [[Double]]) throws -> LinearFit {
    let design = regressors(levels, rows)
    return try leastSquares(
      design: Weights(values: design.flatMap(\.self), rows: design.count, columns: design[0].count),
      response: rows.indices.map { levels[$0 + 2] - levels[$0 + 1] })
  }

  private static func residuals(_ levels: [Double], _ rows: [[Double]], _ fit: LinearFit) -> [Double] {
    regressors(levels, rows).enumerated().map { month, row in
      levels[month + 2] - levels[month + 1] - zip(fit.coefficients, row).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}

/// What a fit's residuals should be: alike and unconnected.
public struct ResidualTest: Sendable {
  /// The equation's name.
  public let name: String
  /// How many residuals there are.
  public let count: Int
  /// 2 where neighbours are unconnected; below 1.5 or so they follow each other.
  public let durbinWatson: Double
  /// The correlation of neighbours.
  public let neighbours: Double
  /// The correlation of neighbours' squares: a calm month after a calm one.
  public let squares: Double

  /// A correlation beyond this is more than chance leaves in 95 of 100 records.
  public var bound: Double { 1.96 / Double(count).squareRoot() }

  init(_ name: String, _ residuals: [Double]) {
    self.name = name
    count = residuals.count
    let squared = residuals.map { $0 * $0 }
    let sum = squared.reduce(0, +)
    durbinWatson =
      zip(residuals, residuals.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) } / sum
    func correlation(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let all = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / all
    }
    neighbours = correlation(residuals)
    squares = correlation(squared)
  }
}

/// The median and spread of logarithms of which some are only known to be above a value: expectation and
/// maximisation for a normal law with open ends.
func openEndedNormal(_ known: [Double], above open: [Double]) -> (mean: Double, sigma: Double)? {
  guard known.count > 2 else { return nil }
  var mean = known.reduce(0, +) / Double(known.count)
  var sigma = (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count - 1)).squareRoot()
  let count = Double(known.count + open.count), rounds = 200
  for _ in 0..<rounds {
    var first = known.reduce(0, +), second = known.reduce(0) { $0 + $1 * $1 }
    for end in open {
      let z = (end - mean) / sigma
      let hazard = normalDensity(z) / max(normalTail(z), 1e-12)
      first += mean + sigma * hazard
      second += mean * mean + sigma * sigma + sigma * hazard * (end + mean)
    }
    mean = first / count
    sigma = max(second / count - mean * mean, 1e-9).squareRoot()
  }
  return (mean, sigma)
}

/// The chance that a standard normal number is above z.
func normalTail(_ z: Double) -> Double { normalCumulative(-z) }
