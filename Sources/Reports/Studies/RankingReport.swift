internal import Engine
public import Studies

/// The ranking of scenarios: one table for the eye, and ranking.csv.
public struct RankingReport: Sendable {
  private let ranking: Ranking

  /// A report on a ranking.
  public init(_ ranking: Ranking) { self.ranking = ranking }

  /// A row a scenario, sorted by its effect on the first series.
  public var text: String {
    guard let effects = ranking.rows.first?.effects else { return "no scenario to compare\n" }
    let heads =
      ["less \(ranking.first), \(ranking.span.name)"]
      + effects.map { "\($0.series.label), \($0.series.spanUnit)" }
    var table = PlainTable(heads, textColumns: 1)
    for row in ranking.rows { table.add([row.name] + row.effects.map(cell)) }
    let notes = ranking.leftOut.map { "left out: \($0)\n" }.joined()
    return table.text
      + "± is the standard error of the difference on the same paths; 0: within two of them. "
      + "What each does: ranking.csv\n" + notes
  }

  private func cell(_ effect: Ranking.Effect) -> String {
    guard !effect.isNoise else { return "0" }
    let stated = StatedNumber(effect.difference.mean, error: effect.difference.error)
    return "\(effect.difference.mean > 0 ? "+" : "")\(stated.value) ± \(stated.error)"
  }

  /// ranking.csv
  public var tables: [StudyTable] {
    var table = StudyTable(
      "ranking.csv", "Effects of scenarios, path by path",
      [
        ("scenario", "string", "Name of the scenario"),
        ("variable", "string", "Output variable (section.name)"),
        ("region", "string", "Country, federal district, buyer or route"),
        ("unit", "string", "Unit of the numbers in the row"), ("span", "string", "First and last month"),
        ("difference", "number", "Mean of the scenario less the first, path by path"),
        ("se", "number", "Standard error of the difference"), ("p05", "number", "5th percentile over paths"),
        ("p95", "number", "95th percentile over paths"),
        ("chance_first_above", "number", "Share of paths on which the first is above"),
        ("chance_equal", "number", "Share of paths on which both are equal"),
        ("meaning", "string", "What the scenario asks"),
      ])
    for row in ranking.rows {
      for effect in row.effects {
        let declared = effect.series.declaration
        for text in [row.name, declared.variable, declared.region, effect.series.spanUnit, ranking.span.name]
        {
          table.table.add(text)
        }
        let difference = effect.difference
        table.table.row(
          [
            difference.mean, difference.error, difference.p05, difference.p95, effect.chanceFirstAbove,
            effect.chanceEqual,
          ],
          row.meaning)
      }
    }
    return [table]
  }
}
