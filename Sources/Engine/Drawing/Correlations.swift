internal import Kernels
internal import Sampling

/// Two factors or parameters whose normal scores are correlated in a run.
public struct CorrelatedPair: Sendable {
  /// The first name.
  public let first: String
  /// The second name.
  public let second: String
  /// As the model or the scenario says.
  public let asked: Double
  /// As it is used: the nearest possible where what is asked can't be.
  public let used: Double
  /// The scenario's line, or `default`.
  public let origin: String

  /// The pair in alphabetical order, as `Settings.origins` has it.
  public static func key(_ first: String, _ second: String) -> String {
    [first, second].sorted().joined(separator: " ~ ")
  }
}

extension Settings {
  /// The correlations that a run of these settings draws with, and what contradicts itself among them.
  ///
  /// - Throws: `ModelError` for a pair that isn't two factors or two parameters.
  public func correlated(_ model: Model) throws -> (pairs: [CorrelatedPair], contradictions: [String]) {
    let joint = try Correlations(model: model, settings: self)
    let all = model.correlations.map { (first: $0.0, second: $0.1, value: $0.2) } + correlations
    var latest: [String: (first: String, second: String, value: Double)] = [:]
    var order: [String] = []
    for pair in all {
      let key = CorrelatedPair.key(pair.first, pair.second)
      if latest.updateValue(pair, forKey: key) == nil { order.append(key) }
    }
    let pairs = order.compactMap { key in
      latest[key].map { pair in
        CorrelatedPair(
          first: pair.first, second: pair.second, asked: pair.value,
          used: joint.used(pair.first, pair.second, model) ?? pair.value, origin: origins[key] ?? "default")
      }
    }
    return (pairs, joint.warnings)
  }
}

/// The two correlation matrices of a run: of the monthly factors and of the parameters.
struct Correlations {
  private(set) var factors: GaussianCopula?
  private(set) var parameters: GaussianCopula?
  /// The parameters, those that are known first.
  private(set) var slots: [Int] = []
  /// The independent numbers of the known parameters, from which their correlated ones follow.
  private(set) var known: [Double] = []
  private(set) var warnings: [String] = []

  init(model: Model, settings: Settings) throws {
    let pairs = model.correlations.map { (first: $0.0, second: $0.1, value: $0.2) } + settings.correlations
    var factorMatrix = Correlations.identity(model.factors.count)
    var named: [(Int, Int, Double)] = []
    for pair in pairs {
      if let first = model.factors.firstIndex(of: pair.first),
        let second = model.factors.firstIndex(of: pair.second)
      {
        factorMatrix[first][second] = pair.value
        factorMatrix[second][first] = pair.value
      } else if let first = model.slot(of: pair.first), let second = model.slot(of: pair.second) {
        named.append((first, second, pair.value))
      } else {
        throw ModelError(["\(pair.first) ~ \(pair.second) are not two factors or two parameters"])
      }
    }
    if !model.factors.isEmpty { factors = try repaired(factorMatrix, "factors") }
    let places = settings.known.compactMap { entry in model.slot(of: entry.key).map { ($0, entry.value) } }
    try joinParameters(named, Dictionary(places, uniquingKeysWith: { first, _ in first }))
  }

  /// The correlation of a pair that is drawn with.
  func used(_ first: String, _ second: String, _ model: Model) -> Double? {
    if let row = model.factors.firstIndex(of: first), let column = model.factors.firstIndex(of: second) {
      return factors?.correlation[row, column]
    }
    guard let one = model.slot(of: first), let other = model.slot(of: second),
      let row = slots.firstIndex(of: one), let column = slots.firstIndex(of: other)
    else { return nil }
    return parameters?.correlation[row, column]
  }

  private mutating func joinParameters(_ named: [(Int, Int, Double)], _ places: [Int: Double]) throws {
    guard !named.isEmpty else { return }
    let all = Set(named.flatMap { [$0.0, $0.1] }).sorted()
    slots = all.filter { places[$0] != nil } + all.filter { places[$0] == nil }
    var matrix = Correlations.identity(slots.count)
    for (first, second, value) in named {
      guard let row = slots.firstIndex(of: first), let column = slots.firstIndex(of: second) else { continue }
      matrix[row][column] = value
      matrix[column][row] = value
    }
    parameters = try repaired(matrix, "parameters")
    known = Correlations.independent(slots.compactMap { places[$0] }, parameters?.factor)
  }

  /// The numbers whose correlated ones are the given ones: L ε = z, solved from the first on.
  private static func independent(_ uniforms: [Double], _ factor: Weights?) -> [Double] {
    guard let factor else { return [] }
    var scores: [Double] = []
    for (row, uniform) in uniforms.enumerated() {
      let score = normalQuantile(min(max(uniform, 1e-12), 1 - 1e-12))
      let rest = scores.indices.reduce(score) { $0 - factor[row, $1] * scores[$1] }
      scores.append(rest / factor[row, row])
    }
    return scores.map { min(max(normalCumulative($0), 0x1p-53), 0x1.fffffffffffffp-1) }
  }

  private mutating func repaired(_ matrix: [[Double]], _ what: String) throws -> GaussianCopula {
    let copula = try GaussianCopula(matrix)
    if copula.repairDistance > 0 {
      warnings.append(
        "the correlations of the \(what) contradict each other; the nearest possible ones are used "
          + "(distance \(copula.repairDistance.rounded(toPlaces: 4)))")
    }
    return copula
  }

  private static func identity(_ size: Int) -> [[Double]] {
    (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
  }
}

extension Double {
  func rounded(toPlaces places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    return (self * scale).rounded() / scale
  }
}
