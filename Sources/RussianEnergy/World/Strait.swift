internal import Engine
internal import Kernels
internal import Sampling

/// The strait of Hormuz: open, throttled or shut, and what each keeps from the world market.
///
/// A closure ends in throttled traffic more often than in open water, and throttled traffic lasts: a state with its
/// own law. Both keep oil and LNG away, throttled traffic a share of what a closure does. What war damaged at the
/// gas plants stays lost.
struct Strait: Mechanism {
  static let section = "strait"
  static let summary =
    "The strait of Hormuz as a state: open, throttled or shut, and the oil and LNG it keeps."

  enum Level {
    static let open = 0.0, throttled = 1.0, shut = 2.0
  }

  let law: StraitLaw
  let shut, startState, startMonths: Parameter
  let moves: Shock
  let level: State
  /// The chance that an open strait is closed in a month.
  let closes: State
  let state, oil, lng, isShut, isThrottled: Output
  private typealias Known = (day: Day, level: Double, damage: Double)
  private let known: [Known]

  init(_ declare: Declarations) {
    // What a scenario says of the strait.
    shut = declare.toggle("shut", false, "The strait is shut while this is on.", source: "scenario")
    law = StraitLaw(declare)
    // What it was before the period.
    known = Strait.states(declare.seeds)
    let before = known.filter { $0.day < declare.start.first }
    func found(_ value: Double, _ source: String) -> Observation {
      Observation(distribution: .constant(value), source: source, origin: "seeds/strait_states.csv")
    }
    startState = declare.startValue(
      "start_state", found(before.last?.level ?? Level.open, "the newest known state"), .index, in: 0...2,
      "State before the period: 0 open, 1 throttled, 2 shut.")
    let months = Double(Strait.monthsSinceOpen(before, declare.start))
    startMonths = declare.startValue(
      "start_months", found(months, "months since the strait was last open"), .months, in: 0...240,
      "Months before the period since the strait was last open.")
    moves = declare.shock("moves")
    level = declare.state("level")
    closes = declare.state("closes")
    // What it shows.
    func output(_ key: String, _ unit: Unit, _ aggregation: Aggregation, _ summary: String) -> Output {
      declare.output(key, unit, aggregation, summary, region: "World")
    }
    state = output("state", .index, .last, "State of the strait: 0 open, 1 throttled, 2 shut.")
    isShut = output("shut_chance", .percent, .mean, "Paths on which the strait is shut.")
    isThrottled = output("throttled_chance", .percent, .mean, "Paths on which its traffic is throttled.")
    oil = output(
      "oil_lost_now", .millionBarrelsPerDay, .mean, "Oil that the strait keeps from the market.")
    lng = output(
      "lng_lost_now", .mtPerYear, .mean, "LNG that the strait and damaged plants keep from the market.")
  }

  /// The states of the seed tables by their first days, with what damaged plants don't make since.
  private static func states(_ seeds: SeedTables) -> [Known] {
    seeds["strait_states"].compactMap { row -> Known? in
      guard let day = row.day("date") else { return nil }
      let level = ["open": Level.open, "throttled": Level.throttled, "shut": Level.shut][row.text("state")]
      return level.map { (day, $0, row.number("lng_damage") ?? 0) }
    }.sorted { $0.day < $1.day }
  }

  private static func monthsSinceOpen(_ known: [Known], _ start: Month) -> Int {
    let lastOpen = known.last { $0.level == Level.open }?.day
    let since = known.first { row in row.level > Level.open && (lastOpen.map { row.day > $0 } ?? true) }
    return max(since.map { start - $0.day.month } ?? 0, 0)
  }

  func begin(_ paths: MonthView) {
    paths[level].assign(paths[startState])
    report(paths)
  }

  func step(_ paths: MonthView) {
    move(paths)
    let forced = paths[shut], level = paths[level]
    if let state = known.last(where: { $0.day.month == paths.month }) { level.fill(state.level) }
    for path in paths.indices { level[path] = max(level[path], Level.shut * forced[path]) }
    report(paths)
  }

