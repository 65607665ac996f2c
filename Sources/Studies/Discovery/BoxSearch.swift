/// Finds boxes in which wanted cases are frequent: the patient rule induction method (Friedman and Fisher 1999), with
/// the choices of scenario discovery (Bryant and Lempert 2010; Kwakkel and Jaxa-Rozen 2016).
///
/// Peeling takes off, again and again, the thin slice whose loss raises the share of wanted cases most for each case
/// that is lost; pasting then gives back slices that raise it further. A slice ends halfway between two different
/// values, so axes of a few values work as well as drawn ones.
public struct BoxSearch: Sendable {
  /// How patient the search is.
  public struct Rules: Sendable {
    /// The share of the box that a slice takes.
    public var peel = 0.05
    /// The share of a slice that pasting gives back.
    public var paste = 0.05
    /// No box holds less than this share of all cases.
    public var least = 0.05

    /// The usual ones.
    public init() {}
  }

  let axes: [DiscoveryAxis]
  let isWanted: [Bool]
  let rules: Rules
  /// The search's cases; one that was drawn twice stands there twice.
  private let cases: [Int]
  private let all: (cases: Int, hits: Int)
  /// `[axis]`: all cases in the order of the axis' values.
  private let orders: [[Int]]

  /// - Parameters:
  ///   - cases: those that are searched, of all that the axes know.
  ///   - all: what coverage and mass are counted in.
  ///   - sorted: the cases of the axes in the order of their values, where that is known.
  init(
    _ axes: [DiscoveryAxis], _ isWanted: [Bool], _ rules: Rules, cases: [Int],
    all: (cases: Int, hits: Int)? = nil, sorted: [[Int]]? = nil
  ) {
    self.axes = axes
    self.isWanted = isWanted
    self.rules = rules
    self.cases = cases
    self.all = all ?? (cases.count, cases.count { isWanted[$0] })
    var times = [Int](repeating: 0, count: isWanted.count)
    for item in cases { times[item] += 1 }
    orders = (sorted ?? BoxSearch.sorted(axes)).map { order in
      order.flatMap { item in repeatElement(item, count: times[item]) }
    }
  }

  /// All cases in the order of each axis; equal ones in their own order.
  static func sorted(_ axes: [DiscoveryAxis]) -> [[Int]] {
    axes.map { axis in
      axis.values.indices.sorted { (axis.values[$0], $0) < (axis.values[$1], $1) }
    }
  }

  /// The way from all cases to the last box: the first step is everything.
  func steps() -> [DiscoveryStep] {
    var orders = orders
    var steps = [step(DiscoveryBox(axes: axes.count), cases)]
    while let peel = bestPeel(steps[steps.count - 1], orders) {
      let isInside = isWanted.indices.map { peel.box.holds($0, axes) }
      orders = orders.map { order in order.filter { isInside[$0] } }
      steps.append(step(peel.box, orders[0]))
    }
    while let pasted = bestPaste(steps[steps.count - 1]) { steps.append(pasted) }
    return steps
  }

  func step(_ box: DiscoveryBox, _ inside: [Int]) -> DiscoveryStep {
    DiscoveryStep(box: box, cases: inside.count, hits: inside.count { isWanted[$0] }, all: all)
  }

  // MARK: Peeling

  /// A box that is one slice smaller or larger than the last.
  struct Candidate {
    let box: DiscoveryBox
    let cases: Int
    let hits: Int

    /// By how much the share of wanted cases rises for each case that comes or goes.
    func gain(over step: DiscoveryStep) -> Double {
      guard cases != step.cases else { return 0 }
      let density = Double(hits) / Double(max(cases, 1))
      return (density - step.density) / Double(abs(cases - step.cases))
    }
  }

  /// The best of some; of equally good ones the one with fewer restricted axes, then the first.
  private func best(_ candidates: [Candidate], over step: DiscoveryStep) -> Candidate? {
    var found: (candidate: Candidate, gain: Double)?
    for candidate in candidates {
      let gain = candidate.gain(over: step)
      guard let before = found else {
        found = (candidate, gain)
        continue
      }
      let isSimpler = candidate.box.restricted < before.candidate.box.restricted
      if gain > before.gain || gain == before.gain && isSimpler { found = (candidate, gain) }
    }
    return found.flatMap { $0.gain > 0 ? $0.candidate : nil }
  }

