internal import Sampling

/// Uniform numbers of a sampled part, combination after combination.
struct SweepUniforms {
  let part: SweepPart
  let seed: UInt64

  var values: [Double] {
    switch part.design {
    case .latin: latin
    case .morris: morris
    case .saltelli: saltelli
    default: sobol
    }
  }

  private func stream(_ name: String) -> Stream { Stream(seed: seed, name: "sweep:\(name)") }

  private var sobol: [Double] {
    let points = SobolPoints(seed: seed)
    return (0..<part.samples).flatMap { row in
      part.axes.indices.map { points.coordinate($0, ofPoint: row) }
    }
  }

  /// The point of the first set, that point with each axis in turn from the second set, the point of the second:
  /// the order in which SALib's `sobol.analyze` takes them (Saltelli and others 2010).
  private var saltelli: [Double] {
    let points = SobolPoints(seed: seed)
    let axes = part.axes.count
    return (0..<part.samples).flatMap { row -> [Double] in
      let first = (0..<axes).map { points.coordinate($0, ofPoint: row) }
      let second = (0..<axes).map { points.coordinate(axes + $0, ofPoint: row) }
      let mixed = (0..<axes).flatMap { axis in (0..<axes).map { $0 == axis ? second[$0] : first[$0] } }
      return first + mixed + second
    }
  }

  private var latin: [Double] {
    let order = stream("order"), inside = stream("inside")
    let columns = part.axes.indices.map { axis -> [Double] in
      let keys = (0..<part.samples).map {
        order.uniform(entity: UInt32(axis), path: UInt32($0), month: 0, draw: 0)
      }
      var column = [Double](repeating: 0, count: part.samples)
      for (stratum, row) in keys.indices.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }).enumerated() {
        let offset = inside.uniform(entity: UInt32(axis), path: UInt32(row), month: 0, draw: 0)
        column[row] = min((Double(stratum) + offset) / Double(part.samples), 0x1.fffffffffffffp-1)
      }
      return column
    }
    return (0..<part.samples).flatMap { row in columns.map { $0[row] } }
  }

  /// Trajectories over the centres of `levels` strata; a step is half of the levels (Morris 1991).
  private var morris: [Double] {
    let numbers = stream("morris")
    let axes = part.axes.count, levels = part.levels, step = part.levels / 2
    var result: [Double] = []
    for trajectory in 0..<part.samples {
      func draw(_ axis: Int, _ kind: UInt32) -> Double {
        numbers.uniform(entity: UInt32(axis), path: UInt32(trajectory), month: 0, draw: kind)
      }
      var place = (0..<axes).map { Int(draw($0, 0) * Double(levels)) }
      let keys = (0..<axes).map { draw($0, 1) }
      let point = { (place: [Int]) in place.map { (Double($0) + 0.5) / Double(levels) } }
      result += point(place)
      for axis in (0..<axes).sorted(by: { (keys[$0], $0) < (keys[$1], $1) }) {
        place[axis] += place[axis] < step ? step : -step
        result += point(place)
      }
    }
    return result
  }
}
