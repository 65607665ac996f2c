internal import Engine
internal import Kernels
internal import Sampling

/// Secondary sanctions on the buyers of Russian oil: how afraid they are to lift it.
///
/// Pressure runs from 0 to 1 and is effective: known steps carry their enforcement in them. There are two: prices
/// answer when a step is announced, volumes when it bites, a voyage after the day it holds from, since cargoes
/// under way still arrive. Both wear off slowly. Waivers lift pressure from buyers while they hold, and some of it
/// for good. New listings come at random, most of them minor, and bite less when the US doesn't enforce them.
struct Sanctions: Mechanism {
  static let section = "sanctions"
  static let summary = "Secondary-sanction pressure on buyers, random listings, and who enforces them."

  let decay, hazard, minorShare, minorLargest, majorSmallest, idleLargest: Parameter
  let usEnforces, withUS, withoutUS, india, china, euBan: Parameter
  let voyage, returning: Parameter
  let buyerPressure, vesselListings: Parameter
  let startPressure, startPrice: Parameter
  let listings: Shock
  let level, priceLevel, pending, uniform: State
  let pressure, listedIdle, indiaPressure, chinaPressure: Output
  let pricePressure, indiaPrice, chinaPrice, hesitation: Output
  let listing: Output
  private let steps: SanctionSteps
  private let chinaWeight: Double

  init(_ declare: Declarations) {
    // How often ships are listed, and what that idles.
    decay = declare.uncertain(
      "decay", .central(median: 0.96, low: 0.92, high: 0.99), .share, in: 0.5...1,
      "Share of pressure left a month later.", source: "fitted to India's imports 2025-11 to 2026-02; guess")
    hazard = declare.uncertain(
      "listing_rate", .central(median: 0.09, low: 0.05, high: 0.14), .perMonth, in: 0...2,
      "New listings a month that buyers feel.", source: "counted in sanction_steps.csv; guess")
    minorShare = declare.uncertain(
      "minor_share", .central(median: 0.7, low: 0.45, high: 0.88), .share, in: 0...1,
      "Share of listings that are minor; the others are of majors.",
      source: "guess; range: a beta posterior of the few seen")
    minorLargest = declare.uncertain(
      "minor_largest", .central(median: 0.2, low: 0.1, high: 0.35), .share, in: 0...1,
      "Largest pressure of a minor listing.", source: "guess")
    majorSmallest = declare.uncertain(
      "major_smallest", .central(median: 0.5, low: 0.3, high: 0.7), .share, in: 0...1,
      "Smallest pressure of a major listing.", source: "guess")
    idleLargest = declare.lever(
      "idle_largest", 0.2, .share, in: 0...1, "Largest share of the fleet that a random listing idles.",
      source: "marketnews.com: 94 of 154 listed ships idle in February 2025")
    // What the United States and the European Union do.
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
      "voyage", 30, .days, in: 0...60,
      "Days after which a step that holds bites: cargoes under way arrive.",
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
    steps = SanctionSteps(declare.seeds)
    let last = declare.start - 1
    startPressure = declare.startValue(
      "start_pressure", from: [decay, voyage, returning], .share, in: 0...1,
      "Pressure on volumes before the period.",
      source: "steps that bit before the period, fading by their decay",
      origin: SanctionSteps.file
    ) { [steps] in steps.bitingPressure(endOf: last, keep: $0[0], voyage: $0[1], returning: $0[2]) }
    startPrice = declare.startValue(
      "start_price_pressure", from: [decay], .share, in: 0...1, "Pressure on prices before the period.",
      source: "steps announced before the period, fading by their decay", origin: SanctionSteps.file
    ) { [steps] in steps.announcedPressure(endOf: last, keep: $0[0]) }
    chinaWeight =
      declare.seeds["buyers"].first { $0.text("buyer") == "china_sea" }?.number("pressure_weight") ?? 0
    declare.measure("vessel listings", off: (vesselListings, 0))
    declare.measure(
      "listings of companies", off: (buyerPressure, 0), (startPressure, 0), (startPrice, 0))
    declare.measure("measures on India", off: (india, 0))
    declare.measure("measures on China", off: (china, 0))
    declare.measure("EU crude ban", off: (euBan, 0))
    listings = declare.shock("listings")
    level = declare.state("level")
    priceLevel = declare.state("price_level")
    pending = declare.state("pending", rows: 2)
    uniform = declare.state("uniform", rows: 4)
    // Pressure on buyers and on prices.
    pressure = declare.output(
      "pressure", .share, .mean, "Pressure that bites the buyers most exposed to the US.")
    pricePressure = declare.output(
      "price_pressure", .share, .mean, "Pressure that is announced, and that prices answer.")
    hesitation = declare.output(
      "hesitation", .share, .mean, "Rise of pressure in the month it holds from: ships that wait and see.")
    listedIdle = declare.output("idled", .share, .sum, "Share of the fleet that new listings idle.")
    indiaPressure = declare.output("pressure_india", .share, .mean, "Pressure on India.")
    chinaPressure = declare.output("pressure_china", .share, .mean, "Pressure on China's seaborne buyers.")
    indiaPrice = declare.output(
      "price_pressure_india", .share, .mean, "Announced pressure on what India pays.")
    chinaPrice = declare.output(
      "price_pressure_china", .share, .mean, "Announced pressure on what China's seaborne buyers pay.")
    listing = declare.output("listings", .count, .sum, "New random listings.")
  }