  private func bestPeel(_ step: DiscoveryStep, _ orders: [[Int]]) -> Candidate? {
    let numbers = axes.indices.filter { axes[$0].words.isEmpty }
    let words = axes.indices.filter { !axes[$0].words.isEmpty }
    let candidates =
      numbers.flatMap { place in
        [upperPeel(place, step, orders[place]), lowerPeel(place, step, orders[place])]
      } + words.flatMap { wordPeels($0, step, orders[$0]) }
    guard let found = best(candidates, over: step), found.cases < step.cases,
      Double(found.cases) / Double(all.cases) >= rules.least
    else { return nil }
    return found
  }

  private func lowerPeel(_ place: Int, _ step: DiscoveryStep, _ order: [Int]) -> Candidate {
    let values = axes[place].values
    let limit = BoxSearch.cut(order.count, rules.peel) { values[order[$0]] }
    var box = step.box
    box.limits[place].low = limit
    let lost = order.prefix { values[$0] < limit }
    return Candidate(
      box: box, cases: step.cases - lost.count, hits: step.hits - lost.count { isWanted[$0] })
  }

  private func upperPeel(_ place: Int, _ step: DiscoveryStep, _ order: [Int]) -> Candidate {
    let values = axes[place].values
    let limit = BoxSearch.cut(order.count, 1 - rules.peel) { values[order[$0]] }
    var box = step.box
    box.limits[place].high = limit
    let lost = order.suffix(from: order.lastIndex { values[$0] <= limit }.map { $0 + 1 } ?? 0)
    return Candidate(
      box: box, cases: step.cases - lost.count, hits: step.hits - lost.count { isWanted[$0] })
  }

  /// One word fewer, whichever.
  private func wordPeels(_ place: Int, _ step: DiscoveryStep, _ order: [Int]) -> [Candidate] {
    let inside = Set(order.map { Int(axes[place].values[$0]) }).sorted()
    guard inside.count > 1 else { return [] }
    return inside.map { word in
      var box = step.box
      box.limits[place].without.insert(word)
      let lost = order.filter { Int(axes[place].values[$0]) == word }
      return Candidate(
        box: box, cases: step.cases - lost.count, hits: step.hits - lost.count { isWanted[$0] })
    }
  }

  /// Where a slice of sorted values ends: halfway between two different values at about this share of them.
  ///
  /// Among equal values the slice grows inwards until there is a difference, so that it takes something wherever
  /// there is anything to take.
  static func cut(_ count: Int, _ share: Double, _ value: (Int) -> Double) -> Double {
    let place = Double(count - 1) * share
    var low = Int(place.rounded(.down)), high = Int(place.rounded(.up))
    if share > 0.5 {
      while low > 0, value(low) == value(high) { low -= 1 }
    } else {
      while high < count - 1, value(low) == value(high) { high += 1 }
    }
    return (value(low) + value(high)) / 2
  }
}

/// Pasting: what peeling took too much of.
extension BoxSearch {
  private func bestPaste(_ step: DiscoveryStep) -> DiscoveryStep? {
    let places = axes.indices.filter { step.box.limits[$0].isRestricted }
    let boxes = places.flatMap { axes[$0].words.isEmpty ? grown($0, step.box) : moreWords($0, step.box) }
    let candidates = boxes.map { box in
      let inside = cases.filter { box.holds($0, axes) }
      return Candidate(box: box, cases: inside.count, hits: inside.count { isWanted[$0] })
    }
    guard let found = best(candidates, over: step), found.cases > step.cases,
      Double(found.cases) / Double(all.cases) >= rules.least
    else { return nil }
    return DiscoveryStep(box: found.box, cases: found.cases, hits: found.hits, all: all)
  }

  /// The box with a slice more below and above, of what the other limits leave there.
  private func grown(_ place: Int, _ box: DiscoveryBox) -> [DiscoveryBox] {
    let values = axes[place].values
    func beyond(_ isBeyond: (Double) -> Bool) -> [Double] {
      cases.filter { isBeyond(values[$0]) && box.holds($0, axes, apart: place) }.map { values[$0] }.sorted()
    }
    var result: [DiscoveryBox] = []
    if let low = box.limits[place].low {
      let below = beyond { $0 <= low }
      var larger = box
      larger.limits[place].low =
        below.isEmpty ? nil : BoxSearch.cut(below.count, 1 - rules.paste) { below[$0] }
      result.append(larger)
    }
    if let high = box.limits[place].high {
      let above = beyond { $0 >= high }
      var larger = box
      larger.limits[place].high = above.isEmpty ? nil : BoxSearch.cut(above.count, rules.paste) { above[$0] }
      result.append(larger)
    }
    return result
  }

  private func moreWords(_ place: Int, _ box: DiscoveryBox) -> [DiscoveryBox] {
    box.limits[place].without.sorted().map { word in
      var larger = box
      larger.limits[place].without.remove(word)
      return larger
    }
  }
}
