internal import Engine
internal import Kernels
internal import Sampling

/// Uniform numbers of a sampled part, combination after combination.
///
/// An axis has its numbers by its parameter's name: in whichever order the axes stand, they are the same.
struct SweepUniforms {
  let part: SweepPart
  let seed: UInt64
  /// The place of each axis among them by name.
  private let ranks: [Int]

  init(part: SweepPart, seed: UInt64) {
    self.part = part
    self.seed = seed
    let names = part.axes.map(\.parameter.name)
    ranks = names.map { name in names.count { $0 < name } }
  }

  var values: [Double] {
    switch part.design {
    case .latin: correlated(latin)
    case .morris: morris
    case .saltelli: saltelli
    default: correlated(sobol)
    }
  }

  private func stream(_ name: String, _ axis: Int) -> Stream {
    Stream(seed: seed, name: "sweep:\(name):\(part.axes[axis].parameter.name)")
  }

  private var sobol: [Double] {
    let points = SpreadPoints(seed: seed)
    return (0..<part.samples).flatMap { row in
      part.axes.indices.map { points.coordinate(ranks[$0], ofPoint: row) }
    }
  }

  /// The point of the first set, that point with each axis in turn from the second set, the point of the second:
  /// the order in which SALib's `sobol.analyze` takes them (Saltelli and others 2010).
  private var saltelli: [Double] {
    let points = SpreadPoints(seed: seed)
    let axes = part.axes.count
    return (0..<part.samples).flatMap { row -> [Double] in
      let first = (0..<axes).map { points.coordinate(ranks[$0], ofPoint: row) }
      let second = (0..<axes).map { points.coordinate(axes + ranks[$0], ofPoint: row) }
      let mixed = (0..<axes).flatMap { axis in (0..<axes).map { $0 == axis ? second[$0] : first[$0] } }
      return first + mixed + second
    }
  }

  private var latin: [Double] {
    let columns = part.axes.indices.map { axis -> [Double] in
      let order = stream("order", axis), inside = stream("inside", axis)
      let keys = (0..<part.samples).map { order.uniform(entity: 0, path: UInt32($0), month: 0, draw: 0) }
      var column = [Double](repeating: 0, count: part.samples)
      for (stratum, row) in keys.indices.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }).enumerated() {
        let offset = inside.uniform(entity: 0, path: UInt32(row), month: 0, draw: 0)
        column[row] = min((Double(stratum) + offset) / Double(part.samples), 0x1.fffffffffffffp-1)
      }
      return column
    }
    return (0..<part.samples).flatMap { row in columns.map { $0[row] } }
  }

  /// Trajectories over the centres of `levels` strata, or over the values of an axis that has only so many; a step is
  /// half of the levels (Morris 1991).
  private var morris: [Double] {
    let axes = part.axes.count, numbers = (0..<axes).map { stream("morris", $0) }
    let levels = part.axes.map { $0.distinct?.count ?? part.levels }, steps = levels.map { max($0 / 2, 1) }
    var result: [Double] = []
    for trajectory in 0..<part.samples {
      func draw(_ axis: Int, _ kind: UInt32) -> Double {
        numbers[axis].uniform(entity: 0, path: UInt32(trajectory), month: 0, draw: kind)
      }
      var place = (0..<axes).map { Int(draw($0, 0) * Double(levels[$0])) }
      let keys = (0..<axes).map { draw($0, 1) }
      let point = { (place: [Int]) in zip(place, levels).map { (Double($0) + 0.5) / Double($1) } }
      result += point(place)
      for axis in (0..<axes).sorted(by: { (keys[$0], ranks[$0]) < (keys[$1], ranks[$1]) }) {
        place[axis] += place[axis] + steps[axis] < levels[axis] ? steps[axis] : -steps[axis]
        result += point(place)
      }
    }
    return result
  }

  /// The same numbers, tied together as the scenario's correlations tie the axes' parameters.
  private func correlated(_ uniforms: [Double]) -> [Double] {
    guard let matrix = part.correlation else { return uniforms }
    let axes = part.axes.count
    // In the order of names, so that the factor doesn't depend on the order of the axes.
    let order = ranks.indices.sorted { ranks[$0] < ranks[$1] }
    guard let copula = try? GaussianCopula(order.map { row in order.map { matrix[row][$0] } }) else {
      return uniforms
    }
    var result = uniforms
    let brick = ColumnStore(columns: axes)
    for first in stride(from: 0, to: part.samples, by: blockWidth) {
      let rows = 0..<min(blockWidth, part.samples - first)
      for (place, axis) in order.enumerated() {
        brick[place].fill(0.5)
        for row in rows { brick[place][row] = uniforms[(first + row) * axes + axis] }
      }
      copula.apply(brick.matrix(0..<axes))
      for (place, axis) in order.enumerated() {
        for row in rows { result[(first + row) * axes + axis] = brick[place][row] }
      }
    }
    return result
  }
}
