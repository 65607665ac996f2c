internal import Engine
internal import ScenarioText

extension Binder {
  /// `units: [EUR, Mb/d, /d]`: in which units results are shown.
  mutating func bindUnits(_ node: Node) {
    let items = node.listed
    guard !items.isEmpty else {
      complaints.add("units are a list", at: node, hint: "such as [EUR, Mb/d] or [mn EUR/d]")
      return
    }
    let currencies = model.currencies
    for item in items {
      let text = item.text ?? ""
      guard let choice = UnitChoice(text, currencies: currencies, shares: model.yardsticks.map(\.name)) else {
        complaints.add(
          "'\(text)' is not a unit", at: item,
          hint: hint(
            for: text, among: Unit.known + model.currencies.sorted() + model.yardsticks.map(\.name),
            elsewhere: "a unit such as Mb/d, a currency such as EUR, a pace such as /d"
              + (model.yardsticks.first.map { ", or '\($0.name)'" } ?? "")))
        continue
      }
      guard fits(choice) else {
        complaints.add(
          "no series can be shown in '\(text)'", at: item, hint: "such as [EUR, Mb/d] or [mn EUR/d]")
        continue
      }
      if let other = settings.units.first(where: { $0.excludes(choice) }) {
        complaints.add("'\(text)' and '\(other.text)' can't both be", at: item)
        continue
      }
      settings.units.append(choice)
    }
  }

  private func fits(_ choice: UnitChoice) -> Bool {
    let shown = model.outputs(in: [choice], over: settings.period)
    return zip(shown, model.outputs).contains {
      $0.unit.symbol != $1.unit.symbol || $0.unit.symbol == choice.text
    }
  }
}
