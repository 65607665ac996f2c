public import Engine
internal import Kernels
internal import Sampling

/// Parameters estimated from what the seed tables hold: least squares and maximum likelihood.
public struct Calibration: Sendable {
  /// Every estimate, also of what the data don't settle.
  public let estimates: [Estimate]
  /// Pairs of factors and their correlation.
  public let correlations: [(first: String, second: String, value: Double, error: Double, count: Int)]
  /// What the residuals of the fitted equations look like.
  public let residualTests: [ResidualTest]

  /// What a form's equation says: its parameters, and the residuals by month where it has some.
  typealias Found = (estimates: [Estimate], residuals: [Month: Double])

  /// Estimates what a model's mechanisms say can be estimated.
  ///
  /// - Parameters:
  ///   - seeds: as known on the day that the estimates are for.
  ///   - model: whose mechanisms declare the equations; the first factor is correlated with each of the others.
  public init(_ seeds: SeedTables, _ model: Model) throws {
    let found = try model.estimations.map { ($0, try Calibration.found($0, seeds, model)) }
    estimates = found.flatMap { $0.1.estimates }
    let shocks = found.filter { !$0.0.factor.isEmpty }
    residualTests = shocks.compactMap { estimation, found in
      let residuals = found.residuals.keys.sorted().compactMap { found.residuals[$0] }
      return residuals.count < Estimate.fewest ? nil : ResidualTest(estimation.section, residuals)
    }
    correlations = shocks.dropFirst().compactMap { other in
      Calibration.correlation(
        shocks[0].0.factor, shocks[0].1.residuals, other.0.factor, other.1.residuals)
    }
  }

  private static func found(_ estimation: Estimation, _ seeds: SeedTables, _ model: Model) throws -> Found {
    let section = estimation.section
    switch estimation.form {
    case .wildPrice(let price, let wild):
      return try reverting(price.months(seeds), section: section, wild: wild)
    case .drivenRate(let rate, let driver, let settled):
      return try driven(rate.months(seeds), driver.months(seeds), after: settled, section: section)
    case .gap(let gap, let first):
      let speed = model.slot(of: "\(section).speed").map {
        model.parameters[$0].standard.steps[0].value.quantile(0.5)
      }
      return (try autoregression(gap.months(seeds), from: first, speed: speed ?? 1, section), [:])
    case .repairs(let long, let days): return (repairs(days(seeds), upTo: long, section), [:])
    case .counts(let counts, let states): return (self.counts(counts.months(seeds), states, section), [:])
    case .followed(let changes): return (followed(changes(seeds), section), [:])
    case .holds(let packages): return (try adoptions(packages(seeds), section), [:])
    }
  }

  /// Sets what the data settle.
  public func apply(to settings: inout Settings, _ model: Model) {
    for estimate in estimates {
      guard let slot = model.slot(of: estimate.parameter) else { continue }
      let declared = model.parameters[slot]
      guard estimate.isUsed(in: declared.range) else { continue }
      let value = estimate.distribution(in: declared.range, isLever: declared.kind == .lever)
      settings.values[estimate.parameter] = SetValue(
        schedule: Schedule(value), origin: "calibration", text: "\(estimate.value)")
    }
    settings.correlations += correlations.map { ($0.first, $0.second, $0.value) }
  }

  /// Months of a price that its process is estimated on: twenty years, since anchors of longer ago say little.
  private static let window = 240

  /// Change of the log price on a constant, its last value and its last change: k, the anchor and the momentum.
  private static func reverting(
    _ prices: [Month: Double], section: String, wild: String
  ) throws -> Found {
    let usable = prices.keys.sorted().filter { prices[$0 - 1] != nil && prices[$0 - 2] != nil }
    let months = usable.suffix(window)
    guard months.count > 4 else { return ([], [:]) }
    func level(_ month: Month) -> Double { logarithm(prices[month] ?? .nan) }
    func move(_ month: Month) -> Double { level(month) - level(month - 1) }
    let rows = months.map { [1.0, -level($0 - 1), move($0 - 1)] }, moves = months.map(move)
    let found = try heteroskedasticFit(rows, moves)
    let fit = found.fit
    let (c, k, momentum) = (fit.coefficients[0], fit.coefficients[1], fit.coefficients[2])
    let anchor = exponential(c / k)
    var residuals: [Month: Double] = [:]
    for month in months {
      residuals[month] = move(month) - c + k * level(month - 1) - momentum * move(month - 1)
    }
    let regimes = found.regimes
    let errors = SwitchingLikelihood(rows: rows, response: moves).errors(fit.coefficients, regimes)
    let record = months.first.map { [level($0 - 2), level($0 - 1)] } ?? []
    let short = try ReversionBootstrap(
      record + months.map(level), others: months.map { _ in [] }, name: section)
    let method =
      "two-state volatility and weighted least squares on the last level and change, 20 years at most; error from the Hessian"
    func estimate(_ name: String, _ value: Double, _ error: Double, isUsable: Bool = true) -> Estimate {
      Estimate("\(section).\(name)", value, error, months.count, method, isUsable: isUsable)
    }
    return (
      [
        Calibration.reversion(section, k, errors.reversion, months.count, short),
        // In money of all those years, and where a price is pulled to little is hard to say: shown, not used.
        estimate("anchor", anchor, anchor * errors.logAnchor, isUsable: false),
        estimate("momentum", momentum, errors.momentum),
        estimate("calm_volatility", regimes.calm, errors.calm),
        estimate("\(wild)_volatility", regimes.crisis, errors.crisis),
        estimate("stay_calm", regimes.stayCalm, errors.stayCalm),
        estimate("stay_\(wild)", regimes.stayCrisis, errors.stayCrisis),
      ], residuals
    )
  }

