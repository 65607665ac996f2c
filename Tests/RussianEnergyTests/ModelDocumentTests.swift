import Engine
import Foundation
import Sampling
import Testing

@testable import RussianEnergy

/// docs/MODEL.md says what the declarations say.
@Suite struct ModelDocumentTests {
  private static let text: String = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return (try? String(contentsOf: folder.appending(path: "../../docs/MODEL.md"), encoding: .utf8)) ?? ""
  }()

  /// Lines are filled, so that a name and its number may stand on two.
  private var flowing: String { Self.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  @Test("Every number beside a parameter or constant is its default")
  func everyNumberBesideAParameterIsItsDefault() throws {
    let parameters = Dictionary(
      uniqueKeysWithValues: try Trial(asOf: "2026-08-20", from: "2026-07", to: "2026-12").model().parameters
        .map {
          ($0.name, $0)
        })
    let pattern = /`([a-z_]+\.[a-z_0-9]+)` ([−-]?[0-9]+(?:\.[0-9]+)?)/
    var compared = 0
    for match in flowing.matches(of: pattern) {
      let name = String(match.1)
      let written = try #require(Double(match.2.replacing("−", with: "-")))
      let standard = parameters[name]?.standard.steps.last?.value.quantile(0.5) ?? allSeeds.constant(name)
      let value = try #require(standard, "MODEL.md names \(name), which isn't declared")
      #expect(
        abs(written - value) <= 0.021 * max(abs(value), 1e-9), "\(name): \(written) in MODEL.md, \(value)")
      compared += 1
    }
    #expect(compared > 120, "\(compared) numbers")
  }

  @Test("Every mechanism has its paragraph") func everyMechanismHasItsParagraph() throws {
    let heads = Self.text.matches(of: /\n\*\*([a-z_, ]+)\.\*\*/).flatMap { $0.1.split(separator: ", ") }.map(
      String.init)
    #expect(Set(heads) == Set(try Trial().model().sections.map(\.name)))
    #expect(heads.count == Set(heads).count)
  }

  /// "A month by hand", step by step.
  @Test("The worked month is right") func theWorkedMonthIsRight() throws {
    let rules = TaxRules(allSeeds), september = month("2025-09"), barrels = FuelNumbers(allSeeds).barrels
    let tonnes = Double(september.days) / 7330, rouble = 80.0
    let duty = rules.duty(60), rule = rules.met(september)
    let base: Double = rule.base * 45 * rouble / rule.divisor
    let rate: Double = base + rule.addOn + rule.dutyShare * duty * rouble + 1000
    let extracted: Double = 0.6 * 9300 * tonnes * rate / 1000
    let gasoline: Double = ((70 * 1.2 - 5) * barrels[0] - 10) * rouble * 1.2 + 15000
    let diesel: Double = ((70 * 1.3 - 5) * barrels[1] - 10) * rouble * 1.2 + 10000
    let owed: Double = 0.68 * (gasoline - 60450) * 3.2, owedDiesel: Double = 0.65 * (diesel - 57200) * 3.8
    let damper: Double = 0.9 * (owed + owedDiesel) / 1000
    let reverse: Double = 0.4 * duty * rouble * 5000 * tonnes / 1000
    let met: Double = extracted + 0.8 * damper, profit: Double = 0.12 * 35 * rouble
    let total: Double = met - reverse - damper + 100 + profit
    let steps = [
      "\(number(duty, 2)) USD a tonne", "\(thousands(rate)) RUB a tonne", "= \(number(extracted, 1)) bn RUB",
      "= \(thousands(gasoline)) RUB a tonne", "= \(thousands(diesel)),", "= \(number(damper, 1)) bn RUB",
      "= \(number(met, 1)) bn RUB", "= \(number(reverse, 1)) bn RUB", "= \(number(profit, 0)) bn RUB",
      "= \(number(total, 1)) bn RUB of oil and gas revenue",
    ]
    for step in steps { #expect(flowing.contains(step), "MODEL.md lacks: \(step)") }
  }

  private func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private func thousands(_ value: Double) -> String {
    let whole = Int(value.rounded())
    return "\(whole / 1000),\(String(format: "%03d", whole % 1000))"
  }
}
