import Sampling
import Testing

@testable import Engine

/// A run as of a day knows nothing that became known later.
@Suite struct AsOfTests {
  private static let july = Trial(asOf: "2025-07-01", from: "2025-07", to: "2026-06", paths: 256)

  private func isUnchanged(by seeds: SeedTables, _ trial: Trial = july) throws -> Bool {
    var other = trial
    other.seeds = seeds
    return BlockRun.areSame(try trial.blockRun(), try other.blockRun(), months: 12)
  }

  @Test("Rows known later change nothing") func rowsKnownLaterChangeNothing() throws {
    let asOf = day("2025-07-01")
    #expect(try isUnchanged(by: allSeeds.changing(after: asOf) { _ in nil }))
    #expect(try isUnchanged(by: allSeeds.changing(after: asOf) { $0.distorted }))
  }

  @Test("A restart that became known later changes nothing")
  func aRestartThatBecameKnownLaterChangesNothing() throws {
    let trial = Trial()
    let asOf = day(trial.asOf)
    var touched = 0
    let seeds = allSeeds.replacing("refinery_outages") { rows in
      rows.map { row in
        guard let known = row.day("restart_known"), known > asOf else { return row }
        touched += 1
        return row.setting("restart", to: .day(asOf + 100))
      }
    }
    #expect(touched > 0)
    #expect(try isUnchanged(by: seeds, trial))
  }

  @Test("Rows known earlier do matter") func rowsKnownEarlierDoMatter() throws {
    let distorted = allSeeds.changing(after: day("2025-05-01")) { $0.distorted }
    #expect(try !isUnchanged(by: distorted))
  }

  /// 60 from 2022-12-05, 47.6 from 2025-09-03 (known 2025-07-18), 44.1 from 2026-02-01 (known 2026-01-15).
  @Test(
    "The cap is what was known",
    arguments: [
      ("2025-07-01", 60.0, 60.0), ("2025-07-17", 60, 60), ("2025-07-18", 47.6, 47.6),
      ("2025-09-23", 47.6, 47.6),
      ("2026-01-14", 47.6, 47.6), ("2026-01-15", 47.6, 44.1),
    ])
  func theCapIsWhatWasKnown(asOf: String, october: Double, march: Double) throws {
    let trial = Trial(asOf: asOf, from: "2025-07", to: "2026-03", paths: 16, outputs: ["price_cap.cap"])
    let caps = try trial.run().means("price_cap.cap")
    #expect(abs(caps[0] - 60) < 1e-9)
    #expect(abs(caps[3] - october) < 1e-9 && abs(caps[8] - march) < 1e-9, "\(caps)")
  }
}
