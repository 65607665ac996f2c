import Engine
import Testing

/// A run may start in any month from December 2022 to January 2026, with what was known then.
@Suite struct StartMonthTests {
  @Test func everyStartMonthRunsAndKeepsItsBalances() throws {
    for ordinal in month("2022-12").ordinal...month("2026-01").ordinal {
      let first = Month(ordinal: ordinal)
      let trial = Trial(
        asOf: first.first.description, from: first.description, to: (first + 11).description, paths: 256)
      let run = try trial.blockRun()
      #expect(run.firstFault(months: 12) == nil, "\(first)")
      #expect(run.report.violations.isEmpty, "\(first): \(run.report.violations.prefix(2))")
    }
  }

  @Test func aStartValueThatWasNotKnownIsDrawn() throws {
    let early = try Trial(asOf: "2025-07-01", from: "2025-09").model()
    let late = try Trial(asOf: "2025-12-01", from: "2025-09").model()
    for name in ["brent.start", "rub.start", "urals.start"] {
      let before = early.parameters.first { $0.name == name },
        after = late.parameters.first { $0.name == name }
      #expect(before?.standard.isConstant == false, "\(name)")
      #expect(before?.origin.contains("drawn") == true, "\(name)")
      #expect(after?.standard.isConstant == true, "\(name)")
    }
  }
}