  /// A month of the chain.
  private func move(_ paths: MonthView) {
    let level = paths[level], rate = paths[law.closureRate], closes = paths[closes]
    let stayShut = paths[law.stayShut], stayThrottled = paths[law.stayThrottled]
    let reopens = paths[law.reopens], reshut = paths[law.reshut]
    let u = paths.uniforms(moves)
    if paths.derives(from: law.closureRate) {
      for path in paths.indices { closes[path] = 1 - exponential(-rate[path]) }
    }
    for path in paths.indices {
      let now = level[path], isOpen = now < Level.open + half, isPassable = now < Level.throttled + half
      let leaves = chosen(
        isOpen, closes[path], 1 / chosen(isPassable, stayThrottled[path], stayShut[path]))
      let first = chosen(isOpen, 1, chosen(isPassable, reshut[path], reopens[path]))
      let firstTarget = chosen(isPassable, Level.shut, Level.open)
      let secondTarget = chosen(isPassable, Level.open, Level.throttled)
      let target = chosen(u[path] < leaves * first, firstTarget, secondTarget)
      level[path] = chosen(u[path] < leaves, target, now)
    }
  }

  /// What the state keeps from the market.
  private func report(_ paths: MonthView) {
    let level = paths[level], state = paths[state], oil = paths[oil], lng = paths[lng]
    let most = paths[law.oilLost], mostLNG = paths[law.lngLost], part = paths[law.throttledShare]
    let shut = paths[isShut], throttled = paths[isThrottled]
    let damage = known.last { $0.day <= paths.month.first + (paths.month.days - 1) }?.damage ?? 0
    for path in paths.indices {
      let isShut = chosen(level[path] > Level.throttled + half, 1, 0)
      let isThrottled = chosen(level[path] > Level.open + half, 1 - isShut, 0)
      let share = isShut + part[path] * isThrottled
      state[path] = level[path]
      shut[path] = percent * isShut
      throttled[path] = percent * isThrottled
      oil[path] = share * most[path]
      lng[path] = max(share * mostLNG[path], damage)
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let oil = paths[oil], lost = paths[law.oilLost]
    report.within("oil that the strait keeps") { (oil[$0], 0, lost[$0]) }
    report.within(paths[state], Level.open, Level.shut, "state of the strait")
  }
}

/// How often the strait is shut, how long, and what that loses.
struct StraitLaw {
  let closureRate, stayShut, stayThrottled, reopens, reshut, oilLost, lngLost, throttledShare: Parameter

  init(_ declare: Declarations) {
    let one = "one case: shut 2026-03-02 to 06-17, throttled since; range guess"
    closureRate = declare.uncertain(
      "closure_rate", .median(0.002, 0.0005...0.006), .perMonth, in: 0...1,
      "Chance a month that the open strait is shut.",
      source: "once in the forty years of tanker wars since 1984")
    stayShut = declare.uncertain(
      "stay_shut", .median(3.5, 2...8), .months, in: 1...60, "Mean months of a closure.", source: one)
    stayThrottled = declare.uncertain(
      "stay_throttled", .median(12, 4...30), .months, in: 1...120,
      "Mean months of throttled traffic.", source: one)
    reopens = declare.uncertain(
      "reopens", .median(0.25, 0.1...0.5), .share, in: 0...1,
      "Chance that a closure ends in open water, not in throttled traffic.", source: one)
    reshut = declare.uncertain(
      "reshut", .median(0.2, 0.05...0.4), .share, in: 0...1,
      "Chance that throttled traffic ends in a closure, not in open water.", source: "guess")
    oilLost = declare.uncertain(
      "oil_lost", .median(5.7, 4...8), .millionBarrelsPerDay, in: 0...20,
      "Oil that a closure keeps from the market, net of detours and other supply.",
      source: "IEA, March 2026: a net loss of 5.5 % of world supply; 10 mb/d gross at first")
    lngLost = declare.uncertain(
      "lng_lost", .median(77, 60...80), .mtPerYear, in: 0...90,
      "LNG that a closure keeps from the market.", source: "shafaq.com: Qatar's exports")
    throttledShare = declare.uncertain(
      "throttled_share", .median(0.4, 0.2...0.65), .share, in: 0...1,
      "What throttled traffic keeps, over what a closure does.", source: "guess")
  }
}
