import Engine
import Sampling
import Testing

/// Values are worked out by the day and averaged over the month last.
@Suite struct DayTests {
  private func event(
    _ name: String, _ from: String, _ days: Double?, _ kind: EventEffect.Kind, _ value: Double
  ) -> EventSetting {
    EventSetting(
      name: name, timing: .dated(day(from), delay: .constant(0)), chance: .constant(1),
      lasts: days.map { .constant($0) },
      effects: [EventEffect(parameter: "echo.value", kind: kind, value: .constant(value))], origin: "test")
  }

  private func march(_ schedule: Schedule, _ events: [EventSetting]) throws -> Double {
    var settings = tinySettings(from: "2026-01", months: 4, paths: 16)
    settings.values["echo.value"] = SetValue(schedule: schedule, origin: "test", text: "")
    settings.events = events
    return try run(tinyModel([Echo.self], start: "2026-01"), settings).monthly[0][2].mean
  }

  private func always(_ value: Double) -> Schedule { Schedule(.constant(value)) }

  @Test("Two windows that follow one another in a month count with their days.")
  func twoWindows() throws {
    let first = event("a", "2026-03-01", 15, .sets, 20), second = event("b", "2026-03-16", 16, .sets, 40)
    let right: Double = (15 * 20 + 16 * 40) / 31
    #expect(abs(try march(always(50), [first, second]) - right) < 1e-9)
    #expect(abs(try march(always(50), [second, first]) - right) < 1e-9)
  }

  @Test("Two stops that together cover a month leave nothing of it.")
  func twoStops() throws {
    let stops = [event("a", "2026-03-01", 15, .scales, 0), event("b", "2026-03-16", 16, .scales, 0)]
    #expect(try march(always(50), stops) == 0)
  }

  @Test("A dated step and a stop in one month meet on the day.")
  func stepAndStop() throws {
    let schedule = Schedule(steps: [
      .init(from: nil, value: .constant(50)), .init(from: day("2026-03-16"), value: .constant(30)),
    ])
    let right = 16.0 * 30 / 31
    #expect(abs(try march(schedule, [event("a", "2026-03-01", 15, .scales, 0)]) - right) < 1e-9)
  }

  @Test("An addition to a ramp that is scaled for some days is worked out day by day.")
  func rampAndEvents() throws {
    let schedule = Schedule(
      steps: [
        .init(from: day("2026-03-01"), value: .constant(0)),
        .init(from: day("2026-04-01"), value: .constant(31)),
      ], isRamp: true)
    let events = [event("a", "2026-03-05", 10, .scales, 3), event("b", "2026-03-10", 7, .adds, 100)]
    let days = (0..<31).map { offset -> Double in
      let scale: Double = (4..<14).contains(offset) ? 3 : 1
      return Double(offset) * scale + ((9..<16).contains(offset) ? 100 : 0)
    }
    let right = days.reduce(0, +) / 31
    #expect(abs(try march(schedule, events) - right) < 1e-9)
    #expect(abs(try march(schedule, events.reversed()) - right) < 1e-9)
  }

  @Test("No day goes beyond the range, so ten days at the bound take ten days' share.")
  func boundsByTheDay() throws {
    let down = event("a", "2026-03-01", 10, .adds, -5000)
    #expect(abs(try march(always(50), [down]) - (21 * 50 - 10 * 1000) / 31) < 1e-9)
    let twice = event("b", "2026-03-06", 5, .adds, -5000)
    #expect(abs(try march(always(50), [down, twice]) - (21 * 50 - 10 * 1000) / 31) < 1e-9)
  }

  @Test("Of two events that set a parameter the one that began last holds, in whichever order they stand.")
  func theLaterHolds() throws {
    let old = event("a", "2026-01-10", nil, .sets, 20), new = event("b", "2026-02-10", nil, .sets, 40)
    #expect(try march(always(50), [old, new]) == 40)
    #expect(try march(always(50), [new, old]) == 40)
  }

  @Test(
    "A rate by the day or the year begins as many as the calendar has days.",
    arguments: [
      (CalendarUnit.day, 1.0), (.year, 366),
    ])
  func ratesByTheDay(unit: CalendarUnit, rate: Double) throws {
    var settings = tinySettings(from: "2028-01", months: 3, paths: 4096)
    settings.values["echo.value"] = SetValue(schedule: always(0), origin: "test", text: "")
    settings.events = [
      EventSetting(
        name: "daily", timing: .random(rate: .constant(rate), per: unit, from: nil, until: nil),
        chance: .constant(1), lasts: .constant(0.25),
        effects: [EventEffect(parameter: "echo.value", kind: .sets, value: .constant(1))], origin: "test")
    ]
    let results = try run(tinyModel([Echo.self], start: "2028-01"), settings)
    for (month, days) in [31.0, 29, 31].enumerated() {
      #expect(abs(results.events[0].begun[month] - days) < 4 * (days / 4096).squareRoot(), "month \(month)")
    }
    // M/G/∞: at a moment one lasts with the chance 1 − exp(−rate × length).
    #expect(abs(results.monthly[0][1].mean - 0.2212) < 4 * results.monthly[0][1].meanError)
  }

  @Test(
    "A month's length is the calendar's.",
    arguments: [
      ("2026-02-01", 1.0, "2026-03-01"), ("2026-01-31", 1, "2026-02-28"), ("2026-03-16", 12, "2027-03-16"),
      ("2026-01-01", 0.5, "2026-01-16"),
    ])
  func calendarMonths(from: String, months: Double, to: String) {
    let end = CalendarUnit.month.after(Double(day(from).number), count: months)
    #expect(Day(number: Int(end)) == day(to))
    #expect(CalendarUnit.year.after(Double(day(from).number), count: months / 12) == end)
  }

  @Test("A line that is cut short still leads where it did.")
  func aLineCutShort() {
    let ramp = Schedule(
      steps: [
        .init(from: day("2026-01-01"), value: .constant(0)),
        .init(from: day("2026-04-01"), value: .constant(90)),
      ], isRamp: true)
    let cut = ramp.overlaid(by: [.init(from: day("2026-03-01"), value: .constant(7))])
    func mean(_ month: String) -> Double {
      zip(cut.weights(in: Month(month) ?? Month(ordinal: 0)), cut.distributions).reduce(0) {
        $0 + $1.0 * $1.1.mean
      }
    }
    #expect(abs(mean("2026-01") - 15) < 1e-9)
    #expect(abs(mean("2026-02") - 44.5) < 1e-9)
    #expect(mean("2026-03") == 7)
  }
}
