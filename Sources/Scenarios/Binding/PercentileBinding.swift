internal import Engine
internal import ScenarioText

extension Binder {
  /// `percentiles: [1, 5, 50, 95, 99]`: those that the usual five lack are reported besides.
  mutating func bindPercentiles(_ node: Node) {
    let items = node.items ?? (node.text.map { $0.isEmpty ? [] : [node] } ?? [])
    guard !items.isEmpty, items.count <= Settings.mostPercentiles else {
      complaints.add(
        Diagnostic(
          "percentiles are a list of 1 to \(Settings.mostPercentiles) numbers", at: node,
          hint: "such as [1, 5, 50, 95, 99]"))
      return
    }
    for item in items {
      guard let number = item.text.flatMap(Double.init), number > 0, number < 100 else {
        complaints.add(
          Diagnostic("a percentile is a number between 0 and 100", at: item, hint: "such as 1, 50 or 97.5"))
        continue
      }
      guard !settings.percentiles.contains(number) else {
        complaints.add(Diagnostic("the percentile \(item.text ?? "") stands here twice", at: item))
        continue
      }
      settings.percentiles.append(number)
    }
  }
}
