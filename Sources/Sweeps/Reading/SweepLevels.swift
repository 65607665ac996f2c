internal import Engine
internal import Sampling

extension Schedule {
  /// The same schedule until a day, then one value for good.
  func replaced(by value: Distribution, from day: Day?, origin: String = "sweep") -> Schedule {
    overlaid(by: [Step(from: day, value: value, provenance: .scenario(origin))])
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
  /// Saltelli's sample: two sets of Sobol points, and the first with each axis in turn from the second.
  case saltelli

  /// Whether values are drawn from distributions.
  var isSampled: Bool { self == .latin || self == .sobol || self == .morris || self == .saltelli }
}

/// A part of a sweep: some axes and how their values are combined.
struct SweepPart: Sendable {
  var design: SweepDesign
  var axes: [SweepAxis]
  var samples: Int
  var levels: Int
  /// Correlations of the axes' parameters in the scenario, `[axis][axis]`; nil where there are none.
  var correlation: [[Double]]?

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
    case .saltelli: return samples * (axes.count + 2)
    }
  }

  /// The values of all combinations, one combination after the other.
  func values(seed: UInt64) -> [Double] {
    switch design {
    case .grid: return grid()
    case .zip, .list: return (0..<count).flatMap { row in axes.map { $0.level(row) } }
    case .latin, .sobol, .saltelli:
      let uniforms = SweepUniforms(part: self, seed: seed).values
      return uniforms.enumerated().map { axes[$0 % axes.count].quantile($1) }
    case .morris:
      let uniforms = SweepUniforms(part: self, seed: seed).values
      return uniforms.enumerated().map { axes[$0 % axes.count].screened($1) }
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

  /// The values of an axis that has only so many, each once; nil for one that varies continuously.
  var distinct: [Double]? {
    switch levels {
    case .values(let values): Array(Set(values)).sorted()
    case .distribution(.discrete(let outcomes)):
      Array(Set(outcomes.filter { $0.weight > 0 }.map(\.value))).sorted()
    case .distribution(let distribution): distribution.isConstant ? [distribution.mean] : nil
    }
  }

  /// The value at a place in 0…1 of a screening: each of an axis that has only so many is a level, however rare.
  func screened(_ u: Double) -> Double {
    guard let distinct else { return quantile(u) }
    return distinct[min(Int(u * Double(distinct.count)), distinct.count - 1)]
  }

  func quantile(_ u: Double) -> Double {
    switch levels {
    case .values(let values): return values[min(Int(u * Double(values.count)), values.count - 1)]
    case .distribution(let distribution): return distribution.quantile(u)
    }
  }
}
