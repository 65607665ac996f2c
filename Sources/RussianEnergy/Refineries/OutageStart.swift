internal import Engine
internal import Kernels
internal import Sampling

/// Days in a row: the first, counted from 1970-01-01, and how many.
struct DaySpan {
  let first, days: Double

  init(first: Double, days: Double) {
    self.first = first
    self.days = days
  }

  /// Whole months, from one up to another that is left out.
  init(from first: Month, to end: Month) {
    self.init(first: Double(first.first.number), days: Double(end.first - first.first))
  }
}

/// The state of the fleet before a run: stops by strikes that the tables name, and those that nobody named.
///
/// The table of outages names large hits; counts of strikes say how many more there were. Those fall on plants as hits
/// of the run do, in the months that they were counted in, so that a fleet amid a campaign starts as damaged as the
/// campaign leaves it.
extension Outages {
  /// Strikes counted beyond those that are named, by month, the oldest first: months before a run whose strikes may
  /// still keep plants down.
  static func unnamed(_ declare: Declarations) -> [Double] {
    let counts = MonthlyHistory(declare.seeds, "strikes_monthly", "strikes")
    let named = StrikeNews.namedMonths(declare)
    return (1...declare.count("outages.memory")).reversed().map { back in
      let month = declare.start - back
      return counts[month].map { max($0 - Double(named.count { $0 == month }), 0) } ?? 0
    }
  }

  func begin(_ paths: MonthView) {
    let clocks = FleetClocks(paths.matrix(clocks))
    for plant in fleet.plants.indices {
      for path in paths.indices {
        let own = clocks.place(plant, path: path)
        for row in [ClockRow.full, ClockRow.partial, ClockRow.last] { clocks[own + row] = -PlantClocks.ages }
      }
    }
    let near = paths.matrix(scratch)[0]
    near.fill(1)
    prepareEffects(paths, queued: near)
    near.fill(0)
    weigh(paths, longer: near)
    let start = paths.month + 1, last = paths.month
    var from = start - unnamed.count, turn = 0
    for month in Set([counted?.month ?? last, last]).sorted() where month >= from {
      place(from: turn == 0 ? nil : from, to: month, paths)
      strike(from: from, to: month, paths, turn: turn)
      count(month, paths, turn: turn + 1)
      if month == counted?.month { addUp(paths) }
      from = month + 1
      turn += 2
    }
    expectAgain(paths)
  }

  /// Plants that unnamed strikes hit lately are likelier targets, which the rate per plant has to know.
  private func expectAgain(_ paths: MonthView) {
    let past = paths.matrix(hazards), all = paths[allWeights]
    for back in 0..<min(past.rows, unnamed.count) {
      let number = unnamed[unnamed.count - 1 - back]
      for path in paths.indices { past[back][path] = number / all[path] }
    }
  }

  /// Strikes of the first month that the tables name by the day of the run happened on every path.
  func addNamed(_ paths: MonthView, _ month: DaySpan) {
    place(from: start, to: start + 1, paths, countedIn: month)
    let named = Double(known.count { $0.day >= month.first }), hits = paths[shown.hits]
    for path in paths.indices { hits[path] += named }
  }

