import RussianEnergy
import Sampling
import TestSupport
import Testing

@testable import Engine

/// Every declared parameter matters: moved from one end of its range to the other, it changes some series in at
/// least one of a few worlds, and neither end breaks the arithmetic or a balance.
@Suite struct DeadParameterTests {
  private static let worlds: [Trial] =
    [
      Trial(),
      // Every lever that is off in the baseline, and oil dear enough for donors to worry.
      Trial(values: [
        "sanctions.us_enforces": 0, "sanctions.on_india": 0.6, "sanctions.on_china": 0.6,
        "fleet.services_ban": 0.5, "price_cap.dynamic": 1, "outages.longer_range": 0.5,
        "strikes.rate_quiet": 15, "strikes.rate_medium": 15, "strikes.rate_high": 15, "strikes.funding": 0.8,
        "brent.start": 110, "brent.anchor": 110, "sanctions.listing_rate": 0.5,
        "ukraine.us_return_hazard": 0.1,
      ]),
      // The embargo of December 2022.
      Trial(asOf: "2022-12-10", from: "2022-12", to: "2023-11"),
      // Oil near its cost.
      Trial(values: ["brent.start": 30, "brent.anchor": 35]),
      // Oil that finds no outlet.
      Trial(values: [
        "ports.baltic_capacity": 0.3, "ports.black_sea_capacity": 0.3, "ports.pacific_capacity": 0.5,
      ]),
      // No spare left.
      Trial(values: ["strikes.rate_quiet": 40, "strikes.rate_medium": 40, "strikes.rate_high": 40]),
    ] + gasWorlds

  private enum Finding: Equatable {
    case same, differs
    case broken(String)
  }

  /// Compares the two ends of a parameter's range in a world, up to the first difference.
  private func compare(_ parameter: ParameterDeclaration, _ model: Model, _ trial: Trial) throws -> Finding {
    func run(_ value: Double) throws -> BlockRun {
      var trial = trial
      trial.values[parameter.name] = value
      return try BlockRun(model, trial.settings)
    }
    let low = try run(parameter.range.lowerBound), high = try run(parameter.range.upperBound)
    for index in 0..<trial.settings.period.count {
      let left = low.step(index, checks: true), right = high.step(index, checks: true)
      for (slot, output) in model.outputs.enumerated() where !(left[slot].isFinite && right[slot].isFinite) {
        return .broken("\(output.variable) is no number at an end of \(parameter.name)")
      }
      if let broken = (low.report.violations + high.report.violations).first {
        return .broken("at an end of \(parameter.name): \(broken)")
      }
      if !zip(left, right).allSatisfy({ $0.isSame(as: $1) }) { return .differs }
    }
    return .same
  }

  /// The baseline with the levers of a section that are off half on, for those that no world above was made for.
  private func awake(_ section: String, _ model: Model) -> Trial {
    let off = model.parameters.filter { $0.section == section && $0.kind == .lever && $0.standard.isOff }
    let half = off.map { ($0.name, ($0.range.lowerBound + $0.range.upperBound) / 2) }
    return Trial(values: Dictionary(uniqueKeysWithValues: half))
  }

  private static let models = Result { try worlds.map { try $0.model() } }

  @Test("Every parameter changes some series", arguments: RussianEnergy.mechanisms.map { $0.section })
  func everyParameterChangesSomeSeries(section: String) throws {
    var dead: [String] = []
    let models = try Self.models.get()
    // What one parameter of a section needs, the next often needs, too: its world is tried first.
    var world = 0
    for parameter in models[0].parameters where parameter.section == section {
      var finding = Finding.same
      for next in Self.worlds.indices.map({ ($0 + world) % Self.worlds.count }) where finding == .same {
        finding = try compare(parameter, models[next], Self.worlds[next])
        world = next
      }
      if finding == .same { finding = try compare(parameter, models[0], awake(section, models[0])) }
      switch finding {
      case .same: dead.append(parameter.name)
      case .differs: break
      case .broken(let what): Issue.record("\(what)")
      }
    }
    #expect(dead.isEmpty, "dead: \(dead)")
  }

  @Test("The register has every parameter once") func theRegisterHasEveryParameterOnce() throws {
    let names = try Trial().model().parameters.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(RussianEnergy.register).isSuperset(of: names))
    #expect(Set(RussianEnergy.register).count == RussianEnergy.register.count)
  }

  @Test("Every parameter has a unit, a range that holds its value, and a source")
  func everyParameterHasAUnitARangeThatHoldsItsValueAndAReason() throws {
    for parameter in try Trial().model().parameters {
      for step in parameter.standard.steps {
        let support = step.value.support
        #expect(parameter.range.contains(support.lowerBound), "\(parameter.name)")
        #expect(parameter.range.contains(support.upperBound), "\(parameter.name)")
      }
      #expect(!parameter.summary.isEmpty && parameter.summary.hasSuffix("."), "\(parameter.name)")
      #expect(!parameter.source.isEmpty && parameter.unit.factor.isFinite, "\(parameter.name)")
    }
  }
}

extension Schedule {
  fileprivate var isOff: Bool { steps.allSatisfy { $0.value == .constant(0) } }
}
