import Engine
import Foundation
import Scenarios
import Sampling
import ScenarioText
import Studies
import Testing

@testable import Sweeps

/// Sampled sweeps draw from the scenario's joint distribution, in whichever order the axes stand.
@Suite struct SweepJointTests {
  private func study(
    _ axes: [String], design: String = "sobol", correlation: Double? = 0.9, samples: Int = 256
  ) throws -> SweepStudy {
    let scenario = NSTemporaryDirectory() + "throttle-\(UUID().uuidString).txt"
    let tie = correlation.map { "correlations:\n  brent.anchor ~ rub.anchor: \($0)\n" } ?? ""
    try ("extends: baseline\n" + tie).write(toFile: scenario, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: scenario) }
    let size = design == "morris" ? "trajectories: 20" : "samples: \(samples)"
    return try SweepFixture.study(
      "scenario: \(scenario)\npaths: 16\ndesign: \(design)\n\(size)\naxes:\n"
        + axes.map { "  \($0):\n" }.joined() + "outputs: [oil.revenue]\n")
  }

  private func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var result = [Double](repeating: 0, count: values.count)
    for (rank, place) in order.enumerated() { result[place] = Double(rank) }
    return result
  }

  private func spearman(_ study: SweepStudy) -> Double {
    let rows = SweepFixture.rows(study)
    let (x, y) = (ranks(rows.map { $0[0] }), ranks(rows.map { $0[1] }))
    let middle = Double(rows.count - 1) / 2
    let covariance = zip(x, y).map { ($0 - middle) * ($1 - middle) }.reduce(0, +)
    let variance = x.map { ($0 - middle) * ($0 - middle) }.reduce(0, +)
    return covariance / variance
  }

  /// Normal scores correlated by r have the rank correlation 6/π asin(r/2).
  @Test("Sobol and latin designs have the scenario's rank correlation.", arguments: ["sobol", "latin"])
  func correlated(design: String) throws {
    let right = 6 / Double.pi * asin(0.45)
    #expect(abs(spearman(try study(["brent.anchor", "rub.anchor"], design: design)) - right) < 0.03)
    #expect(abs(spearman(try study(["brent.anchor", "rub.anchor"], design: design, correlation: nil))) < 0.1)
  }

  @Test(
    "Designs that need independent axes say that the correlation is left out.",
    arguments: ["saltelli", "morris"])
  func independent(design: String) throws {
    let warnings = try study(["brent.anchor", "rub.anchor"], design: design, samples: 64).warnings
    #expect(warnings.contains { $0.message.contains("brent.anchor ~ rub.anchor") })
  }

  @Test(
    "The draws of an axis don't move with the order of the axes.", arguments: ["sobol", "latin", "morris"])
  func order(design: String) throws {
    let names = ["brent.anchor", "rub.anchor", "price_cap.compliance"]
    let one = try study(names, design: design, samples: 32),
      other = try study(names.reversed(), design: design, samples: 32)
    #expect(SweepFixture.rows(one) == SweepFixture.rows(other).map { $0.reversed() })
  }

  @Test("What a date fixes is not uncertain.")
  func fixedByADate() throws {
    let scenario = NSTemporaryDirectory() + "throttle-\(UUID().uuidString).txt"
    try "extends: baseline\nbrent:\n  anchor:\n    2026-01-01: 70 USD/bbl\n".write(
      toFile: scenario, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: scenario) }
    let study = try SweepFixture.study(
      "scenario: \(scenario)\npaths: 16\ndesign: sobol\nsamples: 4\naxes: uncertain\noutputs: [oil.revenue]\n"
    )
    let names = study.axes.map(\.parameter.name)
    #expect(!names.contains("brent.anchor"))
    #expect(names.contains("rub.anchor"))
  }

  /// With r = 0.9, the other's mean score is 0.9 of the fixed one's.
  @Test("A parameter that is correlated with an axis moves along with it.")
  func conditional() throws {
    let study = try study(["brent.anchor"], samples: 2)
    let own = try #require(study.model.parameters.first { $0.name == "brent.anchor" }).standard.steps[0].value
    var settings = study.trial(0).settings
    settings.paths = 4096
    settings.known = ["brent.anchor": 0.95]
    settings.values["brent.anchor"] = SetValue(
      schedule: Schedule(.constant(own.quantile(0.95))), origin: "test", text: "")
    let draws = try ParameterDraws(model: study.model, settings: settings)
    let row = try #require(draws.names.firstIndex(of: "rub.anchor"))
    let values = stride(from: 0, to: 4096, by: 256).flatMap { draws.values(firstPath: $0)[row] }.sorted()
    let rouble = try #require(study.model.parameters.first { $0.name == "rub.anchor" }).standard.steps[0]
      .value
    // The median of the score given 1.645 is 0.9 · 1.645, whose chance is 0.9306.
    #expect(abs(rouble.cumulative(values[2048]) - 0.9306) < 0.01)
  }

  @Test("Cases come from a table, our own cases.csv and draws.csv among them.")
  func casesFromAFile() throws {
    let place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString).csv"
    let text =
      "path,price_cap.level,sanctions.us_enforces,brent.regime.crisis\n0,47.6,1,3\n1,30 USD/bbl,off,0\n"
    try text.write(toFile: place, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let study = try SweepFixture.study(
      "scenario: baseline\npaths: 16\ncases: {from: \(place)}\noutputs: [oil.revenue]\n")
    #expect(study.axes.map(\.parameter.name) == ["price_cap.level", "sanctions.us_enforces"])
    #expect(SweepFixture.rows(study) == [[47.6, 1], [30, 0]])
    #expect(study.warnings.contains { $0.message.contains("brent.regime.crisis") })
    let chosen = try SweepFixture.study(
      "scenario: baseline\npaths: 16\ncases:\n  from: \(place)\n  columns: [price_cap.level]\noutputs: [oil.revenue]\n"
    )
    #expect(SweepFixture.rows(chosen) == [[47.6], [30]])
  }

  @Test(
    "A wrong cell or column of such a table is placed.",
    arguments: [
      ("price_cap.level\n470\n", "csv:2: 'price_cap.level' is '470'"),
      ("price_cap.levle\n47\n", "the column 'price_cap.levle' is not a parameter"),
      ("price_cap.level\nabc\n", "csv:2: 'price_cap.level' is 'abc'"),
      ("path\n1\n", "no column of"),
    ])
  func wrongTables(text: String, message: String) throws {
    let place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString).csv"
    try text.write(toFile: place, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let found = try SweepFixture.complaint(
      "scenario: baseline\npaths: 16\ncases: {from: \(place)}\noutputs: [oil.revenue]\n")
    #expect(found.contains(message))
  }

  @Test("An axis that acts after the period is told; a value in two spellings is refused.")
  func axes() throws {
    let late = try SweepFixture.study(
      "scenario: baseline\npaths: 16\nfrom: 2029-01-01\naxes:\n  price_cap.level: [30 USD/bbl, 40 USD/bbl]\n")
    #expect(late.warnings.contains { $0.message.contains("after the period") })
    let twice = try SweepFixture.complaint(
      "scenario: baseline\npaths: 16\naxes:\n  price_cap.compliance: [10 %, 0.1]\n")
    #expect(twice.contains("has the same value twice"))
  }
}
