import Kernels
import Sampling
import Testing

@testable import Engine
@testable import RussianEnergy

/// A start value that follows from a parameter has no number of its own.
@Suite struct StartValueTests {
  private func start(_ name: String, _ values: [String: Double], from first: String = "2025-09") throws
    -> Double
  {
    let trial = Trial(asOf: first + "-15", from: first, to: first, values: values)
    let model = try trial.model()
    let slot = try #require(model.slot(of: name))
    return trial.settings.schedule(of: slot, in: model).steps[0].value.quantile(0.5)
  }

  @Test(
    "A scenario that changes a parameter changes the start values that follow from it",
    arguments: [
      ("fleet.start_idle", "fleet.idle_half_life", 12.0, 1.0),
      ("fleet.start_war_premium", "fleet.war_decay", 0.9, 1),
      ("sanctions.start_pressure", "sanctions.decay", 0.6, -1),
      ("sanctions.start_price_pressure", "sanctions.decay", 0.6, -1),
      ("urals.start_turmoil", "urals.turmoil_keep", 0.9, 1),
      ("brent.start_crisis", "brent.stay_calm", 0.8, 1),
      ("gas.start_calm", "gas.stay_calm", 0.7, -1),
    ])
  func followers(start name: String, parameter: String, value: Double, direction: Double) throws {
    // A month after a war premium, one after a listing, and an ordinary one.
    let months = ["fleet.start_war_premium": "2023-03", "sanctions.start_price_pressure": "2025-12"]
    let first = months[name] ?? "2025-09"
    let usual = try start(name, [:], from: first), changed = try start(name, [parameter: value], from: first)
    #expect((changed - usual) * direction > 1e-6, "\(name): \(usual), then \(changed)")
    #expect(try start(name, [parameter: value, name: 0.25], from: first) == 0.25)
  }

  @Test("Runs begin where the parameter says")
  func runs() throws {
    let trial = Trial(to: "2025-09", paths: 16, values: ["fleet.idle_half_life": 12])
    let model = try trial.model(), slot = try #require(model.slot(of: "fleet.start_idle"))
    let value = try start("fleet.start_idle", ["fleet.idle_half_life": 12])
    let block = Block(plan: try Plan(model: model, settings: trial.settings))
    block.drawParameters(firstPath: 0)
    #expect(block.parameters[slot].indices.allSatisfy { block.parameters[slot][$0] == value })
  }

  @Test("Every parameter of the model has its place in the dimension register")
  func register() throws {
    #expect(try Trial().model().unregistered == [])
  }

  @Test("A parameter's source that names a table names one that ships")
  func sources() throws {
    for parameter in try Trial().model().parameters {
      for found in parameter.source.matches(of: /([a-z0-9_]+)\.csv/) {
        #expect(allSeeds.tables[String(found.1)] != nil, "\(parameter.name): \(found.0)")
      }
    }
  }
}
