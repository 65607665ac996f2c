internal import Engine
internal import Sampling

/// Who makes up for oil that is missing, and how fast.
struct MakeUp {
  let supply, arrival, fast, slow, fastLife, slowLife, otherLoss, stockRelease: Parameter
  let drawnShare, refillSpeed, offsetShare, offsetSpeed: Parameter

  init(_ declare: Declarations) {
    let survey =
      "survey of supply and demand elasticities (Kilian-Murphy, Baumeister-Hamilton, Caldara et al.): fitted to elasticities 0.06, 0.125, 0.20, 0.35 at 1, 3, 6, 12 months"
    supply = declare.lever(
      "supply", 103, .millionBarrelsPerDay, in: 80...130, "World oil supply.", source: "IEA, 2026")
    arrival = declare.uncertain(
      "arrival", .median(0.4, 0.25...0.6), .share, in: 0.05...1,
      "Share of a new loss that reaches buyers within a month.",
      source: "fitted to Brent of 2026-03 (103 USD/bbl); range guess")
    fast = declare.uncertain(
      "fast_response", .median(21.656, 14...30), .count, in: 0...60,
      "Inverse elasticity that fades within weeks.", source: survey)
    slow = declare.uncertain(
      "slow_response", .median(8.322, 5...12), .count, in: 0...30,
      "Inverse elasticity that fades within a year.", source: survey)
    fastLife = declare.lever(
      "fast_life", 1.15, .months, in: 0.2...6, "Months in which the fast response falls to 37 %.",
      source: survey)
    slowLife = declare.lever(
      "slow_life", 11.25, .months, in: 2...40, "Months in which the slow response falls to 37 %.",
      source: survey)
    otherLoss = declare.lever(
      "other_loss", 0, .millionBarrelsPerDay, in: 0...20, "Net supply lost outside Russia.",
      source: "scenario; 0 unless an event says otherwise")
    stockRelease = declare.lever(
      "stock_release", 0, .millionBarrelsPerDay, in: 0...5, "Emergency stocks sold.",
      source: "scenario; IEA released 400 mb from 2026-03-11")
    drawnShare = declare.uncertain(
      "drawn_share", .median(0.4, 0.2...0.6), .share, in: 0...1,
      "Share of a loss that comes out of stocks, and has to go back.",
      source: "guess: IEA released 400 mb in 2026 of some 1,000 mb lost")
    refillSpeed = declare.uncertain(
      "refill_speed", .median(0.05, 0.02...0.1), .perMonth, in: 0...1,
      "Share of drawn stocks that is bought back in a month once a loss is over.",
      source: "guess: the release of 2022 was bought back over two years")
    offsetShare = declare.uncertain(
      "offset_share", .median(0.4, 0.1...0.7), .share, in: 0...1,
      "Share of lost Russian barrels that OPEC+ replaces within half a year.", source: "guess")
    offsetSpeed = declare.uncertain(
      "offset_speed", .median(0.3, 0.2...0.45), .share, in: 0.05...1,
      "Share of the missing replacement that comes each month.", source: "guess: 0.9 after six months")
  }
}
