internal import Charts

/// The claims of `claims.csv`, a picture each.
struct ClaimFigures {
  let tables: ResultTables
  let context: ReportContext

  private var rows: [[String: String]] { tables.rows("claims.csv") }

  var sentences: [String] { rows.map { $0.text("sentence") } }

  /// A part of the page for each claim.
  var sections: [Page.Section] {
    let names = rows.distinct("claim")
    let months = Dictionary(grouping: tables.rows("claims_monthly.csv")) {
      "\($0.text("claim"))|\($0.text("series"))"
    }
    return names.map { name in
      let own = rows.filter { $0.text("claim") == name }
      let first = own[0]
      return Page.Section(
        title: first.text("meaning"),
        text: own.map { "The model: \($0.text("sentence"))" } + [
          "True of \(first.text("true_of")). False of \(first.text("false_of")).",
          "Published since: \(first.text("published_since")). Source, grade \(first.text("source")).",
        ],
        figures: own.compactMap { figure($0, months["\(name)|\($0.text("series"))"] ?? []) })
    }
  }

  private func figure(_ row: [String: String], _ months: [[String: String]]) -> Figure? {
    let points = months.compactMap { row in monthNumber(row.text("month")).map { ($0, row) } }
    guard points.count > 1 else { return nil }
    let percentiles = points.map { point in ["p05", "p25", "p50", "p75", "p95"].map { point.1.number($0) } }
    let write = Amount.writer(percentiles.flatMap { $0 })
    let series = row.text("series"), scenario = row.text("scenario"), against = row.text("against")
    let chart: any Chart =
      against.isEmpty
      ? FanChart(
        unit: row.text("unit"), history: [],
        forecast: zip(points, percentiles).map { FanChart.Month($0.0, percentiles: $1) },
        known: momentNumber(row.text("said")), write: write)
      : DifferenceChart(
        months: zip(points, percentiles).map {
          .init(
            $0.0, mean: $0.1.number("mean"), error: $0.1.number("se"),
            percentiles: [$1[0], $1[1], $1[3], $1[4]])
        }, above: "more in \(scenario)", below: "less in \(scenario)", write: write)
    let label = row.text("per").isEmpty ? series : "\(series) of \(row.text("per"))"
    return Figure(
      name:
        "claim-\(String((row.text("claim") + "-" + series).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }))",
      title: row.text("sentence"),
      subtitle: "\(label), \(row.text("unit")) by month"
        + (against.isEmpty ? "" : ", \(scenario) less \(against)"),
      source: "Throttle, \(scenario): bands hold 50 and 90 % of the futures.",
      description: row.text("sentence"),
      chart: chart)
  }
}

extension HTMLReport {
  func claims(_ tables: ResultTables) -> Page {
    let figures = ClaimFigures(tables: tables, context: context)
    return Page(
      title: "The claims", subtitle: "What was said, what the model says, what came true",
      answers: figures.sentences,
      lead: nil, sections: figures.sections, provenance: provenance(tables))
  }
}
