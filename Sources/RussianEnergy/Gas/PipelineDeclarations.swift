internal import Engine
internal import Sampling

/// Prices and duty, and what of a ban gets round.
struct PipelineTerms {
  let euShare, shortShare, landlocked, leak, absorbed, absorbedPrice, priceShare: Parameter
  let chinaSlope, dutyLow, dutyAdded, dutyFrom, dutySpan, noise: Parameter
  /// Months of Brent whose mean China's price follows, and months back that Europe's follows TTF.
  let chinaMonths, europeLag: Int

  init(_ declare: Declarations) {
    chinaMonths = declare.count("pipeline.china_months")
    europeLag = declare.count("pipeline.europe_lag")
    euShare = declare.lever(
      "eu_share", 15.0 / 18.0, .share, in: 0...1, "Part of TurkStream's gas for Europe that goes to the EU.",
      source: "split by hand: 15 of 18 bcm, the rest to Serbia and others")
    shortShare = declare.lever(
      "short_share", 0.10, .share, in: 0...1, "Part of that under short-term contracts.", source: "guess")
    landlocked = declare.lever(
      "landlocked", 0.5, .share, in: 0...1, "Part of these that landlocked states may keep to the end date.",
      source: "regulation; share guess")
    leak = declare.uncertain(
      "leak", .median(0.03, 0...0.10), .share, in: 0...1,
      "Part of banned gas that arrives all the same.", source: "guess")
    absorbed = declare.uncertain(
      "turkey_absorbs", .median(0.15, 0...0.35), .share, in: 0...1,
      "Part of banned gas that Turkey takes.", source: "guess")
    absorbedPrice = declare.lever(
      "absorbed_price", 0.8, .share, in: 0...1.5, "What it pays over the price for Europe.", source: "guess")
    priceShare = declare.uncertain(
      "price_share", .median(0.83, 0.75...0.92), .share, in: 0.2...1.5,
      "Price for Europe over TTF two months ago.",
      source: "Moscow Times 2025-10-07: 380 USD/mcm outside the CIS")
    chinaSlope = declare.uncertain(
      "china_slope", .median(3.38, 3.1...3.7), .share, in: 0.5...8,
      "USD/mcm by Power of Siberia for each USD/bbl of Brent, mean of nine months.",
      source: "fitted: 248 in 2025 (Moscow Times)")
    let tax = "archyde.com 3060906: 30 %, 50 % of what lies above 300 USD/mcm"
    dutyLow = declare.lever("duty", 0.30, .share, in: 0...1, "Export duty at low prices.", source: tax)
    dutyAdded = declare.lever(
      "duty_added", 0.20, .share, in: 0...1, "Duty added at high prices.", source: tax)
    dutyFrom = declare.lever(
      "duty_from", 300, .usdPerThousandCubicMetres, in: 50...1000, "Price from which it grows.", source: tax)
    dutySpan = declare.lever(
      "duty_span", 100, .usdPerThousandCubicMetres, in: 1...1000, "Span of price in which it grows.",
      source: tax + "; span guess")
    noise = declare.lever(
      "noise", 0.05, .share, in: 0...0.5, "Standard deviation of a month's flow for Europe, relative.",
      source: "estimated from TurkStream 2025")
  }
}
