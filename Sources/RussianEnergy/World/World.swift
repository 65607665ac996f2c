internal import Engine
internal import Kernels
internal import Sampling

/// The oil price's answer to lost supply.
///
/// A loss of supply moves the price at once by a lot and later by less, since demand and other supply need
/// time: the inverse elasticity is a sum of two decaying exponentials of the months since the loss. Lost
/// barrels arrive with a delay, others replace part of them, and spectacular events add a short premium. When a loss
/// ends, the price gives back what is left of its rise and no more; the stocks that were drawn are refilled, which
/// lifts it a little.
struct World: Mechanism {
  static let section = "world"
  static let summary = "How much a loss of supply, and the fear of one, lifts the price of Brent."

  let makeUp: MakeUp
  let spare: Parameter
  let eventRate, eventPremium, eventDecay, escalation: Parameter
  let russianLoss: PastInput
  let strait, straitMonths: Input
  let effective, effectiveOthers, drawn, peak, offset, fastState, slowState, fastOthers, slowOthers,
    premiumState, fastLeft, slowLeft: State
  /// The logarithm of the share of supply that each kind of loss left last month, and the chance of no event.
  let russianLeft, othersLeft, noEvent: State
  let events: Shock
  let response, premium, tightness: Output
  /// A market that has lost more than this share of its supply has no price that an elasticity could tell.
  private let mostLost: Double

  init(_ declare: Declarations) {
    makeUp = MakeUp(declare)
    mostLost = declare.constant("world.most_lost")
    // Events that the price fears.
    spare = declare.uncertain(
      "opec_spare", .median(3.5, 2.5...5), .millionBarrelsPerDay, in: 0...8,
      "Spare capacity of OPEC+.", source: "investinglive 2025-12 (3.24 mb/d cuts in place)")
    eventRate = declare.uncertain(
      "event_rate", .median(0.17, 0.08...0.25), .perMonth, in: 0...2,
      "Spectacular operations that shake the market.", source: "guess: 1–3 a year")
    eventPremium = declare.uncertain(
      "event_premium", .median(0.02, 0.01...0.03), .share, in: 0...0.3,
      "What such an event adds to the price at first.", source: "guess: 1–3 %")
    eventDecay = declare.lever(
      "event_decay", 0.5, .share, in: 0...0.95, "Share of the premium left a month later.", source: "guess")
    escalation = declare.lever(
      "escalation_premium", 0, .share, in: 0...0.5,
      "What fear of a wider war adds to the price while it lasts.",
      source: "scenario; guess: 3-8 USD/bbl, 4 to 11 % of 70")
    // Read from others, and remembered.
    russianLoss = declare.lastMonth("crude.export_loss")
    strait = declare.input("strait.oil_lost_now", region: "World")
    straitMonths = declare.input("strait.start_months")
    effective = declare.state("effective")
    effectiveOthers = declare.state("effective_others")
    fastOthers = declare.state("fast_others")
    slowOthers = declare.state("slow_others")
    drawn = declare.state("drawn")
    peak = declare.state("peak")
    offset = declare.state("offset")
    fastState = declare.state("fast")
    slowState = declare.state("slow")
    premiumState = declare.state("premium")
    fastLeft = declare.state("fast_left")
    slowLeft = declare.state("slow_left")
    russianLeft = declare.state("russian_left")
    othersLeft = declare.state("others_left")
    noEvent = declare.state("no_event")
    events = declare.shock("events")
    // What it shows.
    response = declare.output(
      "response", .share, .mean, "Log change of Brent that lost supply explains.", region: "World")
    premium = declare.output(
      "risk_premium", .share, .mean, "Log change of Brent after spectacular events.", region: "World")
    tightness = declare.output(
      "tightness", .millionBarrelsPerDay, .mean, "Net supply lost to the world market.", region: "World")
  }

  /// A loss that was under way is in the price already: what is left of its response stands in it.
  func begin(_ paths: MonthView) {
    let lost = paths[strait], months = paths[straitMonths], supply = paths[makeUp.supply],
      slow = paths[makeUp.slow]
    let slowLife = paths[makeUp.slowLife], others = paths[effectiveOthers], b = paths[slowOthers]
    let response = paths[response], tight = paths[tightness]
    for path in paths.indices {
      let shock = -remaining(lost[path], of: supply[path])
      others[path] = lost[path]
      b[path] = shock * slow[path] * exponential(-months[path] / slowLife[path])
      response[path] = b[path]
      tight[path] = lost[path]
    }
    paths[peak].assign(others)
  }

  func step(_ paths: MonthView) {
    if paths.derives(from: makeUp.fastLife, makeUp.slowLife) { fade(paths) }
    if paths.derives(from: makeUp.supply, eventRate) { measure(paths) }
    addRussianLoss(paths)
    addOtherLoss(paths)
    addPremium(paths)
  }

