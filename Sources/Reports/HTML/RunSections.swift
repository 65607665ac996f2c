internal import Charts

/// The parts of a page on a run.
extension HTMLReport {
  /// What the scenario sets itself.
  func set(_ own: [[String]]) -> [Page.Section] {
    guard !own.isEmpty else { return [] }
    let heads = ["parameter", "value", "unit", "set at", "source of the default"]
    return [Page.Section(title: "What this scenario sets", table: FigureTable(heads, own))]
  }

  /// What it changes against the one that it extends.
  func changed(_ changes: ComparisonFigures) -> [Page.Section] {
    guard !changes.told.isEmpty else { return [] }
    return [
      Page.Section(
        title: "What it changes",
        text: ["Each path has the same shocks with and without what the scenario sets."],
        figures: [changes.ranking].compactMap { $0 } + changes.differences.dropFirst().prefix(8))
    ]
  }

  /// The chances that questions ask about.
  func answered(_ run: RunFigures) -> [Page.Section] {
    run.asked.isEmpty ? [] : [Page.Section(title: "What was asked", figures: run.asked)]
  }

  /// What comes out of it.
  func results(_ run: RunFigures, _ fans: [Figure]) -> [Page.Section] {
    let figures =
      fans + run.distributions + [run.flow, run.tiles, run.timeline].compactMap { $0 }
    return figures.isEmpty ? [] : [Page.Section(title: "The main results", figures: figures)]
  }

  /// What the results depend on.
  func driven(_ drivers: [Figure]) -> [Page.Section] {
    let hint = "Ask 'simulate sensitivity' for what the results depend on; it was not part of this run."
    return [Page.Section(title: "What drives it", text: drivers.isEmpty ? [hint] : [], figures: drivers)]
  }
}
