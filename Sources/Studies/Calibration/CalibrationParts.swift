internal import Engine
internal import Kernels

extension Calibration {
  /// The first-order autoregression of the discount since the embargo on products.
  static func discount(_ brent: [Month: Double], _ urals: [Month: Double]) throws -> [Estimate] {
    let settled = Month(year: 2023, month: 3)
    var gaps: [Month: Double] = [:]
    for (month, price) in urals where month >= settled { gaps[month] = brent[month].map { $0 - price } }
    let months = gaps.keys.sorted().filter { gaps[$0 - 1] != nil }
    guard months.count > 4 else { return [] }
    let rows: [Double] = months.flatMap { month -> [Double] in [1, gaps[month - 1] ?? 0] }
    let fit = try leastSquares(
      design: Weights(values: rows, rows: months.count, columns: 2), response: months.map { gaps[$0] ?? 0 })
    let n = months.count, method = "autoregression of Brent less Urals from 2023-04"
    let deviation = fit.residualDeviation
    return [
      Estimate("urals.residual_keep", fit.coefficients[1], fit.standardErrors[1], n, method, fewest: 12),
      Estimate("urals.noise", deviation, deviation / (2 * Double(n)).squareRoot(), n, method, fewest: 12),
    ]
  }

  /// Days from a hit to the restart, where both are known: long repairs apart from the others.
  static func repairs(_ seeds: SeedTables) -> [Estimate] {
    let long = 120.0
    let days = seeds["refinery_outages"].compactMap { row -> Double? in
      guard row.text("cause") == "strike", (row.number("fraction") ?? 0) > 0, let hit = row.day("date") else {
        return nil
      }
      let lasted = row.day("restart").map { Double($0 - hit) } ?? row.number("days")
      return lasted.flatMap { $0 >= 1 ? $0 : nil }
    }
    let logs = days.filter { $0 <= long }.map { logarithm($0) }
    guard logs.count > 2 else { return [] }
    let n = Double(logs.count), mean = logs.reduce(0, +) / n
    let sigma = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
    let median = exponential(mean)
    let share = Double(days.count - logs.count) / Double(days.count)
    let method =
      "lognormal of repairs up to 120 days with a known end; open ones are left out, which shortens it"
    return [
      Estimate(
        "outages.repair_median", median, median * sigma / n.squareRoot(), logs.count, method, fewest: 15),
      Estimate(
        "outages.repair_sigma", sigma, sigma / (2 * n).squareRoot(), logs.count, method, isUsable: false),
      Estimate(
        "outages.severe_share", share, (share * (1 - share) / Double(days.count)).squareRoot(), days.count,
        "share of known repairs above 120 days", fewest: 30),
    ]
  }

  /// Reported strikes a month in three states, by maximum likelihood. The table holds only part of all strikes, so
  /// the rates are shown and not used.
  static func strikes(_ seeds: SeedTables) -> [Estimate] {
    let days = seeds["refinery_outages"].compactMap { $0.text("cause") == "strike" ? $0.day("date") : nil }
    guard let first = days.min()?.month, let last = days.max()?.month, last - first >= 6 else { return [] }
    var counts = [Double](repeating: 0, count: last - first + 1)
    for day in days { counts[day.month - first] += 1 }
    let fit = CountRegimes(counts)
    let method = "three-state Poisson of reported strikes, maximum likelihood; the table holds part of them"
    return zip(["quiet", "medium", "high"], fit.states).flatMap { name, state in
      [
        Estimate("strikes.rate_\(name)", state.rate, state.rateError, counts.count, method, isUsable: false),
        Estimate(
          "strikes.stay_\(name)", state.months, state.monthsError, counts.count, method, isUsable: false),
      ]
    }
  }
}

extension Calibration {
  /// Sanctions packages from the eleventh on, when members began to hold them up: days to adoption on the mean of
  /// the longest of n exponential holds, 1 + 1/2 + … + 1/n times the mean hold.
  static func adoptions(_ seeds: SeedTables) throws -> [Estimate] {
    let contested = 11.0
    let packages = seeds["eu_packages"].compactMap { row -> (days: Double, holds: Int)? in
      guard let number = row.number("number"), number >= contested, let proposed = row.day("proposed"),
        let adopted = row.day("adopted")
      else { return nil }
      let holders = row.text("holdouts")
      return (Double(adopted - proposed), holders.hasPrefix("none") ? 0 : holders.split(separator: ";").count)
    }
    guard packages.count > 3 else { return [] }
    let rows = packages.flatMap { [1.0, (0..<$0.holds).reduce(0.0) { $0 + 1 / Double($1 + 1) }] }
    let fit = try leastSquares(
      design: Weights(values: rows, rows: packages.count, columns: 2), response: packages.map(\.days))
    let method = "least squares of days on the mean of the longest hold, packages from the eleventh"
    return zip(["package_base", "hold_days"], zip(fit.coefficients, fit.standardErrors)).map { name, found in
      Estimate("eu.\(name)", found.0, found.1, packages.count, method, fewest: 8)
    }
  }
}
