internal import Engine

/// A part of a sweep as its sensitivity sees it: points, and how they came about.
struct LayoutPart: Sendable {
  enum Kind {
    /// Every value of an axis with every other.
    case chosen
    /// Values of several axes that change only together.
    case together
    /// Points drawn for all axes at once.
    case drawn
    /// Morris trajectories.
    case trajectories
    /// Saltelli's exchanged samples.
    case exchanged
  }

  /// Fewer points can't tell the axes of a sample apart.
  static let fewest = 32

  let kind: Kind
  /// Whether the points were drawn, so that others might have been.
  let isSampled: Bool
  /// Whether the axes may depend on each other.
  let isDependent: Bool
  let names: [String]
  /// `[axis][point]`, in the parameters' units.
  let values: [[Double]]
  let count: Int
  /// The numbers behind the values, point after point; only of trajectories.
  var uniforms: [Double] = []

  /// How many consecutive points were drawn together.
  var unit: Int {
    switch kind {
    case .trajectories: names.count + 1
    case .exchanged: names.count + 2
    default: 1
    }
  }

  /// How many points, trajectories or pairs of points were drawn.
  var units: Int { count / unit }
}

extension LayoutPart {
  init(_ part: SweepPart, seed: UInt64, isThinned: Bool) {
    let rows = part.values(seed: seed)
    let axes = part.axes.count
    let values = (0..<axes).map { axis in stride(from: axis, to: rows.count, by: axes).map { rows[$0] } }
    let isEnough = part.count >= LayoutPart.fewest
    let kind: Kind =
      switch part.design {
      case .grid: .chosen
      case .zip, .list: isEnough ? .drawn : .together
      case .latin, .sobol: isEnough ? .drawn : .together
      case .morris: .trajectories
      case .saltelli: .exchanged
      }
    self.init(
      kind: kind, isSampled: part.design.isSampled || kind == .drawn,
      isDependent: isThinned || part.design == .zip || part.design == .list || part.correlation != nil,
      names: part.axes.map(\.parameter.name), values: values, count: part.count,
      uniforms: kind == .trajectories ? SweepUniforms(part: part, seed: seed).values : [])
  }
}

/// The finished cases of a sweep as combinations of points of its parts; the policies are a part of their own.
struct SweepLayout: Sendable {
  static let policies = "(policy)"

  private(set) var parts: [LayoutPart]
  /// The numbers of the cases that are looked at.
  private(set) var cases: [Int]
  /// `[part][case]`: the point of each part that a case has.
  private(set) var places: [[Int]]

  /// The units of sampled parts that lack a case are left out. Where parts are crossed incompletely, all axes are
  /// looked at as one sample.
  init(_ study: SweepStudy, isDone: [Bool]) {
    let isThinned = study.excluded > 0
    var parts = study.parts.enumerated().map {
      LayoutPart($1, seed: study.seed &+ UInt64($0), isThinned: isThinned)
    }
    let policies = study.policies.count
    parts.insert(
      LayoutPart(
        kind: .chosen, isSampled: false, isDependent: false, names: [SweepLayout.policies],
        values: [(0..<policies).map(Double.init)], count: policies), at: 0)
    self.parts = parts
    cases = (0..<study.count).filter { isDone[$0] }
    places = SweepLayout.places(cases, study, parts)
    keepVaried()
    if cases.count < study.count || isThinned { repair(isThinned: isThinned) }
  }

  private static func places(_ cases: [Int], _ study: SweepStudy, _ parts: [LayoutPart]) -> [[Int]] {
    var places = parts.map { _ in [Int]() }
    for number in cases {
      places[0].append(number / study.points.count)
      var rest = study.points.number(number % study.points.count)
      for part in parts.indices.dropFirst().reversed() {
        places[part].append(rest % parts[part].count)
        rest /= parts[part].count
      }
    }
    return places
  }

  /// Parts with one point explain nothing.
  private mutating func keepVaried() {
    let varied = parts.indices.filter { parts[$0].count > 1 }
    parts = varied.map { parts[$0] }
    places = varied.map { places[$0] }
  }

  private mutating func repair(isThinned: Bool) {
    let sampled = parts.indices.filter { parts[$0].isSampled }
    if sampled.isEmpty && isFactorial { return }
    guard sampled.count == 1, parts.count == 1 || !isThinned else { return pool() }
    let part = sampled[0]
    let others = parts.indices.reduce(1) { $1 == part ? $0 : $0 * parts[$1].count }
    var found = [Int](repeating: 0, count: parts[part].units)
    for place in places[part] { found[place / parts[part].unit] += 1 }
    let whole = parts[part].unit * others
    let kept = cases.indices.filter { found[places[part][$0] / parts[part].unit] == whole }
    cases = kept.map { cases[$0] }
    places = places.map { places in kept.map { places[$0] } }
  }

  /// Whether the cases are every combination of the values that occur.
  private var isFactorial: Bool {
    parts.allSatisfy { $0.kind == .chosen || $0.kind == .together }
      && factors.reduce(1) { $0 * Set($1.levels).count } == cases.count
  }

  /// Everything as one sample of axes that may depend on each other.
  private mutating func pool() {
    var names: [String] = []
    var columns: [[Double]] = []
    for (part, places) in zip(parts, places) {
      names += part.names
      columns += part.values.map { values in places.map { values[$0] } }
    }
    parts = [
      LayoutPart(
        kind: cases.count >= LayoutPart.fewest ? .drawn : .together, isSampled: true, isDependent: true,
        names: names,
        values: columns, count: cases.count)
    ]
    places = [Array(cases.indices)]
  }

  /// What is varied, with the level of each case: an axis of a grid, the axes of another part together.
  var factors: [(name: String, levels: [Int])] {
    zip(parts, places).flatMap { part, places -> [(name: String, levels: [Int])] in
      guard part.kind == .chosen else { return [(part.names.joined(separator: " + "), places)] }
      return zip(part.names, part.values).map { name, values in
        let numbers = SweepLayout.levels(values)
        return (name, places.map { numbers[$0] })
      }
    }
  }

  /// The number of each value among the different ones.
  static func levels(_ values: [Double]) -> [Int] {
    var numbers: [Double: Int] = [:]
    return values.map { value in
      if let number = numbers[value] { return number }
      numbers[value] = numbers.count
      return numbers.count - 1
    }
  }
}
