internal import Sampling

/// The two correlation matrices of a run: of the monthly factors and of the parameters.
struct Correlations {
  private(set) var factors: GaussianCopula?
  private(set) var parameters: GaussianCopula?
  private(set) var slots: [Int] = []
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
    try joinParameters(named)
  }

  private mutating func joinParameters(_ named: [(Int, Int, Double)]) throws {
    guard !named.isEmpty else { return }
    slots = Array(Set(named.flatMap { [$0.0, $0.1] })).sorted()
    var matrix = Correlations.identity(slots.count)
    for (first, second, value) in named {
      guard let row = slots.firstIndex(of: first), let column = slots.firstIndex(of: second) else { continue }
      matrix[row][column] = value
      matrix[column][row] = value
    }
    parameters = try repaired(matrix, "parameters")
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
