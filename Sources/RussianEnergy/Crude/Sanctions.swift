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

  let random: RandomListings
  let levers: SanctionLevers
  let shown: SanctionOutputs
  let startPressure, startPrice: Parameter
  let listings: Shock
  let level, priceLevel, past, pending, drawn: State
  /// The chance of a month without a listing.
  let unlisted: State
  private let steps: SanctionSteps
  private let record: PressureRecord
  /// Months before the period whose pressure on volumes others read in `past`, the last one first.
  private let remembered: Int
  private let chinaWeight: Double

  init(_ declare: Declarations) {
    random = RandomListings(declare)
    levers = SanctionLevers(declare)
    // Before the period, and remembered.
    steps = SanctionSteps(declare)
    let last = declare.start - 1, record = steps.record(upTo: last)
    self.record = record
    startPressure = declare.startValue(
      "start_pressure", from: [random.decay, levers.voyage, levers.returning], .share, in: 0...1,
      "Pressure on volumes before the period.",
      source: "steps that bit before the period, fading by their decay",
      origin: SanctionSteps.file
    ) { [record] in record.pressures(keep: $0[0], voyage: $0[1], returning: $0[2]).end }
    startPrice = declare.startValue(
      "start_price_pressure", from: [random.decay], .share, in: 0...1,
      "Pressure on prices before the period.",
      source: "steps announced before the period, fading by their decay", origin: SanctionSteps.file
    ) { [steps] in steps.announcedPressure(endOf: last, keep: $0[0]) }
    chinaWeight =
      declare.seeds["buyers"].first { $0.text("buyer") == "china_sea" }?.number("pressure_weight") ?? 0
    declare.measure("vessel listings", off: (levers.vesselListings, 0))
    declare.measure(
      "listings of companies", off: (levers.buyerPressure, 0), (startPressure, 0), (startPrice, 0))
    declare.measure("measures on India", off: (levers.india, 0))
    declare.measure("measures on China", off: (levers.china, 0))
    declare.measure("EU crude ban", off: (levers.euBan, 0))
    listings = declare.shock("listings")
    level = declare.state("level")
    priceLevel = declare.state("price_level")
    remembered = declare.count("buyers.habit_months")
    past = declare.state("past", rows: remembered, shared: true)
    pending = declare.state("pending", rows: 2)
    drawn = declare.state("drawn", rows: 3)
    unlisted = declare.state("unlisted")
    shown = SanctionOutputs(declare)
  }

  func begin(_ paths: MonthView) {
    let past = paths.matrix(past), decay = paths[random.decay], voyage = paths[levers.voyage]
    let returning = paths[levers.returning]
    record.fill(past, level: paths[level], keep: decay, voyage: voyage, returning: returning)
    paths[level].assign(paths[startPressure])
    paths[priceLevel].assign(paths[startPrice])
    paths[shown.pressure].assign(paths[startPressure])
    paths[shown.pricePressure].assign(paths[startPrice])
    paths[shown.indiaPressure].assign(paths[startPressure])
    paths[shown.indiaPrice].assign(paths[startPrice])
    let china = paths[shown.chinaPressure], start = paths[startPressure]
    let chinaPrice = paths[shown.chinaPrice], price = paths[startPrice]
    for path in paths.indices {
      china[path] = chinaWeight * start[path]
      chinaPrice[path] = chinaWeight * price[path]
    }
  }

  func step(_ paths: MonthView) {
    announce(paths)
    bite(paths)
    let idle = paths[shown.listedIdle], ships = paths[levers.vesselListings],
      knownIdle = steps.idle(paths.month)
    for path in paths.indices { idle[path] = ships[path] * knownIdle }
    list(paths)
    waive(paths)
    spread(paths)
  }

  /// Prices answer known steps on the day they are announced.
  private func announce(_ paths: MonthView) {
    let level = paths[priceLevel], decay = paths[random.decay], mean = paths[shown.pricePressure]
    let strength = paths[levers.buyerPressure]
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
    let level = paths[level], decay = paths[random.decay], mean = paths[shown.pressure],
      strength = paths[levers.buyerPressure]
    let voyage = paths[levers.voyage], wary = paths[shown.hesitation], first = paths.firstDay,
      days = paths.days
    wary.fill(0)
    for path in paths.indices {
      level[path] *= decay[path]
      mean[path] = level[path]
    }
    for step in steps.biting(paths.month) {
      let isNew = step.day >= first
      for path in paths.indices {
        let new = strength[path] * step.level
        let isRise = new > level[path]
        let day = isRise ? step.day + voyage[path] : step.day
        let share = (first + days - day) / days
        let holds: Double = share > 0 && share <= 1 ? 1 : 0
        mean[path] += holds * share * (new - level[path])
        wary[path] = chosen(isNew && isRise, max(wary[path], new - level[path]), wary[path])
        level[path] += holds * (new - level[path])
      }
    }
  }

  /// Random listings: prices answer at once, volumes after a month of wind-down and a voyage.
  private func list(_ paths: MonthView) {
    let u = (0..<4).map { paths.uniforms(listings, draw: $0) }
    let (moment, weight, size, part) = (u[0], u[1], u[2], u[3])
    let hazard = paths[random.hazard], none = paths[unlisted]
    let minor = paths[random.minorShare], largest = paths[random.minorLargest]
    let smallest = paths[random.majorSmallest], idleLargest = paths[random.idleLargest]
    let us = paths[levers.usEnforces], with = paths[levers.withUS], without = paths[levers.withoutUS]
    let level = paths[level], pressure = paths[shown.pressure], idle = paths[shown.listedIdle],
      count = paths[shown.listing]
    let priceLevel = paths[priceLevel], price = paths[shown.pricePressure], wary = paths[shown.hesitation]
    let recent = paths.matrix(pending)[0], due = paths.matrix(pending)[1]
    let force = paths[levers.buyerPressure], ships = paths[levers.vesselListings]
    let drawn = paths.matrix(drawn), happening = drawn[0], feeling = drawn[1], idling = drawn[2]
    if paths.derives(from: random.hazard) {
      for path in paths.indices { none[path] = exponential(-hazard[path]) }
    }
    for path in paths.indices {
      let happens = chosen(moment[path] > none[path], 1, 0)
      let small = largest[path] * size[path]
      let large = smallest[path] + (1 - smallest[path]) * size[path]
      let strength = chosen(weight[path] < minor[path], small, large)
      // A listing falls on one day, on which the switch is either on or off.
      let day = (moment[path] - none[path]) / max(1 - none[path], 1e-9)
      let bite = chosen(day < us[path], 1, without[path] / max(with[path], 1e-9))
      happening[path] = happens
      feeling[path] = min(happens * strength * min(bite, 1) * force[path], 1)
      idling[path] = ships[path] * happens * idleLargest[path] * part[path] * min(bite, 1)
    }
    for path in paths.indices {
      idle[path] += idling[path]
      count[path] = happening[path]
    }
    // What is felt of it, apart from the above: so many columns at once would keep the loop scalar.
    for path in paths.indices {
      let felt = feeling[path]
      priceLevel[path] = max(priceLevel[path], felt)
      price[path] = max(price[path], felt)
      level[path] = max(level[path], due[path])
      pressure[path] = max(pressure[path], due[path])
      wary[path] = max(wary[path], recent[path] - level[path])
      due[path] = recent[path]
      recent[path] = felt
    }
  }

  /// What waivers lift while they hold, and what doesn't come back after the last of them.
  private func waive(_ paths: MonthView) {
    let lifted = steps.waived(paths.month), level = paths[level], pressure = paths[shown.pressure]
    if lifted > 0 {
      for path in paths.indices { pressure[path] *= 1 - lifted }
    }
    guard steps.waiversEnd(paths.month) else { return }
    let returning = paths[levers.returning]
    for path in paths.indices { level[path] *= returning[path] }
  }

  private func spread(_ paths: MonthView) {
    spread(shown.pressure, to: shown.indiaPressure, shown.chinaPressure, paths)
    spread(shown.pricePressure, to: shown.indiaPrice, shown.chinaPrice, paths)
  }

  private func spread(_ national: Output, to ofIndia: Output, _ ofChina: Output, _ paths: MonthView) {
    let pressure = paths[national], onIndia = paths[levers.india], onChina = paths[levers.china]
    let us = paths[levers.usEnforces], with = paths[levers.withUS], without = paths[levers.withoutUS]
    let india = paths[ofIndia], china = paths[ofChina]
    for path in paths.indices {
      let enforced = us[path] * with[path] + (1 - us[path]) * without[path]
      india[path] = max(pressure[path], enforced * onIndia[path])
      china[path] = max(chinaWeight * pressure[path], enforced * onChina[path])
    }
  }
}
