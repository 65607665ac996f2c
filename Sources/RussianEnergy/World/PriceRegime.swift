internal import Engine
internal import Kernels
internal import Sampling

/// Which of two volatilities a price is in at the start, judged by all months known: Hamilton's filter (1989).
///
/// Each month's surprise r = Δx − k (ln m − x) − φ Δx₋₁ is more likely under one state or the other; the chance
/// of the wild one is carried through the Markov chain and weighed with the two normal densities.
struct PriceRegime {
  let reversion: Double
  let anchor: Double
  let momentum: Double
  let calm: Double
  let wild: Double
  let stayCalm: Double
  let stayWild: Double

  /// The chance of the wild state in the month before `start`; the long-run chance where nothing is known.
  func wildChance(_ history: MonthlyHistory, before start: Month) -> Double {
    let longRun = (1 - stayCalm) / max(2 - stayCalm - stayWild, 1e-9)
    guard let last = history.latest(upTo: start - 1) else { return longRun }
    var chance = longRun
    for month in history.run(endingAt: last).dropFirst(2) {
      let ahead = chance * stayWild + (1 - chance) * (1 - stayCalm)
      let surprise = surprise(history, month)
      let isWild = ahead * density(surprise, wild), isCalm = (1 - ahead) * density(surprise, calm)
      chance = isWild / max(isWild + isCalm, 1e-300)
    }
    for _ in 0..<(start - 1 - last) { chance = chance * stayWild + (1 - chance) * (1 - stayCalm) }
    return chance
  }

  /// What a start value says of how the chance was found.
  static let source = "filtered from the months known (Hamilton 1989)"

  /// The process that parameters describe, in the order of the properties.
  init(_ values: [Double]) {
    (reversion, anchor, momentum) = (values[0], values[1], values[2])
    (calm, wild, stayCalm, stayWild) = (values[3], values[4], values[5], values[6])
  }

  private func surprise(_ history: MonthlyHistory, _ month: Month) -> Double {
    func level(_ month: Month) -> Double { logarithm(history[month] ?? anchor) }
    let before = level(month - 1)
    return level(month) - before - reversion * (logarithm(anchor) - before)
      - momentum * (before - level(month - 2))
  }

  private func density(_ surprise: Double, _ volatility: Double) -> Double {
    exponential(-half * surprise * surprise / (volatility * volatility)) / volatility
  }
}

extension MonthlyHistory {
  /// The unbroken row of known months that ends at the given one, oldest first.
  func run(endingAt last: Month) -> [Month] {
    var first = last
    while self[first - 1] != nil { first = first - 1 }
    return (0...(last - first)).map { first + $0 }
  }

}

extension MonthlyHistory {
  /// What is left of a shock that is under way at the start: a jump of the log price by more than the rule's within
  /// the last months counts as one, and its height is taken over the median of the months before those.
  func shock(before start: Month, _ rule: CarryRule) -> Observation {
    let jumps = (1...rule.shockMonths).compactMap { change(of: start - $0) }
    let usual = (1...rule.usualMonths).compactMap { self[start - rule.shockMonths - $0] }.sorted()
    let isShock = (jumps.max() ?? 0) > rule.jump && usual.count >= rule.usualKnown
    let last = nearest(start - 1) ?? 0
    return Observation(
      distribution: .constant(isShock ? logarithm(last / usual[usual.count / 2]) : 0),
      source: "guess: over the median of the half-year before, where a month's log jump passed \(rule.jump)",
      origin: "seeds/\(table).csv")
  }

  /// Log change of the month before `start`; none where it isn't known, or where the whole of it may be a shock that
  /// fades by itself.
  func lastChange(before start: Month, _ rule: CarryRule) -> Observation {
    let isShock = shock(before: start, rule).distribution != .constant(0)
    return Observation(
      distribution: .constant(isShock ? 0 : change(of: start - 1) ?? 0),
      source: "the last two months known; 0 where one is missing or a shock is under way",
      origin: "seeds/\(table).csv")
  }

  private func change(of month: Month) -> Double? {
    guard let late = self[month], let early = self[month - 1] else { return nil }
    return logarithm(late / early)
  }
}
