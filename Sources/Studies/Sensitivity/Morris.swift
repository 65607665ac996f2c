internal import Sampling

/// Elementary effects of a parameter: what half its range does to a result, from many points.
///
/// A radial design (Campolongo, Saltelli and Cariboni 2011): every path is a base point, and the parameter's uniform
/// number moves by a half, up or down, everything else and all shocks being the same.
public struct ElementaryEffects: Sendable, Equatable {
  /// The mean size of the effects (μ*): how important the parameter is, interactions included.
  public let size: IndexEstimate
  /// The mean effect (μ), with its sign.
  public let mean: IndexEstimate
  /// The scatter of the effects (σ): large beside μ* where the effect isn't straight or depends on others.
  public let scatter: IndexEstimate

  /// The number that a path's uniform number moves to.
  public static func moved(_ uniform: Double) -> Double { uniform < 0.5 ? uniform + 0.5 : uniform - 0.5 }

  /// - Parameter uniforms: the parameter's numbers at the base points.
  public init(uniforms: [Double], base: [Double], moved: [Double]) {
    let effects = uniforms.indices.map { path in
      (moved[path] - base[path]) / (ElementaryEffects.moved(uniforms[path]) - uniforms[path])
    }
    mean = IndexEstimate(replicates: replicateMeans(effects))
    size = IndexEstimate(replicates: replicateMeans(effects.map(\.magnitude)))
    let parts = (0..<min(designReplicates, effects.count)).map { left in
      deviation(effects.indices.filter { $0 % designReplicates != left }.map { effects[$0] })
    }
    scatter = IndexEstimate(value: deviation(effects), leavingOut: parts)
  }
}
