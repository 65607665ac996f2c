internal import Engine
internal import Kernels

/// Moves the chance of a run's paths as a mixture has it, and knows what each path then weighs.
///
/// Blocks of different paths are different memory, so threads don't meet.
final class ChanceTilt: @unchecked Sendable {
  private let mixture: CornerMixture
  private let parameters: Int
  private let months: Int
  private let blocks: Int
  /// Which law each path is drawn from.
  let laws: [Int]
  /// For each law but the plain one, the logarithm of its likelihood over the plain one's.
  private let likelihood: ColumnStore
  /// Every coordinate of every path; nil unless they are wanted.
  private let scores: ColumnStore?

  /// - Parameter keepsScores: whether every coordinate is kept.
  init(_ mixture: CornerMixture, _ simulation: Simulation, _ trial: Trial, keepsScores: Bool) {
    self.mixture = mixture
    parameters = trial.model.parameters.count
    months = simulation.months.count
    blocks = (trial.settings.paths + blockWidth - 1) / blockWidth
    laws = mixture.laws(paths: blocks * blockWidth, seed: trial.settings.seed)
    likelihood = ColumnStore(columns: max(1, (mixture.shares.count - 1) * blocks))
    let coordinates = parameters + trial.model.factors.count * months
    scores = keepsScores ? ColumnStore(columns: coordinates * blocks) : nil
  }

  /// The options of a run whose chance is moved.
  func moving(_ options: RunOptions) -> RunOptions {
    var options = options
    options.onUniforms = { [self] slot, first, uniforms in
      guard scores != nil || mixture.shifts[slot] != nil else { return }
      replaceByNormalQuantiles(uniforms)
      move(slot, first, uniforms)
      for path in uniforms.indices {
        uniforms[path] = min(max(normalCumulative(uniforms[path]), 0x1p-53), 0x1.fffffffffffffp-1)
      }
    }
    options.onNormals = { [self] factor, month, first, normals in
      move(parameters + factor * months + month, first, normals)
    }
    return options
  }

  private func move(_ coordinate: Int, _ firstPath: Int, _ normals: Column) {
    let block = firstPath / blockWidth
    if let shifts = mixture.shifts[coordinate] {
      for path in normals.indices { normals[path] += shifts[laws[firstPath + path]] }
      for (law, shift) in shifts.enumerated() where shift != 0 {
        let sum = likelihood[(law - 1) * blocks + block]
        for path in normals.indices { sum[path] += shift * normals[path] - 0.5 * shift * shift }
      }
    }
    scores?[coordinate * blocks + block].assign(normals)
  }

  /// How many coordinates there are, of which a parameter that isn't drawn stays 0.
  var coordinates: Int { (scores?.columns ?? 0) / max(blocks, 1) }

  func score(_ coordinate: Int, path: Int) -> Double {
    scores?[coordinate * blocks + path / blockWidth][path % blockWidth] ?? 0
  }

  /// What each path weighs: its likelihood under the plain law over that under the mixture.
  func weights(paths: Int) -> [Double] {
    (0..<paths).map { path in
      var mixed = mixture.shares[0]
      for law in mixture.shares.indices.dropFirst() {
        let sum = likelihood[(law - 1) * blocks + path / blockWidth][path % blockWidth]
        mixed += mixture.shares[law] * exponential(min(sum, ChanceTilt.mostLogarithm))
      }
      return 1 / mixed
    }
  }

  /// Above it an exponential isn't finite; such a path weighs nothing.
  private static let mostLogarithm = 700.0

  /// What users call a coordinate: a parameter, or a factor and the month after the first that is computed.
  static func name(
    of coordinate: Int, _ model: Model, _ months: Period
  ) -> (name: String, month: Month?) {
    let parameters = model.parameters.count
    guard coordinate >= parameters else { return (model.parameters[coordinate].name, nil) }
    let place = coordinate - parameters
    return (model.factors[place / months.count], months.month(place % months.count))
  }
}
