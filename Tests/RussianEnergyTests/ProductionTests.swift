import Engine
import Sampling
import TestSupport
import Testing

@testable import RussianEnergy

/// Output follows what OPEC+ announced, as far as it was announced on the day.
@Suite struct ProductionTests {
  private func quota(_ text: String, asOf: String) -> Double? {
    let seeds = allSeeds.known(on: day(asOf))
    return DatedRules(
      seeds, "opec_quotas", where: { _ in true }, value: { $0.number("quota") }, announced: "known"
    ).value(on: month(text).first)
  }

  /// The rise of October 2024 was announced in June, put off in September and in November, and came in April 2025.
  @Test("A later announcement replaces an earlier one") func aLaterAnnouncementReplacesAnEarlierOne() {
    #expect(quota("2024-10", asOf: "2024-07-01") == 9017)
    #expect(quota("2024-10", asOf: "2024-09-20") == 8978)
    #expect(quota("2025-01", asOf: "2024-11-10") == 9017)
    #expect(quota("2025-01", asOf: "2024-12-20") == 8978)
    #expect(quota("2025-12", asOf: "2024-12-20") == 9214)
    #expect(quota("2025-12", asOf: "2025-12-20") == 9574)
  }

  /// July 2025 was counted with 9180 kb/d, when 9240 were allowed; half of each later change is made.
  @Test("Output follows the level by its part") func outputFollowsTheLevelByItsPart() throws {
    let found = try Trial(
      paths: 16,
      values: [
        "production.follow": 0.5, "production.meeting_chance": 0, "production.noise": 0,
        "production.level": 1,
        "production.condensate": 900,
      ], outputs: ["production.potential"]
    ).run()["production.potential"]
    for (index, level) in [(0, 9449.0), (1, 9491), (6, 9491)] {
      let expected = 9180 + 0.5 * (level - 9240) + 900
      #expect(found[index].allSatisfy { abs($0 - expected) < 1e-9 }, "\(found[index][0]) \(expected)")
    }
  }

  /// June 2023 was counted with 9450 kb/d and April 2026, the newest count of that day, with 9200, when 9636 were asked:
  /// what OPEC+ had announced is in the counts, and only another level moves them.
  @Test("Counted months are what was counted") func countedMonthsAreWhatWasCounted() throws {
    var trial = Trial(
      asOf: "2026-05-20", from: "2023-03", to: "2026-06", paths: 16,
      values: [
        "production.follow": 0.5, "production.meeting_chance": 0, "production.noise": 0,
        "production.level": 1, "production.condensate": 900,
      ], outputs: ["production.potential"])
    func potential(_ text: String) throws -> [Double] {
      try trial.run()["production.potential"][month(text) - month(trial.from)]
    }
    for (text, counted) in [("2023-06", 9450.0), ("2024-08", 9180), ("2026-06", 9200)] {
      let expected = counted + 900, found = try potential(text)
      #expect(found.allSatisfy { abs($0 - expected) < 1e-9 }, "\(text): \(found[0]) \(expected)")
    }
    let asked = try #require(quota("2024-08", asOf: "2026-05-20"))
    trial.values["production.quota"] = asked - 100
    #expect(try potential("2024-08").allSatisfy { abs($0 - (9180 - 50 + 900)) < 1e-9 })
  }

  /// A quarter of the months change it, by a normal step: variance grows with the months.
  @Test("Meetings move it either way") func meetingsMoveItEitherWay() throws {
    let found = try Trial(
      paths: 4096,
      values: [
        "production.follow": 0, "production.meeting_chance": 0.25, "production.meeting_step": 80,
        "production.noise": 0, "production.level": 1, "production.condensate": 900,
      ], outputs: ["production.potential"]
    ).run()["production.potential"]
    for index in [0, 3, 11] {
      let moved = found[index].map { $0 - 10080 }
      let expected = 0.25 * 6400 * Double(index + 1)
      #expect(abs(score(moved, 0)) < 4)
      #expect(abs(variance(moved) / expected - 1) < 0.15, "month \(index): \(variance(moved)) \(expected)")
    }
  }
}