  /// A pull without the bias of a short record; not used where a walk looks as strongly pulled in a tenth of records.
  private static func reversion(
    _ section: String, _ found: Double, _ error: Double, _ count: Int, _ short: ReversionBootstrap
  ) -> Estimate {
    let chance = (100 * short.walkChance).rounded()
    return Estimate(
      "\(section).reversion", found - short.bias, max(error, short.error), count,
      "least squares less its bias in \(count) months (bootstrap); a walk looks so in \(Int(chance)) % of records",
      isUsable: short.walkChance < 0.1)
  }

  /// A straight fit whose residuals have two volatilities: least squares weighed by the likelier one and the states'
  /// its own fit, in turns until both hold still (expectation and maximisation).
  private static func heteroskedasticFit(
    _ rows: [[Double]], _ response: [Double]
  ) throws -> (fit: LinearFit, regimes: VolatilityRegimes) {
    func weighed(_ weights: [Double]) throws -> LinearFit {
      try leastSquares(
        design: Weights(
          values: zip(rows, weights).flatMap { row, weight in row.map { $0 * weight } }, rows: rows.count,
          columns: rows[0].count), response: zip(response, weights).map(*))
    }
    func states(_ fit: LinearFit) -> VolatilityRegimes {
      VolatilityRegimes(
        zip(rows, response).map { row, value in
          value - zip(row, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        })
    }
    let turns = 8
    var fit = try weighed(rows.map { _ in 1 })
    for _ in 0..<turns { fit = try weighed(states(fit).precisions.map { $0.squareRoot() }) }
    return (fit, states(fit))
  }

  /// A rate since it settled: reversion, momentum, the link to another's changes, volatility.
  private static func driven(
    _ rates: [Month: Double], _ driver: [Month: Double], after settled: Month, section: String
  ) throws -> Found {
    let months = rates.keys.sorted().filter { month in
      month > settled && rates[month - 1] != nil && rates[month - 2] != nil && driver[month] != nil
        && driver[month - 1] != nil
    }
    guard months.count > 7 else { return ([], [:]) }
    func level(_ month: Month) -> Double { logarithm(rates[month] ?? .nan) }
    func oil(_ month: Month) -> Double { logarithm((driver[month] ?? .nan) / (driver[month - 1] ?? .nan)) }
    func move(_ month: Month) -> Double { level(month) - level(month - 1) }
    let rows = months.flatMap { [1.0, -level($0 - 1), move($0 - 1), oil($0)] }
    let fit = try leastSquares(
      design: Weights(values: rows, rows: months.count, columns: 4), response: months.map(move))
    let (c, k, momentum) = (fit.coefficients[0], fit.coefficients[1], fit.coefficients[2])
    let beta = fit.coefficients[3]
    var residuals: [Month: Double] = [:]
    for month in months {
      let said = c - k * level(month - 1) + momentum * move(month - 1) + beta * oil(month)
      residuals[month] = move(month) - said
    }
    let n = months.count, method = "least squares of log changes from \(settled + 1)"
    let deviation = fit.residualDeviation
    let record = months.first.map { [level($0 - 2), level($0 - 1)] } ?? []
    let short = try ReversionBootstrap(
      record + months.map(level), others: months.map { [oil($0)] }, name: section)
    return (
      [
        reversion(section, k, fit.standardErrors[1], n, short),
        Estimate("\(section).momentum", momentum, fit.standardErrors[2], n, method),
        Estimate("\(section).oil_beta", beta, fit.standardErrors[3], n, method),
        Estimate("\(section).volatility", deviation, deviation / (2 * Double(n)).squareRoot(), n, method),
      ], residuals
    )
  }

  private static func correlation(
    _ first: String, _ a: [Month: Double], _ second: String, _ b: [Month: Double]
  ) -> (first: String, second: String, value: Double, error: Double, count: Int)? {
    let months = a.keys.filter { b[$0] != nil }.sorted()
    guard months.count >= Estimate.fewest else { return nil }
    let x = months.compactMap { a[$0] }, y = months.compactMap { b[$0] }
    func dot(_ left: [Double], _ right: [Double]) -> Double {
      let means = (left.reduce(0, +) / Double(left.count), right.reduce(0, +) / Double(right.count))
      return zip(left, right).reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
    }
    let value = dot(x, y) / (dot(x, x) * dot(y, y)).squareRoot()
    let error = (1 - value * value) / Double(months.count - 2).squareRoot()
    return (first, second, value, error, months.count)
  }
}
