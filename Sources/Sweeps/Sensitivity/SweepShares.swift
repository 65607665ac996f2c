internal import Studies

/// What is estimated: a measure of a parameter, for Shapley effects among a group.
struct ShareLabel: Sendable, Equatable {
  let measure: SweepMeasure
  let parameter: String
  var group: [String] = []
}

/// What the points of one part of a sweep say about a result.
protocol PartShares: Sendable {
  var labels: [ShareLabel] { get }
  /// Ready for any number of results: a function of the mean result of each point and of the variance of all cases
  /// that gives a value for each label.
  func weighted(_ weights: [Double]) -> (_ means: [Double], _ variance: Double) -> [Double]
}

/// Axes of a grid, each by the means of its values; or a part as a whole.
struct ChosenShares: PartShares {
  let labels: [ShareLabel]
  private let levels: [[Int]]

  init(_ part: LayoutPart) {
    if part.kind == .chosen {
      labels = part.names.map { ShareLabel(measure: .first, parameter: $0) }
      levels = part.values.map(SweepLayout.levels)
    } else {
      labels = [ShareLabel(measure: .first, parameter: part.names.joined(separator: " + "))]
      levels = [Array(0..<part.count)]
    }
  }

  func weighted(_ weights: [Double]) -> ([Double], Double) -> [Double] {
    { means, variance in levels.map { Grouping.variance(of: means, $0, weights) / variance } }
  }
}

/// Elementary effects along trajectories: what a whole range of an axis would do at the pace of a step.
struct TrajectoryEffects: PartShares {
  let labels: [ShareLabel]
  private let axes: Int
  /// `[axis][trajectory]`: the step that changes the axis, and by how much.
  private let steps: [[(place: Int, change: Double)]]

  init(_ part: LayoutPart) {
    axes = part.names.count
    labels = part.names.flatMap { name in
      [SweepMeasure.size, .effect, .scatter].map { ShareLabel(measure: $0, parameter: name) }
    }
    let (axes, uniforms) = (part.names.count, part.uniforms)
    steps = (0..<axes).map { axis in
      (0..<part.units).flatMap { trajectory in
        (1...axes).compactMap { step in
          let place = trajectory * (axes + 1) + step
          let change = uniforms[place * axes + axis] - uniforms[(place - 1) * axes + axis]
          return change == 0 ? nil : (place, change)
        }
      }
    }
  }

  func weighted(_ weights: [Double]) -> ([Double], Double) -> [Double] {
    { means, _ in
      steps.flatMap { steps -> [Double] in
        let effects = steps.map { (means[$0.place] - means[$0.place - 1]) / $0.change }
        let kept = steps.map { weights[$0.place] }
        let used = effects.indices.filter { kept[$0] > 0 }
        let total = used.reduce(0) { $0 + kept[$1] }
        let mean = used.reduce(0) { $0 + kept[$1] * effects[$1] } / total
        let size = used.reduce(0) { $0 + kept[$1] * effects[$1].magnitude } / total
        let squares = used.reduce(0) { $0 + kept[$1] * (effects[$1] - mean) * (effects[$1] - mean) }
        // Weights are whole times that a trajectory is counted, up to a factor.
        return [
          size, mean, (squares / total * Double(used.count) / Double(max(used.count - 1, 1))).squareRoot(),
        ]
      }
    }
  }
}

/// First and total indices from Saltelli's sample: the estimators of Saltelli and others (2010) and Jansen (1999).
struct ExchangedShares: PartShares {
  let labels: [ShareLabel]
  private let axes: Int
  private let rows: Int

  init(_ part: LayoutPart) {
    axes = part.names.count
    rows = part.units
    labels = part.names.flatMap { name in
      [SweepMeasure.first, .total].map { ShareLabel(measure: $0, parameter: name) }
    }
  }

  func weighted(_ weights: [Double]) -> ([Double], Double) -> [Double] {
    let stride = axes + 2
    let used = (0..<rows).filter { weights[$0 * stride] > 0 }
    let total = used.reduce(0) { $0 + weights[$1 * stride] }
    return { means, variance in
      let both = used.map { (weights[$0 * stride], means[$0 * stride], means[$0 * stride + axes + 1]) }
      let mean = both.reduce(0) { $0 + $1.0 * ($1.1 + $1.2) } / (2 * total)
      return (0..<axes).flatMap { axis -> [Double] in
        var first = 0.0, whole = 0.0
        for (row, points) in zip(used, both) {
          let step = means[row * stride + 1 + axis] - points.1
          first += points.0 * (points.2 - mean) * step
          whole += points.0 * step * step
        }
        return [first / total / variance, whole / total / 2 / variance]
      }
    }
  }
}
