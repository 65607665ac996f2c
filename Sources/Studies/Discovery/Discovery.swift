internal import Kernels
internal import Synchronization

/// Scenario discovery: under which conditions does something happen?
///
/// The first box is looked for among all cases, the next among those that it left, until none is dense enough. Of each
/// way from all cases to a small box, the first step counts whose density reaches the threshold: of all dense enough
/// boxes it covers most.
public struct Discovery: Sendable {
  /// What is asked of a box.
  public struct Rules: Sendable {
    /// How boxes are searched.
    public var search = BoxSearch.Rules()
    /// The least share of wanted cases inside of a box.
    public var density = 0.8
    /// How many boxes are looked for at most.
    public var boxes = 3
    /// Of more axes than this, those that tell most by themselves are searched.
    public var axes = 24
    /// How many times the search is repeated on cases drawn anew.
    public var redraws = 50

    /// The usual ones.
    public init() {}
  }

  /// A number of a box with its 90 % interval over cases drawn anew.
  public struct Limits: Sendable, Equatable {
    /// What was found.
    public let value: Double
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double
  }

  /// A box that was found.
  public struct Found: Sendable {
    /// Every step of the way there; the first is everything that was searched.
    public let steps: [DiscoveryStep]
    /// Which of them it is.
    public let chosen: Int
    /// The share of all wanted cases that is inside.
    public let coverage: Limits
    /// The share of the cases inside that is wanted.
    public let density: Limits
    /// The same of boxes found on cases drawn anew, counted on the cases that weren't drawn: what a new sample would
    /// give, without the luck of the search. Nil where no such box had a case to be counted on.
    public let elsewhere: (coverage: Double, density: Double)?
    /// For each axis, the share of the repeated searches that restrict it.
    public let reproduced: [Double]
    /// For each axis, how likely so many wanted cases would be inside if its limits told nothing.
    public let chance: [Double]

    /// The box itself.
    public var step: DiscoveryStep { steps[chosen] }
  }

  /// What may be restricted; axes on which no case differs are left out, and so are those that tell nothing by
  /// themselves where there are too many.
  public let axes: [DiscoveryAxis]
  /// How many were left out though cases differ on them.
  public let left: Int
  /// How many cases were looked at.
  public let cases: Int
  /// How many of them are wanted.
  public let hits: Int
  /// The boxes in the order in which they were found.
  public let boxes: [Found]
  /// Where none is dense enough, the densest one; nil where there is a box, or nothing to restrict.
  public let densest: DiscoveryStep?
  /// What was asked of them.
  public let rules: Rules

  /// - Parameters:
  ///   - axes: what boxes may restrict, with a value for each case.
  ///   - isWanted: whether what is asked for happened in a case.
  public init(_ axes: [DiscoveryAxis], _ isWanted: [Bool], _ rules: Rules = Rules(), threads: Int = 1) throws
  {
    let varied = axes.filter { !$0.isConstant }
    let axes = varied.count > rules.axes ? varied.telling(of: isWanted, most: rules.axes) : varied
    self.axes = axes
    left = varied.count - axes.count
    self.rules = rules
    cases = isWanted.count
    hits = isWanted.count { $0 }
    let all = (cases: cases, hits: hits), sorted = BoxSearch.sorted(axes)
    var rest = Array(isWanted.indices)
    var found: [Found] = [], densest: DiscoveryStep?
    while found.count < rules.boxes, !axes.isEmpty, rest.contains(where: { isWanted[$0] }) {
      let search = BoxSearch(axes, isWanted, rules.search, cases: rest, all: all, sorted: sorted)
      let steps = search.steps()
      guard let chosen = Discovery.chosen(steps, rules) else {
        if found.isEmpty { densest = steps.max { ($0.density, $0.cases) < ($1.density, $1.cases) } }
        break
      }
      let trial = Redraws(axes: axes, isWanted: isWanted, rules: rules, rest: rest, sorted: sorted)
      found.append(try trial.found(steps, chosen, threads: threads))
      rest.removeAll { steps[chosen].box.holds($0, axes) }
    }
    boxes = found
    self.densest = densest
  }

  /// The first step whose density reaches the threshold, if it restricts anything.
  static func chosen(_ steps: [DiscoveryStep], _ rules: Rules) -> Int? {
    steps.indices.first { steps[$0].density >= rules.density && steps[$0].box.restricted > 0 }
  }
}

/// What cases drawn anew say of a box.
struct Redraws: Sendable {
  let axes: [DiscoveryAxis]
  let isWanted: [Bool]
  let rules: Discovery.Rules
  let rest: [Int]
  let sorted: [[Int]]

