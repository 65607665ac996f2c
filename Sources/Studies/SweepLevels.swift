internal import Engine
internal import Sampling

extension Schedule {
  /// The same schedule until a day, then one value for good.
  func replaced(by value: Distribution, from day: Day?) -> Schedule {
    guard let day else { return Schedule(value) }
    let kept = steps.filter { $0.from.map { $0 < day } ?? true }
    return Schedule(steps: kept + [.init(from: day, value: value)], isRamp: false)
  }

  /// What is thought about the value in the end.
  var latest: Distribution? { steps.last?.value }
}

/// What an axis may be.
enum SweepLevels: Sendable {
  /// These values, in this order.
  case values([Double])
  /// Drawn from here.
  case distribution(Distribution)
}

/// How the cases of a part of a sweep are chosen.
enum SweepDesign: String, Sendable, CaseIterable {
  /// Every value of an axis with every value of the others, the last axis fastest.
  case grid
  /// The first values of all axes, then the second ones and so on.
  case zip
  /// Cases written one by one.
  case list
  /// A Latin hypercube: each axis stratified into as many strata as there are samples.
  case latin
  /// Scrambled Sobol points.
  case sobol
  /// Morris trajectories: one axis changes at a time.
  case morris

  /// Whether values are drawn from distributions.
  var isSampled: Bool { self == .latin || self == .sobol || self == .morris }
}

/// A part of a sweep: some axes and how their values are combined.
struct SweepPart: Sendable {
  var design: SweepDesign
  var axes: [SweepAxis]
  var samples: Int
  var levels: Int

  /// How many combinations there are.
  var count: Int {
    let counts = axes.map { axis -> Int in
      if case .values(let values) = axis.levels { return values.count }
      return 1
    }
    switch design {
    case .grid: return counts.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1 }
    case .zip, .list: return counts.first ?? 0
    case .latin, .sobol: return samples
    case .morris: return samples * (axes.count + 1)
    }
  }

  /// The values of all combinations, one combination after the other.
  func values(seed: UInt64) -> [Double] {
    switch design {
    case .grid: return grid()
    case .zip, .list: return (0..<count).flatMap { row in axes.map { $0.level(row) } }
    case .latin, .sobol, .morris:
      let uniforms = SweepUniforms(part: self, seed: seed).values
      return uniforms.enumerated().map { axes[$0 % axes.count].quantile($1) }
    }
  }

  private func grid() -> [Double] {
    var result: [Double] = []
    let counts = axes.map(\.levelCount)
    for row in 0..<count {
      var rest = row
      var values = [Double](repeating: 0, count: axes.count)
      for place in axes.indices.reversed() {
        values[place] = axes[place].level(rest % counts[place])
        rest /= counts[place]
      }
      result += values
    }
    return result
  }
}

extension SweepAxis {
  var levelCount: Int {
    if case .values(let values) = levels { return values.count }
    return 1
  }

  func level(_ index: Int) -> Double {
    if case .values(let values) = levels { return values[index] }
    return .nan
  }

  func quantile(_ u: Double) -> Double {
    switch levels {
    case .values(let values): return values[min(Int(u * Double(values.count)), values.count - 1)]
    case .distribution(let distribution): return distribution.quantile(u)
    }
  }
}

/// Uniform numbers of a sampled part, combination after combination.
struct SweepUniforms {
  let part: SweepPart
  let seed: UInt64

  var values: [Double] {
    switch part.design {
    case .latin: latin
    case .morris: morris
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

/// All combinations of a sweep that its constraints allow.
struct SweepPoints: Sendable {
  var values: [Double] = []
  var count = 0
  var excluded = 0
}

/// `price_cap.level <= 50 USD/bbl`, or two axes against each other.
struct SweepConstraint: Sendable {
  enum Side: Sendable { case axis(Int), number(Double) }
  static let signs = ["<=", ">=", "!=", "<", ">", "="]

  let left: Int
  let sign: String
  let right: Side

  func holds(_ values: ArraySlice<Double>) -> Bool {
    let first = values[values.startIndex + left]
    let second =
      switch right {
      case .axis(let axis): values[values.startIndex + axis]
      case .number(let number): number
      }
    let isEqual = abs(first - second) <= 1e-9 * max(abs(first), abs(second))
    switch sign {
    case "<=": return first < second || isEqual
    case ">=": return first > second || isEqual
    case "<": return first < second && !isEqual
    case ">": return first > second && !isEqual
    case "=": return isEqual
    default: return !isEqual
    }
  }
}
