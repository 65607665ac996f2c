internal import Engine
internal import Kernels

extension Calibration {
  /// The first-order autoregression of where a gap between two prices goes: each month it makes a part of the way there.
  static func autoregression(
    _ all: [Month: Double], from first: Month, speed: Double, _ section: String
  ) throws -> [Estimate] {
    var gaps: [Month: Double] = [:]
    for (month, gap) in all where month >= first {
      // The part of the way that it made, so that residuals are those of the gap itself.
      gaps[month] = speed == 1 ? gap : all[month - 1].flatMap { month > first ? gap - (1 - speed) * $0 : nil }
    }
    let months = gaps.keys.sorted().filter { gaps[$0 - 1] != nil }
    guard months.count > 4 else { return [] }
    let rows: [Double] = months.flatMap { month -> [Double] in [1, gaps[month - 1] ?? 0] }
    let fit = try leastSquares(
      design: Weights(values: rows, rows: months.count, columns: 2), response: months.map { gaps[$0] ?? 0 })
    let n = months.count, method = "autoregression of where the gap goes, from \(first + 1)"
    let deviation = fit.residualDeviation
    return [
      Estimate("\(section).residual_keep", fit.coefficients[1], fit.standardErrors[1], n, method, fewest: 12),
      Estimate(
        "\(section).noise", deviation, deviation / (2 * Double(n)).squareRoot(), n,
        method + "; calm months and turmoil together", isUsable: false),
    ]
  }

  /// Days from a hit to the restart: long repairs apart from the others. A stop that was still reported open on the
  /// day counts as longer than it had lasted; one older than half a year whose end nobody reported is left out.
  static func repairs(
    _ found: (ended: [Double], open: [Double]), upTo long: Double, _ section: String
  ) -> [Estimate] {
    let days = found.ended, open = found.open
    let logs = days.filter { $0 <= long }.map { logarithm($0) }, ends = open.filter { $0 <= long }
    guard let law = openEndedNormal(logs, above: ends.map { logarithm($0) }) else { return [] }
    let n = Double(logs.count), median = exponential(law.mean)
    let longShare = Double(days.count - logs.count) / Double(days.count)
    let method =
      "lognormal of repairs up to \(Int(long)) days; \(ends.count) still open count as longer than they had lasted"
    return [
      Estimate(
        "\(section).repair_median", median, median * law.sigma / n.squareRoot(), logs.count, method,
        fewest: 15),
      Estimate(
        "\(section).repair_sigma", law.sigma, law.sigma / (2 * n).squareRoot(), logs.count, method,
        isUsable: false),
      Estimate(
        "\(section).severe_share", longShare, (longShare * (1 - longShare) / Double(days.count)).squareRoot(),
        days.count, "share of known repairs above \(Int(long)) days", fewest: 30),
    ]
  }

  /// Counted strikes a month in three states, by maximum likelihood. The campaign grew while they were counted, so
  /// the rates at its full scale are shown and not used.
  static func counts(_ counted: [Month: Double], _ states: [String], _ section: String) -> [Estimate] {
    guard let last = counted.keys.max() else { return [] }
    var counts: [Double] = []
    while let count = counted[last - counts.count] { counts.append(count) }
    guard counts.count > 6 else { return [] }
    let fit = CountRegimes(counts.reversed())
    let method = "three-state Poisson of counted strikes, maximum likelihood; the campaign grew meanwhile"
    return zip(states, fit.states).flatMap { name, state in
      [
        Estimate(
          "\(section).rate_\(name)", state.rate, state.rateError, counts.count, method, isUsable: false),
        Estimate(
          "\(section).stay_\(name)", state.months, state.monthsError, counts.count, method, isUsable: false),
      ]
    }
  }
}

extension Calibration {
  /// Sanctions packages from the eleventh on, when members began to hold them up: days to adoption on the mean of
  /// the longest of n exponential holds, 1 + 1/2 + … + 1/n times the mean hold.
  static func adoptions(_ packages: [(days: Double, holders: Int)], _ section: String) throws -> [Estimate] {
    guard packages.count > 3 else { return [] }
    let rows = packages.flatMap { package -> [Double] in
      let longest = (0..<package.holders).reduce(0.0) { sum, holder in sum + 1 / Double(holder + 1) }
      return [1, longest]
    }
    let fit = try leastSquares(
      design: Weights(values: rows, rows: packages.count, columns: 2), response: packages.map(\.days))
    let method = "least squares of days on the mean of the longest hold, packages from the eleventh"
    return zip(["package_base", "hold_days"], zip(fit.coefficients, fit.standardErrors)).map { name, found in
      Estimate("\(section).\(name)", found.0, found.1, packages.count, method, fewest: 8)
    }
  }
}

extension Calibration {
  /// The part of announced changes that was made: a line through zero. Changes of one announcement share its error,
  /// so that the error is that of leaving out each in turn. Counts are few and in part guesses: shown, not used.
  static func followed(
    _ changes: [(start: Int, announced: Double, made: Double)], _ section: String
  ) -> [Estimate] {
    func slope(without start: Int?) -> Double {
      let left = changes.filter { $0.start != start }
      let size = left.reduce(0) { $0 + $1.announced * $1.announced }
      return left.reduce(0) { $0 + $1.announced * $1.made } / size
    }
    let starts = Set(changes.filter { $0.announced != 0 }.map(\.start)), n = Double(starts.count)
    guard starts.count > 2 else { return [] }
    let all = slope(without: nil)
    let scatter = starts.reduce(0) { sum, start in
      let gap = slope(without: start) - all
      return sum + gap * gap
    }
    return [
      Estimate(
        "\(section).follow", all, ((n - 1) / n * scatter).squareRoot(), changes.count,
        "counts of the next twelve months on each announcement; error by leaving out each",
        isUsable: false)
    ]
  }
}