  func found(_ steps: [DiscoveryStep], _ chosen: Int, threads: Int) throws -> Discovery.Found {
    let box = steps[chosen]
    let (coverage, density) = limits(box)
    let again = try repeated(threads: threads)
    let counted = again.compactMap(\.elsewhere)
    func mean(_ part: (Double, Double) -> Double) -> Double {
      counted.map { part($0.coverage, $0.density) }.reduce(0, +) / Double(counted.count)
    }
    return Discovery.Found(
      steps: steps, chosen: chosen, coverage: coverage, density: density,
      elsewhere: counted.isEmpty ? nil : (mean { first, _ in first }, mean { _, second in second }),
      reproduced: axes.indices.map { axis in
        Double(again.count { $0.box?.limits[axis].isRestricted == true }) / Double(max(again.count, 1))
      }, chance: axes.indices.map { chance(of: $0, box) })
  }

  // MARK: Limits

  /// Coverage and density of the same box on cases drawn with replacement.
  private func limits(_ step: DiscoveryStep) -> (Discovery.Limits, Discovery.Limits) {
    // Each case counts by whether it is inside and whether it is wanted.
    var isInside = [Bool](repeating: false, count: isWanted.count)
    for item in rest where step.box.holds(item, axes) { isInside[item] = true }
    var coverage: [Double] = [], density: [Double] = []
    for draw in 0..<Resampling.count {
      var inside = 0, hits = 0, all = 0
      for item in Resampling.places(of: isWanted.count, draw: draw) {
        if isWanted[item] { all += 1 }
        guard isInside[item] else { continue }
        inside += 1
        if isWanted[item] { hits += 1 }
      }
      if all > 0 { coverage.append(Double(hits) / Double(all)) }
      if inside > 0 { density.append(Double(hits) / Double(inside)) }
    }
    return (Redraws.ends(step.coverage, coverage), Redraws.ends(step.density, density))
  }

  private static func ends(_ value: Double, _ drawn: [Double]) -> Discovery.Limits {
    let sorted = drawn.sorted()
    guard !sorted.isEmpty else { return Discovery.Limits(value: value, low: value, high: value) }
    return Discovery.Limits(value: value, low: quantile(sorted, 0.05), high: quantile(sorted, 0.95))
  }

  // MARK: The search repeated

  private struct Again: Sendable {
    /// Nil where none was dense enough.
    let box: DiscoveryBox?
    let elsewhere: (coverage: Double, density: Double)?
  }

  private func repeated(threads: Int) throws -> [Again] {
    let results = Mutex([Again?](repeating: nil, count: rules.redraws))
    try forEachBlock(count: rules.redraws, threads: threads) { draw, _ in
      let again = self.again(draw)
      results.withLock { $0[draw] = again }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private func again(_ draw: Int) -> Again {
    let drawn = Resampling.places(of: rest.count, draw: draw, kind: 1).map { rest[$0] }
    let search = BoxSearch(axes, isWanted, rules.search, cases: drawn, sorted: sorted)
    let steps = search.steps()
    guard let chosen = Discovery.chosen(steps, rules) else { return Again(box: nil, elsewhere: nil) }
    let box = steps[chosen].box, known = Set(drawn)
    let others = rest.filter { !known.contains($0) }
    let inside = others.filter { box.holds($0, axes) }
    let wanted = others.count { isWanted[$0] }, hits = inside.count { isWanted[$0] }
    guard !inside.isEmpty, wanted > 0 else { return Again(box: box, elsewhere: nil) }
    return Again(
      box: box, elsewhere: (Double(hits) / Double(wanted), Double(hits) / Double(inside.count)))
  }

  // MARK: Whether a limit tells anything

  /// The chance of at least so many wanted cases inside, if their share were that of the box without the axis' limits
  /// (Bryant and Lempert's one-sided binomial test); 1 for an axis that isn't restricted.
  private func chance(of axis: Int, _ step: DiscoveryStep) -> Double {
    guard step.box.limits[axis].isRestricted else { return 1 }
    let wider = rest.filter { step.box.holds($0, axes, apart: axis) }
    let share = Double(wider.count { isWanted[$0] }) / Double(max(wider.count, 1))
    return Redraws.atLeast(step.hits, of: step.cases, share)
  }

  /// The chance that a binomial number reaches a count; sums the smaller tail's terms from their logarithms.
  static func atLeast(_ hits: Int, of cases: Int, _ share: Double) -> Double {
    guard share > 0 else { return hits > 0 ? 0 : 1 }
    guard share < 1 else { return 1 }
    var logFactorials = [0.0]
    for number in 1...max(cases, 1) {
      logFactorials.append(logFactorials[number - 1] + logarithm(Double(number)))
    }
    let sum = (hits...max(hits, cases)).reduce(0.0) { sum, count in
      guard count <= cases else { return sum }
      let ways = logFactorials[cases] - logFactorials[count] - logFactorials[cases - count]
      return sum
        + exponential(
          ways + Double(count) * logarithm(share) + Double(cases - count) * logarithm(1 - share))
    }
    return min(1, sum)
  }
}
