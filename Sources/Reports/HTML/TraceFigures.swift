internal import Charts
internal import ScenarioText

/// The page of one future: its place in each fan, what was drawn for it, and its story as it was told.
struct TraceFigures {
  let tables: ResultTables
  let context: ReportContext

  private var rows: [[String: String]] { tables.rows("trace.csv") }

  /// The number of the path.
  var path: String { rows.first?.text("path") ?? "" }

  private var series: [(label: String, rows: [[String: String]])] {
    var order: [String] = []
    var found: [String: [[String: String]]] = [:]
    for row in rows {
      let label = tables.label(row)
      if found[label] == nil { order.append(label) }
      found[label, default: []].append(row)
    }
    let first = context.findings.filter { found[$0] != nil }
    return (first + order.filter { !first.contains($0) }).map { ($0, found[$0] ?? []) }
  }

  /// Where the path stands in its most unusual month, for each series that has one outside nine tenths.
  var sentences: [String] {
    series.compactMap { label, rows in
      let far = rows.max { abs($0.number("share_below") - 0.5) < abs($1.number("share_below") - 0.5) }
      guard let far, abs(far.number("share_below") - 0.5) > 0.45 else { return nil }
      let isHigh = far.number("share_below") > 0.5
      let share = 100 * (isHigh ? far.number("share_below") : 1 - far.number("share_below"))
      let value = Amount.writer([far.number("value")])(far.number("value"))
      return "\(label) is \(value) \(far.text("unit")) in \(far.text("month")), "
        + "\(isHigh ? "higher" : "lower") than in \(digits(share, places: share > 99 ? 2 : 0)) % of futures."
    }
  }

  /// A fan for each series with the path in it.
  var figures: [Figure] {
    series.compactMap { label, rows in
      let months = rows.compactMap { row in
        monthNumber(row.text("month")).map {
          FanChart.Month($0, percentiles: ["p05", "p25", "p50", "p75", "p95"].map(row.number))
        }
      }
      guard let unit = rows.first?.text("unit"), months.count == rows.count else { return nil }
      let values = rows.map { $0.number("value") }, below = rows.last?.number("share_below") ?? 0.5
      let write = Amount.writer(values + months.flatMap(\.percentiles))
      let title =
        "\(label) on path \(path) ends at \(write(values.last ?? 0)) \(unit), above "
        + "\(digits(100 * below, places: 0)) % of futures"
      return Figure(
        name: "trace-\(identifier(label))", title: title, subtitle: "\(unit), by month",
        source:
          "Throttle. Bands: 50 and 90 % of all futures; line: median; thin line: the path that is told.",
        description: title, unit: unit,
        chart: FanChart(unit: unit, history: [], forecast: months, futures: [values], write: write))
    }
  }

  /// The draws that are furthest from their medians.
  var draws: FigureTable {
    FigureTable(
      ["parameter", "drawn", "unit", "higher than in % of futures"],
      tables.rows("drawn.csv").map { row in
        [
          row.text("parameter"), digits(row.number("value"), places: 4), row.text("unit"),
          digits(100 * row.number("share_below"), places: 1),
        ]
      })
  }

  /// The story, a paragraph a month.
  var story: [String] {
    let rows = tables.rows("story.csv")
    return rows.map { "\($0.text("month")): \($0.text("text"))" }
  }
}

extension HTMLReport {
  func trace(_ tables: ResultTables) -> Page {
    let found = TraceFigures(tables: tables, context: context), figures = found.figures
    return Page(
      title: tables.package?["title"]?.text ?? tables.name,
      subtitle: "One future among all: path \(found.path)", answers: Array(found.sentences.prefix(8)),
      lead: figures.first,
      sections: [
        Page.Section(title: "Month by month", text: found.story),
        Page.Section(title: "Drawn furthest from their medians", table: found.draws),
        Page.Section(title: "Its place in the fans", figures: Array(figures.dropFirst())),
      ], provenance: provenance(tables))
  }
}
