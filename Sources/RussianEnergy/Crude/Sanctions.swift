internal import Engine
internal import Kernels
internal import Sampling

/// Steps of sanctions in the seed table: pressure on buyers, idled tankers, war premia, by month.
struct SanctionSteps: Sendable {
  private let rows: [(day: Day, pressure: Double?, idle: Double, war: Double)]

  init(_ seeds: SeedTables) {
    rows = seeds["sanction_steps"].compactMap { row in
      guard let day = row.day("date") else { return nil }
      return (day, row.number("pressure"), row.number("idle") ?? 0, row.number("war_premium") ?? 0)
    }.sorted { $0.day < $1.day }
  }

  private func share(_ day: Day, _ month: Month) -> Double {
    Double(month.days - (day - month.first)) / Double(month.days)
  }

  private func rows(_ month: Month) -> [(day: Day, pressure: Double?, idle: Double, war: Double)] {
    rows.filter { $0.day.month == month }
  }

  /// The newest pressure set in a month and the share of the month that it holds.
  func pressure(_ month: Month) -> (level: Double, share: Double)? {
    rows(month).last { $0.pressure != nil }.flatMap { row in
      row.pressure.map { ($0, share(row.day, month)) }
    }
  }

  func idle(_ month: Month) -> Double { rows(month).reduce(0) { $0 + $1.idle } }
  func war(_ month: Month) -> Double { rows(month).reduce(0) { $0 + $1.war } }

  /// A level at the end of a month that known additions, fading from month to month, leave.
  func faded(to month: Month, keep: Double, of addition: (SanctionSteps) -> (Month) -> Double) -> Double {
    (0..<24).reversed().reduce(0) { $0 * keep + addition(self)(month - $1) }
  }

  /// The pressure at the end of a month, fading between steps.
  func pressure(endOf month: Month, keep: Double) -> Double {
    (0..<36).reversed().reduce(0) { old, back in pressure(month - back)?.level ?? old * keep }
  }
}

/// Secondary sanctions on the buyers of Russian oil: how afraid they are to lift it.
///
/// Pressure runs from 0 to 1 and is effective: known steps carry their enforcement in them. It wears off
/// slowly; new listings come at random, most of them minor, and bite less when the US doesn't enforce them.
struct Sanctions: Mechanism {
  static let section = "sanctions"
  static let summary = "Secondary-sanction pressure on buyers, random listings, and who enforces them."

  let decay, hazard, minorShare, minorLargest, majorSmallest, idleLargest: Parameter
  let usEnforces, withUS, withoutUS, india, china, euBan: Parameter
  let buyerPressure, vesselListings: Parameter
  let startPressure: Parameter
  let listings: Shock
  let level, uniform: State
  let pressure, listedIdle, indiaPressure, chinaPressure: Output
  let listing: Output
  private let steps: SanctionSteps
  private let chinaWeight: Double

  init(_ declare: Declarations) {
    decay = declare.uncertain(
      "decay", .central(median: 0.96, low: 0.92, high: 0.99), .share, in: 0.5...1,
      "Share of pressure left a month later.", source: "own fit to India's imports 2025-11 to 2026-02; guess")
    hazard = declare.uncertain(
      "listing_rate", .central(median: 0.09, low: 0.05, high: 0.14), .perMonth, in: 0...2,
      "New listings a month that buyers feel.", source: "own count of sanctions_steps.csv; guess")
    minorShare = declare.lever(
      "minor_share", 0.7, .share, in: 0...1, "Share of listings that are minor.", source: "guess")
    minorLargest = declare.lever(
      "minor_largest", 0.2, .share, in: 0...1, "Largest pressure of a minor listing.", source: "guess")
    majorSmallest = declare.lever(
      "major_smallest", 0.5, .share, in: 0...1, "Smallest pressure of a major listing.", source: "guess")
    idleLargest = declare.lever(
      "idle_largest", 0.2, .share, in: 0...1, "Largest share of the fleet that a random listing idles.",
      source: "marketnews.com: 94 of 154 listed ships idle in February 2025")
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
    buyerPressure = declare.lever(
      "buyer_pressure", 1, .share, in: 0...2,
      "Multiplies the pressure of known and new listings on buyers; 0 takes it away.", source: "scenario")
    vesselListings = declare.lever(
      "vessel_listings", 1, .share, in: 0...2,
      "Multiplies the ships that known and new listings idle; 0 spares them.", source: "scenario")
    steps = SanctionSteps(declare.seeds)
    startPressure = declare.startValue(
      "start_pressure",
      Observation(
        distribution: .constant(steps.pressure(endOf: declare.start - 1, keep: 0.96)),
        source: "steps known before the period, fading by 4 % a month", origin: "seeds/sanction_steps.csv"),
      .share, in: 0...1, "Pressure before the period.")
    chinaWeight =
      declare.seeds["buyers"].first { $0.text("buyer") == "china_sea" }?.number("pressure_weight") ?? 0
    listings = declare.shock("listings")
    level = declare.state("level")
    uniform = declare.state("uniform", rows: 4)
    pressure = declare.output("pressure", .share, .mean, "Pressure on the buyers most exposed to the US.")
    listedIdle = declare.output("idled", .share, .sum, "Share of the fleet that new listings idle.")
    indiaPressure = declare.output("pressure_india", .share, .mean, "Pressure on India.")
    chinaPressure = declare.output("pressure_china", .share, .mean, "Pressure on China's seaborne buyers.")
    listing = declare.output("listings", .count, .sum, "New random listings.")
  }

