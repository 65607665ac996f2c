import Engine
import Sampling
import TestSupport
import Testing

/// EU decisions: how long they take, what a run may know of them, and what stops them.
@Suite struct GasDecisionTests {
  private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
  }

  /// An earlier fit of the votes: 16, 30, 57 days at 10, 50 and 90 %; it took 34.
  @Test("The nineteenth package takes about a month") func theNineteenthPackageTakesAboutAMonth() throws {
    let trial = Trial(
      to: "2025-09", paths: 8192, values: ["eu.hold_days": 14], outputs: ["eu.package_days"])
    let days = try trial.run()["eu.package_days"][0]
    for (share, expected) in [(0.1, 16.0), (0.5, 30.0), (0.9, 57.0)] {
      #expect(abs(quantile(days, share) / expected - 1) < 0.08, "\(share): \(quantile(days, share))")
    }
  }

  /// The longest of some exponential holds: with n holding, H(n) times the mean.
  @Test("The longest hold decides") func theLongestHoldDecides() throws {
    let values = ["eu.hold_scale": 5.0, "eu.package_base": 12, "eu.hold_days": 14, "eu.veto_after": 1000]
    let trial = Trial(to: "2025-09", paths: 8192, values: values, outputs: ["eu.package_days"])
    let days = try trial.run()["eu.package_days"][0]
    // Four blocs hold for certain, shipping with three quarters (0.15 × 5), Bulgaria with a quarter (0.05 × 5).
    let shipping = 0.15 * 5, bulgaria = 0.05 * 5
    let four = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0
    let fifth = (1 - (1 - shipping) * (1 - bulgaria)) / 5, sixth = shipping * bulgaria / 6
    #expect(abs(score(days, 12 + 14 * (four + fifth + sixth))) < 4, "\(mean(days))")
  }

  @Test("A run knows what was decided by its day") func aRunKnowsWhatWasDecidedByItsDay() throws {
    func adopted(_ asOf: String, _ from: String) throws -> [Double] {
      try Trial(
        asOf: asOf, from: from, to: (month(from) + 3).description, values: ["eu.amendment": 0],
        outputs: ["eu.lng_ban_adopted"]
      ).run().means("eu.lng_ban_adopted")
    }
    let open = try adopted("2025-09-23", "2025-09")
    #expect(open[0] < 20 && open[1] > 40 && open[1] < 90 && open[3] < 100)
    #expect(try adopted("2026-01-20", "2026-01")[0] > 95)
    #expect(try adopted("2025-09-18", "2025-09")[0] < 2)
  }

  @Test("The regulation comes after its days") func theRegulationComesAfterItsDays() throws {
    func law(_ asOf: String, _ from: String) throws -> [Double] {
      try Trial(
        asOf: asOf, from: from, to: (month(from) + 8).description, values: ["eu.annulment": 0],
        outputs: ["eu.phase_out_adopted"]
      ).run().means("eu.phase_out_adopted")
    }
    let early = try law("2025-09-23", "2025-09")
    #expect(early[0] < 2 && early[4] > 35 && early[4] < 70 && early[8] > 90, "\(early)")
    #expect(try law("2026-01-26", "2026-01")[0] == 100)
  }

  @Test("A blocked majority and a rejected package leave no ban")
  func aBlockedMajorityAndARejectedPackageLeaveNoBan() throws {
    let values = ["eu.opposition": 1.0, "eu.rejection": 1]
    let found = try Trial(
      to: "2027-06", values: values, outputs: ["eu.lng_ban_adopted", "eu.lng_long_banned"]
    ).run()
    #expect(found.sum("eu.lng_ban_adopted") == 0 && found.sum("eu.lng_long_banned") == 0)
  }

  /// While the Druzhba is down for long, nothing that needs all 27 is adopted.
  @Test("A stop of the Druzhba is a veto") func aStopOfTheDruzhbaIsAVeto() throws {
    let down = Schedule(steps: [
      .init(from: nil, value: .constant(0)), .init(from: day("2026-02-15"), value: .constant(1)),
    ])
    let found = try Trial(
      to: "2026-04", schedules: ["ports.druzhba_eu_capacity": down],
      outputs: ["eu.packages", "eu.druzhba_veto"]
    ).run()
    let packages = found.means("eu.packages")
    #expect(packages[2] == 0 && packages[3] == 0 && packages[4] == 0, "\(packages)")
    #expect(packages[5] > 0.8 && found.means("eu.druzhba_veto")[3] == 100, "\(packages)")
  }

  /// an earlier fit: the ban of 2027 stands in law with 0.93.
  @Test("The ban of 2027 stands as a rule") func theBanOfTwentySevenStandsAsARule() throws {
    let trial = Trial(
      asOf: "2026-06-05", from: "2026-06", to: "2027-01", paths: 4096, outputs: ["eu.lng_ban_adopted"])
    let stands = try trial.run().means("eu.lng_ban_adopted")[7]
    #expect(abs(stands - 93) < 2, "\(stands)")
  }
}
