internal import Engine
internal import Studies

/// What a terminal shows of indices that took runs of their own.
enum SensitivityRunsText {
  private static let shown = 10

  /// - Parameter paths: of each run.
  static func text(_ sobol: SensitivitySobol, paths: Int) -> String {
    sobol.parameters.map { part in
      let interval = ["5 %", "95 %"]
      var table = PlainTable(
        ["\(part.series.label), Sobol", "first"] + interval + ["total"] + interval, textColumns: 1)
      let rows = sobol.rows.filter { $0.series.slot == part.series.slot }
        .sorted { $0.indices.total.value > $1.indices.total.value }
      for row in rows where row.indices.total.isToldFromZero {
        let first = row.indices.first
        table.add(
          [row.parameter] + (first.isToldFromZero ? shares(first) : ["not told from 0", "", ""])
            + shares(row.indices.total))
      }
      let all = part.share
      let rest = IndexEstimate(value: 1 - all.value, error: all.error, low: 1 - all.high, high: 1 - all.low)
      table.add(["all parameters together"] + shares(all) + ["", "", ""])
      table.add(["shocks, alone and with parameters"] + shares(rest) + ["", "", ""])
      return table.text + rows.map(\.indices.total).silence("totals can be told from zero", paths) + "\n"
    }.joined()
  }

  static func text(_ morris: SensitivityMorris) -> String {
    morris.rows.map(\.series).uniqued(by: \.slot).map { series in
      var table = PlainTable(
        ["\(series.label), elementary effects", "μ*", "5 %", "95 %", "μ", "σ", "unit"], textColumns: 1)
      let rows = morris.rows.filter { $0.series.slot == series.slot }
        .sorted { $0.effects.size.value > $1.effects.size.value }
      for row in rows.prefix(shown) {
        let effects = row.effects
        table.add(
          [row.parameter]
            + [
              effects.size.value, effects.size.low, effects.size.high, effects.mean.value,
              effects.scatter.value,
            ]
            .map { readable($0, digits: 3) } + [series.spanUnit])
      }
      return table.text + "\n"
    }.joined()
  }

  private static func shares(_ index: IndexEstimate) -> [String] {
    [index.value, index.low, index.high].map { percent($0) }
  }
}