  func begin(_ paths: Paths) {
    paths[level].assign(paths[startPressure])
    paths[pressure].assign(paths[startPressure])
    paths[indiaPressure].assign(paths[startPressure])
    let china = paths[chinaPressure], start = paths[startPressure]
    for path in paths.indices { china[path] = chinaWeight * start[path] }
  }

  func step(_ paths: Paths) {
    let level = paths[level], decay = paths[decay], pressure = paths[pressure]
    let known = steps.pressure(paths.month), strength = paths[buyerPressure]
    let idle = paths[listedIdle], ships = paths[vesselListings], knownIdle = steps.idle(paths.month)
    for path in paths.indices {
      let faded = level[path] * decay[path]
      let step = strength[path] * (known?.level ?? 0)
      level[path] = known == nil ? faded : step
      pressure[path] = known.map { step * $0.share + faded * (1 - $0.share) } ?? faded
      idle[path] = ships[path] * knownIdle
    }
    list(paths)
    spread(paths)
  }

  private func list(_ paths: Paths) {
    let u = paths.matrix(uniform)
    for draw in 0..<4 { paths.uniforms(listings, draw: draw, into: u[draw]) }
    let hazard = paths[hazard], minor = paths[minorShare], largest = paths[minorLargest]
    let smallest = paths[majorSmallest], idleLargest = paths[idleLargest]
    let us = paths[usEnforces], with = paths[withUS], without = paths[withoutUS]
    let level = paths[level], pressure = paths[pressure], idle = paths[listedIdle], count = paths[listing]
    let force = paths[buyerPressure], ships = paths[vesselListings]
    for path in paths.indices {
      let happens: Double = u[0][path] > exponential(-hazard[path]) ? 1 : 0
      let small = largest[path] * u[2][path]
      let large = smallest[path] + (1 - smallest[path]) * u[2][path]
      let strength = u[1][path] < minor[path] ? small : large
      // A listing falls on one day, on which the switch is either on or off.
      let moment = (u[0][path] - exponential(-hazard[path])) / max(1 - exponential(-hazard[path]), 1e-9)
      let bite = moment < us[path] ? 1 : without[path] / max(with[path], 1e-9)
      let felt = min(happens * strength * min(bite, 1) * force[path], 1)
      level[path] = max(level[path], felt)
      pressure[path] = max(pressure[path], felt)
      idle[path] += ships[path] * happens * idleLargest[path] * u[3][path] * min(bite, 1)
      count[path] = happens
    }
  }

  private func spread(_ paths: Paths) {
    let pressure = paths[pressure], onIndia = paths[india], onChina = paths[china]
    let us = paths[usEnforces], with = paths[withUS], without = paths[withoutUS]
    let india = paths[indiaPressure], china = paths[chinaPressure]
    for path in paths.indices {
      let enforced = us[path] * with[path] + (1 - us[path]) * without[path]
      india[path] = max(pressure[path], enforced * onIndia[path])
      china[path] = max(chinaWeight * pressure[path], enforced * onChina[path])
    }
  }
}
