import Engine
import Testing

/// What the model's mechanisms promise to keep, on every path and month.
@Suite struct ConservationTests {
  private func isSound(_ trial: Trial, paths: Int = 256) throws {
    var trial = trial
    trial.paths = paths
    let report = try #require(try trial.run().results).conservation
    #expect(report.checked > paths * trial.settings.period.count * 50)
  }

  @Test("The baseline keeps its balances") func theBaselineKeepsItsBalances() throws {
    try isSound(Trial(to: "2027-12"))
  }

  @Test("Other starts keep their balances", arguments: ["2022-12", "2024-01", "2026-01"])
  func otherStartsKeepTheirBalances(from: String) throws {
    let start = month(from)
    try isSound(Trial(asOf: "\(from)-20", from: from, to: (start + 23).description))
  }

  @Test(
    "Stress keeps the balances",
    arguments: [
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

  /// Seven years, ten, and the fifty that a period may have.
  @Test(
    "Long periods keep the balances",
    arguments: [("2025-09", "2032-12"), ("2026-01", "2035-12"), ("2022-12", "2072-11")])
  func longPeriodsKeepTheBalances(from: String, to: String) throws {
    try isSound(Trial(asOf: "\(from)-20", from: from, to: to), paths: 16)
  }

  /// All parameters at random ends at once.
  @Test("Random corners keep the balances", arguments: 1...24) func randomCornersKeepTheBalances(corner: Int)
    throws
  {
    let model = try Trial().model()
    var trial = Trial(), bits = UInt64(corner)
    for parameter in model.parameters {
      // Knuth's linear congruence; its upper bit is the fairest.
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      trial.values[parameter.name] = bits >> 63 == 1 ? parameter.range.upperBound : parameter.range.lowerBound
    }
    let run = try BlockRun(model, trial.settings)
    let fault = run.firstFault(months: 12)
    #expect(fault == nil)
    #expect(run.report.violations.isEmpty)
  }
}