  /// What a month leaves of the two responses.
  private func fade(_ paths: MonthView) {
    let fastLife = paths[makeUp.fastLife], slowLife = paths[makeUp.slowLife]
    let fastLeft = paths[fastLeft], slowLeft = paths[slowLeft]
    for path in paths.indices {
      fastLeft[path] = exponential(-1 / fastLife[path])
      slowLeft[path] = exponential(-1 / slowLife[path])
    }
  }

  /// The logarithm of the share of supply that a loss leaves.
  @inline(__always)
  private func remaining(_ lost: Double, of supply: Double) -> Double {
    logarithm(1 - min(lost / supply, mostLost))
  }

  /// What losses so far have left of supply, and the chance that nothing happens.
  private func measure(_ paths: MonthView) {
    let supply = paths[makeUp.supply], rate = paths[eventRate], none = paths[noEvent]
    let russian = paths[effective], russianLeft = paths[russianLeft]
    let others = paths[effectiveOthers], othersLeft = paths[othersLeft]
    for path in paths.indices {
      russianLeft[path] = remaining(russian[path], of: supply[path])
      othersLeft[path] = remaining(others[path], of: supply[path])
      none[path] = exponential(-rate[path])
    }
  }

  /// Russian barrels come and go a little each month; others replace part of them.
  private func addRussianLoss(_ paths: MonthView) {
    let lost = paths.before(russianLoss), share = paths[makeUp.offsetShare], speed = paths[makeUp.offsetSpeed]
    let spare = paths[spare], arrival = paths[makeUp.arrival], supply = paths[makeUp.supply]
    let fast = paths[makeUp.fast], slow = paths[makeUp.slow], fastLeft = paths[fastLeft],
      slowLeft = paths[slowLeft]
    let effective = paths[effective], offset = paths[offset], a = paths[fastState], b = paths[slowState]
    let left = paths[russianLeft]
    for path in paths.indices {
      let gross = lost[path] / kilo
      let wanted = min(share[path] * gross, spare[path])
      offset[path] += speed[path] * (wanted - offset[path])
      let old = effective[path]
      let new = old + arrival[path] * (max(gross - offset[path], 0) - old)
      let now = remaining(new, of: supply[path]), shock = left[path] - now
      left[path] = now
      effective[path] = new
      a[path] = (a[path] + shock * fast[path]) * fastLeft[path]
      b[path] = (b[path] + shock * slow[path]) * slowLeft[path]
    }
  }

  /// A loss elsewhere draws stocks; when it ends the price gives back what is left, and stocks are bought back.
  private func addOtherLoss(_ paths: MonthView) {
    let other = paths[makeUp.otherLoss], strait = paths[strait], stocks = paths[makeUp.stockRelease]
    let arrival = paths[makeUp.arrival], supply = paths[makeUp.supply], fast = paths[makeUp.fast],
      slow = paths[makeUp.slow]
    let fastLeft = paths[fastLeft], slowLeft = paths[slowLeft], out = paths[makeUp.drawnShare]
    let refill = paths[makeUp.refillSpeed], drawn = paths[drawn], peak = paths[peak]
    let effective = paths[effectiveOthers], a = paths[fastOthers], b = paths[slowOthers]
    let russian = paths[self.effective], russianFast = paths[fastState], russianSlow = paths[slowState]
    let response = paths[response], tight = paths[tightness], left = paths[othersLeft]
    for path in paths.indices {
      let net = max(other[path] + strait[path] - stocks[path], 0)
      peak[path] = max(peak[path], net)
      let ease = chosen(peak[path] > 0, 1 - net / peak[path], 0)
      let bought = refill[path] * drawn[path] * ease
      drawn[path] += out[path] * net + stocks[path] - bought
      let old = effective[path]
      let new = old + arrival[path] * (net + bought - old)
      let now = remaining(new, of: supply[path])
      response[path] = left[path] - now
      left[path] = now
      effective[path] = new
      tight[path] = new + russian[path]
    }
    // Apart from the above: so many columns at once would keep the loop scalar.
    for path in paths.indices {
      let shock = response[path]
      a[path] = max(a[path] + shock * fast[path], 0) * fastLeft[path]
      b[path] = max(b[path] + shock * slow[path], 0) * slowLeft[path]
      response[path] = a[path] + b[path] + russianFast[path] + russianSlow[path]
    }
  }

  private func addPremium(_ paths: MonthView) {
    let none = paths[noEvent], size = paths[eventPremium], decay = paths[eventDecay]
    let state = paths[premiumState], premium = paths[premium], fear = paths[escalation]
    let u = paths.uniforms(events)
    for path in paths.indices {
      let happened = u[path] > none[path] ? 1.0 : 0.0
      state[path] = state[path] * decay[path] + happened * size[path]
      premium[path] = state[path] + fear[path]
    }
  }
}
