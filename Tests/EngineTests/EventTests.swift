import Engine
import Kernels
import Sampling
import Testing

/// Events on a parameter that is 0 without them and 1 while one lasts, so that its mean is the active share.
@Suite struct EventTests {
  private func event(
    _ timing: EventTiming, chance: Distribution = .constant(1), lasts: Distribution? = nil,
    kind: EventEffect.Kind = .sets, value: Distribution = .constant(1)
  ) -> EventSetting {
    EventSetting(
      name: "trouble", timing: timing, chance: chance, lasts: lasts,
      effects: [EventEffect(parameter: "echo.value", kind: kind, value: value)], origin: "test")
  }

  private func months(
    _ events: [EventSetting], base: Double = 0, months: Int = 3, paths: Int = 16384
  ) throws -> Results {
    var settings = tinySettings(months: months, paths: paths)
    settings.values["echo.value"] = always(.constant(base))
    settings.events = events
    return try run(tinyModel([Echo.self]), settings)
  }

  private func dated(_ text: String, delay: Distribution = .constant(0)) -> EventTiming {
    .dated(day(text), delay: delay)
  }

  private func isNear(_ found: Statistics, _ expected: Double) -> Bool {
    abs(found.mean - expected) < 4 * found.meanError + 1e-12
  }

  @Test("A dated event weighs by its days") func aDatedEventWeighsByItsDays() throws {
    let results = try months([event(dated("2025-01-11"), lasts: .constant(28))], paths: 16)
    let expected: [Double] = [21.0 / 31, 7.0 / 28, 0]
    let gaps = zip(results.monthly[0], expected).map { abs($0.mean - $1) }
    #expect((gaps.max() ?? 1) < 1e-12)
  }

  @Test("An event without an end lasts to the end") func anEventWithoutAnEndLastsToTheEnd() throws {
    let results = try months([event(dated("2025-02-15"))], paths: 16)
    #expect(results.monthly[0].map(\.mean) == [0, 0.5, 1])
  }

  @Test("An event before the period is already under way")
  func anEventBeforeThePeriodIsAlreadyUnderWay() throws {
    let results = try months([event(dated("2024-06-01"), lasts: .constant(230))], paths: 16)
    #expect(abs(results.monthly[0][0].mean - 16.0 / 31) < 1e-12)
  }

  @Test("Chance and delay give their expected share") func chanceAndDelayGiveTheirExpectedShare() throws {
    let timing = dated("2025-02-01", delay: .uniform(low: 0, high: 28))
    let results = try months([event(timing, chance: .constant(0.4))])
    #expect(isNear(results.monthly[0][0], 0))
    #expect(isNear(results.monthly[0][1], 0.4 * 0.5))
    #expect(isNear(results.monthly[0][2], 0.4))
    #expect(abs(results.events[0].active[2] - results.monthly[0][2].mean) < 1e-5)
  }

  @Test("An uncertain chance counts with its mean") func anUncertainChanceCountsWithItsMean() throws {
    let results = try months([event(dated("2025-01-01"), chance: .uniform(low: 0.1, high: 0.5))])
    #expect(isNear(results.monthly[0][2], 0.3))
  }

  /// Starts are Poisson and lengths fixed: at a moment nothing lasts with probability exp(−∫ rate).
  @Test("Random events cover what they should", arguments: [(0.3, 10.0), (2.0, 20.0), (4.0, 45.0)])
  func randomEventsCoverWhatTheyShould(rate: Double, length: Double) throws {
    let timing = EventTiming.random(rate: .constant(rate), from: nil, until: nil)
    let results = try months([event(timing, lasts: .constant(length))])
    let days = [31.0, 28, 31]
    var begins = 0.0
    for month in 0..<3 {
      var covered = 0.0
      for part in 0..<1000 {
        let now = begins + days[month] * (Double(part) + 0.5) / 1000
        covered += 1 - exponential(-starts(from: now - length, to: now, rate: rate, days))
      }
      #expect(isNear(results.monthly[0][month], covered / 1000), "month \(month)")
      begins += days[month]
    }
  }

  /// The expected starts between two moments of the period.
  private func starts(from: Double, to: Double, rate: Double, _ days: [Double]) -> Double {
    var begins = 0.0, sum = 0.0
    for length in days {
      sum += rate * max(min(to, begins + length) - max(from, begins), 0) / length
      begins += length
    }
    return sum
  }

  @Test("Random events begin at their rate") func randomEventsBeginAtTheirRate() throws {
    let from = day("2025-02-15")
    let timing = EventTiming.random(rate: .constant(0.8), from: from, until: nil)
    let results = try months([event(timing, lasts: .constant(3))])
    let begun = results.events[0].begun
    #expect(begun[0] == 0)
    for (month, mean) in [(1, 0.4), (2, 0.8)] {
      #expect(abs(begun[month] - mean) < 4 * (mean / 16384).squareRoot())
    }
  }

  @Test("Overlapping occurrences count once") func overlappingOccurrencesCountOnce() throws {
    let timing = EventTiming.random(rate: .constant(6), from: nil, until: nil)
    let results = try months([event(timing, kind: .adds)], months: 2, paths: 2000)
    #expect(results.monthly[0][1].mean <= 1)
    #expect(results.monthly[0][1].quantiles[4] <= 1)
  }

  @Test("Effects of each kind weigh by days") func effectsOfEachKindWeighByDays() throws {
    for (kind, expected) in [(EventEffect.Kind.sets, 75.0), (.scales, 150 * 0.5 + 50), (.adds, 125)] {
      let value: Double = kind == .sets ? 50 : kind == .scales ? 1.5 : 50
      let found = try months(
        [event(dated("2025-02-15"), kind: kind, value: .constant(value))], base: 100, paths: 16)
      #expect(abs(found.monthly[0][1].mean - expected) < 1e-9, "\(kind.rawValue)")
    }
  }

  @Test("Events act one after the other") func eventsActOneAfterTheOther() throws {
    let both = [
      event(dated("2025-01-01"), kind: .sets, value: .constant(10)),
      event(dated("2025-01-01"), kind: .scales, value: .constant(3)),
    ]
    #expect(try months(both, base: 100, paths: 16).monthly[0][0].mean == 30)
  }

  @Test("A parameter stays in its range") func aParameterStaysInItsRange() throws {
    let up = event(dated("2025-01-01"), kind: .adds, value: .constant(5000))
    #expect(try months([up], paths: 16).monthly[0].map(\.mean) == [1000, 1000, 1000])
    let down = event(dated("2025-01-01"), kind: .scales, value: .constant(-5000))
    #expect(try months([down], base: 1, paths: 16).monthly[0][0].mean == -1000)
  }

  @Test("An event on an unknown parameter is refused") func anEventOnAnUnknownParameterIsThrown() throws {
    let effect = EventEffect(parameter: "echo.nothing", kind: .sets, value: .constant(1))
    var settings = tinySettings()
    settings.events = [
      EventSetting(
        name: "x", timing: dated("2025-01-01"), chance: .constant(1), lasts: nil, effects: [effect],
        origin: "test")
    ]
    #expect(throws: ModelError.self) { try run(tinyModel([Echo.self]), settings) }
  }
}