  func begin(_ paths: MonthView) {
    paths[level].assign(paths[startPressure])
    paths[priceLevel].assign(paths[startPrice])
    paths[pressure].assign(paths[startPressure])
    paths[pricePressure].assign(paths[startPrice])
    paths[indiaPressure].assign(paths[startPressure])
    paths[indiaPrice].assign(paths[startPrice])
    let china = paths[chinaPressure], start = paths[startPressure]
    let chinaPrice = paths[chinaPrice], price = paths[startPrice]
    for path in paths.indices {
      china[path] = chinaWeight * start[path]
      chinaPrice[path] = chinaWeight * price[path]
    }
  }

  func step(_ paths: MonthView) {
    announce(paths)
    bite(paths)
    let idle = paths[listedIdle], ships = paths[vesselListings], knownIdle = steps.idle(paths.month)
    for path in paths.indices { idle[path] = ships[path] * knownIdle }
    list(paths)
    waive(paths)
    spread(paths)
  }

  /// Prices answer known steps on the day they are announced.
  private func announce(_ paths: MonthView) {
    let level = paths[priceLevel], decay = paths[decay], mean = paths[pricePressure]
    let strength = paths[buyerPressure]
    for path in paths.indices {
      level[path] *= decay[path]
      mean[path] = level[path]
    }
    for step in steps.announced(paths.month) {
      for path in paths.indices {
        let new = strength[path] * step.level
        mean[path] += step.share * (new - level[path])
        level[path] = new
      }
    }
  }

  /// Volumes answer a rise a voyage after the day it holds from, a fall on that day.
  private func bite(_ paths: MonthView) {
    let level = paths[level], decay = paths[decay], mean = paths[pressure], strength = paths[buyerPressure]
    let voyage = paths[voyage], wary = paths[hesitation], first = paths.firstDay, days = paths.days
    wary.fill(0)
    for path in paths.indices {
      level[path] *= decay[path]
      mean[path] = level[path]
    }
    for step in steps.biting(paths.month) {
      for path in paths.indices {
        let new = strength[path] * step.level
        let isRise = new > level[path]
        let day = isRise ? step.day + voyage[path] : step.day
        let share = (first + days - day) / days
        let holds: Double = share > 0 && share <= 1 ? 1 : 0
        mean[path] += holds * share * (new - level[path])
        if isRise && step.day >= first { wary[path] = max(wary[path], new - level[path]) }
        level[path] += holds * (new - level[path])
      }
    }
  }

  /// Random listings: prices answer at once, volumes after a month of wind-down and a voyage.
  private func list(_ paths: MonthView) {
    let u = paths.matrix(uniform)
    for draw in 0..<4 { paths.uniforms(listings, draw: draw, into: u[draw]) }
    let hazard = paths[hazard], minor = paths[minorShare], largest = paths[minorLargest]
    let smallest = paths[majorSmallest], idleLargest = paths[idleLargest]
    let us = paths[usEnforces], with = paths[withUS], without = paths[withoutUS]
    let level = paths[level], pressure = paths[pressure], idle = paths[listedIdle], count = paths[listing]
    let priceLevel = paths[priceLevel], price = paths[pricePressure], wary = paths[hesitation]
    let recent = paths.matrix(pending)[0], due = paths.matrix(pending)[1]
    let force = paths[buyerPressure], ships = paths[vesselListings]
    for path in paths.indices {
      let none = exponential(-hazard[path])
      let happens = chosen(u[0][path] > none, 1, 0)
      let small = largest[path] * u[2][path]
      let large = smallest[path] + (1 - smallest[path]) * u[2][path]
      let strength = chosen(u[1][path] < minor[path], small, large)
      // A listing falls on one day, on which the switch is either on or off.
      let moment = (u[0][path] - none) / max(1 - none, 1e-9)
      let bite = chosen(moment < us[path], 1, without[path] / max(with[path], 1e-9))
      let felt = min(happens * strength * min(bite, 1) * force[path], 1)
      priceLevel[path] = max(priceLevel[path], felt)
      price[path] = max(price[path], felt)
      level[path] = max(level[path], due[path])
      pressure[path] = max(pressure[path], due[path])
      wary[path] = max(wary[path], recent[path] - level[path])
      due[path] = recent[path]
      recent[path] = felt
      idle[path] += ships[path] * happens * idleLargest[path] * u[3][path] * min(bite, 1)
      count[path] = happens
    }
  }

  /// What waivers lift while they hold, and what doesn't come back after the last of them.
  private func waive(_ paths: MonthView) {
    let lifted = steps.waived(paths.month), level = paths[level], pressure = paths[pressure]
    if lifted > 0 {
      for path in paths.indices { pressure[path] *= 1 - lifted }
    }
    guard steps.waiversEnd(paths.month) else { return }
    let returning = paths[returning]
    for path in paths.indices { level[path] *= returning[path] }
  }

  private func spread(_ paths: MonthView) {
    spread(pressure, to: indiaPressure, chinaPressure, paths)
    spread(pricePressure, to: indiaPrice, chinaPrice, paths)
  }

  private func spread(_ national: Output, to ofIndia: Output, _ ofChina: Output, _ paths: MonthView) {
    let pressure = paths[national], onIndia = paths[india], onChina = paths[china]
    let us = paths[usEnforces], with = paths[withUS], without = paths[withoutUS]
    let india = paths[ofIndia], china = paths[ofChina]
    for path in paths.indices {
      let enforced = us[path] * with[path] + (1 - us[path]) * without[path]
      india[path] = max(pressure[path], enforced * onIndia[path])
      china[path] = max(chinaWeight * pressure[path], enforced * onChina[path])
    }
  }
}
