internal import Engine
internal import Kernels
internal import Sampling

/// The discount and the market before a run.
extension Urals {
  /// The turmoil that known events leave at the end of the month before a period.
  ///
  /// - Parameters:
  ///   - values: `turmoil_keep`, `turmoil_pressure`, `turmoil_idle`, `turmoil_jump`.
  ///   - memory: the months that are looked at.
  static func turmoil(
    _ values: [Double], of memory: Int, before start: Month, _ steps: SanctionSteps,
    _ embargoes: Set<Month>, brent: MonthlyHistory
  ) -> Double {
    (1...memory).reversed().reduce(0) { old, back in
      let month = start - back
      let move = brent[month].flatMap { now in brent[month - 1].map { logarithm(now / $0) } } ?? 0
      let isShaken = embargoes.contains(month) || abs(move) > values[3]
      return max(
        old * values[0], isShaken ? 1 : steps.shake(month, pressure: values[1], idle: values[2]))
    }
  }

  static func startDiscount(
    _ declare: Declarations, _ urals: MonthlyHistory, _ brent: MonthlyHistory
  ) -> Observation {
    let last = declare.start - 1, rule = CarryRule(declare, "urals.start")
    let found = urals.byMonth.keys.filter { $0 <= last && brent[$0] != nil }.max()
    guard let found, let low = urals[found], let high = brent[found] else {
      return Observation(distribution: rule.unknown, source: "guess", origin: "drawn")
    }
    let gap = last - found
    return Observation(
      distribution: rule.carried(high - low, over: gap), source: "EIA Brent less MinFin Urals",
      origin: gap == 0 ? "seeds/prices_monthly.csv" : "drawn around \(found), seeds/prices_monthly.csv",
      observed: ("\(found)", gap))
  }

  /// The move of the last published month; none where one of its two months isn't known.
  static func startMove(
    _ declare: Declarations, _ urals: MonthlyHistory, _ brent: MonthlyHistory
  ) -> Observation {
    let last = declare.start - 1
    let gaps = [last, last - 1].compactMap { month in
      urals[month].flatMap { low in brent[month].map { $0 - low } }
    }
    let isKnown = gaps.count == 2
    return Observation(
      distribution: .constant(isKnown ? gaps[0] - gaps[1] : 0), source: "EIA Brent less MinFin Urals",
      origin: isKnown ? "seeds/prices_monthly.csv" : "no move known")
  }
}
