internal import Kernels
internal import Sampling

/// Shapley effects of a small group of correlated parameters, from any run.
///
/// What a subset of the group explains, Var E(y | subset), comes from pairs of paths that are nearest to each other
/// in it and of different replicates (Broto, Bachoc and Depecker 2020), less what a straight line says about their
/// distance. An effect is the mean of what a parameter adds over all orders; the effects sum to what the group
/// explains, however its members hang together.
public struct ShapleyEffects: Sendable {
  /// Larger groups would need more subsets than paths can tell apart.
  public static let most = 5

  /// Normal scores of the members, `[member][path]`.
  private let scores: [[Double]]
  /// `[subset − 1]`: the nearest path of another replicate for each path.
  private let nearest: [[Int]]

  /// - Parameter uniforms: the members' numbers, correlated, `[member][path]`.
  public init(uniforms: [[Double]]) {
    precondition(uniforms.count <= ShapleyEffects.most, "a small group")
    let scores = uniforms.map { $0.map(normalQuantile) }
    self.scores = scores
    nearest = (1..<1 << uniforms.count).map { mask in
      ShapleyEffects.nearest(scores.indices.filter { mask >> $0 & 1 == 1 }.map { scores[$0] })
    }
  }

  /// Brute force: a group is small and rarely asked for.
  private static func nearest(_ scores: [[Double]]) -> [Int] {
    let paths = scores[0].count
    return (0..<paths).map { path in
      var best = (distance: Double.infinity, path: path)
      for other in 0..<paths where (other - path) % designReplicates != 0 {
        var distance = 0.0
        for member in scores.indices {
          let step = scores[member][other] - scores[member][path]
          distance += step * step
        }
        if distance < best.distance { best = (distance, other) }
      }
      return best.path
    }
  }

  /// Each member's effect on a result, with the scatter over replicates as its error.
  public func effects(on result: [Double]) -> [IndexEstimate] {
    let mean = result.reduce(0, +) / Double(result.count)
    let variance = result.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(result.count - 1, 1))
    guard variance > 0 else { return scores.map { _ in IndexEstimate(value: 0, error: 0) } }
    let zero = [Double](repeating: 0, count: designReplicates)
    let explained = nearest.indices.map { place -> [Double] in
      replicateMeans(residuals(place, result).map { 1 - $0 * $0 / (2 * variance) })
    }
    return Shapley([zero] + explained).shares.map { IndexEstimate(replicates: $0) }
  }

  /// What the nearest path's result differs by, less a straight line's difference.
  private func residuals(_ place: Int, _ result: [Double]) -> [Double] {
    let members = scores.indices.filter { (place + 1) >> $0 & 1 == 1 }
    let rows = result.indices.flatMap { path -> [Double] in
      [1.0] + members.map { scores[$0][path] }
    }
    let design = Weights(values: rows, rows: result.count, columns: members.count + 1)
    let fit = try? leastSquares(design: design, response: result)
    let slopes = fit.map { Array($0.coefficients.dropFirst()) }
    return result.indices.map { path in
      let other = nearest[place][path]
      var difference = result[path] - result[other]
      for (index, member) in members.enumerated() {
        difference -= (slopes?[index] ?? 0) * (scores[member][path] - scores[member][other])
      }
      return difference
    }
  }
}
