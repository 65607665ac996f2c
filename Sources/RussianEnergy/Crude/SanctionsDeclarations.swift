internal import Engine
internal import Sampling

/// How often ships are listed, and what that idles.
struct RandomListings {
  let decay, hazard, minorShare, minorLargest, majorSmallest, idleLargest: Parameter

  init(_ declare: Declarations) {
    decay = declare.uncertain(
      "decay", .median(0.96, 0.92...0.99), .share, in: 0.5...1,
      "Share of pressure left a month later.", source: "fitted to India's imports 2025-11 to 2026-02; guess")
    hazard = declare.uncertain(
      "listing_rate", .median(0.09, 0.05...0.14), .perMonth, in: 0...2,
      "New listings a month that buyers feel.", source: "counted in sanction_steps.csv; guess")
    minorShare = declare.uncertain(
      "minor_share", .median(0.7, 0.45...0.88), .share, in: 0...1,
      "Share of listings that are minor; the others are of majors.",
      source: "guess; range: a beta posterior of the few seen")
    minorLargest = declare.uncertain(
      "minor_largest", .median(0.2, 0.1...0.35), .share, in: 0...1,
      "Largest pressure of a minor listing.", source: "guess")
    majorSmallest = declare.uncertain(
      "major_smallest", .median(0.5, 0.3...0.7), .share, in: 0...1,
      "Smallest pressure of a major listing.", source: "guess")
    idleLargest = declare.lever(
      "idle_largest", 0.2, .share, in: 0...1, "Largest share of the fleet that a random listing idles.",
      source: "marketnews.com: 94 of 154 listed ships idle in February 2025")
  }
}

/// What the United States and the European Union do.
struct SanctionLevers {
  let usEnforces, withUS, withoutUS, india, china, euBan, voyage, returning: Parameter
  let buyerPressure, vesselListings: Parameter

  init(_ declare: Declarations) {
    usEnforces = declare.toggle(
      "us_enforces", true, "The United States enforce new measures.", source: "listing of 2025-10-22")
    let guess = "EU officials: measures do not work without the US; numbers guess"
    withUS = declare.lever(
      "enforcement_with_us", 0.8, .share, in: 0...1, "Share of a measure that bites with the US.",
      source: guess)
    withoutUS = declare.lever(
      "enforcement_without_us", 0.4, .share, in: 0...1, "Share of a measure that bites without the US.",
      source: guess)
    india = declare.lever(
      "on_india", 0, .share, in: 0...1, "Strength of secondary measures against India, before enforcement.",
      source: "scenario")
    china = declare.lever(
      "on_china", 0, .share, in: 0...1, "Strength of secondary measures against China, before enforcement.",
      source: "scenario")
    euBan = declare.lever(
      "eu_crude_ban", 0, .share, in: 0...1, "Share of the EU's remaining crude imports that is banned.",
      source: "scenario; no ban on pipeline oil by 2025-09")
    voyage = declare.lever(
      "voyage", 30, .days, in: 0...60, "Days after which a step that holds bites: cargoes under way arrive.",
      source: "trade press: Baltic to India 25 to 35 days")
    returning = declare.uncertain(
      "after_waivers", .uniform(low: 0, high: 1), .share, in: 0...1,
      "Share of pressure that comes back when waivers end.",
      source: "nobody knows: no successor of GL 134C was found, yet India took a record in June 2026")
    buyerPressure = declare.lever(
      "buyer_pressure", 1, .share, in: 0...2,
      "Multiplies the pressure of known and new listings on buyers; 0 takes it away.", source: "scenario")
    vesselListings = declare.lever(
      "vessel_listings", 1, .share, in: 0...2,
      "Multiplies the ships that known and new listings idle; 0 spares them.", source: "scenario")
  }
}

/// Pressure on buyers and on prices.
struct SanctionOutputs {
  let pressure, pricePressure, hesitation, listedIdle, indiaPressure, chinaPressure: Output
  let indiaPrice, chinaPrice, listing: Output

  init(_ declare: Declarations) {
    pressure = declare.output(
      "pressure", .share, .mean, "Pressure that bites the buyers most exposed to the US.")
    pricePressure = declare.output(
      "price_pressure", .share, .mean, "Pressure that is announced, and that prices answer.", memory: 1)
    hesitation = declare.output(
      "hesitation", .share, .mean, "Rise of pressure in the month it holds from: ships that wait and see.")
    listedIdle = declare.output("idled", .share, .sum, "Share of the fleet that new listings idle.")
    indiaPressure = declare.output("pressure_india", .share, .mean, "Pressure on India.")
    chinaPressure = declare.output("pressure_china", .share, .mean, "Pressure on China's seaborne buyers.")
    indiaPrice = declare.output(
      "price_pressure_india", .share, .mean, "Announced pressure on what India pays.", memory: 1)
    chinaPrice = declare.output(
      "price_pressure_china", .share, .mean, "Announced pressure on what China's seaborne buyers pay.")
    listing = declare.output("listings", .count, .sum, "New random listings.")
  }
}