  /// Leaves in `availability` what the fleet was on average of a month.
  private func count(_ month: Month, _ paths: MonthView, turn: Int) {
    let span = DaySpan(from: month, to: month + 1)
    // A hit counts anew what the clocks take, which have no first day: those with one come last.
    strike(from: month, to: month + 1, paths, turn: turn)
    place(from: month, to: month + 1, paths, countedIn: span)
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant]
      for path in paths.indices {
        available[path] = roundedToGrid(1 - available[path], bits: availabilityBits)
      }
    }
  }

  /// The shares of wanted runs and of what could be added that the fleet had in the month of the newest published runs.
  private func addUp(_ paths: MonthView) {
    let base = paths.matrix(then)[0], headroom = paths.matrix(then)[1]
    base.fill(0)
    headroom.fill(0)
    let desired = fleet.desiredShares, spare = fleet.headroomShares(overdrive: overdrive)
    for plant in fleet.plants.indices {
      let available = paths.matrix(availability)[plant]
      for path in paths.indices {
        base[path] += desired[plant] * available[path]
        headroom[path] += spare[plant] * available[path]
      }
    }
  }

  /// Puts the outages of some months on the clocks that were known before the period.
  private func place(from first: Month?, to end: Month, _ paths: MonthView, countedIn span: DaySpan? = nil) {
    let keys = EntityKeys(known.map(\.name))
    let days = (first.map { Double($0.first.number) } ?? -.infinity)..<Double(end.first.number)
    for (index, outage) in known.enumerated() where days.contains(outage.day) {
      place(outage, keys[index], paths, countedIn: span)
    }
  }

  /// Puts an outage that was known before the period on the clocks; what it takes of a span is counted.
  ///
  /// Units of a plant that were hit on one day have one clock, with the largest share and the last end: ends of their own
  /// would need clocks of their own, and one end for a sum would come earlier the longer a repair takes.
  private func place(_ outage: KnownOutage, _ entity: Int, _ paths: MonthView, countedIn span: DaySpan?) {
    if outage.isDrawn { draw(entity, paths) }
    let plant = outage.plant, slip = paths[repair.estimateSlip]
    let drawn = paths.matrix(drawn), clocks = FleetClocks(paths.matrix(clocks))
    let lost = paths.matrix(availability)[plant]
    for path in paths.indices {
      let length = outage.estimate.map { $0 * slip[path] } ?? drawn[HitRow.length][path]
      let until = outage.until ?? (outage.day + length)
      let share = outage.share ?? drawn[HitRow.share][path]
      let own = clocks.place(plant, path: path)
      func raise(_ row: Int, to number: Double) { clocks[own + row] = max(clocks[own + row], number) }
      raise(ClockRow.last, to: outage.day)
      if share > wholeStop {
        raise(ClockRow.full, to: until)
      } else if share > 0 {
        raise(ClockRow.partial, to: until)
        raise(ClockRow.share, to: share)
      }
      if let span {
        let down = max(min(until, span.first + span.days) - outage.day, 0) / span.days
        lost[path] = max(lost[path], min(share, 1) * down)
      }
    }
  }

  /// Draws what isn't known of an outage, path by path.
  private func draw(_ entity: Int, _ paths: MonthView) {
    let drawn = paths.matrix(drawn)
    paths.listing { list in
      for path in paths.indices {
        list.append(entity: entity, path: UInt32(paths.first + path), draws: 1)
      }
      paths.uniformQuads(starts, at: list, from: 0, into: drawn)
    }
    Outages.workOut(drawn, blockWidth, paths.matrix(effects)) { $0 }
  }

  /// Lets the strikes of past months happen that were counted and not named.
  ///
  /// - Parameter turn: tells the draws of calls apart.
  private func strike(from first: Month, to end: Month, _ paths: MonthView, turn: Int) {
    guard first < end else { return }
    let start = paths.month + 1, expected = paths.matrix(expected), span = DaySpan(from: first, to: end)
    let number = unnamed[(unnamed.count - (start - first))..<(unnamed.count - (start - end))].reduce(0, +)
    guard number > 0 else { return hold(span, paths.indices, paths) }
    expected[StrikeKind.any].fill(number)
    expected[StrikeKind.again].fill(0)
    strike(paths, in: span, struck: paths.matrix(scratch)[2], turn: turn)
  }
}

/// The newest published refinery runs before a run.
struct CountedRuns {
  let month: Month
  /// kb/d.
  let runs: Double
  /// Months from it to the one before the run.
  let age: Int

  /// Nil where none were published for a month that strikes of the run's start reach back to.
  init?(_ declare: Declarations) {
    let history = MonthlyHistory(declare.seeds, "refinery_runs_monthly", "runs"), last = declare.start - 1
    guard let month = history.latest(upTo: last), let runs = history[month],
      last - month < declare.count("outages.memory")
    else { return nil }
    (self.month, self.runs, age) = (month, runs, last - month)
  }
}
