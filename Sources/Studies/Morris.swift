/// Elementary effects of a parameter: what half its range does to a result, from many points.
///
/// A radial design (Campolongo, Saltelli and Cariboni 2011): every path is a base point, and the parameter's uniform
/// number moves by a half, up or down, everything else and all shocks being the same.
public struct ElementaryEffects: Sendable, Equatable {
  /// The mean size of the effects (μ*): how important the parameter is, interactions included.
  public let size: IndexEstimate
  /// The mean effect (μ), with its sign.
  public let mean: Double
  /// The scatter of the effects (σ): large beside μ* where the effect isn't straight or depends on others.
  public let scatter: Double

  /// The number that a path's uniform number moves to.
  public static func moved(_ uniform: Double) -> Double { uniform < 0.5 ? uniform + 0.5 : uniform - 0.5 }

  /// - Parameter uniforms: the parameter's numbers at the base points.
  public init(uniforms: [Double], base: [Double], moved: [Double]) {
    let effects = uniforms.indices.map { path in
      (moved[path] - base[path]) / (ElementaryEffects.moved(uniforms[path]) - uniforms[path])
    }
    let count = Double(max(effects.count, 1))
    let mean = effects.reduce(0, +) / count
    self.mean = mean
    size = IndexEstimate(replicates: replicateMeans(effects.map(\.magnitude)))
    scatter =
      (effects.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)).squareRoot()
  }
}
