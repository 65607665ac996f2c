internal import Engine
internal import Kernels
internal import Sampling

/// The rouble: roubles per dollar revert to an anchor, with momentum and a weak and uncertain link to oil.
///
/// Δ ln R = k (ln m − ln R₋₁) + φ Δ ln R₋₁ + β Δ ln B + s z. The momentum φ is that of monthly means, as Brent's.
struct Rub: Mechanism {
  static let section = "rub"
  static let summary = "Roubles per dollar as a mean-reverting rate with a weak oil link."

  let reversion, momentum, volatility, anchor, oilBeta, start, startChange: Parameter
  let brent: Input
  let factor: Factor
  let change: State
  let rate: Output
  private let history: MonthlyHistory

  init(_ declare: Declarations) {
    let own = "simulate calibrate: CBR rates 2022-07 to 2025-06"
    reversion = declare.uncertain(
      "reversion", .median(0.04, 0.005...0.10), .perMonth, in: 0...0.5,
      "Share of the log gap to the anchor that closes in a month.",
      source: own
        + ": 0.105 by least squares, which its bias in 36 months explains by half; a walk isn't excluded")
    momentum = declare.uncertain(
      "momentum", .median(0.37, 0.16...0.58), .share, in: -0.5...0.8,
      "Share of last month's log change that comes again.", source: own + ", 0.37 (se 0.13)")
    volatility = declare.uncertain(
      "volatility", .median(0.034, 0.028...0.04), .share, in: 0.005...0.3,
      "Standard deviation of a month's log change.", source: own)
    anchor = declare.uncertain(
      "anchor", .median(82, 62...102), .roublesPerDollar, in: 40...200, "The rate the rouble returns to.",
      source: "guess around the mean of 2025; range: 58 to 102 were seen since 2022")
    oilBeta = declare.uncertain(
      "oil_beta", .median(0, -0.15...0.15), .share, in: -1...1,
      "Change of the log rate for a log change of Brent.",
      source:
        "the same regression: -0.16 (se 0.03) for 2019-03 to 2021-12, 0.16 (0.09) for 2022-07 to 2025-06; two eras leave their mean, and either sign"
    )
    history = MonthlyHistory(declare.seeds, "prices_monthly", "rub")
    let rule = CarryRule(declare, "rub.start")
    start = declare.startValue(
      "start", history.observation(for: declare.start - 1, rule), .roublesPerDollar, in: 20...300,
      "Roubles per dollar in the month before the period.")
    startChange = declare.startValue(
      "start_change", history.lastChange(before: declare.start, rule), .share, in: -1...1,
      "Log change of the rate in the month before the period.")
    change = declare.state("change")
    brent = declare.input("brent.price", region: "World")
    factor = declare.factor("rub")
    declare.correlate("brent", "rub")
    rate = declare.output(
      "rate", .roublesPerDollar, .mean, "Roubles per dollar, monthly mean.",
      counterpart: "Bank of Russia official rate, monthly mean", headline: true,
      memory: wholeYear, observed: .column("prices_monthly", "rub"))
    declare.pin(rate)
    declare.score(rate, as: "rouble", given: true)
    declare.estimate(
      .drivenRate(
        .column("prices_monthly", "rub"), by: .column("prices_monthly", "brent"),
        after: declare.month("rub.settled_from")),
      factor: "rub")
    declare.exchangeRate(rate)
  }

  func begin(_ paths: MonthView) {
    paths[rate].assign(paths[start])
    paths[change].assign(paths[startChange])
    fillPast(price: rate, history, paths)
  }

  func step(_ paths: MonthView) {
    let k = paths[reversion], s = paths[volatility], anchor = paths[anchor], beta = paths[oilBeta]
    let z = paths[factor], oil = paths[brent], oilBefore = paths.before(brent)
    let old = paths.before(rate), rate = paths[rate], momentum = paths[momentum], change = paths[change]
    for path in paths.indices {
      let gap = logarithm(anchor[path] / old[path])
      let oilMove = logarithm(oil[path] / oilBefore[path])
      change[path] = k[path] * gap + momentum[path] * change[path] + s[path] * z[path] + beta[path] * oilMove
      rate[path] = old[path] * exponential(change[path])
    }
    guard let pinned = paths.pinned(self.rate) else { return }
    for path in paths.indices {
      rate[path] = pinned[path]
      change[path] = logarithm(pinned[path] / old[path])
    }
  }
}
