import Engine
import Testing

/// What the model's mechanisms promise to keep, on every path and month.
@Suite struct ConservationTests {
  private func isSound(_ trial: Trial) throws {
    var trial = trial
    trial.checks = true
    trial.paths = 256
    let report = try #require(try trial.run().results).conservation
    #expect(report.violations.isEmpty, "\(report.violations.prefix(3))")
    #expect(report.checked > 256 * trial.settings.period.count * 50)
  }

  @Test func theBaselineKeepsItsBalances() throws {
    try isSound(Trial(to: "2027-12"))
  }

  @Test(arguments: ["2022-12", "2024-01", "2026-01"])
  func otherStartsKeepTheirBalances(from: String) throws {
    let start = month(from)
    try isSound(Trial(asOf: "\(from)-20", from: from, to: (start + 23).description))
  }

  @Test(arguments: [
    [
      "ports.baltic_capacity": 0, "ports.black_sea_capacity": 0, "ports.pacific_capacity": 0,
      "ports.arctic_capacity": 0,
    ],
    [
      "strikes.rate_quiet": 40, "strikes.rate_medium": 40, "strikes.rate_high": 40, "strikes.scale": 1,
      "strikes.ceasefire_hazard": 0,
    ],
    ["sanctions.eu_crude_ban": 1, "ports.china_pipe_capacity": 0],
    ["fleet.services_ban": 1, "fleet.ban_leakage": 0, "sanctions.on_india": 1, "sanctions.on_china": 1],
    ["brent.start": 20, "brent.anchor": 30, "brent.calm_volatility": 0.01],
  ])
  func stressKeepsTheBalances(values: [String: Double]) throws {
    try isSound(Trial(values: values))
  }
}
