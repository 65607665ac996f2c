internal import Engine
internal import ScenarioText

extension Binder {
  /// `percentiles: [1, 5, 50, 95, 99]`: those that the usual five lack are reported besides.
  mutating func bindPercentiles(_ node: Node) { settings.percentiles = percents(node, "percentiles") }

  /// `shortfall: [5, 95]`: the means of the lowest 5 % of paths, and of those above the 95th percentile.
  mutating func bindShortfall(_ node: Node) { settings.shortfalls = percents(node, "shortfall") }

  private func percents(_ node: Node, _ key: String) -> [Double] {
    let items = node.listed
    guard !items.isEmpty, items.count <= Settings.mostPercentiles else {
      complaints.add(
        "\(key == "percentiles" ? "percentiles are" : "'\(key)' is") a list of 1 to \(Settings.mostPercentiles) numbers",
        at: node, hint: "such as [1, 5, 50, 95, 99]")
      return []
    }
    var found: [Double] = []
    for item in items {
      guard let number = item.text.flatMap(Double.init), number > 0, number < 100 else {
        complaints.add("a percentile is a number between 0 and 100", at: item, hint: "such as 1, 50 or 97.5")
        continue
      }
      guard !found.contains(number) else {
        complaints.add("the percentile \(item.text ?? "") stands here twice", at: item)
        continue
      }
      found.append(number)
    }
    return found
  }
}
