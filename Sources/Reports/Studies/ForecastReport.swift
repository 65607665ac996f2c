internal import Engine
public import Studies

/// How frozen forecasts fared: a table of months, one of series, and words.
public struct ForecastReport: Sendable {
  private let scores: ForecastScores
  private let forecasts: Int

  /// - Parameter forecasts: how many are frozen.
  public init(_ scores: ForecastScores, forecasts: Int) {
    self.scores = scores
    self.forecasts = forecasts
  }

  /// What a terminal shows.
  public var text: String {
    let waiting = "\(counted(scores.waiting, "month")) of series are still to come\n"
    let unknown =
      scores.unknown.isEmpty
      ? "" : "not scored, as the model has them no more: \(scores.unknown.joined(separator: ", "))\n"
    guard !scores.rows.isEmpty else {
      return "\(counted(forecasts, "frozen forecast")): nothing to score yet; \(waiting)\(unknown)"
    }
    var table = PlainTable(
      ["series", "months", "CRPS", "median missed by", "in 25–75 %", "in 5–95 %", "unit"], textColumns: 1)
    for row in scores.summaries {
      table.add(
        [row.target, grouped(row.count), readable(row.crps, digits: 3), readable(row.miss, digits: 3)]
          + [percent(row.inHalf), percent(row.inNinety), row.unit])
    }
    return table.text
      + "(\(counted(forecasts, "frozen forecast")); half of the months belong into 25–75 %, nine tenths into "
      + "5–95 %)\n\(waiting)\(unknown)"
  }

  /// Months first.
  public var tables: [StudyTable] { [months, series] }

  private var months: StudyTable {
    var result = StudyTable(
      "scores.csv", "Frozen forecasts against what was published since",
      [
        ("forecast", "integer", "Number of the forecast in its ledger"),
        ("reference_date", "date", "Day up to which things were known"), ("target", "string", "Series"),
        ("location", "string", "Region"), ("horizon", "integer", "Months from that of the reference date"),
        ("target_end_date", "date", "Last day of the month"), ("observed", "number", "What was published"),
        ("median", "number", "What was forecast"),
        ("crps", "number", "Twice the mean quantile score; less is better"),
        ("in_25_75", "boolean", "Whether the truth lies between these quantiles"),
        ("in_05_95", "boolean", "Whether the truth lies between these quantiles"),
        ("unit", "string", "Unit of observed, median and crps"),
      ])
    for row in scores.rows {
      result.table.row(
        row.forecast, row.reference.description, row.target, row.location, row.horizon, row.end.description,
        [row.truth, row.median, row.crps], [row.isInHalf, row.isInNinety], row.unit)
    }
    return result
  }

  private var series: StudyTable {
    var result = StudyTable(
      "series.csv", "Frozen forecasts, series by series",
      [
        ("target", "string", "Series"), ("months", "integer", "Months of forecasts that were scored"),
        ("crps", "number", "Mean score"), ("missed_by", "number", "Mean distance of the median"),
        ("in_25_75", "number", "Share of months between these quantiles"),
        ("in_05_95", "number", "Share of months between these quantiles"), ("unit", "string", "Unit"),
      ])
    for row in scores.summaries {
      result.table.row(row.target, row.count, [row.crps, row.miss, row.inHalf, row.inNinety], row.unit)
    }
    return result
  }
}
